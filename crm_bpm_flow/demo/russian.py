# ruff: noqa: RUF001 Russian letters
"""The demonstration register as a Russian firm would have typed it.

What Odoo keeps in several languages gets its Russian beside the English; what it keeps
in one is written anew where it is still as it was shipped. What people said and did
before (comments, files, the journal) stays as it was said.
"""

WORDS = {
    # What Odoo translates
    "Before we deliver": "Перед поставкой",
    "Contract of supply (Word)": "Договор поставки (Word)",
    "A Word file with a condition, a table of people and a QR code": (
        "Файл Word с условием, таблицей людей и QR-кодом"
    ),
    "Contacts (Excel)": "Контакты (Excel)",
    "The people of a partner as rows": "Люди контрагента строками",
    # Own fields, their choices and what stands in them
    "Place of delivery": "Место поставки",
    "Our warehouse": "Наш склад",
    "Payment": "Оплата",
    "In advance": "Предоплата",
    "On delivery": "При поставке",
    "30 days after": "Через 30 дней",
    "Came by": "Получено",
    "Mail": "Почтой",
    "E-mail": "Эл. почтой",
    "Messenger": "Курьером",
    # Documents
    "Delivery of fifty chairs": "Поставка пятидесяти стульев",
    "Price of the second delivery": "Цена второй поставки",
    "First delivery taken over": "Приёмка первой поставки",
    "Second delivery taken over": "Приёмка второй поставки",
    "Furniture for the lobby": "Мебель для холла",
    "To receive the goods": "На получение товара",
    "Three variants of the lobby": "Три варианта холла",
    "Shelves for the reading room": "Стеллажи для читального зала",
    "Request for an offer": "Запрос предложения",
    "Our offer and terms": "Наше предложение и условия",
    "Repairs under guarantee": "Гарантийный ремонт",
    "Two tables with scratches": "Два стола с царапинами",
    "Repair of two tables": "Ремонт двух столов",
    "Who signs while the director is away": "Кто подписывает в отсутствие директора",
    "Cleaning of the offices": "Уборка офисов",
    "Carpets for two floors": "Ковры для двух этажей",
    "Lamps for the showroom": "Светильники для шоу-рума",
    "Lease of the showroom": "Аренда шоу-рума",
    "Oak boards, whole year": "Дубовые доски, на весь год",
    "Assembly of the reception desk": "Сборка стойки администратора",
    "Price list of long ago": "Давний прайс-лист",
    # Control dates
    "Second delivery": "Вторая поставка",
    "Talk about the prolongation": "Поговорить о продлении",
    "Advance payment": "Аванс",
    "Visit the customer": "Съездить к клиенту",
    # Places
    "Office": "Офис",
    "Cabinet 1": "Шкаф 1",
    "Contracts 2026": "Договоры 2026",
    "Acts 2026": "Акты 2026",
    "Archive": "Архив",
    "Letters before 2020": "Письма до 2020",
}
TRANSLATED = {
    "bpm.flow.document.set": ("name",),
    "bpm.flow.document.template": ("name", "description"),
}
TYPED = ("bpm.flow.document", "bpm.flow.document.control", "bpm.flow.document.place")


class Russian:
    """Puts the Russian words where the English ones of this add-on still are."""

    def __init__(self, env, lang):
        context = {**env.context, "lang": "en_US", "tracking_disable": True}
        self.env, self.lang = env(su=True, context=context), lang

    def speak(self):
        """All of it; a second time changes nothing."""
        for model, names in TRANSLATED.items():
            for name in names:
                self.translate(model, name)
        for kind in self.env["bpm.flow.document.type"].search([]):
            self.name_own_fields(kind)
        for model in TYPED:
            self.write_anew(model)
        self.name_cases()

    def found(self, model, name):
        return self.env[model].search([(name, "in", list(WORDS))])

    def translate(self, model, name):
        for row in self.found(model, name):
            row.update_field_translations(name, {self.lang: WORDS[row[name]]})

    def write_anew(self, model):
        for row in self.found(model, "name"):
            row.name = WORDS[row.name]

    def name_own_fields(self, kind):
        """Their names and choices, and what was typed into them; a choice that was made
        is kept by its key."""
        known = kind.properties_definition or []
        if not any(part["string"] in WORDS for part in known):
            return
        texts = [part["name"] for part in known if part["type"] == "char"]
        for document in self.env["bpm.flow.document"].search(
            [("type_id", "=", kind.id)]
        ):
            [read] = document.read(["properties"])
            values = {part["name"]: part.get("value") for part in read["properties"]}
            for name in texts:
                values[name] = WORDS.get(values.get(name), values.get(name))
            document.properties = values
        kind.properties_definition = [self.named(part) for part in known]

    def name_cases(self):
        """Cases keep what their record was called as they began."""
        for model in ("bpm.flow.instance", "bpm.flow.task"):
            about = self.env[model].search([("res_model", "=", "bpm.flow.document")])
            for id_, rows in about.grouped("res_id").items():
                document = self.env["bpm.flow.document"].browse(id_).exists()
                name = document.with_context(lang=self.lang).display_name
                rows.record_title = name
                self.env["mail.activity"].search(
                    [("res_model", "=", document._name), ("res_id", "=", id_)]
                ).res_name = name

    def named(self, part):
        part = {**part, "string": WORDS.get(part["string"], part["string"])}
        if part.get("selection"):
            part["selection"] = [
                [value, WORDS.get(label, label)] for value, label in part["selection"]
            ]
        return part
