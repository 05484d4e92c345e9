"""Explore everything that can happen to a case, within a bound (soundness as van der
Aalst defines it, for what BPMN adds to workflow nets: the engine's own rules)."""

from collections import Counter, deque
from typing import NamedTuple

from ..advance import advance
from ..errors import EngineError
from ..events import Started
from ..marking import ARRIVED, Marking
from .answers import Answers
from .folding import Folded
from .moves import moves
from .orders import Orders
from .states import States, crowded

# What trying costs: a move of the engine, each token that it has to look at, and each
# thing that it does. About a second and a half.
BOUND = 200_000
MOVE = 5
# Once something is wrong, more of it is looked for only so long.
MORE = 30_000
# A case with more tokens than this many times its elements only grows.
GROWTH = 4
# Incidents of the engine that are faults of the process.
FAILS = {"stuck": "deadlock", "loop": "spins"}
SOUND, UNSOUND, UNKNOWN = "sound", "unsound", "not_proven"


class Fault(NamedTuple):
    """``code``: ``deadlock``, nothing can happen any more though the case has not
    ended; ``endless``, from here on no end can be reached; ``twice``, a step is begun a
    second time while it is open (a join is missing); ``grows``, ever more branches;
    ``spins``, a ring that never waits; ``dead``, the element can never be reached (told
    only where nothing else is wrong).

    ``path``: the elements passed on the way there, in order.
    """

    code: str
    element: str
    path: tuple = ()


class Proof(NamedTuple):
    """``verdict``: sound, unsound, or not_proven (the bound was hit, nothing found)."""

    verdict: str
    faults: tuple
    states: int


