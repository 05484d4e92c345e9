"""A decision table: inputs, outputs, rules; and the walk through it."""

from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from ..expression.errors import ExpressionError
from ..expression.evaluate import MOST_WORK, Run
from ..expression.scopes import Layer
from ..expression.tree import Spoken
from .cells import TESTED
from .errors import DecisionError, Place
from .kinds import of_kind
from .policies import LIST, POLICIES, UNIQUE

WORK = 10 * MOST_WORK


class Input(NamedTuple):
    """``label``: what its column is called; ``formula``: an ``Expression``."""

    label: str
    formula: object


class Output(NamedTuple):
    """``values``: trees of its values, the most important first; ``default``: the tree
    of what it is when no rule fits."""

    name: str
    kind: str = "any"
    values: tuple = ()
    default: object = None


class Rule(NamedTuple):
    """``when``: a test for each input; ``then``: a tree, or None, for each output."""

    when: tuple
    then: tuple

    def trees(self, number):
        """Each formula in it with its place."""
        for column, test in enumerate(self.when):
            for tree in test.trees() if test else ():
                yield Place("when", column, number), tree
        for column, tree in enumerate(self.then):
            if tree is not None:
                yield Place("then", column, number), tree


class Decision(NamedTuple):
    """What a table says for some data.

    :param inputs: the inputs' values
    :param hits: the rules that fit, from 0; after *first* the one that counts
    :param outputs: {name: value}, after a list of hits {name: [values]}
    """

    inputs: tuple
    hits: tuple
    outputs: dict


@dataclass(frozen=True)
class Table:
    """As ``read_table`` makes it from plain data."""

    inputs: tuple
    outputs: tuple
    rules: tuple
    policy: str = UNIQUE
    aggregation: str = LIST

    def decide(self, scope):
        """What it says for these data.

        :param scope: as for ``Expression.evaluate``
        :return: ``Decision``
        :raise DecisionError: with what was found out so far
        """
        run, inputs, hits = Run(scope, WORK), [], []
        run.scope = Layer(run.scope)
        try:
            columns = range(len(self.inputs))
            inputs.extend(self._input(column, run) for column in columns)
            fitting = self._fitting(run, inputs, hits)
            counting, outputs = POLICIES[self.policy](self, run, fitting)
        except DecisionError as error:
            error.inputs, error.hits = tuple(inputs), tuple(hits)
            raise
        return Decision(tuple(inputs), tuple(counting), outputs)

    def _input(self, column, run):
        formula = self.inputs[column].formula
        with _at(Place("input", column)):
            # By the rules of its own language; in FEEL what is not there is null.
            return run.value(Spoken(formula.dialect, formula.tree, mild=True))

    def _fitting(self, run, inputs, hits):
        """Rules that fit, one by one; kept in ``hits``."""
        for number, rule in enumerate(self.rules):
            if self._fits(number, rule, run, inputs):
                hits.append(number)
                yield number

    def _fits(self, number, rule, run, inputs):
        for column, (test, value) in enumerate(zip(rule.when, inputs, strict=True)):
            run.scope.assigned[TESTED] = value
            with _at(Place("when", column, number)):
                if not test.holds(run, value):
                    return False
        return True

    def trees(self):
        """Each formula in it with its place; of what could not be read, none."""
        for column, head in enumerate(self.inputs):
            if head.formula is not None:
                yield Place("input", column), head.formula.tree
        for column, output in enumerate(self.outputs):
            if output.default is not None:
                yield Place("default", column), output.default
            for tree in output.values:
                yield Place("values", column), tree
        for number, rule in enumerate(self.rules):
            yield from rule.trees(number)

    # ------------------------------------------------------------------
    # For the policies
    # ------------------------------------------------------------------
    def outputs_of(self, rule, run):
        """The values that a rule gives."""
        run.scope.assigned.pop(TESTED, None)
        cells = enumerate(zip(self.outputs, self.rules[rule].then, strict=True))
        return tuple(
            self._value(run, output, tree, Place("then", column, rule))
            for column, (output, tree) in cells
        )

    def _value(self, run, output, tree, place):
        if tree is None:
            return None
        with _at(place):
            value = run.value(tree)
        return of_kind(value, output.kind, place)

    @property
    def has_defaults(self):
        return any(output.default is not None for output in self.outputs)

    def defaults(self, run):
        """{name: value} when no rule fits."""
        run.scope.assigned.pop(TESTED, None)
        return {
            output.name: self._value(
                run, output, output.default, Place("default", column)
            )
            for column, output in enumerate(self.outputs)
        }

    def orders(self, run):
        """For each output its values in their order."""
        found = []
        for column, output in enumerate(self.outputs):
            with _at(Place("values", column)):
                found.append([run.value(tree) for tree in output.values])
        return found


@contextmanager
def _at(place):
    """A formula's mistake, told with the cell it stands in."""
    try:
        yield
    except ExpressionError as error:
        raise DecisionError("formula", place, error) from error
