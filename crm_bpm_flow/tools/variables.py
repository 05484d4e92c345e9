"""What a case's variables may be: JSON that the database can keep."""

import json


def check_variables(values):
    """Refuse what is no dict of JSON values by name.

    :param dict values: as they came, perhaps over the network
    :return: dict; empty for nothing
    :raises ValueError: saying what cannot be kept
    """
    if not isinstance(values or {}, dict):
        raise ValueError(type(values).__name__)
    try:
        json.dumps(values, allow_nan=False)
    except (TypeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    for text in _texts(values or {}):
        if "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text):
            raise ValueError(ascii(text))
    return dict(values or {})


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
