from ..bases import Run
from ..behavior import behavior


@behavior("subProcess")
class SubProcess(Run):
    """A process inside the process, with a scope of its own (BPMN 2.0.2, 13.3.4).

    Its token waits until no token is left inside. The outcome of the token that ended
    last is its own: a choice behind it can ask what was decided inside. Taken away,
    it takes along whatever runs in it.
    """

    is_activity = True
