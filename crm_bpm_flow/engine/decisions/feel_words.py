"""Our cells as FEEL's (DMN 1.3, 10.3.1.2): the way back of feel_cells.py."""

from ..expression import parse
from ..expression.feel_writing import NotInFeel, to_feel
from .cells import parse_test, parse_value, parse_values
from .unary import AllOf, AnyOf, Anything, Compare, Condition, Not, Range, Same


def feel_of_test(text):
    """The text of a cell below an input.

    :raise NotInFeel: it has no translation
    :raise ExpressionError: it cannot be read
    """
    return _test(parse_test(text))


def feel_of_value(text):
    """The same of a cell below an output."""
    tree = parse_value(text)
    return "" if tree is None else to_feel(tree)


def feel_of_values(text):
    """The same of values with commas between them."""
    return ", ".join(to_feel(tree) for tree in parse_values(text))


def feel_of_formula(text):
    """The same of a formula of any dialect that FEEL can say."""
    if text.startswith("="):
        return text[1:].strip()
    found = parse(text)
    if found.dialect != "bare":
        raise NotInFeel(found.dialect)
    return to_feel(found.tree)


def _test(test):
    return WRITERS[type(test)](test)


def _anything(_test):
    return "-"


def _same(test):
    return to_feel(test.tree)


def _compare(test):
    value = to_feel(test.tree)
    if test.sign in ("==", "!="):
        return value if test.sign == "==" else f"not({value})"
    return f"{test.sign} {value}"


def _range(test):
    begin, end = "[" if test.low_in else "(", "]" if test.high_in else ")"
    return f"{begin}{to_feel(test.low)}..{to_feel(test.high)}{end}"


def _not(test):
    return f"not({_test(test.test)})"


def _any_of(test):
    return ", ".join(map(_test, test.tests))


def _all_of(test):
    if not all(isinstance(one, Compare) for one in test.tests):
        raise NotInFeel("and")
    signs = {"==": "="}
    parts = (
        f"? {signs.get(one.sign, one.sign)} {to_feel(one.tree)}" for one in test.tests
    )
    return " and ".join(parts)


WRITERS = {
    Anything: _anything,
    Same: _same,
    Compare: _compare,
    Range: _range,
    Condition: _same,
    Not: _not,
    AnyOf: _any_of,
    AllOf: _all_of,
}
