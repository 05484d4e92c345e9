from ..bases import Activity
from ..behavior import behavior
from ..effects import CallProcess, CancelCall
from ..events import CallReturned


@behavior("callActivity")
class CallActivity(Activity):
    """Another process runs as a case of its own; its end brings the token on
    (BPMN 2.0.2, 13.3.4).

    Which process, with what variables in and out, is the models' matter: the engine
    nests them without limit, because it never looks into the called case.
    """

    awaits = CallReturned
    opens, closes = CallProcess, CancelCall
