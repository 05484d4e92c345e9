"""Every way in which the world could answer, one after the other."""

from ..graph import Flow
from ..opening import opens_at
from ..questions import Code, Gives, HowMany, Opens, Takes, Told

YES_OR_NO = (True, False)
# Of "how many", one and several tell the difference.
AMOUNTS = (1, 2)


class Answers:
    """An ``evaluate`` that answers from a tape and notes where it had a choice.

    The same question of one token gets the same answer within a move.
    """

    def __init__(self, tape=()):
        self.tape = list(tape)
        self.choices = []
        self.told = {}

    def __call__(self, asked, token):
        if isinstance(asked, (Takes, Gives, Told)):
            return True  # only told
        if isinstance(asked, Opens):
            sure = opens_at(asked.condition, sum(asked.arrived.values()))
            if sure is not None:
                return sure
        key = (asked.id if isinstance(asked, Flow) else asked, token.id)
        try:
            known = self.told.get(key)
        except TypeError:  # a question that holds a dict
            key = known = None
        if known is not None:
            return known
        options = _options(asked)
        place = len(self.choices)
        chosen = self.tape[place] if place < len(self.tape) else 0
        self.choices.append((chosen, len(options)))
        if key is not None:
            self.told[key] = options[chosen]
        return options[chosen]

    def following(self):
        """The next tape, or None when every answer was given."""
        choices = list(self.choices)
        while choices:
            chosen, count = choices.pop()
            if chosen + 1 < count:
                return [c for c, _n in choices] + [chosen + 1]
        return None


def _options(asked):
    """What may be answered: of codes each that there is, and one that nobody has."""
    if isinstance(asked, Code):
        return (asked.condition,) if asked.catches else (*asked.known, "")
    return AMOUNTS if isinstance(asked, HowMany) else YES_OR_NO
