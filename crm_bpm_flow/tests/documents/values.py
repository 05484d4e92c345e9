"""Records and files for the tests of templates."""

from datetime import date, datetime
from io import BytesIO

from ...documents import Amount, Choice, Empty, Formats, Rows, Sandbox, TemplateError
from ...documents.values import Currency, Value

ROUBLES, DOLLARS = Currency("RUB", "₽"), Currency("USD", "$", True)
RUSSIAN = Formats(
    language="ru",
    decimal_point=",",
    thousands="\N{NO-BREAK SPACE}",
    date="%d.%m.%Y",
    yes="Да",
    no="Нет",
)
NOW = datetime(2026, 3, 2, 9, 0)


class Row(Value):
    """A record whose fields are given."""

    def __init__(self, **parts):
        self.parts = parts
        self.secret = "never shown"

    def part(self, name):
        if name not in self.parts:
            raise TemplateError("unknown_field", name=name, model="Row")
        return self.parts[name]

    def shown(self):
        return self.parts.get("name", "")


def record():
    lines = [
        Row(name="Chair", count=2, price=Amount(10, currency=ROUBLES)),
        Row(name="Table", count=1, price=Amount(25.5, currency=ROUBLES)),
    ]
    return Row(
        name="Fifty <chairs>",
        amount=Amount(12501.05, currency=ROUBLES),
        day=date(2026, 11, 29),
        moment=datetime(2026, 11, 29, 14, 5),
        is_big=True,
        kind=Choice("opportunity", "Opportunity"),
        partner=Row(name="Acme", city="Minsk"),
        nobody=Empty(),
        lines=Rows(lines),
        nothing=Rows([]),
        text="",
    )


def box(formats=None, **rest):
    return Sandbox(formats or Formats(), now=NOW, known={"record"}, **rest)


def fill(source, formats=None, **rest):
    """A text filled in with ``record()``."""
    return box(formats, **rest).from_string(source).render(record=record())


def word_file(*paragraphs, table=(), footer=""):
    """Bytes of a Word file; a paragraph may be a list of runs."""
    from docx import Document

    document = Document()
    for text in paragraphs:
        runs = [text] if isinstance(text, str) else text
        paragraph = document.add_paragraph()
        for run in runs:
            paragraph.add_run(run)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, texts in enumerate(table):
            for column, text in enumerate(texts):
                made.cell(row, column).text = text
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    return saved(document)


def word_texts(content):
    """Texts of the paragraphs, those of tables after them."""
    from docx import Document

    document = Document(BytesIO(content))
    texts = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        texts += [cell.text for row in table.rows for cell in row.cells]
    return texts


def sheet_file(cells, **more):
    """Bytes of an Excel file: ``{"A1": value}``."""
    from openpyxl import Workbook

    book = Workbook()
    for address, value in cells.items():
        book.active[address] = value
    for area in more.get("merged", ()):
        book.active.merge_cells(area)
    return saved(book)


def saved(document):
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()
