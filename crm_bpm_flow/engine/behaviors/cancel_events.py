"""Calling off a transaction (BPMN 2.0.2, 10.7 and 13.5)."""

from .. import undo
from ..bases import Boundary, End
from ..behavior import behavior
from ..errors import EngineError, UncaughtCancel
from ..paths import TRANSACTION


@behavior("endEvent", event="cancel")
class CancelEnd(End):
    """Withdraws all else in the transaction, takes back what was completed in it, and
    leaves it by the cancel event on its border."""

    def on_token(self, ctx, node, token):
        scope = _transaction(ctx, token.scope)
        if scope is None:
            raise UncaughtCancel("", node.id)
        ctx.clear(scope)
        token = token._replace(scope=scope)
        if not undo.claim(ctx, node, token):
            self.leave(ctx, node, token)

    def on_token_ended(self, ctx, node, keeper, at, last):
        if not ctx.is_busy(last.scope) and not undo.run_next(ctx, last.scope, last):
            del ctx.scopes[last.scope]
            ctx.close(keeper)
            try:
                self.leave(ctx, node, keeper)
            except EngineError as error:
                ctx.fail(keeper, error)

    def leave(self, ctx, node, token):
        """Out of the transaction by its cancel event."""
        keeper = ctx.whole(ctx.tokens[ctx.scopes[token.scope].token])
        borders = ctx.graph.catchers(keeper.node, "cancel")
        if not borders:
            raise UncaughtCancel("", node.id)
        ctx.count(node, token)
        ctx.withdraw(keeper)
        ctx.spawn(borders[0].id, keeper.scope, keeper)

    def on_cancel(self, ctx, node, token):
        undo.unclaim(ctx, token)
        ctx.close_scopes(token)


@behavior("boundaryEvent", event="cancel")
class CancelBoundary(Boundary):
    """Where a cancelled transaction goes on."""

    is_armed = False


def _transaction(ctx, scope):
    """The run of the innermost transaction around; None outside of any."""
    while scope:
        row = ctx.scopes[scope]
        if not row.kind and ctx.graph.nodes[row.node].kind == TRANSACTION:
            return scope
        scope = row.parent
    return None
