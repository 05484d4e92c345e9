from ..behavior import Behavior, behavior


@behavior("eventBasedGateway")
class EventGateway(Behavior):
    """Waits for whatever comes first of the events behind it (BPMN 2.0.2, 13.4.4).

    The token rests here and listens for all of them; the event takes it along its own
    way. A parallel one, which only begins cases, waits for every event: what it led
    to when one of them began the case is in ``acts``.
    """

    is_waiting = True

    def on_token(self, ctx, node, token):
        if node.ordering == "parallel" or not node.outgoing:
            ctx.leave(node, token)
        else:
            targets = (ctx.graph.nodes[flow.target] for flow in node.outgoing)
            events = (event for target in targets for event in target.listens)
            ctx.rest(node, token, tuple(dict.fromkeys(events)))

    def choose(self, ctx, node, token):
        return node.outgoing

    def natural_flows(self, node):
        """Whoever skips it must say which event he takes for granted."""
        return node.outgoing if len(node.outgoing) < 2 else ()
