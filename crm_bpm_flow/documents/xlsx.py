"""Excel templates: placeholders in cells, rows repeated or left out."""

import re
from collections import defaultdict
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from .archive import check_file
from .errors import Place, TemplateError, placed
from .xlsx_cells import CellValues, clean_text
from .xlsx_rows import Sheet

MOST_CELLS = 200_000
MOST_ROWS = 20_000
STATEMENT = re.compile(
    r"\s*{%-?\s*(?:tr\s+)?((?:for|if|elif|else|endif|endfor)\b(?:(?!%}).)*?)-?%}\s*",
    re.S,
)
ONE_VALUE = re.compile(r"\s*{{-?((?:(?!{{|}}).)*?)-?}}\s*", re.S)
MARK, BEGIN, END = "\x01", "\x02", "\x03"
PIECE = re.compile(
    f"{MARK}(?:R(\\d+)|([CV])(\\d+){BEGIN}([^{MARK}{BEGIN}{END}]*){END})"
)


def check_xlsx(data, box, look):
    """Read a file without filling it in.

    :param look: called with the syntax tree of each sheet
    :raises TemplateError: with its place, also for what ``look`` raises
    """
    book = _opened(data)
    CellValues(box)
    for sheet in book.worksheets:
        source = _Source(sheet)
        with placed(source.place_of):
            look(box.tree(source.text))


def render_xlsx(data, box, values):
    """Bytes of the file, filled in.

    :raises TemplateError: what is wrong with the file or in it, with its place
    """
    book = _opened(data)
    cells = CellValues(box)
    sheets = [Sheet(sheet) for sheet in book.worksheets]
    for sheet in sheets:
        source = _Source(sheet.sheet)
        with placed(source.place_of):
            filled = box.from_string(source.text).render(values)
        sheet.plan(_rows(filled, cells))
    by_name = {sheet.sheet.title: sheet for sheet in sheets}
    for sheet in sheets:
        sheet.rebuild(by_name, cells)
    book.calculation.fullCalcOnLoad = True
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _opened(data):
    check_file(data, "xlsx")
    try:
        book = load_workbook(BytesIO(data), keep_links=False)
    except Exception as error:  # whatever a damaged book makes the reader stumble on
        raise TemplateError("broken") from error
    cells = sum(len(sheet._cells) for sheet in book.worksheets)
    if cells > MOST_CELLS or any(s.max_row > MOST_ROWS for s in book.worksheets):
        raise TemplateError("bomb")
    return book


class _Source:
    """A sheet as one text, a cell with placeholders on lines of its own."""

    def __init__(self, sheet):
        self.sheet = sheet
        self.lines = []
        self.cells = []  # of each line, its cell
        by_row = defaultdict(list)
        for (row, _column), cell in sorted(sheet._cells.items()):
            if isinstance(cell.value, str) and (
                "{{" in cell.value or "{%" in cell.value
            ):
                by_row[row].append(cell)
        for row in range(1, sheet.max_row + 1):
            self._add_row(row, by_row[row])
        self.text = "\n".join(self.lines)

    def _add_row(self, row, cells):
        for cell in cells:
            if statement := STATEMENT.fullmatch(cell.value):
                self._add(f"{{% {statement[1].strip()} %}}", cell)
                return
        self._add(f"{MARK}R{row}", None)
        for cell in cells:
            text = clean_text(cell.value)
            if found := ONE_VALUE.fullmatch(text):
                self._add(f"{MARK}V{cell.column}{BEGIN}", cell)
                self._add(f"{{{{ ({found[1].strip()}) | bpm_cell }}}}{END}", cell)
            else:
                self._add(f"{MARK}C{cell.column}{BEGIN}", cell)
                self._add(f"{text}{END}", cell)

    def _add(self, text, cell):
        for line in text.split("\n"):
            self.lines.append(line)
            self.cells.append(cell)

    def place_of(self, line):
        """The cell that a line of the text comes from."""
        cell = self.cells[min(line, len(self.cells)) - 1] if self.cells else None
        where = f"{get_column_letter(cell.column)}{cell.row}" if cell else ""
        text = str(cell.value)[:120] if cell else ""
        return Place("cell", f"{self.sheet.title}!{where}", text)


def _rows(filled, cells):
    """``[(row of the template, {column: value})]`` of what came out."""
    rows = []
    for row, kind, column, content in PIECE.findall(filled):
        if row:
            rows.append((int(row), {}))
        elif rows:
            # a line feed stands between the mark and the cell's own text
            text = content[1:] if content.startswith("\n") else content
            value = cells.kept[int(text)] if kind == "V" else text
            rows[-1][1][int(column)] = value
    if len(rows) > MOST_ROWS:
        raise TemplateError("too_long_output")
    return rows
