"""Tables from people: the rows of an Excel file's first sheet, or of a CSV file."""

import csv
import io
import itertools
from datetime import date, datetime

from openpyxl import load_workbook

from .file_names import extension
from .refusal import Refused
from .sane import check

MOST_BYTES = 50 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_CELL = 10_000  # characters
ENCODINGS = ("utf-8-sig", "cp1251")
DAY_FORMS = ("%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%d-%m-%Y")
DELIMITERS = ",;\t|"


def read_table(name, content):
    """Rows of text, without empty ones; days as ``2026-03-02``.

    :param str name: the file's name
    :param bytes content: the file
    :return: list of lists of str, all as long as the first
    :raises Refused: as ``sane.check`` says, ``no_table`` or ``too_many_rows``
    """
    file = io.BytesIO(content)
    kind = check(name, file, MOST_BYTES)
    if kind == "xlsx":
        rows = _excel_rows(file)
    elif extension(name) in ("csv", "txt", "tsv"):
        rows = _text_rows(content)
    else:
        raise Refused("no_table")
    found = list(itertools.islice(_filled(rows), MOST_ROWS + 1))
    if len(found) > MOST_ROWS:
        raise Refused("too_many_rows", most=MOST_ROWS)
    if not found:
        raise Refused("no_table")
    width = len(found[0])
    return [(row + [""] * width)[:width] for row in found]


def _filled(rows):
    for row in rows:
        cells = [_words(cell) for cell in row[:MOST_COLUMNS]]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield cells


def _words(value):
    if value is None:
        return ""
    if isinstance(value, datetime):
        is_day = not (value.hour or value.minute or value.second)
        return str(value.date() if is_day else value.replace(microsecond=0))
    if isinstance(value, date):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()[:MOST_CELL]


def _excel_rows(file):
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        yield from sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)
    except (ValueError, KeyError, IndexError, TypeError, OSError) as error:
        raise Refused("broken") from error


def _text_rows(content):
    text = _decoded(content)
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        yield from csv.reader(io.StringIO(text), delimiter=delimiter)
    except csv.Error as error:
        raise Refused("broken") from error


def _decoded(content):
    found = filter(None, (_as(content, encoding) for encoding in ENCODINGS))
    text = next(found, None)
    if text is None:
        raise Refused("broken")
    return text


def _as(content, encoding):
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def day_of(words):
    """``2026-03-02`` of ``02.03.2026``, ``2/3/2026`` with the day first, or itself."""
    return next(filter(None, (_day(words, form) for form in DAY_FORMS)), words)


def _day(words, form):
    try:
        return str(datetime.strptime(words, form).date())
    except ValueError:
        return None
