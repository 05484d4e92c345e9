from ..behavior import Behavior, behavior


@behavior("subProcess")
class SubProcess(Behavior):
    """A process inside the process, with a scope of its own (BPMN 2.0.2, 13.3.4).

    Its token waits until no token is left inside. The outcome of the token that ended
    last is its own: a choice behind it can ask what was decided inside. Taken away,
    it takes along whatever runs in it.
    """

    is_activity = True

    def on_token(self, ctx, node, token):
        scope = self.open(ctx, node, token)
        starts = ctx.graph.starts(node.id)
        for start in starts:
            ctx.spawn(start.id, scope, token)
        if not starts:
            ctx.end_scope(scope, node, "end", token)

    def open(self, ctx, node, token):
        ctx.rest(node, token)
        return ctx.open_scope(node, token)

    def on_scope_done(self, ctx, node, token, last):
        ctx.close(token)
        ctx.leave(node, token._replace(outcome=last.outcome, splits=last.splits))

    def on_cancel(self, ctx, node, token):
        for scope in ctx.scopes_of(token):
            ctx.clear(scope)
            del ctx.scopes[scope]
