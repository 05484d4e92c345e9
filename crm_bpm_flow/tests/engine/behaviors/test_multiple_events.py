from scenario import Story

BORDER = """
    (start) -> [Ask] -> (end)
    (?%s:x%sAsk) -> [Look] -> (looked)
"""
HANDLER = """
    (start) -> [Ask] -> (end)
    |!E|
    E: (?%s:x) -> [Look] -> (looked)
"""


class TestCatching(Story):
    def test_the_first_of_several(self):
        case = self.play("(start) -> (?message+timer+signal:x) -> [A] -> (end)")
        self.assertEqual(case.waits, ["x.message", "x.signal"])
        self.assertEqual(case.timers, ["x.timer"])
        case.due("x.timer")
        self.assertEqual((case.open, case.waits, case.walked["x"]), (["A"], [], 1))

    def test_all_of_several(self):
        case = self.play("(start) -> (?message&timer&signal:x) -> [A] -> (end)")
        case.catch("x.signal").due("x.timer")
        self.assertEqual((case.open, case.waits), ([], ["x.message"]))
        case.catch("x.message")
        self.assertEqual((case.open, case.walked["x"]), (["A"], 1))

    def test_behind_an_event_gateway(self):
        story = """
            (start) -> <^g> -> (?message%ssignal:x) -> [A] -> (end)
            <^g> -> (@late) -> [B] -> (end)
        """
        case = self.play(story % "+").catch("x.signal")
        self.assertEqual((case.open, case.timers, case.waits), (["A"], [], []))
        case = self.play(story % "&").catch("x.signal")
        self.assertEqual((case.open, case.timers), ([], ["late"]))
        self.assertEqual(case.catch("x.message").open, ["A"])
        case = self.play(story % "&").catch("x.signal").due("late")
        self.assertEqual((case.open, case.waits), (["B"], []))

    def test_each_round_of_a_loop_begins_anew(self):
        story = "(start) -> <m> -> (?message&signal:x) -> [A: on, again] -on-> (end)"
        case = self.play(story + "\n[A] -again-> <m>")
        case.catch("x.message").catch("x.signal").complete("A", "again")
        self.assertEqual(case.waits, ["x.message", "x.signal"])
        self.assertEqual(case.catch("x.signal").open, [])


class TestOnABorder(Story):
    def test_the_first_takes_the_place(self):
        case = self.play(BORDER % ("message+timer", "|")).catch("x.message")
        self.assertEqual((case.open, case.timers), (["Look"], []))
        self.assertEqual(case.walked["x"], 1)

    def test_all_take_the_place(self):
        case = self.play(BORDER % ("message&timer", "|")).due("x.timer")
        self.assertEqual(case.open, ["Ask"])
        self.assertEqual(case.catch("x.message").open, ["Look"])

    def test_done_before_all_came(self):
        case = self.play(BORDER % ("message&signal", "|")).catch("x.message")
        case.complete("Ask")
        self.assertEqual((case.ended, case.waits), (("end", "end"), []))

    def test_each_beside_the_activity(self):
        case = self.play(BORDER % ("message+timer", "~"))
        case.catch("x.message").catch("x.message").due("x.timer")
        self.assertEqual(case.open, ["Ask", "Look", "Look", "Look"])
        self.assertEqual((case.waits, case.timers), (["x.message"], []))

    def test_all_again_and_again(self):
        case = self.play(BORDER % ("message&signal", "~"))
        case.catch("x.message").catch("x.message")
        self.assertEqual(case.open, ["Ask"])
        self.assertEqual(case.catch("x.signal").open, ["Ask", "Look"])
        case.catch("x.signal")
        self.assertEqual(case.open, ["Ask", "Look"])
        self.assertEqual(case.catch("x.message").open, ["Ask", "Look", "Look"])

    def test_what_never_comes_again_is_not_listened_for(self):
        case = self.play(BORDER % ("message&timer", "~"))
        case.due("x.timer").catch("x.message")
        self.assertEqual((case.open, case.waits), (["Ask", "Look"], []))

    def test_an_error_among_them(self):
        case = self.play(BORDER % ("error+timer", "|"), {"x.error": {"code": "E1"}})
        self.assertEqual(case.timers, ["x.timer"])
        self.assertEqual(case.throw("Ask", "E1").open, ["Look"])
        self.assertEqual(case.timers, [])

    def test_of_all_instances(self):
        nodes = {"Ask": {"loop": "parallel", "number": 2}}
        case = self.play(BORDER % ("message&timer", "|"), nodes).catch("x.message")
        self.assertEqual(case.open, ["Ask", "Ask"])
        self.assertEqual(case.due("x.timer").open, ["Look"])


