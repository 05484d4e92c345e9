from ..bases import Run
from ..behavior import behavior


@behavior("eventSubProcess")
class EventSubProcess(Run):
    """A sub-process that an event begins, with ``triggeredByEvent`` in BPMN
    (2.0.2, 13.3.4). Nothing leads to it and nothing leads out.

    ``handlers`` says who listens and what happens then; errors, escalations and
    compensation find it by themselves.
    """

    def natural_flows(self, node):
        return ()
