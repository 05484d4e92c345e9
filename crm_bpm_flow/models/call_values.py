"""How a process says which values go into a called one, and come back."""

from ..engine.expression import ExpressionError, parse

NOTHING, EVERYTHING = "-", "*"


def read_mapping(text):
    """Names that are handed over.

    :return: ``([(target, source formula)], whether everything is)``
    """
    text = (text or "").strip()
    if text in ("", NOTHING, EVERYTHING):
        return [], text != NOTHING
    lines = text.splitlines()
    if "=" not in text:
        lines = text.replace("\n", ",").split(",")
    rows, has_all = [], False
    for line in filter(None, (line.strip() for line in lines)):
        target, _sign, source = line.partition("=")
        if line == EVERYTHING:
            has_all = True
        else:
            rows.append((target.strip(), source.strip() or target.strip()))
    return rows, has_all


def mapping_roots(text):
    """Names of values that are looked at, for whoever offers them."""
    rows = read_mapping(text)[0]
    return {name for row in rows for name in (row[0], *_roots(row[1]))}


def _roots(source):
    try:
        return parse(source).roots
    except ExpressionError:
        return ()
