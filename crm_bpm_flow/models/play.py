"""Plays a case that is only imagined, by clicks: nothing is written or done."""

from collections import deque

from ..engine import Caught, ConditionError, JobDone, Marking, Sent, advance
from ..engine.decisions import DecisionError
from ..engine.events import Acquired, ErrorThrown
from ..engine.expression import ExpressionError
from .evaluator import UNREADABLE
from .evaluator_asks import in_sight
from .play_case import PlayedCase, PlayEvaluator
from .play_moves import beginnings, key_of, offered, possible
from .play_words import PlayWords

# What one click may let pass by itself before it is called going round for ever.
MAX_ROUNDS = 200


class Play:
    """One case of ``version`` on ``record``, from its beginning to where clicks lead.

    The same clicks lead to the same place as long as drawing and record are the same,
    so that a step back is to play one click less.
    """

    def __init__(self, version, record, variables):
        self.env = version.env
        self.version = version
        self.compiled = version._compile()
        self.graph = self.compiled.graph
        self.case = PlayedCase(version, self.compiled, record, variables)
        self.words = PlayWords(self.case, version)
        self.marking = Marking()
        self.waits = {}  # {(token, node): kind} of what waits until something is so
        self.story = []
        self.mistakes = {}  # {token: its step}, of calculations that failed
        self.is_endless = False

    def run(self, keys):
        """Play these clicks, as far as they are possible.

        :param list keys: as ``options`` gave them
        :return: list of those that were played
        """
        first = beginnings(self.graph)
        if len(first) == 1:
            self._move(first[0], "")
        played = []
        for key in keys:
            event = possible(self.graph, self.marking).get(key)
            if event is None or key not in offered(self.graph, self.marking):
                break
            self._move(event, self.words.label(self.marking, event))
            played.append(key)
        return played

    def options(self):
        """What a click may let happen next, in the order of the list of steps."""
        events = offered(self.graph, self.marking)
        rows = [
            {"key": key, **self.words.option(self.marking, event)}
            for key, event in events.items()
        ]
        order = {n.bpmn_id: i for i, n in enumerate(self.version.node_ids._in_order())}
        return sorted(rows, key=lambda row: order.get(row["element"], 0))

    def mistaken(self):
        """Steps where a case stands because of a calculation that failed."""
        there = self.marking.tokens
        return [node for token, node in self.mistakes.items() if token in there]

    # ------------------------------------------------------------------
    # Going on
    # ------------------------------------------------------------------
    def _move(self, event, label):
        self.story.append({"label": label, "lines": []})
        events = deque([event])
        for _round in range(MAX_ROUNDS):
            if not events:
                events.extend(self._ripe())
            if not events:
                return
            events.extend(self._advance(events.popleft()))
        self.is_endless = True
        self._tell("", self.words.endless(), "failed")

    def _advance(self, event):
        """:return: events that follow by themselves"""
        evaluator = PlayEvaluator(self.version, self.case)
        step = advance(self.graph, self.marking, event, evaluator.of(self.case))
        self.marking = step.marking
        following = []
        for effect in step.effects:
            kind = type(effect).__name__
            act = getattr(self, f"_on_{kind}", None)
            if act:
                following += act(effect, evaluator) or ()
            for line in self.words.lines(effect, evaluator):
                self.story[-1]["lines"].append(line)
        return following

    def _tell(self, element, text, tone=""):
        line = {"element": element or "", "text": text, "tone": tone}
        self.story[-1]["lines"].append(line)

    # ------------------------------------------------------------------
    # What happens without anybody
    # ------------------------------------------------------------------
    def _on_Acquire(self, effect, _evaluator):
        """Nobody else is there: it is its turn at once."""
        return [Acquired(effect.token)]

    def _on_Throw(self, effect, _evaluator):
        """Nobody hears it here but by a click."""
        return [Sent(effect.token)] if effect.is_waited else []

    _on_Escalate = _on_Throw

    def _on_WaitFor(self, effect, _evaluator):
        if effect.kind in ("condition", "milestone"):
            self.waits[effect.token, effect.node] = effect.kind

    def _on_DropWait(self, effect, _evaluator):
        self.waits.pop((effect.token, effect.node), None)

    def _on_RunAction(self, effect, evaluator):
        """Calculations and decision tables are done, on values; actions are not."""
        node = self.case.version_id._node(effect.node)
        if node._decides() or (node.script and not node.sudo().action_ids):
            return self._calculate(node, effect, evaluator)
        if self._has_choice(effect.token):
            return []
        return [JobDone(effect.token)]

    def _has_choice(self, token):
        """Whether what comes of an automatic step makes a difference to the ways."""
        ends = (JobDone, ErrorThrown)
        events = possible(self.graph, self.marking).values()
        return sum(type(e) in ends and e.token == token for e in events) > 1

    def _calculate(self, node, effect, evaluator):
        try:
            values = self._calculated(node, effect, evaluator)
        except (ExpressionError, DecisionError, ConditionError, *UNREADABLE) as error:
            self._tell(effect.node, self.words.mistake(node, error), "failed")
            self.mistakes[effect.token] = effect.node
            return []
        token = self.marking.tokens[effect.token]
        node._bring(self.case, self.marking, token, values)
        return [JobDone(effect.token)]

    def _calculated(self, node, effect, evaluator):
        if not node._decides():
            token = effect.token
            values = node._calculated(evaluator, self.case, token, self.marking)
            self._tell(effect.node, self.words.calculated(node, values))
            return values
        token = self.marking.tokens[effect.token]
        sight = in_sight(self.case, self.marking, token)
        data = node._decided(evaluator.scope(self.case, sight))
        self._tell(effect.node, self.words.decided(node, data))
        return data["outputs"]

    def _ripe(self):
        """What waits until something is so, and it is."""
        evaluator = PlayEvaluator(self.version, self.case)
        for (token_id, node_id), kind in list(self.waits.items()):
            token = self.marking.tokens.get(token_id)
            if token is None:
                self.waits.pop((token_id, node_id))
                continue
            node = self.case.version_id._node(node_id)
            sight = in_sight(self.case, self.marking, token)
            holds = self._holds(node, evaluator, sight, kind)
            if holds == (kind == "condition"):
                # Told once; who goes on listening does so for a change.
                self.waits.pop((token_id, node_id))
                self._tell(node_id, self.words.ripe(node, kind))
                event = Caught(token_id, node_id)
                if key_of(event) in offered(self.graph, self.marking):
                    return [event]
        return []

    def _holds(self, node, evaluator, sight, kind):
        """What cannot be decided is not so yet, as in a real case."""
        try:
            return node._condition_holds(evaluator, self.case, sight, kind)
        except (ConditionError, *UNREADABLE):
            return kind == "milestone"
