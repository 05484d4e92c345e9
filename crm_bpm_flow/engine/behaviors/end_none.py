from ..behavior import Behavior, behavior


@behavior("endEvent")
class NoneEnd(Behavior):
    """A token ends here (BPMN 2.0.2, 13.5.6).

    Its scope is over when no other token is left in it; flows that lead out of an
    end event are no flows.
    """

    def on_token(self, ctx, node, token):
        ctx.complete(node, token, ())

    def natural_flows(self, node):
        return ()
