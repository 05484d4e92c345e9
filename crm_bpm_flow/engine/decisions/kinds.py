"""Types of outputs."""

from datetime import date

from ..expression.moments import DAY, read_date, read_datetime
from ..expression.values import is_number, type_name
from .errors import DecisionError

ANYTHING, TEXT, NUMBER, BOOLEAN, DATE = "any", "text", "number", "boolean", "date"
KINDS = (ANYTHING, TEXT, NUMBER, BOOLEAN, DATE)


def of_kind(value, kind, place):
    """A value as its output promises it; nothing is of every kind.

    :raise DecisionError: ``wrong_type``
    """
    if kind == DATE and isinstance(value, str):
        value = _moment(value)
    if value is None or READS[kind](value):
        return value
    found = value if isinstance(value, str) else type_name(value)
    raise DecisionError("wrong_type", place, type=kind, found=str(found)[:40])


def _moment(text):
    try:
        return read_date(text) if DAY.fullmatch(text) else read_datetime(text)
    except ValueError:
        return text


READS = {
    ANYTHING: lambda value: True,
    TEXT: lambda value: isinstance(value, str),
    NUMBER: is_number,
    BOOLEAN: lambda value: isinstance(value, bool),
    DATE: lambda value: isinstance(value, date),
}
