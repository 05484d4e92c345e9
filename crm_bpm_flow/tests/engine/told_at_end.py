"""What is around an event hears what it sends, before anything goes on or ends."""

from engine import Caught, Flow, Graph, Marking, Node, Sent, Started, TaskDone, advance

THROW = "intermediateThrowEvent"


class ToldAtEnd:
    """Tests for ends that send; a class that has them says what: ``told``."""

    def _moved(self, around, *events, called=False, on_way=False):
        """Elements that were passed by a case with a sub-process that ends by sending,
        and where its tokens stand then.

        :param around: more nodes
        :param on_way: it sends just before its end
        """
        nodes = [
            Node("s", "startEvent"),
            Node("p", "subProcess"),
            Node("begin", "startEvent", parent="p"),
            Node("Do", "userTask", parent="p"),
            Node("x", THROW if on_way else "endEvent", parent="p", event=self.told),
            Node("After", "userTask"),
            *around,
        ]
        flows = [
            Flow("f1", "s", "p"),
            Flow("f2", "begin", "Do"),
            Flow("f3", "Do", "x"),
            Flow("f4", "p", "After"),
        ]
        if any(node.id == "b" for node in nodes):
            nodes.append(Node("Else", "userTask"))
            flows.append(Flow("f5", "b", "Else"))
        if on_way:
            nodes.append(Node("out", "endEvent", parent="p"))
            flows.append(Flow("f6", "x", "out"))
        graph, marking, passed = Graph(nodes, flows), Marking(), []
        for event in (Started(called=called), *events):
            if callable(event):
                event = event(marking)
            step = advance(graph, marking, event, None)
            marking = step.marking
            passed += [e.node for e in step.effects if type(e).__name__ == "Passed"]
        thrown = [e for e in step.effects if type(e).__name__ == "Throw"]
        return passed, sorted(t.node for t in marking.tokens.values()), thrown

    def _done(self, marking):
        return TaskDone(self._at(marking, "Do"))

    def _sent(self, marking):
        return Sent(self._at(marking, "x"))

    def _heard(self, marking):
        return Caught(self._at(marking, "p"), "b")

    def _at(self, marking, node):
        return next(t.id for t in marking.tokens.values() if t.node == node)

    def _border(self, interrupting):
        return Node(
            "b",
            "boundaryEvent",
            attached_to="p",
            event=self.told,
            interrupting=interrupting,
        )

    def test_nobody_around_listens_it_ends_at_once(self):
        passed, places, thrown = self._moved([], self._done)
        self.assertEqual((passed[-2:], places), (["x", "p"], ["After"]))
        self.assertFalse(thrown[0].is_waited)

    def test_a_border_that_interrupts_goes_on_instead(self):
        border = self._border(True)
        _passed, places, thrown = self._moved([border], self._done)
        self.assertTrue(thrown[0].is_waited)
        self.assertEqual(places, ["p", "x"])
        passed, places, _thrown = self._moved([border], self._done, self._heard)
        self.assertEqual((passed.count("x"), places), (1, ["Else"]))
        self.assertNotIn("p", passed)

    def test_a_border_that_does_not_goes_on_beside(self):
        border = self._border(False)
        moves = (self._done, self._heard, self._sent)
        passed, places, _thrown = self._moved([border], *moves)
        self.assertEqual((passed.count("x"), places), (1, ["After", "Else"]))
        self.assertEqual(passed.count("p"), 1)

    def test_who_called_it_may_listen(self):
        _passed, places, thrown = self._moved([], self._done, called=True)
        self.assertTrue(thrown[0].is_waited)
        self.assertEqual(places, ["p", "x"])

    def test_what_is_sent_on_the_way_is_heard_before_the_end(self):
        moves, border = (self._done, self._heard), self._border(True)
        passed, places, _thrown = self._moved([border], *moves, on_way=True)
        self.assertEqual((passed.count("x"), places), (1, ["Else"]))
        self.assertNotIn("out", passed)
        moves, border = (*moves, self._sent), self._border(False)
        passed, places, _thrown = self._moved([border], *moves, on_way=True)
        self.assertEqual((passed.count("x"), places), (1, ["After", "Else"]))
        self.assertEqual((passed.count("out"), passed.count("p")), (1, 1))

    def test_what_is_sent_on_the_way_may_be_heard_by_who_called(self):
        moves = (self._done, self._sent)
        _passed, places, thrown = self._moved([], self._done, called=True, on_way=True)
        self.assertTrue(thrown[0].is_waited)
        self.assertEqual(places, ["p", "x"])
        _passed, places, _thrown = self._moved([], *moves, called=True, on_way=True)
        self.assertEqual(places, ["After"])

    def test_a_loop_without_a_wait_is_none_that_waits_to_be_heard(self):
        nodes = [
            Node("s", "startEvent"),
            Node("p", "subProcess"),
            Node("begin", "startEvent", parent="p"),
            Node("g", "exclusiveGateway", parent="p"),
            Node("x", THROW, parent="p", event=self.told),
            self._border(False),
            Node("heard", "endEvent"),
        ]
        ways = [("s", "p"), ("begin", "g"), ("g", "x"), ("x", "g"), ("b", "heard")]
        flows = [Flow(f"{one}-{other}", one, other) for one, other in ways]
        step = advance(Graph(nodes, flows), Marking(), Started(), None)
        faults = [e for e in step.effects if type(e).__name__ == "Incident"]
        self.assertEqual([fault.code for fault in faults], ["loop"])
