"""Hit policies of DMN 1.3 (8.2.10): which of the rules that fit decide.

Each takes the table, the run and the rules that fit (numbers from 0, in their order;
lazily), and gives the rules that count and the values by the outputs' names.
"""

from ..expression.errors import ExpressionError
from ..expression.functions import EAGER
from ..expression.values import equal
from .errors import DecisionError, Place

UNIQUE, FIRST, ANY, PRIORITY = "unique", "first", "any", "priority"
COLLECT, RULE_ORDER, OUTPUT_ORDER = "collect", "rule_order", "output_order"
LIST, SUM, MIN, MAX, COUNT = "list", "sum", "min", "max", "count"
AGGREGATIONS = (LIST, SUM, MIN, MAX, COUNT)


def _unique(table, run, hits):
    hits = list(hits)
    if len(hits) > 1:
        raise DecisionError("several_hits", rules=hits)
    return hits, _only(table, run, hits)


def _first(table, run, hits):
    first = next(hits, None)
    hits = [] if first is None else [first]
    return hits, _only(table, run, hits)


def _any(table, run, hits):
    hits = list(hits)
    rows = [table.outputs_of(rule, run) for rule in hits]
    for rule, row in zip(hits, rows, strict=True):
        same = (equal(one, other) for one, other in zip(row, rows[0], strict=True))
        if not all(same):
            raise DecisionError("different", rules=[hits[0], rule])
    return hits, _named(table, rows[0]) if rows else table.defaults(run)


def _priority(table, run, hits):
    """The rule whose outputs stand first in the lists of their values, the leftmost
    output being the most important; of equal ones the first rule."""
    hits = list(hits)
    if not hits:
        return hits, table.defaults(run)
    orders = table.orders(run)
    rows = {rule: table.outputs_of(rule, run) for rule in hits}
    ranks = {rule: _rank(row, orders, rule) for rule, row in rows.items()}
    best = min(hits, key=lambda rule: ranks[rule])
    return hits, _named(table, rows[best])


def _rank(row, orders, rule):
    found = []
    for column, (value, order) in enumerate(zip(row, orders, strict=True)):
        if not order:
            continue
        places = [n for n, one in enumerate(order) if equal(value, one)]
        if not places:
            place = Place("then", column, rule)
            raise DecisionError("not_in_values", place, found=value)
        found.append(places[0])
    return found


def _output_order(table, run, hits):
    """All of them, the most important results first; of equal ones the upper rule."""
    hits = list(hits)
    rows = {rule: table.outputs_of(rule, run) for rule in hits}
    orders = table.orders(run)
    ranked = sorted(hits, key=lambda rule: _rank(rows[rule], orders, rule))
    return _rule_order(table, run, ranked)


def _rule_order(table, run, hits):
    hits = list(hits)
    rows = [table.outputs_of(rule, run) for rule in hits]
    if not rows and table.has_defaults:
        rows = [tuple(table.defaults(run).values())]
    columns = zip(*rows, strict=True) if rows else [()] * len(table.outputs)
    return hits, _named(table, [list(column) for column in columns])


def _collect(table, run, hits):
    hits, lists = _rule_order(table, run, hits)
    if table.aggregation == LIST:
        return hits, lists
    if not hits and table.has_defaults:
        return hits, table.defaults(run)
    return hits, {
        name: _together(table, run, column, values)
        for column, (name, values) in enumerate(lists.items())
    }


def _together(table, run, column, values):
    """One number from those of all rules; empty cells say nothing."""
    values = [value for value in values if value is not None]
    if table.aggregation == COUNT:
        return len(values)
    if not values:
        return None
    try:
        return EAGER[table.aggregation].call(run, values)
    except ExpressionError as error:
        raise DecisionError("formula", Place("output", column), error) from error


def _only(table, run, hits):
    if not hits:
        return table.defaults(run)
    return _named(table, table.outputs_of(hits[0], run))


def _named(table, row):
    names = (output.name for output in table.outputs)
    return dict(zip(names, row, strict=True))


POLICIES = {
    UNIQUE: _unique,
    FIRST: _first,
    ANY: _any,
    PRIORITY: _priority,
    COLLECT: _collect,
    RULE_ORDER: _rule_order,
    OUTPUT_ORDER: _output_order,
}
# Those that go by the order of their outputs' values.
ORDERED = (PRIORITY, OUTPUT_ORDER)
# Those after which there is one value for each output, so that no hit is a hole.
SINGLE = (UNIQUE, FIRST, ANY, PRIORITY)
