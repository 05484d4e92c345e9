"""Word and Excel files as simple HTML, to look at them before they are made."""

from io import BytesIO

from markupsafe import Markup, escape
from openpyxl import load_workbook

from .docx import W
from .pictures import as_png, data_uri

MOST_ROWS = 200
MOST_COLUMNS = 50
MOST_BLOCKS = 2_000
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
HEADINGS = {"heading 1": "h2", "heading 2": "h3", "heading 3": "h4", "title": "h1"}


def docx_preview(data):
    """Paragraphs and tables of a Word file that we made."""
    from docx import Document

    document = Document(BytesIO(data))
    blocks = []
    for element in list(document.element.body)[:MOST_BLOCKS]:
        if element.tag == f"{W}p":
            blocks.append(_paragraph(document, element))
        elif element.tag == f"{W}tbl":
            blocks.append(_table(document, element))
    return str(Markup("").join(blocks))


def _paragraph(document, element):
    pieces = []
    for run in element.iter(f"{W}r"):
        text = escape("".join(_run_text(run))).replace("\n", Markup("<br/>"))
        style = run.find(f"{W}rPr")
        if style is not None and style.find(f"{W}b") is not None:
            text = Markup("<b>{}</b>").format(text)
        pieces.append(text)
        pieces.extend(_pictures(document, run))
    tag = HEADINGS.get(_style_name(document, element), "p")
    return Markup("<{0}>{1}</{0}>").format(Markup(tag), Markup("").join(pieces))


def _pictures(document, run):
    for blip in run.iter(f"{A}blip"):
        part = document.part.related_parts.get(blip.get(f"{R}embed"))
        if part is not None:
            uri = data_uri(as_png(part.blob)[0])
            yield Markup('<img src="{}" style="max-width: 40mm"/>').format(uri)


def _table(document, element):
    rows = []
    for row in element.iter(f"{W}tr"):
        cells = [
            Markup('<td style="border: 1px solid #999">{}</td>').format(
                Markup("").join(_paragraph(document, p) for p in cell.iter(f"{W}p"))
            )
            for cell in row.iter(f"{W}tc")
        ]
        rows.append(Markup("<tr>{}</tr>").format(Markup("").join(cells)))
    return Markup("<table>{}</table>").format(Markup("").join(rows))


def _run_text(run):
    for part in run:
        if part.tag == f"{W}t":
            yield part.text or ""
        elif part.tag == f"{W}br":
            yield "\n"
        elif part.tag == f"{W}tab":
            yield "\t"


def _style_name(document, element):
    found = element.find(f"{W}pPr/{W}pStyle")
    if found is None:
        return ""
    style = document.styles.element.find(
        f"{W}style[@{W}styleId='{found.get(f'{W}val')}']/{W}name"
    )
    return style.get(f"{W}val").lower() if style is not None else ""


def xlsx_preview(data, formats):
    """The sheets of an Excel file that we made, as tables; formulas as they stand."""
    book = load_workbook(BytesIO(data))
    found = []
    for sheet in book.worksheets:
        rows = []
        last = min(sheet.max_row, MOST_ROWS)
        columns = min(sheet.max_column, MOST_COLUMNS)
        for row in sheet.iter_rows(max_row=last, max_col=columns):
            cells = [
                Markup('<td style="border: 1px solid #ccc">{}</td>').format(
                    _cell_text(cell.value, formats)
                )
                for cell in row
            ]
            rows.append(Markup("<tr>{}</tr>").format(Markup("").join(cells)))
        found.append(
            Markup("<h4>{}</h4><table>{}</table>").format(
                sheet.title, Markup("").join(rows)
            )
        )
    return str(Markup("").join(found))


def _cell_text(value, formats):
    if value is None:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return formats.number(value)
    return formats.moment(value) if hasattr(value, "strftime") else str(value)
