"""What can be wrong with an expression: a code, a place and values, no sentence."""

from ..errors import EngineError


class ExpressionError(EngineError):
    """An expression that cannot be read, or that has no value for these data.

    :param code: see below
    :param position: which character of the text it is about, from 0; None when the
        error is about a value that stands in no text
    :param values: plain data for the sentence that the models will say

    Reading: ``empty``; ``too_long`` {most}; ``too_deep`` {most}; ``bad_character``
    {found}; ``bad_number`` {found}; ``bad_escape`` {found}; ``unclosed_string``;
    ``unexpected`` {found}; ``unexpected_end``; ``expected`` {expected, found};
    ``chained_comparison`` {found}; ``unknown_function`` {function};
    ``argument_count`` {function, least, most, given}; ``bad_target`` {found};
    ``dialect`` {dialect, found}: written in another language than ours, in a way that
    has no translation.

    Values: ``unknown_name`` {name}; ``unknown_field`` {name}; ``none_value``
    {operation}; ``bad_types`` {operation, types}; ``bad_value`` {operation, found};
    ``division_by_zero``; ``too_large``; ``too_much_work``; ``no_clock`` {operation}.

    Moments: ``bad_duration`` {found}; ``bad_moment`` {found}; ``bad_cycle`` {found}.
    """

    def __init__(self, code, position=None, **values):
        super().__init__(code, None, position=position, **values)
        self.code = code
        self.position = position

    @property
    def message_args(self):
        """The values for its sentence, with ``position``."""
        return self.values

    def at(self, position):
        """The same error, found out to be at this place."""
        self.position = self.values["position"] = position
        return self
