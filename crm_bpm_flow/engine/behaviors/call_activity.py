from ..bases import Activity
from ..behavior import behavior
from ..effects import CallProcess, CancelCall
from ..errors import EngineError
from ..events import CallReturned
from ..faults import throw_error


@behavior("callActivity")
class CallActivity(Activity):
    """Another process runs as a case of its own; its end brings the token on
    (BPMN 2.0.2, 13.3.4). Ended by an error, it throws that error here.

    Which process, with what variables in and out, is the models' matter: the engine
    nests them without limit, because it never looks into the called case.
    """

    awaits = CallReturned
    opens, closes = CallProcess, CancelCall

    def on_event(self, ctx, node, token, event):
        if event.error is None:
            super().on_event(ctx, node, token, event)
            return
        ctx.close(token)
        try:
            throw_error(ctx, node, token, event.error or None)
        except EngineError as error:
            ctx.fail(token, error)
