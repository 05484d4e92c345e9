"""Domains typed by people who are no administrators: data, never code."""

import ast
import operator

OPERATORS = {
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "in": lambda value, allowed: value in allowed,
    "not in": lambda value, allowed: value not in allowed,
    "like": lambda value, part: str(part) in str(value or ""),
    "ilike": lambda value, part: str(part).lower() in str(value or "").lower(),
    "not ilike": lambda value, part: str(part).lower() not in str(value or "").lower(),
}


def parse_domain(text):
    """A domain from its text, literals only.

    :param str text: what Odoo's domain editor writes, or nothing
    :return: list of leaves and operators; empty when there is no condition
    :raises ValueError: when it is no domain, or needs code to be read
    """
    if not text or not text.strip():
        return []
    try:
        domain = ast.literal_eval(text.strip())
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise ValueError(text) from error
    if not isinstance(domain, list):
        raise ValueError(text)
    if not _is_whole(domain):
        raise ValueError(text)
    return domain


def check_values_domain(text):
    """The same, for a domain on a case's variables, which knows fewer comparisons."""
    match_values(parse_domain(text), {})


def domain_fields(domain):
    """First field of each leaf's path, in order and once."""
    names = [item[0] for item in domain if _is_leaf(item) and isinstance(item[0], str)]
    return list(dict.fromkeys(name.split(".")[0] for name in names))


def valueless_paths(domain):
    """Paths of the leaves that compare with nothing, in order and once.

    Odoo's domain editor writes ``in []`` for a line whose value nobody chose yet: no
    record fits it. ``=`` with ``False`` is a value: "is not set".
    """
    paths = []
    for leaf in filter(_is_leaf, domain):
        path, symbol, value = leaf
        if symbol in ("any", "not any"):
            inner = valueless_paths(value) if isinstance(value, list) else []
            paths += [f"{path}.{name}" for name in inner]
        elif value == "" or (symbol in ("in", "not in") and not value):
            paths.append(str(path))
    return list(dict.fromkeys(paths))


def match_values(domain, values):
    """Whether plain values (a case's variables) fit a domain.

    A variable that is missing counts as ``False``, as an empty field does; a
    comparison of values of different kinds does not hold.
    """
    stack = []
    for item in reversed(domain):
        if item == "!":
            stack.append(not stack.pop())
        elif item in ("&", "|"):
            left, right = stack.pop(), stack.pop()
            stack.append((left and right) if item == "&" else (left or right))
        else:
            stack.append(_match_leaf(item, values))
    return all(stack)


def _is_whole(domain):
    """Whether it has leaves and operators only, and each operator its operands."""
    operands = 0
    for item in reversed(domain):
        if _is_leaf(item):
            operands += 1
        elif item in ("&", "|") and operands > 1:
            operands -= 1
        elif item != "!" or not operands:
            return False
    return True


def _is_leaf(item):
    return (
        isinstance(item, (list, tuple)) and len(item) == 3 and isinstance(item[1], str)
    )


def _match_leaf(leaf, values):
    name, symbol, expected = leaf
    if symbol not in OPERATORS:
        raise ValueError(symbol)
    value = values
    for part in str(name).split("."):
        value = value.get(part, False) if isinstance(value, dict) else False
    try:
        return bool(OPERATORS[symbol](value, expected))
    except TypeError:
        return False
