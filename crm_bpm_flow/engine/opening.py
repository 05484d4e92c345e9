"""When a complex gateway opens, as far as the number that has come says it."""

from .expression import ExpressionError, parse
from .expression.evaluate import RUNS, Run
from .expression.tree import Binary, Unary, paths_read

# As ours, and as the standard calls it (BPMN 2.0.2, 10.6.5).
COUNTS = ("arrived", "activationCount")


def opens_at(condition, count):
    """Whether it opens when so many tokens have come, whatever else is known.

    :param condition: a number, or the text of a formula
    :param int count: of the tokens that wait
    :return: True or False; None where other data decide, or the formula cannot be read
    """
    if isinstance(condition, int) and not isinstance(condition, bool):
        return count >= condition
    try:
        formula = parse(condition)
    except (ExpressionError, TypeError, AttributeError):
        return None
    return _sure(formula.tree, dict.fromkeys(COUNTS, count), formula.dialect)


def never_opens(condition, most):
    """Whether it surely opens for no number of tokens up to ``most``."""
    return all(opens_at(condition, count) is False for count in range(1, most + 1))


def _sure(tree, counts, dialect):
    """Three answers: what is not known may be either."""
    if isinstance(tree, Binary) and tree.operator in ("or", "and"):
        decides = tree.operator == "or"
        sides = [_sure(side, counts, dialect) for side in (tree.left, tree.right)]
        if decides in sides:
            return decides
        return None if None in sides else not decides
    if isinstance(tree, Unary) and tree.operator == "not":
        inner = _sure(tree.operand, counts, dialect)
        return None if inner is None else not inner
    if any(path not in COUNTS for path in paths_read(tree)):
        return None
    try:
        return bool(RUNS.get(dialect, Run)(counts).whole(tree))
    except (ExpressionError, LookupError, AttributeError, TypeError):
        return None
