"""What a case's variables may be: JSON that the database can keep."""

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from ..engine.expression import duration_text
from ..engine.expression.values import plain_moment


def check_variables(values):
    """Refuse what is no dict of values by name that JSON has, or a text can say: days,
    moments, lengths of time and decimal numbers are kept as formulas write them.

    :param dict values: as they came, perhaps over the network
    :return: dict; empty for nothing
    :raises ValueError: saying what cannot be kept
    """
    if not isinstance(values or {}, dict):
        raise ValueError(type(values).__name__)
    said = []
    try:
        kept = json.dumps(values, allow_nan=False, default=lambda v: _said(v, said))
    except (TypeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    for text in _texts(values or {}):
        if "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text):
            raise ValueError(ascii(text))
    return json.loads(kept) if said else dict(values or {})


def _said(value, said):
    """What JSON has no word for."""
    if isinstance(value, datetime):
        found = plain_moment(value).isoformat(" ", "seconds")
    elif isinstance(value, (date, time)):
        found = value.isoformat()
    elif isinstance(value, timedelta):
        found = duration_text(value)
    elif isinstance(value, Decimal):
        number = float(value)
        found = int(number) if number.is_integer() else number
    else:
        raise TypeError(type(value).__name__)
    said.append(value)
    return found


def _texts(values):
    """All texts at any depth; names that are no texts are refused."""
    rest = [values]
    while rest:
        value = rest.pop()
        if isinstance(value, dict):
            for name in value:
                if not isinstance(name, str):
                    raise ValueError(repr(name))
            rest.extend(value)
            rest.extend(value.values())
        elif isinstance(value, (list, tuple)):
            rest.extend(value)
        elif isinstance(value, str):
            yield value
