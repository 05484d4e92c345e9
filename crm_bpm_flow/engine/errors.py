"""What can go wrong, told by code, element and values: never a bare sentence.

Two uses of one family. Raised to the caller of ``advance``, nothing has changed and
the event was refused (``StaleEvent``, ``MoveRefused``, ...). Met by a token on its
way, it becomes an ``Incident`` effect: the token stays at its node as "failed" and
everything that was done before stays done.
"""


class EngineError(Exception):
    """An error that knows where it happened and what the values were.

    :param reason: a sentence for people who read the technical details; optional
    :param element: id of the node or flow it is about
    :param values: plain data for the sentence that the models will say
    """

    code = "engine"

    def __init__(self, reason="", element=None, **values):
        super().__init__(reason or self.code)
        self.reason = reason
        self.element = element
        self.values = values


class GraphError(EngineError):
    """The rows do not make a graph: the caller must not run or check them."""

    code = "graph"


class StaleEvent(EngineError):
    """Nothing waits for this event any more (somebody was faster): drop it."""

    code = "stale"


class MoveRefused(EngineError):
    """A person's intervention cannot be done as asked; ``code`` says why.

    Codes: ``bad_target``, ``other_tokens``, ``bad_flow``, ``choose_flow``,
    ``not_failed``; ``last_branch`` (nothing else is open: cancel the case),
    ``join_waits`` (the element would wait for the branch for ever); ``not_a_step``
    (what only listens), ``went_on`` (a repeated activity whose token has gone on),
    ``not_repeated``, ``not_ad_hoc``, ``busy`` (one at a time), ``closing`` (nothing
    new begins).
    """

    def __init__(self, code, element=None, **values):
        super().__init__(code, element, **values)
        self.code = code


class NoFlowTaken(EngineError):
    """No condition held and there is no default flow: an incident on the token."""

    code = "no_flow"


class ConditionError(EngineError):
    """A condition could not be decided: an incident; *retry* asks again."""

    code = "condition"


class LoopBudget(EngineError):
    """The token went round too often without ever waiting: an incident."""

    code = "loop"


class NeverJoined(EngineError):
    """A join waits for a token that can no longer come: an incident."""

    code = "stuck"


class Unsupported(EngineError):
    """The engine has no behaviour for this kind of element: an incident."""

    code = "unsupported"


class UncaughtError(EngineError):
    """A BPMN error that nobody catches: an incident where it was thrown."""

    code = "uncaught_error"


class UncaughtCancel(EngineError):
    """A transaction was cancelled and has no way on from there: an incident."""

    code = "uncaught_cancel"
