"""The working copy of one case on the move, and all that a behaviour may do to it."""

from collections import deque

from . import undo
from .effects import DropIncident, Ended, Incident, Passed
from .errors import ConditionError, EngineError, StaleEvent
from .marking import ACTIVE, ARRIVED, FAILED, ROOT, Marking, Scope, Token
from .places import Places
from .questions import Gives


class Context(Places):
    """One step of one case. A token is in ``tokens`` (it rests), on the ``agenda``
    (it is about to come into its node), or in the hands of one behaviour.
    """

    __slots__ = (
        "agenda",
        "called",
        "done",
        "effects",
        "evaluate",
        "graph",
        "next_id",
        "scopes",
        "tokens",
        "walked",
        "ways",
    )

    def __init__(self, graph, marking, evaluate):
        self.graph = graph
        self.next_id = marking.next_id
        self.tokens = marking.tokens.copy()
        self.scopes = marking.scopes.copy()
        self.walked = marking.walked.copy()
        self.ways = marking.ways.copy()
        self.done = marking.done.copy() if marking.done else {}
        self.called = marking.called
        self.evaluate = evaluate
        self.agenda = deque()
        self.effects = []

    def marking(self):
        return Marking(
            self.next_id,
            self.tokens,
            self.scopes,
            self.walked,
            self.done,
            self.called,
            self.ways,
        )

    def emit(self, effect):
        """Ask the world for something."""
        self.effects.append(effect)

    def retract(self, opened, closing):
        """Withdraw what was opened; when that was in this very step, unask it."""
        for index, effect in enumerate(self.effects):
            if type(effect) is type(opened) and effect == opened:
                del self.effects[index]
                return
        self.effects.append(closing)

    # ------------------------------------------------------------------
    # Tokens
    # ------------------------------------------------------------------
    def token(self, token_id):
        """A resting token; ``StaleEvent`` when it is gone."""
        token = self.tokens.get(token_id)
        if token is None:
            raise StaleEvent("the token is gone", token=token_id)
        return token

    def new_token(self, node_id, scope, like):
        """A token that carries on what another one knows."""
        token = Token(
            self.next_id,
            node_id,
            scope,
            outcome=like.outcome,
            splits=like.splits,
        )
        self.next_id += 1
        return token

    def spawn(self, node_id, scope, like):
        """A new token, like another one, is about to come into a node."""
        self.agenda.append(self.new_token(node_id, scope, like))

    def rest(self, node, token, waits=()):
        """Let the token wait in its node, listening also for what is on its border."""
        if node.boundaries:
            waits += node.boundaries
        if waits:
            token = token._replace(waits=waits)
        self.tokens[token.id] = token
        for event_id in waits:
            event = self.graph.nodes[event_id]
            event.behavior.arm(self, event, token.id)

    def gather(self, token):
        """Let the token wait in its node for other tokens."""
        self.tokens[token.id] = token._replace(state=ARRIVED)

    def gathered(self, node, scope):
        """Tokens that reached a join in one scope, failed ones too, oldest first."""
        node_id = node.id
        return sorted(
            t for t in self.tokens.values() if t.node == node_id and t.scope == scope
        )

    def heard(self, token, event_id):
        """What the token waited for came: it is listened for no more."""
        waits = tuple(other for other in token.waits if other != event_id)
        self.tokens[token.id] = token = token._replace(waits=waits)
        return token

    def stop_listening(self, token, events):
        """The token goes on resting, but these are listened for no more."""
        for event_id in token.waits:
            if event_id in events:
                event = self.graph.nodes[event_id]
                event.behavior.disarm(self, event, token.id)
        waits = tuple(other for other in token.waits if other not in events)
        self.tokens[token.id] = token = token._replace(waits=waits)
        return token

    def close(self, token):
        """End the token's rest: nothing is listened for any more."""
        for event_id in token.waits:
            event = self.graph.nodes[event_id]
            event.behavior.disarm(self, event, token.id)
        if token.state == FAILED:
            self.unfail(token)
        del self.tokens[token.id]

    def withdraw(self, token):
        """Take a resting token away with all that it had opened."""
        if token.state == ACTIVE:
            node = self.node_of(token)
            node.behavior.on_cancel(self, node, token)
        self.close(token)

    def fail(self, token, error):
        """Park the token in its node with an incident; other tokens go on."""
        token = token._replace(state=FAILED, waits=())
        self.tokens[token.id] = token
        self.emit(Incident(token.id, token.node, error.code, error.values))

    def unfail(self, token):
        """The token's incident is over; one of this very step has never been."""
        for effect in self.effects:
            if type(effect) is Incident and effect.token == token.id:
                self.effects.remove(effect)
                return
        self.emit(DropIncident(token.id, token.node))

    # ------------------------------------------------------------------
    # Ways on
    # ------------------------------------------------------------------
    def holds(self, flow, token):
        """Whether a flow's outcome matches and its condition holds."""
        if flow.outcome is not None and flow.outcome != token.outcome:
            return False
        if flow.condition is None:
            return True
        try:
            return bool(self.evaluate(flow, token))
        except EngineError as error:
            raise _about(error, "flow", flow.id) from error

    def ask(self, question, token):
        """The world's answer to one of ``questions``."""
        try:
            return self.evaluate(question, token)
        except EngineError as error:
            raise _about(error, "node", question.node) from error

    def leave(self, node, token):
        """The node's work is done: go on as it decides, or fail with nothing lost."""
        try:
            if node.has_values and node.body is None:
                self.ask(Gives(node.id), token)
            flows = node.behavior.choose(self, node, token)
        except EngineError as error:
            self.fail(token._replace(done=True), error)
        else:
            self.complete(node, token, flows)

    def complete(self, node, token, flows):
        """Count the node as completed and follow these flows.

        The whole of a framed activity is not counted: its instances were.
        """
        if node.body is None:
            # Not by ``count``: calls cost more than all else here.
            self.effects.append(_new(Passed, (token.id, node.id)))
            self.walked[node.id] = self.walked.get(node.id, 0) + 1
            if node.is_undoable:
                undo.remember(self, node, token)
        self.follow(node, token, flows)

    def count(self, node, token):
        """The node was completed once more."""
        self.effects.append(Passed(token.id, node.id))
        self.walked[node.id] = self.walked.get(node.id, 0) + 1

    def follow(self, node, token, flows):
        """One new token for each flow; without any, the token ends here."""
        scope, outcome, splits = token.scope, token.outcome, token.splits
        if outcome is not None and len(flows) > 1:
            splits += 1
        ways = self.ways
        for number, flow in enumerate(flows, self.next_id):
            ways[flow.id] = ways.get(flow.id, 0) + 1
            how = flow.id, outcome, (), False, splits, 0, ()
            self.agenda.append(_new(Token, (number, flow.target, scope, ACTIVE, *how)))
        self.next_id += len(flows)
        if not flows:
            self.end_token(node, token)

    def end_token(self, node, token):
        """A token came to its end at ``node``: whoever keeps its scope decides."""
        if token.scope == ROOT:
            if not self.is_busy(ROOT):
                self.end_scope(ROOT, node, "end", token)
            return
        keeper = self.tokens[self.scopes[token.scope].token]
        place = self.node_of(keeper)
        place.behavior.on_token_ended(self, place, keeper, node, token)

    # ------------------------------------------------------------------
    # Scopes
    # ------------------------------------------------------------------
    def open_scope(self, node, token, kind="", total=0):
        """Begin a run inside ``node``, kept open by ``token`` that rests there."""
        scope = Scope(self.next_id, node.id, token.scope, token.id, kind, total)
        self.next_id += 1
        self.scopes[scope.id] = scope
        return scope.id

    def clear(self, scope):
        """Withdraw everything in a scope and in the scopes inside it."""
        self.agenda = deque(t for t in self.agenda if t.scope != scope)
        for token in sorted(t for t in self.tokens.values() if t.scope == scope):
            self.withdraw(token)

    def withdraw_in(self, scope, region, flows):
        """Withdraw all tokens of a scope that stand at nodes of a region, or are
        about to come along one of these flows."""
        self.agenda = deque(
            t
            for t in self.agenda
            if t.scope != scope or not (t.node in region or t.flow in flows)
        )
        for token in sorted(self.tokens.values()):
            if token.scope == scope and token.node in region:
                self.withdraw(token)

    def close_scopes(self, token):
        """Withdraw all that runs inside an activity whose token is taken away."""
        for scope in self.scopes_of(token):
            self.clear(scope)
            del self.scopes[scope]
            if self.done:
                undo.forget(self, scope)

    def end_scope(self, scope, node, how, token):
        """A scope is empty: its keeper goes on, or the case is over.

        :param token: the one that ended last in it, at ``node``
        """
        if self.graph.lingers:
            self.clear(scope)
        if scope == ROOT:
            self.done = {}
            self.emit(Ended(node.id, how))
            return
        scope = self.scopes.pop(scope)
        keeper = self.tokens[scope.token]
        place = self.node_of(keeper)
        place.behavior.on_scope_done(self, place, keeper, token)


# A named tuple's own constructor costs twice as much, on every way of every case.
_new = tuple.__new__


def _about(error, what, element):
    """The error that a condition raised, with the element whose condition it was."""
    told = ConditionError(error.reason, element)
    told.code = error.code
    told.values = {what: element, "reason": error.reason, **error.values}
    return told
