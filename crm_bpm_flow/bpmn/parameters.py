"""Values of Camunda 7's parameters, as our scripts write them."""

from ..engine.expression import ExpressionError, Literal, parse, to_text
from ..engine.expression.juel import SIGNS
from .raw import local_name


def parameter(element):
    """The formula of an ``inputParameter`` or ``outputParameter``, on one line.

    A text is a text, ``${...}`` a formula; lists, maps and scripts may be within.
    """
    for child in element:
        kind = local_name(child)
        if kind == "list":
            return f"[{', '.join(map(_inside, child))}]"
        if kind == "map":
            pairs = (
                f"{_quoted(row.get('key', ''))}: {parameter(row)}" for row in child
            )
            return "{" + ", ".join(pairs) + "}"
        if kind == "script":
            return f"${{{one_line(child.text).rstrip(';')}}}"
    return text_of(element.text)


def _inside(child):
    """An item of a list: a ``value``, or a ``script``."""
    if local_name(child) == "script":
        return f"${{{one_line(child.text).rstrip(';')}}}"
    return text_of(child.text)


def text_of(text):
    """A text with formulas in it, as one formula."""
    text = one_line(text)
    if not any(sign in text for sign in SIGNS):
        return _quoted(text)
    if text.startswith(SIGNS) and text.find("}") == len(text) - 1:
        return text
    try:
        return parse(text, "juel").to_text()
    except ExpressionError:
        return text  # to be reported as it is


def one_line(text):
    return " ".join((text or "").split())


def _quoted(text):
    return to_text(Literal(text))