class TestStarts(Story):
    def test_a_case_begins_by_any(self):
        story = "(?message+signal:x) -> [A] -> (end)"
        for how in (None, "x", "x.message", "x.signal"):
            case = self.case(story).start(how)
            self.assertEqual((case.open, case.waits), (["A"], []))
            self.assertEqual(case.walked["x"], 1)

    def test_a_case_that_needs_all_waits_for_the_others(self):
        case = self.case("(?message&signal:x) -> [A] -> (end)").start("x.signal")
        self.assertEqual((case.open, case.waits), ([], ["x.message"]))
        case.catch("x.message")
        self.assertEqual((case.open, case.walked["x"]), (["A"], 1))

    def test_by_hand_it_has_happened(self):
        case = self.case("(?message&signal:x) -> [A] -> (end)").start()
        self.assertEqual((case.open, case.waits), (["A"], []))

    def test_behind_a_gateway_that_begins_the_case(self):
        nodes = {"g": {"instantiate": True}}
        story = "<^g> -> (?message%ssignal:x) -> [A] -> (end)\n<^g> -> (@t) -> (end)"
        case = self.case(story % "+", nodes).start("x.signal")
        self.assertEqual((case.open, case.waits), (["A"], []))
        case = self.case(story % "&", nodes).start("x.signal")
        self.assertEqual((case.open, case.waits), ([], ["x.message"]))
        self.assertEqual(case.catch("x.message").open, ["A"])

    def test_an_event_sub_process_by_any(self):
        case = self.play(HANDLER % "message+escalation").catch("x.message")
        self.assertEqual((case.open, case.waits), (["Look"], []))
        case = self.play(HANDLER % "message+escalation").escalate("Ask", "E1")
        self.assertEqual((case.open, case.waits), (["Look"], []))

    def test_an_event_sub_process_by_what_nobody_listens_for(self):
        story = HANDLER % "error+escalation"
        case = self.play(story, {"x.error": {"code": "E1"}})
        self.assertEqual(len(case.marking.tokens), 1)
        self.assertEqual(case.throw("Ask", "E1").open, ["Look"])

    def test_an_event_sub_process_beside(self):
        story = (HANDLER % "message+signal").replace("(?", "(?~")
        case = self.play(story).catch("x.message").catch("x.signal")
        self.assertEqual(case.open, ["Ask", "Look", "Look"])
        self.assertEqual(case.waits, ["x.message", "x.signal"])

    def test_an_event_sub_process_by_all(self):
        case = self.play(HANDLER % "message&signal").catch("x.signal")
        self.assertEqual((case.open, case.waits), (["Ask"], ["x.message"]))
        self.assertEqual(case.catch("x.message").open, ["Look"])

    def test_an_event_sub_process_that_cannot_come_again(self):
        story = (HANDLER % "timer").replace("(?", "(?~")
        case = self.play(story).due("x")
        self.assertEqual((case.open, len(case.marking.tokens)), (["Ask", "Look"], 3))


UNDO = """
    (start) -> [Book] -> %s
    (?compensation:c|Book)
    [Unbook]
"""
NODES = {"c": {"handler": "Unbook"}, "Unbook": {"for_compensation": True}}


class TestThrowing(Story):
    def test_in_turn(self):
        case = self.play("(start) -> (>signal+message+escalation:x) -> [A] -> (end)")
        self.assertEqual(case.world.thrown, ["x.signal", "x.message"])
        self.assertEqual(case.world.escalated, [("x", None)])
        self.assertEqual((case.open, case.walked["x"]), (["A"], 1))

    def test_at_the_end(self):
        case = self.play("(start) -> [A] -> (>signal+message:x)").complete("A")
        self.assertEqual(case.world.thrown, ["x.signal", "x.message"])
        self.assertEqual(case.ended, ("x", "end"))

    def test_the_last_stops_everything(self):
        story = "(start) -> <+s> -> [A] -> (>signal+terminate:x)\n<+s> -> [B] -> (end)"
        case = self.play(story).complete("A")
        self.assertEqual((case.world.thrown, case.ended[0]), (["x.signal"], "x"))
        self.assertEqual((case.ended[1], case.walked["x"]), ("terminate", 1))

    def test_waits_for_what_takes_back(self):
        story = UNDO % "(>signal+compensation+message:x) -> [A] -> (end)"
        case = self.play(story, NODES).complete("Book")
        self.assertEqual((case.open, case.world.thrown), (["Unbook"], ["x.signal"]))
        case.complete("Unbook")
        self.assertEqual(case.world.thrown, ["x.signal", "x.message"])
        self.assertEqual((case.open, case.walked["x"]), (["A"], 1))

    def test_a_failure_after_the_first_is_not_sent_twice(self):
        case = self.play("(start) -> (>signal+error:x=E1)")
        self.assertEqual(case.failed, {"x": "uncaught_error"})
        case.retry("x")
        self.assertEqual(case.world.thrown, ["x.signal"])

    def test_an_error_out_of_its_sub_process(self):
        story = "(start) -> |P| -> (end)\nP: (in) -> (>signal+error:x=E1)"
        case = self.play(story + "\n(?error:e=E1|P) -> [A] -> (end)")
        self.assertEqual((case.open, case.walked["x"]), (["A"], 1))
