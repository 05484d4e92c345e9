from ..behavior import Behavior, behavior
from ..effects import Chose
from ..errors import NoFlowTaken


@behavior("exclusiveGateway")
class ExclusiveGateway(Behavior):
    """Sends each token along one way: the first that holds, in their order, else the
    default (BPMN 2.0.2, 13.4.2).

    A way without outcome and condition always holds. Tokens that come in on several
    flows are not joined: each is sent on by itself.
    """

    def choose(self, ctx, node, token):
        if len(node.outgoing) < 2 and not node.is_choosing:
            return node.outgoing
        tried = []
        for flow in node.outgoing:
            if flow is node.default_flow:
                continue
            if flow.is_plain or ctx.holds(flow, token):
                break
            tried.append(flow.id)
        else:
            flow = node.default_flow
        if flow is None:
            raise NoFlowTaken("", node.id, tried=tried)
        ctx.emit(Chose(token.id, node.id, flow.id, tuple(tried)))
        return (flow,)

    def natural_flows(self, node):
        flows = super().natural_flows(node)
        return (node.default_flow or flows[0],) if flows else ()
