"""Open ends of a process that is being read."""


class Open:
    """An end that leads on: from which step, and when.

    :ivar outcome: (code, name) of the button that leads this way
    :ivar name: of the way
    """

    def __init__(self, source, condition=None, is_default=False, outcome=None):
        self.source, self.condition = source, condition
        self.is_default, self.outcome = is_default, outcome
        self.name = outcome[1] if outcome else ""
