from ..ad_hoc import step_ended
from ..bases import Run
from ..behavior import behavior


@behavior("adHocSubProcess")
class AdHocSubProcess(Run):
    """Steps that people begin in any order, as often as they like, side by side or
    one at a time (BPMN 2.0.2, 13.3.5).

    It is complete when its condition says so after a step, or a person; without a
    condition, when each step was begun and none is open. Then what is open is
    withdrawn or waited for (``cancel_rest``).
    """

    is_activity = True
    is_waiting = True

    def on_token(self, ctx, node, token):
        scope = self.open(ctx, node, token)
        if not any(other.parent == node.id for other in ctx.graph.nodes.values()):
            ctx.end_scope(scope, node, "end", token)

    def on_token_ended(self, ctx, node, keeper, at, last):
        step_ended(ctx, node, keeper, at, last)
