"""Activities with a frame around them: repeated ones, and those with a switch.

The token that comes in stays as the keeper of the whole: what is on the border and the
critical section belong to it. Inside its scope stand one or more instances, tokens at
the same node, each played by the element's own behaviour at a copy of the node without
border and ways. So any activity can be repeated, and none of them knows it.
"""

from dataclasses import replace

from .behavior import Behavior
from .effects import Acquire, DropWait, Release, WaitFor
from .errors import EngineError, MoveRefused, NoFlowTaken
from .events import Acquired, Caught
from .joining import JOINED, enough_for_one, never_enough, open_with_these
from .marking import ARRIVED, ENOUGH, FRAME, GONE, LOOP
from .questions import Available
from .rounds import after_instance, planned


def is_framed(node):
    """Whether anything about an activity needs a frame."""
    return bool(
        node.loop
        or node.section
        or node.milestone is not None
        or node.start_quantity > 1
        or node.completion_quantity > 1
    )


def framed(node, inner):
    """The node with its frame, and in ``body`` what one instance of it is."""
    body = replace(
        node, outgoing=(), boundaries=(), default_flow=None, is_choosing=False
    )
    body = replace(body, behavior=_instance_of(inner))
    return replace(node, behavior=Framed(inner, node), body=body, is_undoable=False)


class Instance:
    """What an instance does that a lone activity does not: it tells its frame."""

    def choose(self, ctx, node, token):
        """Nowhere to go. The frame's conditions are asked here, because whatever
        raises now leaves the instance unfinished, with nothing lost."""
        after_instance(ctx, node, token)
        return ()

    def natural_flows(self, node):
        return ()


_INSTANCES = {}


def _instance_of(inner):
    made = _INSTANCES.get(type(inner))
    if made is None:
        name = f"{type(inner).__name__}Instance"
        made = _INSTANCES[type(inner)] = type(name, (Instance, type(inner)), {})()
    return made


