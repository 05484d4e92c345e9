from ..bases import Run
from ..behavior import behavior


@behavior("transaction")
class Transaction(Run):
    """A sub-process whose work can be called off as a whole (BPMN 2.0.2, 13.3.4).

    A cancel end inside takes back what was completed; an error leaves it as it is.
    """

    is_activity = True
