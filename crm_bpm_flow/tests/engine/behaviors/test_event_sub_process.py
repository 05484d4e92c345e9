from engine import MoveRefused, Retried, Skipped, TokenMoved
from scenario import Story

STORY = """
    (start) -> |P| -> [After] -> (end)
    P: (in) -> [A] -> (out)
    P: |!E|
    E: (?message:stop) -> [B] -> (done)
    P: |!F|
    F: (?~signal:ask) -> [C] -> (told)
"""


class TestEventSubProcess(Story):
    def test_listens_while_its_scope_runs(self):
        case = self.play(STORY)
        self.assertEqual(case.waits, ["ask", "stop"])
        case.complete("A")
        self.assertEqual((case.open, case.waits), (["After"], []))

    def test_interrupting_it_silences_the_others(self):
        case = self.play(STORY).catch("ask").catch("stop")
        self.assertEqual((case.open, case.waits), (["B"], []))
        self.assertEqual(case.complete("B").open, ["After"])
        self.assertEqual((case.walked["E"], case.walked["P"]), (1, 1))

    def test_of_the_process(self):
        case = self.play(
            """
            (start) -> [A] -> (end)
            |!E|
            E: (?message:stop) -> [B] -> (done)
            """
        )
        self.assertEqual(case.catch("stop").open, ["B"])
        self.assertEqual(case.complete("B").ended, ("E", "end"))
        case = self.play(case.graph).complete("A")
        self.assertEqual((case.waits, case.ended), ([], ("end", "end")))

    def test_terminate_and_cancel_take_the_listeners_along(self):
        story = """
            (start) -> [A] -> (!end)
            |!E|
            E: (?message:stop) -> [B] -> (done)
        """
        case = self.play(story).complete("A")
        self.assertEqual((case.waits, case.ended), ([], ("end", "terminate")))
        case = self.play(story).cancel()
        self.assertEqual((case.waits, case.ended), ([], (None, "cancelled")))

    def test_terminate_inside_ends_only_itself(self):
        case = self.play(
            """
            (start) -> [A] -> (end)
            |!E|
            E: (?~message:ask) -> [B] -> (!done)
            """
        )
        case.catch("ask").complete("B")
        self.assertEqual((case.open, case.waits), (["A"], ["ask"]))

    def test_in_an_event_sub_process(self):
        case = self.play(
            """
            (start) -> [A] -> (end)
            |!E|
            E: (?message:stop) -> [B] -> (done)
            E: |!F|
            F: (?message:again) -> [C] -> (deep)
            """
        )
        self.assertEqual(case.catch("stop").waits, ["again"])
        self.assertEqual(case.catch("again").open, ["C"])
        self.assertEqual(case.complete("C").ended, ("E", "end"))

    def test_with_a_border_on_its_sub_process(self):
        case = self.play(STORY + "(@late|P) -> [D] -> (end)").catch("stop")
        self.assertEqual(case.timers, ["late"])
        self.assertEqual(case.due("late").open, ["D"])
        self.assertEqual(case.marking.scopes, {})

    def test_a_listener_is_no_step(self):
        case = self.play(STORY)
        token = case.token("E").id
        for act in (Retried(token), Skipped(token), TokenMoved(token, "A")):
            with self.assertRaises(MoveRefused) as caught:
                case.send(act)
            self.assertEqual(caught.exception.code, "not_a_step")
        with self.assertRaises(MoveRefused):
            case.move("A", "E")

    def test_people_repair_what_runs_inside(self):
        case = self.play(STORY).catch("stop").retry("B").skip("B")
        self.assertEqual(case.open, ["After"])
        case = self.play(STORY).catch("stop").move("B", "A")
        self.assertEqual(case.open, ["A"])
        case = self.play(STORY).catch("stop").move("B", "After")
        self.assertEqual((case.open, case.marking.scopes), (["After"], {}))

    def test_does_not_keep_a_join_waiting(self):
        case = self.play(
            """
            (start) -> <+s> -> [A] -> <%j> -> [C] -> (end)
            <+s> -> [B] -> <%j>
            |!E|
            E: (?~message:ask) -> [D] -> (done)
            """
        )
        case.catch("ask").complete("A")
        self.assertEqual(case.open, ["B", "D"])
        self.assertEqual(case.complete("B").open, ["C", "D"])
