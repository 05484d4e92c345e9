"""Elements of one's own: each is one class, and nothing of the engine is touched.

These are small sketches of elements that the frame must bear, not the elements
themselves.
"""

from typing import NamedTuple
from unittest import mock

from engine import Behavior, Flow, Graph, Node, behavior
from engine.bases import Boundary, Catch
from engine.behavior import _REGISTRY
from scenario import Story


class Listen(NamedTuple):
    token: int
    node: str


class Forget(NamedTuple):
    token: int
    node: str


class Heard(NamedTuple):
    token: int
    node: str


def sketch_events():
    @behavior("intermediateCatchEvent", event="message")
    class MessageCatch(Catch):
        awaits = Heard
        arms, drops = Listen, Forget

    @behavior("eventBasedGateway")
    class EventGateway(Behavior):
        def on_token(self, ctx, node, token):
            ctx.count(node, token)
            ctx.rest(node, token, tuple(flow.target for flow in node.outgoing))

    @behavior("boundaryEvent", event="error")
    class ErrorBoundary(Boundary):
        is_armed = False

    @behavior("endEvent", event="error")
    class ErrorEnd(Behavior):
        def on_token(self, ctx, node, token):
            ctx.count(node, token)
            keeper = ctx.tokens[ctx.scopes[token.scope].token]
            border = ctx.graph.boundaries(keeper.node)[0]
            ctx.withdraw(keeper)
            ctx.spawn(border.id, keeper.scope, keeper)


def sketch_join():
    @behavior("inclusiveGateway")
    class InclusiveGateway(Behavior):
        gathers = True

        def on_token(self, ctx, node, token):
            if len(node.incoming) > 1:
                ctx.gather(token)
            else:
                ctx.leave(node, token)

        def on_quiet(self, ctx, node, tokens):
            here = {token.flow for token in tokens}
            missing = [flow for flow in node.incoming if flow.id not in here]
            if any(ctx.may_come(flow, tokens[0].scope) for flow in missing):
                return
            for token in tokens:
                ctx.close(token)
            ctx.leave(node, tokens[0])


class SketchStory(Story):
    def setUp(self):
        patch = mock.patch.dict(_REGISTRY)
        patch.start()
        self.addCleanup(patch.stop)
        sketch_events()
        sketch_join()

    def graph(self, nodes, *ways):
        flows = [Flow(f"{a}>{b}", a, b, None, c) for a, b, c in ways]
        return Graph(nodes, flows)


class TestSketches(SketchStory):
    def test_the_first_of_several_events_wins(self):
        graph = self.graph(
            [
                Node("start", "startEvent"),
                Node("either", "eventBasedGateway"),
                Node("mail", "intermediateCatchEvent", event="message"),
                Node("wait", "intermediateCatchEvent", event="timer"),
                Node("A", "userTask"),
                Node("B", "userTask"),
            ],
            ("start", "either", None),
            ("either", "mail", None),
            ("either", "wait", None),
            ("mail", "A", None),
            ("wait", "B", None),
        )
        case = self.sketch(graph)
        self.assertEqual(case.token("either").waits, ("mail", "wait"))
        token = case.token("either").id
        case.send(Heard(token, "mail"))
        self.assertEqual(case.told("DropTimer")[0].node, "wait")
        self.assertEqual((case.open, case.walked["mail"]), (["A"], 1))
        self.assertEqual(self.sketch(graph).due("wait").open, ["B"])

    def sketch(self, graph):
        """A case whose world knows nothing of messages."""
        case = self.case(graph)
        case.world.check = lambda *args: None
        note = case.world._note
        case.world._note = lambda name, effect: (
            None if name in ("Listen", "Forget") else note(name, effect)
        )
        return case.start()

    def test_a_join_waits_as_long_as_a_token_can_come(self):
        graph = self.graph(
            [
                Node("start", "startEvent"),
                Node("some", "inclusiveGateway"),
                Node("A", "userTask"),
                Node("B", "userTask"),
                Node("C", "userTask"),
                Node("join", "inclusiveGateway"),
                Node("After", "userTask"),
            ],
            ("start", "some", None),
            ("some", "A", "a"),
            ("some", "B", "b"),
            ("some", "C", "c"),
            ("A", "join", None),
            ("B", "join", None),
            ("C", "join", None),
            ("join", "After", None),
        )
        case = self.play(graph, a=True, b=False, c=True)
        self.assertEqual(case.complete("A").open, ["C"])
        self.assertEqual(case.complete("C").open, ["After"])
        case = self.play(graph, a=True, b=False, c=False)
        self.assertEqual(case.complete("A").open, ["After"])

    def test_an_error_leaves_its_sub_process(self):
        graph = self.graph(
            [
                Node("start", "startEvent"),
                Node("P", "subProcess"),
                Node("caught", "boundaryEvent", event="error", attached_to="P"),
                Node("Mend", "userTask"),
                Node("in", "startEvent", parent="P"),
                Node("A", "userTask", parent="P"),
                Node("B", "userTask", parent="P"),
                Node("wrong", "endEvent", event="error", parent="P"),
            ],
            ("start", "P", None),
            ("in", "A", None),
            ("in", "B", None),
            ("A", "wrong", None),
            ("caught", "Mend", None),
        )
        case = self.play(graph).complete("A")
        self.assertEqual((case.open, case.marking.scopes), (["Mend"], {}))
