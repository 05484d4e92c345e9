from datetime import date
from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form

from ..documents import docx
from .documents.values import sheet_file, word_file, word_texts
from .template_case import TemplateCase

REPORT = "odoo.addons.base.models.ir_actions_report.IrActionsReport"


class TestFilling(TemplateCase):
    """A record fills the gaps of a template."""

    def test_fields_relations_amounts(self):
        self.lead.date_deadline = date(2026, 11, 29)
        found = self.shown(
            "<p>{{ record.name }} / {{ record.partner_id.city }} / "
            "{{ record.date_deadline|long_date }} / {{ record.type }} / "
            "{{ record.expected_revenue|in_words }}</p>"
        )
        self.assertIn("Fifty chairs / Minsk / 29 November 2026 / Opportunity", found)
        self.assertIn("One thousand, five hundred", found)

    def test_what_is_empty_is_empty(self):
        lead = self.env["crm.lead"].create({"name": "Bare", "user_id": self.worker.id})
        found = self.shown(
            "<p>[{{ record.partner_id.country_id.name }}{{ record.date_deadline }}"
            "{{ record.description }}{{ record.tag_ids }}]</p>",
            record=lead,
        )
        self.assertIn("[]", found)

    def test_rows(self):
        tags = self.env["crm.tag"].create([{"name": "Big"}, {"name": "Urgent"}])
        self.lead.tag_ids = tags
        found = self.shown(
            "<table><tbody><tr><td>{%tr for t in record.tag_ids %}</td></tr>"
            "<tr><td>{{ loop.index }} {{ t.name }}</td></tr>"
            "<tr><td>{%tr endfor %}</td></tr></tbody></table>"
            "<p>{{ record.tag_ids }}</p>"
        )
        self.assertIn("<td>1 Big</td>", found)
        self.assertIn("<td>2 Urgent</td>", found)
        self.assertIn("Big, Urgent", found)

    def test_own_fields(self):
        team = self.env["crm.team"].create(
            {
                "name": "Team",
                "lead_properties_definition": [
                    {"name": "place", "string": "Place", "type": "char"},
                    {
                        "name": "way",
                        "string": "Way",
                        "type": "selection",
                        "selection": [["air", "By air"]],
                    },
                ],
            }
        )
        self.lead.team_id = team
        self.lead.lead_properties = {"place": "Minsk", "way": "air"}
        found = self.shown(
            "<p>{{ record.lead_properties.place }}, "
            "{{ record.lead_properties.Way }}</p>"
        )
        self.assertIn("Minsk, By air", found)

    def test_the_language_is_the_template_s_or_the_partner_s(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.lead.date_deadline = date(2026, 11, 29)
        body = "<p>{{ record.date_deadline|long_date }}</p>"
        self.assertIn("29 November", self.shown(body, lang=False))
        self.partner.lang = "ru_RU"
        self.assertIn("29 ноября 2026", self.shown(body, lang=False))
        self.assertIn("29 November", self.shown(body))
        template = self.template(body, lang=False)
        template.with_context(
            lang="ru_RU"
        ).body_html = "<p>До {{ record.date_deadline|long_date }}</p>"
        self.assertIn("До 29 ноября", self.filled(template)[0])

    def test_a_preview_knows_the_document_that_would_be_made(self):
        found = self.shown(
            "<p>{{ document.type_id }} {{ document.number }} "
            "{{ document.amount|money }} {{ document.partner_id.city }} "
            "{{ document.date|long_date }}"
            "[{{ document.parent_id.number }}{{ document.file_ids }}"
            "{{ document.date_to }}{{ document.their_number }}]</p>"
        )
        text = found.replace("\N{NO-BREAK SPACE}", " ")
        self.assertIn("Offer … $ 1,500.50 Minsk 2 March 2026[]", text)

    def test_names_of_files(self):
        template = self.template(file_pattern="Offer {{ record.partner_id }} 1/2")
        made = template.with_user(self.worker)._fill(self.lead)
        self.assertEqual(made[0][1], "Offer Acme 1_2.html")
        template.file_pattern = False
        made = template.with_user(self.worker)._fill(self.lead)
        self.assertEqual(made[0][1], "Offer Fifty chairs.html")

    def test_a_pdf_by_odoo_s_report_engine(self):
        template = self.template(output="pdf", is_landscape=True)
        made = []

        def run(report, bodies, landscape=False, **kwargs):
            made.append((bodies, landscape))
            return b"%PDF-1.4"

        with patch(f"{REPORT}._run_wkhtmltopdf", run):
            _record, name, content = template.with_user(self.worker)._fill(self.lead)[0]
        self.assertEqual((name[-4:], content), (".pdf", b"%PDF-1.4"))
        self.assertIn("For Acme", made[0][0][0])
        self.assertTrue(made[0][1])

    def test_without_wkhtmltopdf_it_says_so(self):
        template = self.template(output="pdf").with_user(self.worker)
        with (
            patch(f"{REPORT}.get_wkhtmltopdf_state", return_value="install"),
            self.refused(UserError, "wkhtmltopdf"),
        ):
            template._fill(self.lead)

    def test_word(self):
        template = self.uploaded("docx", word_file("For {{ record.partner_id }}"))
        self.assertTrue(template.is_ready)
        _record, name, content = template.with_user(self.worker)._fill(self.lead)[0]
        self.assertTrue(name.endswith(".docx"))
        self.assertEqual(word_texts(content), ["For Acme"])
        preview = template.with_user(self.worker)._preview(self.lead)
        self.assertIn("For Acme", preview)

    def test_word_without_its_package(self):
        template = self.uploaded("docx", word_file("{{ record.name }}"))
        with patch.object(docx, "find_spec", return_value=None):
            template.invalidate_recordset()
            self.assertTrue(template.is_docx_missing)
            with self.refused(UserError, "docxtpl"):
                template.with_user(self.worker)._fill(self.lead)
        self.assertFalse(self.template().is_docx_missing)

    def test_excel(self):
        cells = {"A1": "{{ record.partner_id }}", "B1": "{{ record.expected_revenue }}"}
        template = self.uploaded("xlsx", sheet_file(cells))
        self.assertTrue(template.is_ready)
        preview = template.with_user(self.worker)._preview(self.lead)
        self.assertIn("Acme", preview)
        self.assertIn("1,500.5", preview)

    def test_a_batch_costs_as_many_queries_as_one(self):
        template = self.template(
            "<p>{{ record.partner_id.country_id.name }} {{ record.user_id.name }}"
            "{% for t in record.tag_ids %}{{ t.name }}{% endfor %}</p>",
            lang=False,
        ).with_user(self.worker)
        tags = self.env["crm.tag"].create([{"name": f"T{n}"} for n in range(3)])
        country = self.env.ref("base.by")
        leads = self.leads(60)
        for number, lead in enumerate(leads):
            partner = self.env["res.partner"].create(
                {"name": f"P{number}", "country_id": country.id}
            )
            lead.write({"partner_id": partner.id, "tag_ids": tags.ids})
        self._end_transaction()
        template._fill(leads[:2])
        counts = []
        for batch in (leads[2:3], leads[5:55]):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            template._fill(batch.with_prefetch(batch._ids))
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])


