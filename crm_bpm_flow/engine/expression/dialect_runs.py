"""How other languages take what has no value: each by its own rules.

FEEL (DMN 1.3, 10.3.2): a name that nobody knows, and an operation that does not go,
are null; with null, comparisons and and/or are undecided. JUEL (JSR 245, 1.18): texts
beside numbers are numbers, null is 0 and false.
"""

from .errors import ExpressionError
from .evaluate import VALUES, Run
from .functions import read_number
from .tree import Attribute, Binary, Call, Item, Literal, Name, Unary
from .values import is_number

# What FEEL answers with null, and goes on.
MILD = (
    *("unknown_name", "unknown_field", "none_value", "bad_types", "bad_value"),
    "division_by_zero",
)
ARITHMETIC, COMPARISONS = "+-*/%", ("==", "!=", "<", "<=", ">", ">=")


# ----------------------------------------------------------------------
# FEEL
# ----------------------------------------------------------------------
class FeelRun(Run):
    """:ivar fault: the first mistake that came to null"""

    fault = None

    @property
    def values(self):
        return FEEL_VALUES

    def whole(self, tree):
        """The value of all; what came to null by a mistake is that mistake: nobody
        wants to find out later."""
        value = self.value(tree)
        if value is None and self.fault is not None:
            raise self.fault
        return value

    def knows(self, node):
        """Also what is unknown within does not count as a mistake."""
        before, self.fault = self.fault, None
        value = self.value(node)
        fault, self.fault = self.fault, before
        return value is not None or fault is None or fault.code not in MILD[:2]


def _mild(function):
    """The same, with null in the place of a mistake."""

    def evaluated(run, node):
        try:
            return function(run, node)
        except ExpressionError as error:
            if error.code not in MILD:
                raise
            run.fault = run.fault or error.at(
                node.position if error.position is None else error.position
            )
            return None

    return evaluated


def _feel_binary(run, node):
    sign = node.operator
    if sign in ("and", "or"):
        return _three_way(run, node, sign == "or")
    if sign in ("<", "<=", ">", ">="):
        values = [run.value(side) for side in (node.left, node.right)]
        if None in values:
            return None
        sides = (Literal(value, node.position) for value in values)
        return VALUES[Binary](run, Binary(sign, *sides, node.position))
    return VALUES[Binary](run, node)


def _three_way(run, node, decides):
    """``and`` and ``or`` with three answers: one side alone may decide."""
    left = run.value(node.left)
    if left is not None and bool(left) is decides:
        return decides
    right = run.value(node.right)
    if right is not None and bool(right) is decides:
        return decides
    return None if left is None or right is None else not decides


def _feel_unary(run, node):
    if node.operator != "not":
        return VALUES[Unary](run, node)
    value = run.value(node.operand)
    return None if value is None else not value


FEEL_VALUES = {
    **VALUES,
    Unary: _mild(_feel_unary),
    Binary: _mild(_feel_binary),
    **{kind: _mild(VALUES[kind]) for kind in (Name, Attribute, Item, Call)},
}


# ----------------------------------------------------------------------
# JUEL
# ----------------------------------------------------------------------
class JuelRun(Run):
    @property
    def values(self):
        return JUEL_VALUES

    def truth(self, node):
        """A text is true when it says so."""
        value = self.value(node)
        return value.lower() == "true" if isinstance(value, str) else bool(value)


def _juel_binary(run, node):
    sign = node.operator
    if sign not in ARITHMETIC and sign not in COMPARISONS:
        return VALUES[Binary](run, node)
    values = [run.value(side) for side in (node.left, node.right)]
    alike = _counted if sign in ARITHMETIC else _compared
    sides = (Literal(value, node.position) for value in alike(*values))
    return VALUES[Binary](run, Binary(sign, *sides, node.position))


def _counted(left, right):
    """Null beside a number is 0, and so are two of them; a text is its number."""
    if left is None and right is None:
        return 0, 0
    if is_number(left) or is_number(right):
        return _number(left or 0), _number(right or 0)
    return left, right


def _compared(left, right):
    """A text beside a number is a number, beside yes or no it is one of them."""
    if is_number(left) or is_number(right):
        return _number(left), _number(right)
    if isinstance(left, bool) or isinstance(right, bool):
        return _answer(left), _answer(right)
    return left, right


def _number(value):
    if not isinstance(value, str):
        return value
    try:
        return read_number(value)
    except ExpressionError:
        return value


def _answer(value):
    return value.lower() == "true" if isinstance(value, str) else value


JUEL_VALUES = {**VALUES, Binary: _juel_binary}
