"""Calling off a transaction (BPMN 2.0.2, 10.7 and 13.5)."""

from .. import undo
from ..bases import Boundary, End, ThrowsAtEnd
from ..behavior import behavior
from ..errors import UncaughtCancel
from ..paths import TRANSACTION


@behavior("endEvent", event="cancel")
class CancelEnd(ThrowsAtEnd, End):
    """Withdraws all else in the transaction, takes back what was completed in it, and
    leaves it by the cancel event on its border."""

    def act(self, ctx, node, event, token):
        scope = _transaction(ctx, token.scope)
        if scope is None or not _border(ctx, scope):
            raise UncaughtCancel("", node.id)
        ctx.clear(scope)
        token = token._replace(scope=scope)
        if not undo.claim(ctx, node, event, token):
            self.leave(ctx, node, token)
        return False

    def on_token_ended(self, ctx, node, keeper, at, last):
        if not ctx.is_busy(last.scope) and not undo.run_next(ctx, last.scope, last):
            del ctx.scopes[last.scope]
            ctx.close(keeper)
            self.leave(ctx, node, keeper)

    def leave(self, ctx, node, token):
        """Out of the transaction by its cancel event."""
        keeper = ctx.whole(ctx.tokens[ctx.scopes[token.scope].token])
        border = _border(ctx, token.scope)[0]
        ctx.count(node, token)
        ctx.withdraw(keeper)
        ctx.spawn(border.id, keeper.scope, keeper)

    def on_cancel(self, ctx, node, token):
        undo.unclaim(ctx, token)
        ctx.close_scopes(token)


@behavior("boundaryEvent", event="cancel")
class CancelBoundary(Boundary):
    """Where a cancelled transaction goes on."""

    is_armed = False


def _border(ctx, scope):
    """Cancel events on the border of the transaction that this is a run of."""
    return ctx.graph.catchers(ctx.scopes[scope].node, "cancel")


def _transaction(ctx, scope):
    """The run of the innermost transaction around; None outside of any."""
    while scope:
        row = ctx.scopes[scope]
        if not row.kind and ctx.graph.nodes[row.node].kind == TRANSACTION:
            return scope
        scope = row.parent
    return None