class Framed(Behavior):
    """The whole of a framed activity. Instances are handed to their own behaviour."""

    is_activity = True

    def __init__(self, inner, node):
        self.inner = inner
        self.is_waiting = inner.is_waiting or bool(node.section)
        self.gathers = node.start_quantity > 1

    # ---- the whole ------------------------------------------------------
    def on_token(self, ctx, node, token):
        if ctx.is_instance(token):
            node.body.behavior.on_token(ctx, node.body, token)
            return
        if node.start_quantity > 1 and token.counter != JOINED:
            if not enough_for_one(ctx, node, token):
                return
            token = token._replace(counter=JOINED)
            try:
                self.enter(ctx, node, token)
            except EngineError as error:
                ctx.fail(token, error)
        else:
            self.enter(ctx, node, token)

    def enter(self, ctx, node, token):
        """As many tokens as are needed are one now."""
        if node.milestone is not None and not _is_available(ctx, node, token):
            self.pass_over(ctx, node, token)
        elif node.section:
            ctx.rest(node, token, (node.id,))
        else:
            plan = planned(ctx, node, token)
            ctx.rest(node, token, () if node.milestone is None else (node.id,))
            self.begin(ctx, node, token, plan)

    def begin(self, ctx, node, token, total):
        """Open the frame of a resting token and put the first instances into it."""
        kind = LOOP if node.loop else FRAME
        scope = ctx.open_scope(node, token, kind, total)
        first = total if node.loop == "parallel" else min(total, 1)
        for _instance in range(first):
            self.add(ctx, node, scope, token)
        if not total:
            ctx.end_scope(scope, node, "end", token)

    def add(self, ctx, node, scope_id, like):
        """Begin one more instance."""
        scope = ctx.scopes[scope_id]
        ctx.scopes[scope_id] = scope._replace(begun=scope.begun + 1)
        token = ctx.new_token(node.id, scope_id, like)
        ctx.agenda.append(token._replace(counter=scope.begun + 1))

    def pass_over(self, ctx, node, token):
        """The step is not to be done (any more): on as if it had been skipped."""
        flows = self.natural_flows(node)
        if node.outgoing and not flows:
            raise NoFlowTaken("", node.id, tried=[flow.id for flow in node.outgoing])
        ctx.follow(node, token, flows)

    def choose(self, ctx, node, token):
        return super().choose(ctx, node, token) * node.completion_quantity

    def on_quiet(self, ctx, node, tokens):
        never_enough(ctx, node, tokens)

    # ---- its instances --------------------------------------------------
    def on_token_ended(self, ctx, node, keeper, at, last):
        """An instance is over: the next one, those that are left, or the end."""
        scope = ctx.scopes[last.scope]
        if scope.phase == ENOUGH and node.cancel_rest:
            ctx.clear(scope.id)
        elif scope.phase == ENOUGH and ctx.is_busy(scope.id):
            self.go_on(ctx, node, keeper, scope, last)
            return
        elif not scope.phase and scope.begun < scope.total:
            self.add(ctx, node, scope.id, last)
            return
        if ctx.is_busy(scope.id):
            return
        if scope.phase == GONE:
            del ctx.scopes[scope.id]
            ctx.close(keeper)
            ctx.end_token(node, keeper)
        else:
            ctx.end_scope(scope.id, at, "end", last)

    def go_on(self, ctx, node, keeper, scope, last):
        """Leave the others at their work: a second token goes on, the keeper stays
        until they are done. Nothing on the border is listened for any more."""
        ctx.scopes[scope.id] = scope._replace(phase=GONE)
        ctx.close(keeper)
        ctx.tokens[keeper.id] = keeper._replace(waits=())
        onward = ctx.new_token(node.id, keeper.scope, last)
        ctx.leave(node, onward)

    def on_scope_done(self, ctx, node, token, last):
        ctx.close(token)
        ctx.leave(node, token._replace(outcome=last.outcome, splits=last.splits))

    def on_instance_added(self, ctx, node, keeper):
        """A person adds an instance while the others are at work."""
        scope = ctx.scopes[ctx.scopes_of(keeper)[0]]
        ctx.scopes[scope.id] = scope._replace(total=scope.total + 1)
        if node.loop == "parallel":
            self.add(ctx, node, scope.id, keeper)

    # ---- events and repairs ---------------------------------------------
    def on_other(self, ctx, node, token, event):
        if ctx.is_instance(token):
            return _hand_on(ctx, node.body, node.body.behavior, token, event)
        if token.node != node.id:
            return _hand_on(ctx, node, self.inner, token, event)
        if type(event) is Acquired and node.section and not ctx.scopes_of(token):
            return self.on_acquired(ctx, node, token)
        if type(event) is Caught and node.milestone is not None:
            return self.on_lapse(ctx, node, token)
        return super().on_other(ctx, node, token, event)

    def on_acquired(self, ctx, node, token):
        try:
            plan = planned(ctx, node, token)
        except EngineError as error:
            ctx.close(token)
            ctx.fail(token, error)
        else:
            self.begin(ctx, node, token, plan)

    def on_lapse(self, ctx, node, token):
        """The milestone is past: the step is withdrawn."""
        ctx.withdraw(ctx.heard(token, node.id))
        if node.section:
            ctx.retract(Acquire(token.id, node.id), Release(token.id, node.id))
        try:
            self.pass_over(ctx, node, token)
        except EngineError as error:
            ctx.fail(token._replace(done=True), error)

    def on_cancel(self, ctx, node, token):
        ctx.close_scopes(token)

    def on_skip(self, ctx, node, token):
        if token.state == ARRIVED:
            open_with_these(ctx, node, token)
            return token
        return super().on_skip(ctx, node, token)

    def open(self, ctx, node, token):
        """One instance inside, with an empty run in it."""
        ctx.rest(node, token, _own_waits(node))
        kind = LOOP if node.loop else FRAME
        scope = ctx.open_scope(node, token, kind, 1)
        ctx.scopes[scope] = ctx.scopes[scope]._replace(begun=1)
        instance = ctx.new_token(node.id, scope, token)._replace(counter=1)
        return node.body.behavior.open(ctx, node.body, instance)

    # ---- what it listens for --------------------------------------------
    def arm(self, ctx, node, token_id):
        token = ctx.tokens[token_id]
        if token.node != node.id or ctx.is_instance(token):
            self.inner.arm(ctx, node, token_id)
            return
        if node.section:
            ctx.emit(Acquire(token_id, node.id))
        if node.milestone is not None:
            ctx.emit(WaitFor(token_id, node.id, "milestone"))

    def disarm(self, ctx, node, token_id):
        token = ctx.tokens[token_id]
        if token.node != node.id or ctx.is_instance(token):
            self.inner.disarm(ctx, node, token_id)
            return
        if node.section:
            ctx.retract(Acquire(token_id, node.id), Release(token_id, node.id))
        if node.milestone is not None:
            wait = WaitFor(token_id, node.id, "milestone")
            ctx.retract(wait, DropWait(token_id, node.id))


def add_instance(ctx, event):
    """``InstanceAdded``: refused where nothing is repeated by number."""
    token = ctx.token(event.token)
    if ctx.is_instance(token):
        token = ctx.tokens[ctx.scopes[token.scope].token]
    node = ctx.graph.nodes[token.node]
    scopes = ctx.scopes_of(token)
    if not scopes or ctx.scopes[scopes[0]].kind != LOOP or node.loop == "standard":
        raise MoveRefused("not_repeated", node.id)
    node.behavior.on_instance_added(ctx, node, token)


def _is_available(ctx, node, token):
    return bool(ctx.ask(Available(node.id, node.milestone), token))


def _own_waits(node):
    return (node.id,) if node.section or node.milestone is not None else ()


def _hand_on(ctx, node, behavior, token, event):
    if type(event) is behavior.awaits:
        behavior.on_event(ctx, node, token, event)
    else:
        behavior.on_other(ctx, node, token, event)
