from collections import Counter

from ..behavior import behavior
from ..joining import first_of_each_flow, merged, missing_flows, on_a_flow, stuck
from ..marking import ACTIVE, ARRIVED, FAILED, SPENT
from ..questions import Opens
from .inclusive_gateway import InclusiveGateway


@behavior("complexGateway")
class ComplexGateway(InclusiveGateway):
    """Opens when enough have come: k of n flows, or a condition (BPMN 2.0.2, 13.4.5).

    Then it waits for the reset, until each of the other flows has brought its token
    or can no longer bring one. What comes late is swallowed, or let "through"; with
    "cancel" all that may still come is withdrawn and the reset is at once. Tokens of
    the next round wait for the reset. Split like an inclusive gateway.

    A flow that has been counted is remembered as a token of the state SPENT.
    """

    def on_token(self, ctx, node, token):
        if len(node.incoming) < 2:
            ctx.leave(node, token)
            return
        here = ctx.gathered(node, token.scope)
        token = on_a_flow(node, token, here)
        spent = {other.flow for other in here if other.state == SPENT}
        if not spent:
            self.arrive(ctx, node, token, here)
        elif token.flow in spent:
            ctx.gather(token)
        else:
            self.come_late(ctx, node, token)

    def arrive(self, ctx, node, token, here):
        waiting = [other for other in here if other.state == ARRIVED]
        if self.is_enough(ctx, node, token, [*waiting, token]):
            self.open_with(ctx, node, [*waiting, token])
        else:
            ctx.gather(token)

    def come_late(self, ctx, node, token):
        if node.late == "through":
            self.spend(ctx, token)
            ctx.leave(node, token)
        else:
            ctx.tokens[token.id] = token._replace(state=SPENT)
            ctx.end_token(node, token)

    def is_enough(self, ctx, node, token, waiting):
        arrived = Counter(other.flow for other in waiting)
        needed = len(node.incoming) if node.condition is None else node.condition
        if isinstance(needed, int) and not isinstance(needed, bool):
            return len(arrived) >= needed
        return bool(ctx.ask(Opens(node.id, needed, dict(arrived)), token))

    def starves(self, node, flows):  # where a formula decides, nobody knows
        needed = len(node.incoming) if node.condition is None else node.condition
        return isinstance(needed, int) and len(flows) < needed

    def open_with(self, ctx, node, waiting):
        """Take one token of each flow that has one, and go on as one."""
        token, first = waiting[-1], first_of_each_flow(waiting)
        for other in first.values():
            self.spend(ctx, other)
        token = merged(ctx, token, first)
        if node.late == "cancel":
            self.withdraw_others(ctx, node, token)
        ctx.leave(node, token)

    def spend(self, ctx, token):
        marker = ctx.new_token(token.node, token.scope, token)
        ctx.tokens[marker.id] = marker._replace(state=SPENT, flow=token.flow)

    def withdraw_others(self, ctx, node, token):
        """Cancel what may still come here, and begin anew at once."""
        spent = [
            other for other in ctx.gathered(node, token.scope) if other.state == SPENT
        ]
        here = {other.flow for other in spent}
        missing = [flow for flow in node.incoming if flow.id not in here]
        region = set().union(*(ctx.graph.fresh(flow.id) for flow in missing))
        ctx.withdraw_in(token.scope, region, {flow.id for flow in missing})
        for other in spent:
            ctx.close(other)

    def on_quiet(self, ctx, node, tokens):
        spent = [token for token in tokens if token.state == SPENT]
        waiting = [token for token in tokens if token.state == ARRIVED]
        if spent:
            if not ctx.is_awaited(node, spent):
                self.reset(ctx, spent, waiting)
        elif waiting:
            missing, never = missing_flows(ctx, node, tokens)
            if len(missing) == len(never):
                stuck(ctx, node, tokens, never or node.incoming)

    def reset(self, ctx, spent, waiting):
        """Begin anew, with those that wait for it."""
        for other in (*spent, *waiting):
            ctx.close(other)
        for other in waiting:
            ctx.agenda.append(other._replace(state=ACTIVE))

    def on_deadlock(self, ctx, node, tokens):
        return False

    def on_skip(self, ctx, node, token):
        """Open with those that are here; what is still to come is late."""
        others = [
            other
            for other in ctx.gathered(node, token.scope)
            if other.state in (ARRIVED, FAILED)
        ]
        first = first_of_each_flow([token, *others])
        if token.state == ARRIVED:
            for other in first.values():
                self.spend(ctx, other)
        return merged(ctx, token, first)
