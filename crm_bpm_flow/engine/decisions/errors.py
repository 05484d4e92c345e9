"""What can be wrong with a decision: a code, a place and values, no sentence."""

from typing import NamedTuple

from ..errors import EngineError


class Place(NamedTuple):
    """A cell of a table: where a mistake is.

    :param part: "input" (the head of a column), "output" (its name), "values", "type",
        "default", "when" (a rule's cell below an input), "then" (below an output)
    :param column: from 0, among inputs or outputs
    :param rule: from 0; None outside of rules
    """

    part: str
    column: int
    rule: int | None = None


class DecisionError(EngineError):
    """A table that cannot be read, or gives nothing for these data.

    :param place: ``Place``; None when it is about the whole
    :param cause: the ``ExpressionError`` of a formula in a cell
    :ivar inputs: values of the inputs as far as they were asked
    :ivar hits: rules that fit, from 0

    Codes: ``formula`` (see ``cause``); ``no_name``, ``bad_name`` {name}, ``same_name``
    {name}: of an output; ``not_numbers`` {aggregation}: sums need some; ``no_values``:
    a priority needs an order; ``several_hits`` {rules}; ``different`` {rules};
    ``not_in_values`` {found}; ``wrong_type`` {type, found}. Rules are told from 0.
    """

    def __init__(self, code, place=None, cause=None, **values):
        super().__init__(code, None, **values)
        self.code = code
        self.place = place
        self.cause = cause
        self.inputs, self.hits = (), ()