def prove(graph, bound=BOUND, is_short=True):
    """Whether every case of this process can always come to an end.

    First what is left when all that surely goes through is folded away; where that is
    not sound, the whole: for the steps at fault and the way to them.

    :param int bound: how much is tried at most
    :param bool is_short: without it everything is tried, in every order; nobody needs
        that, but it must come to the same
    :return: ``Proof``
    """
    if not is_short:
        return _Exploration(graph, bound, False).run()
    folded = Folded(graph)
    if not folded.is_smaller:
        return _Exploration(graph, bound).run()
    small = _Exploration(folded.graph, bound // 2)
    proof = small.run()
    if proof.verdict == SOUND:
        return proof
    whole = _Exploration(graph, bound // 2 + max(small.bound, 0)).run()
    return _unfolded(proof, folded) if whole.verdict == UNKNOWN else whole


def _unfolded(proof, folded):
    """The same with all elements of the whole process."""
    faults = (
        fault._replace(path=tuple(folded.unfolded(fault.path)))
        for fault in proof.faults
    )
    return proof._replace(faults=tuple(faults))


class _Exploration:
    def __init__(self, graph, bound, is_short=True):
        self.graph, self.bound, self.is_short = graph, bound, is_short
        self.parents = {}  # state: (state before, elements passed on the way, a place)
        self.leads = {}  # state: states it may become
        self.ends = set()
        self.reached = set()
        self.faults = {}
        self.queue = deque()
        self.is_partial = False
        self.main = _main_path(graph)
        # Nobody passes each element so often in one move, but in a ring.
        self.budget = min(1000, 200 + 5 * len(graph.nodes))
        self.states, self.orders = States(), Orders(graph)

    def run(self):
        for start in self._starts():
            self._try(None, Marking(), start)
        while self.queue and self.bound > 0:
            self._expand(*self.queue.popleft())
        self.is_partial = bool(self.queue) or self.is_partial
        if not (self.is_partial or self.faults):
            self._look_endless()
        if not (self.is_partial or self.faults):
            self._look_dead()
        verdict = UNKNOWN if self.is_partial else SOUND
        verdict = UNSOUND if self.faults else verdict
        return Proof(verdict, tuple(self.faults.values()), len(self.parents))

    def _starts(self):
        """Each way in which a case of this process may begin."""
        at = [n for n in self.graph.nodes.values() if n.kind == "startEvent"]
        at = [n.id for n in at if n.parent is None]
        return [Started(node) for node in at] or [Started()]

    # ------------------------------------------------------------------
    # Going on
    # ------------------------------------------------------------------
    def _expand(self, state, marking):
        by_token = moves(self.graph, marking)
        if self.is_short:
            for token_id in self.orders.alone(marking, by_token):
                if self._go(state, marking, by_token.pop(token_id)):
                    return
        for events in by_token.values():
            self._go(state, marking, events)
        if state not in self.leads and not self.is_partial:
            self._stuck(state, marking)

    def _go(self, state, marking, events):
        """Try these events; whether they led to a state not seen before."""
        known = len(self.parents)
        for event in events:
            self._try(state, marking, event)
        return len(self.parents) > known

    def _try(self, state, marking, event):
        tape = []
        while tape is not None:
            if self.bound <= 0:
                self.is_partial = True
                return
            self.bound -= MOVE + len(marking.tokens)
            answers = Answers(tape)
            try:
                step = advance(self.graph, marking, event, answers, self.budget)
            except EngineError:
                return
            self.bound -= len(step.effects)
            self._arrive(state, step)
            tape = answers.following()

    def _arrive(self, before, step):
        marking = step.marking
        passed = tuple(e.node for e in step.effects if type(e).__name__ == "Passed")
        self.reached.update(passed)
        self.reached.update(token.node for token in marking.tokens.values())
        if before is not None:
            self.leads.setdefault(before, set())
        if marking.failed():
            self._note_incidents(before, step.effects, passed)
            return
        state = self.states.of(marking)
        if before is not None:
            self.leads[before].add(state)
        if state in self.parents:
            return
        place = min((t.node for t in marking.tokens.values()), default=None)
        self.parents[state] = (before, passed, place)
        if marking.is_ended:
            self.ends.add(state)
        elif len(marking.tokens) > GROWTH * len(self.graph.nodes):
            self._fault("grows", next(iter(marking.tokens.values())).node, state)
            self.is_partial = True
        elif (element := crowded(marking)) is not None:
            # Further on would be more of the same, without an end.
            self.ends.add(state)
            if element in self.main:
                self._fault("twice", element, state)
        else:
            self.queue.append((state, marking))

    # ------------------------------------------------------------------
    # What is wrong
    # ------------------------------------------------------------------
    def _note_incidents(self, before, effects, passed):
        """A join that waits for ever, a ring without a wait. Others, as a choice whose
        conditions all fail, are what the checker says by itself."""
        for effect in effects:
            code = type(effect).__name__ == "Incident" and FAILS.get(effect.code)
            if code == "spins" and passed:
                round_ = _first_rounds(passed)
                self._fault(code, round_[-1], before, round_)
            elif code:
                self._fault(code, effect.node, before, passed)

    def _stuck(self, state, marking):
        waiting = [t for t in marking.tokens.values() if t.state == ARRIVED]
        token = (waiting or list(marking.tokens.values()))[0]
        self._fault("deadlock", token.node, state)

    def _fault(self, code, element, state, passed=()):
        """:param passed: elements passed after that state"""
        key = (code, element)
        if key not in self.faults:
            path = (*self._path(state), *passed)
            self.faults[key] = Fault(code, element, path)
            self.bound = min(self.bound, MORE)

    def _path(self, state):
        passed = []
        while state is not None:
            state, on_the_way, _place = self.parents[state]
            passed.append(on_the_way)
        return tuple(element for way in reversed(passed) for element in way)

    def _look_endless(self):
        """States from which no end can be reached, but something can happen."""
        before = {}
        for state, following in self.leads.items():
            for other in following:
                before.setdefault(other, set()).add(state)
        good, queue = set(self.ends), deque(self.ends)
        while queue:
            for state in before.get(queue.popleft(), ()):
                if state not in good:
                    good.add(state)
                    queue.append(state)
        bad = [s for s in self.parents if s not in good and self.leads.get(s)]
        if bad:
            self._fault("endless", self.parents[bad[0]][2], bad[0])

    def _look_dead(self):
        for node in self.graph.nodes.values():
            if node.id not in self.reached and self._should_happen(node):
                self._fault_of_nowhere(node.id)

    def _should_happen(self, node):
        """What is begun by others than the flow has its own rules (compensation,
        errors that only Odoo knows, starts inside of scopes)."""
        kinds = ("boundaryEvent", "eventSubProcess")
        around = {self.graph.nodes[scope].kind for scope in self.graph.path(node.id)}
        return not (
            node.kind in kinds
            or node.part_of is not None
            or node.for_compensation
            or {"eventSubProcess", "adHocSubProcess"} & around
        )

    def _fault_of_nowhere(self, element):
        self.faults["dead", element] = Fault("dead", element)


def _first_rounds(passed):
    """Of what goes round and round: until an element is passed for the third time."""
    counts = Counter()
    for place, element in enumerate(passed, 1):
        counts[element] += 1
        if counts[element] == 3:
            return passed[:place]
    return passed


def _main_path(graph):
    """Elements that are reached without anything that happens beside an open step: what
    is begun beside it may well be begun again."""
    found, queue = set(), deque()
    for node in graph.nodes.values():
        is_border = node.attached_to is not None and node.interrupting
        if is_border or node.kind == "startEvent":
            queue.append(node.id)
    while queue:
        node_id = queue.popleft()
        if node_id not in found:
            found.add(node_id)
            queue.extend(flow.target for flow in graph.nodes[node_id].outgoing)
    return found
