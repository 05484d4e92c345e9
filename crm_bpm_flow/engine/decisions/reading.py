"""Plain data to a table, with every mistake in it found.

Plain data is what is stored and what travels in files::

    {"inputs": [{"label": "Amount", "formula": "expected_revenue"}],
     "outputs": [{"name": "discount", "type": "number", "values": "", "default": "0"}],
     "rules": [{"when": [">= 1000"], "then": ["5"], "note": "as agreed"}]}

All cells are texts; what is missing is empty.
"""

from ..expression import parse
from ..expression.errors import ExpressionError
from ..expression.evaluate import Run
from ..expression.names import is_name
from ..expression.tree import Call, Name, walk
from ..expression.values import equal
from .cells import parse_test, parse_value, parse_values
from .errors import DecisionError, Place
from .kinds import ANYTHING, BOOLEAN, DATE, KINDS, NUMBER, TEXT, of_kind
from .policies import COLLECT, COUNT, LIST, MAX, MIN, ORDERED, SUM, UNIQUE
from .table import Input, Output, Rule, Table

MOST_RULES, MOST_COLUMNS, MOST_SIGNS = 1000, 30, 2000
CLOCK = ("now", "today")
# What cannot be put together so.
UNFIT = {SUM: (TEXT, BOOLEAN, DATE), MIN: (BOOLEAN,), MAX: (BOOLEAN,)}
HEADS = {"inputs": ("label", "formula"), "outputs": ("name", "values", "default")}


def plain_table(data):
    """The same table with nothing in it but what belongs there: each rule has a cell
    for each column, each cell is a text.

    :param data: as it came, perhaps over the network
    :raise ValueError: it is no table, or one of more than what is allowed
    """
    data = data or {}
    columns = {part: _list_of(data, part, MOST_COLUMNS) for part in HEADS}
    found = {
        part: [{name: _text(row.get(name)) for name in HEADS[part]} for row in rows]
        for part, rows in columns.items()
    }
    for output, row in zip(found["outputs"], columns["outputs"], strict=True):
        output["type"] = row.get("type") if row.get("type") in KINDS else ANYTHING
    found["rules"] = [
        {
            "when": _cells(rule.get("when"), len(found["inputs"])),
            "then": _cells(rule.get("then"), len(found["outputs"])),
            "note": _text(rule.get("note")),
        }
        for rule in _list_of(data, "rules", MOST_RULES)
    ]
    return found


def _list_of(data, name, most):
    rows = data.get(name) or [] if isinstance(data, dict) else None
    fits = isinstance(rows, list) and len(rows) <= most
    if not fits or not all(isinstance(row, dict) for row in rows):
        raise ValueError(name)
    return rows


def _cells(cells, count):
    cells = cells if isinstance(cells, list) else []
    return [_text(cell) for cell in [*cells, *[""] * count][:count]]


def _text(value):
    """What the database and XML can keep."""
    text = value if isinstance(value, str) else ""
    text = "".join(sign if sign.isprintable() else " " for sign in text).strip()
    if len(text) > MOST_SIGNS:
        raise ValueError(text[:20])
    return text


def read_table(plain, policy=UNIQUE, aggregation=LIST):
    """A ``Table`` from plain data.

    :raise DecisionError: the first mistake in it
    """
    reader = Reader(plain, policy, aggregation)
    if reader.mistakes:
        raise reader.mistakes[0]
    return reader.table


class Reader:
    """Reads as much as can be read.

    :ivar table: ``Table``; with None in the place of what cannot be read
    :ivar mistakes: list of ``DecisionError``
    """

    def __init__(self, plain, policy=UNIQUE, aggregation=LIST):
        self.mistakes = []
        plain = plain_table(plain)
        self.policy = policy
        self.aggregation = aggregation if policy == COLLECT else LIST
        inputs = [self._input(*item) for item in enumerate(plain["inputs"])]
        self.outputs = []
        for column, row in enumerate(plain["outputs"]):
            self.outputs.append(self._output(column, row))
        if policy in ORDERED and not any(o.values for o in self.outputs):
            self._wrong(DecisionError("no_values", Place("values", 0)))
        rules = [self._rule(*item) for item in enumerate(plain["rules"])]
        parts = (tuple(inputs), tuple(self.outputs), tuple(rules))
        self.table = Table(*parts, policy, self.aggregation)

    def _wrong(self, error):
        self.mistakes.append(error)

    def _read(self, reader, text, place):
        try:
            return reader(text)
        except ExpressionError as error:
            self._wrong(DecisionError("formula", place, error))
            return None

    def _input(self, column, row):
        formula = self._read(parse, row["formula"], Place("input", column))
        return Input(row["label"], formula)

    def _output(self, column, row):
        name, kind = row["name"], row["type"]
        self._check_name(name, Place("output", column))
        if kind in UNFIT.get(self.aggregation, ()):
            place, values = Place("type", column), {"aggregation": self.aggregation}
            self._wrong(DecisionError("not_numbers", place, **values))
        values = self._read(parse_values, row["values"], Place("values", column)) or ()
        place = Place("default", column)
        default = self._read(parse_value, row["default"], place)
        kind_told = NUMBER if self.aggregation == COUNT else kind
        self._check_constant(default, kind_told, place)
        return Output(name, kind, values, default)

    def _check_name(self, name, place):
        if not name:
            self._wrong(DecisionError("no_name", place))
        elif not is_name(name):
            self._wrong(DecisionError("bad_name", place, name=name))
        elif name in [output.name for output in self.outputs]:
            self._wrong(DecisionError("same_name", place, name=name))

    def _rule(self, number, row):
        when = [
            self._read(parse_test, text, Place("when", column, number))
            for column, text in enumerate(row["when"])
        ]
        then = [
            self._then(text, self.outputs[column], Place("then", column, number))
            for column, text in enumerate(row["then"])
        ]
        return Rule(tuple(when), tuple(then))

    def _then(self, text, output, place):
        tree = self._read(parse_value, text, place)
        if self._check_constant(tree, output.kind, place):
            self._check_order(tree, output, place)
        return tree

    def _check_constant(self, tree, kind, place):
        """Whether a cell's value is known already and of its kind."""
        if tree is None or not is_constant(tree):
            return False
        try:
            of_kind(constant(tree), kind, place)
        except ExpressionError as error:
            self._wrong(DecisionError("formula", place, error))
            return False
        except DecisionError as error:
            self._wrong(error)
            return False
        return True

    def _check_order(self, tree, output, place):
        known = output.values and all(map(is_constant, output.values))
        if self.policy not in ORDERED or not known:
            return
        value = constant(tree)
        if not any(equal(value, constant(one)) for one in output.values):
            self._wrong(DecisionError("not_in_values", place, found=value))


# ----------------------------------------------------------------------
# What is known without any data
# ----------------------------------------------------------------------
def is_constant(tree):
    """Whether a formula gives the same whatever the data are."""
    return not any(
        isinstance(node, Name) or (isinstance(node, Call) and node.function in CLOCK)
        for node, _depth in walk(tree)
    )


def constant(tree):
    """The value of such a formula.

    :raise ExpressionError: it has none
    """
    return Run({}).value(tree)