class TestMistakes(TemplateCase):
    """What is wrong is said with its place, before anybody needs the document."""

    def test_it_is_said_once_for_all_languages(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        template = self.template("<p>{{ record.name </p>")
        self.assertEqual(template.mistakes.count("Line 1"), 1)

    def test_each_is_shown_with_its_place(self):
        for body, place, words in (
            (
                "<p>a</p><p>b {{ record.nam }}</p>",
                "b {{ record.nam }}",
                "no field “nam”",
            ),
            ("<p>{{ record.partner_id.x }}</p>", "Line", "“Contact” has no field “x”"),
            ("<p>{{ record.name|uper }}</p>", "Line", "There is no “| uper”"),
            ("<p>{{ recrd.name }}</p>", "Line", "Nobody knows “recrd”"),
            ("<p>{{ record.name </p>", "Line 1: ", "does not end"),
            ("<p>{{ record.__class__ }}</p>", "Line", "not allowed"),
            (
                "<p>{% for x in record.tag_ids %}{{ x.nme }}{% endfor %}</p>",
                "x.nme",
                "nme",
            ),
            ("<p><br></p>", "", "Write a text"),
        ):
            with self.subTest(body):
                template = self.template(body)
                self.assertFalse(template.is_ready)
                self.assertIn(words, template.mistakes)
                self.assertIn(place, template.mistakes)
                with self.refused(UserError, words):
                    template.with_user(self.worker).make(self.lead.ids)

    def test_all_of_them_are_shown(self):
        template = self.template(
            "<p>one {{ record.nam }}</p><p>{{ record.name }}</p>"
            "<p>two {{ record.partner_id.nam }} {{ record.nix }}</p>"
        )
        self.assertEqual(template.mistakes.count("has no field"), 3)
        self.assertLess(
            template.mistakes.index("one {{"), template.mistakes.index("two {{")
        )
        template = self.template("<p>{{ a }}</p><p>{{ record.name|b }}</p>")
        self.assertIn("Nobody knows “a”", template.mistakes)
        self.assertIn("There is no “| b”", template.mistakes)

    def test_in_word_and_excel(self):
        template = self.uploaded("docx", word_file("a", "b {{ record.nam }}"))
        self.assertIn("Paragraph 2: b {{ record.nam }}", template.mistakes)
        template = self.uploaded("xlsx", sheet_file({"B7": "{{ record.nam }}"}))
        self.assertIn("Cell Sheet!B7: {{ record.nam }}", template.mistakes)

    def test_in_the_name_of_the_file(self):
        template = self.template(file_pattern="{{ record.nam }}")
        self.assertIn(
            "Name of the document's file: {{ record.nam }}", template.mistakes
        )

    def test_they_go_when_it_is_mended(self):
        template = self.template("<p>{{ record.nam }}</p>")
        template.body_html = "<p>{{ record.name }}</p>"
        self.assertTrue(template.is_ready)
        self.assertFalse(template.mistakes)
        self.assertEqual(template.action_check()["params"]["type"], "success")

    def test_hostile_files_are_not_kept(self):
        for content, words in (
            (b"nonsense", "no Word"),
            (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old format"),
            (sheet_file({"A1": "x"}), "no Word"),
        ):
            with self.refused(ValidationError, words):
                self.uploaded("docx", content)

    def test_another_model_needs_processes(self):
        with self.refused(ValidationError, "processes work on"):
            self.template("<p>x</p>", model="res.users")


class TestForm(TemplateCase):
    """Its form: the picker of fields, the preview."""

    def test_the_picker_gives_placeholders(self):
        template = self.template()
        for path, first, more in (
            ("name", "{{ record.name }}", "{{ record.name|upper }}"),
            ("partner_id.city", "{{ record.partner_id.city }}", "upper"),
            ("expected_revenue", "{{ record.expected_revenue }}", "|in_words"),
            ("date_deadline", "{{ record.date_deadline }}", "|long_date"),
            ("tag_ids.name", "{%tr for row in record.tag_ids %}", "row.name|upper"),
        ):
            lines, others = template._placeholders(path)
            self.assertEqual(lines[0], first)
            self.assertIn(more, " ".join(others))
        self.assertEqual(template._placeholders("nothing"), ([], []))

    def test_what_it_gives_can_be_used(self):
        template = self.template()
        fields = self.env["crm.lead"].fields_get()
        for name in ("name", "tag_ids", "expected_revenue", "date_deadline", "user_id"):
            self.assertIn(name, fields)
            lines, more = template._placeholders(name)
            body = "".join(f"<table><tr><td>{x}</td></tr></table>" for x in more)
            template.body_html = f"<p>{' '.join(lines)}</p>{body}"
            self.assertTrue(template.is_ready, template.mistakes)

    def test_preview_while_it_is_written(self):
        with Form(self.template().with_user(self.owner)) as form:
            form.field_path = "partner_id.name"
            self.assertEqual(form.placeholder, "{{ record.partner_id.name }}")
            form.preview_id = self.lead.id
            self.assertIn("For Acme", form.preview)
            form.body_html = "<p>Dear {{ record.partner_id.name }}</p>"
            self.assertIn("Dear Acme", form.preview)
            form.body_html = "<p>Dear {{ record.nam }}</p>"
            self.assertFalse(form.preview)
            self.assertIn("Dear {{ record.nam }}", form.preview_mistake)


class TestMaking(TemplateCase):
    """One click makes, numbers, registers, attaches and sends."""

    def make(self, template, records=None, user=None, **rest):
        records = self.lead if records is None else records
        return template.with_user(user or self.worker).make(records.ids, **rest)

    def test_from_a_lead(self):
        document = self.make(self.template("<p>No. {{ document.number }}</p>"))
        self.assertEqual((document.number, document.type_id), ("O-001", self.kind))
        self.assertEqual(document.partner_id, self.partner)
        self.assertEqual(document.lead_id, self.lead)
        self.assertEqual(document.amount, 1500.5)
        self.assertEqual(document.currency_id, self.lead.company_currency)
        self.assertEqual(document.user_id, self.worker)
        content = document.file_ids.attachment_id.raw.decode()
        self.assertIn("No. O-001", content)
        self.assertIn("Made from the template", document.file_ids.version_id.note)

    def test_not_registered(self):
        document = self.make(self.template(), register=False)
        self.assertFalse(document.number)
        self.assertTrue(document.file_ids)

    def test_from_a_partner_and_its_contact(self):
        contact = self.env["res.partner"].create(
            {"name": "Anna", "parent_id": self.partner.id}
        )
        template = self.template("<p>{{ record.name }}</p>", model="res.partner")
        document = self.make(template, contact)
        self.assertEqual(document.partner_id, self.partner)
        self.assertEqual(document.contact_id, contact)

    def test_from_a_document_it_is_its_file_in_versions(self):
        template = self.template(
            "<p>{{ record.number }} {{ record.amount }}</p>", model="bpm.flow.document"
        )
        card = self.env["bpm.flow.document"].with_user(self.worker)
        document = card.create({"name": "Act", "type_id": self.kind.id, "amount": 5})
        self.assertEqual(self.make(template, document), document)
        self.assertEqual(document.number, "O-001")
        document.amount = 7
        self.make(template, document)
        file = document.file_ids
        self.assertEqual((len(file), file.number), (1, 2))
        self.assertIn("O-001 7.00", file.attachment_id.raw.decode())

    def test_a_contract_gets_its_act(self):
        kinds = self.env["bpm.flow.document.type"].create(
            [{"name": "Frame contract"}, {"name": "Monthly act"}]
        )
        partner = self.lead.partner_id
        values = {"name": "Chairs", "partner_id": partner.id, "amount": 500}
        documents = self.env["bpm.flow.document"].with_user(self.worker)
        contract = documents.create({**values, "type_id": kinds[0].id})
        template = self.template(
            "<p>{{ document.number }}</p>",
            model="bpm.flow.document",
            type_id=kinds[1].id,
        )
        act = self.make(template, contract)
        self.assertEqual((act.parent_id, act.type_id), (contract, kinds[1]))
        self.assertEqual((act.partner_id, act.amount), (partner, 500))
        self.assertFalse(contract.file_ids)
        self.assertEqual(self.make(template, act), act, "an act is its own")

    def test_of_many_records(self):
        leads = self.leads(3)
        documents = self.make(self.template("<p>{{ record.name }}</p>"), leads)
        self.assertEqual(documents.lead_id, leads)
        self.assertEqual(documents.mapped("number"), ["O-001", "O-002", "O-003"])

    def test_what_goes_wrong_leaves_no_number_behind(self):
        template = self.template("<p>{{ record.name }}{{ 1 / record.probability }}</p>")
        self.lead.probability = 0
        with self.refused(UserError, "divided by zero", "Line"):
            self.make(template)
        self.lead.probability = 50
        self.assertEqual(self.make(template).number, "O-001")

    def test_a_route_begins_with_the_file(self):
        found = []
        kind = type(self.env["bpm.flow.document"])
        starting = kind._start_routes

        def start(documents, moment):
            found.extend(documents.file_ids)
            return starting(documents, moment)

        with patch.object(kind, "_start_routes", start):
            self.make(self.template())
        self.assertTrue(found)

    def test_sent_to_the_partner(self):
        document = self.make(self.template(), send=True)
        message = document.message_ids.filtered("partner_ids")
        self.assertEqual(message.partner_ids, self.partner)
        self.assertEqual(message.attachment_ids, document.file_ids.attachment_id)
        self.assertIn("Please find the document", message.body)

    def test_what_was_made_is_sent_whatever_else_is_there(self):
        card = self.env["bpm.flow.document"].with_user(self.worker)
        vals = {"name": "Act", "type_id": self.kind.id, "partner_id": self.partner.id}
        document = card.create(vals)
        document.add_file("inside.txt", b"Our own reckoning")
        template = self.template(model="bpm.flow.document", body="<p>Dear Acme</p>")
        self.make(template, document, send=True)
        message = document.message_ids.filtered("partner_ids")
        made = document.file_ids.filtered("template_id")
        self.assertEqual(message.attachment_ids, made.attachment_id)

    def test_a_visa_sheet_is_not_the_document(self):
        card = self.env["bpm.flow.document"].with_user(self.worker)
        document = card.create({"name": "Act", "type_id": self.kind.id})
        sheet = document.add_file("Visa sheet.pdf", b"%PDF-1.4 who agreed")
        sheet.sudo().is_visa_sheet = True
        with self.refused(UserError, "no file yet"):
            document.action_download()
        sent = document.action_send()["context"]["default_attachment_ids"]
        self.assertEqual(sent, [])
        document.add_file("act.pdf", b"%PDF-1.4 the act")
        self.assertEqual(document._as_pdf(), ("act.pdf", b"%PDF-1.4 the act"))
        sent = document.action_send()["context"]["default_attachment_ids"]
        self.assertEqual(sent, document.file_ids[1].attachment_id.ids)

    def test_sent_with_a_letter_of_its_own(self):
        letter = self.env["mail.template"].create(
            {
                "name": "Letter",
                "model_id": self.env["ir.model"]._get_id("bpm.flow.document"),
                "subject": "Our offer {{ object.number }}",
                "body_html": "<p>Dear <t t-out='object.partner_id.name'/></p>",
            }
        )
        document = self.make(self.template(mail_template_id=letter.id), send=True)
        message = document.message_ids.filtered("partner_ids")
        self.assertEqual(message.subject, "Our offer O-001")
        self.assertIn("Dear Acme", message.body)
        self.assertEqual(
            document.action_send()["context"]["default_template_id"], letter.id
        )

    def test_nobody_to_send_it_to(self):
        self.partner.email = False
        with self.refused(UserError, "no mail address"):
            self.make(self.template(), send=True)

    def test_by_the_wizard(self):
        template = self.template()
        action = self.lead.with_user(self.worker).action_make_document()
        wizard = (
            self.env[action["res_model"]]
            .with_user(self.worker)
            .with_context(**action["context"])
        )
        with Form(wizard) as form:
            form.template_id = template.with_user(self.worker)
            self.assertEqual(form.type_id, self.kind)
            self.assertIn("For Acme", form.preview)
        found = form.save().action_apply()
        document = self.env["bpm.flow.document"].browse(found["res_id"])
        self.assertEqual((document.lead_id, document.number), (self.lead, "O-001"))

    def test_from_the_template(self):
        action = self.template().with_user(self.worker).action_try()
        wizard = self.env[action["res_model"]].with_user(self.worker)
        with Form(wizard.with_context(**action["context"])) as form:
            self.assertFalse(form.preview)
            form.record_id = self.lead.id
            self.assertIn("For Acme", form.preview)
        found = form.save().action_apply()
        document = self.env["bpm.flow.document"].browse(found["res_id"])
        self.assertEqual(document.lead_id, self.lead)

    def test_download_and_print(self):
        document = self.make(self.template())
        url = document.action_download()["url"]
        self.assertIn(str(document.file_ids.attachment_id.id), url)
        with self.refused(UserError, "cannot be printed"):
            document.action_print()
        document.add_file("x.pdf", b"%PDF-1.4")
        document.file_ids[0].sequence = 1000
        document.invalidate_recordset()
        self.assertEqual(document._as_pdf(), ("x.pdf", b"%PDF-1.4"))
        empty = document.create({"name": "Bare", "type_id": self.kind.id})
        with self.refused(UserError, "no file yet"):
            empty.action_download()

    def test_word_files_are_printed_by_libreoffice(self):
        document = self.make(self.uploaded("docx", word_file("{{ record.name }}")))
        send = "odoo.addons.crm_bpm_flow.models.template.bpm_flow_document_send"
        with (
            patch(f"{send}.can_print", return_value=False),
            self.refused(UserError, "LibreOffice"),
        ):
            document.action_print()
        with (
            patch(f"{send}.can_print", return_value=True),
            patch(f"{send}.office_pdf", return_value=b"%PDF") as office,
        ):
            self.assertIn("/pdf", document.action_print()["url"])
            name, content = document._as_pdf()
        self.assertTrue(name.endswith(".pdf"))
        self.assertEqual((content, office.call_args[0][1]), (b"%PDF", "docx"))
