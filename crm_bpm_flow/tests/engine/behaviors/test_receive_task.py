from scenario import Story


class TestReceiveTask(Story):
    STORY = """
        (start) -> [Wait] -> [A] -> (end)
        (@late|Wait) -> [B] -> (end)
    """
    NODES = {"Wait": {"kind": "receiveTask"}}

    def test_waits_for_a_message(self):
        case = self.play(self.STORY, self.NODES)
        self.assertEqual((case.waits, case.timers), (["Wait"], ["late"]))
        case.catch("Wait")
        self.assertEqual((case.open, case.waits, case.timers), (["A"], [], []))
        self.assertEqual(case.walked["Wait"], 1)

    def test_its_border_is_listened_for(self):
        case = self.play(self.STORY, self.NODES).due("late")
        self.assertEqual((case.open, case.waits), (["B"], []))

    def test_repeated_each_instance_waits(self):
        nodes = {"Wait": {"kind": "receiveTask", "loop": "parallel", "number": 2}}
        case = self.play(self.STORY, nodes)
        self.assertEqual((case.waits, case.timers), (["Wait", "Wait"], ["late"]))
        case.catch("Wait").catch("Wait")
        self.assertEqual((case.open, case.timers), (["A"], []))

    def test_its_message_begins_a_case(self):
        nodes = {"Wait": {"kind": "receiveTask", "instantiate": True}}
        case = self.case("[Wait] -> [A] -> (end)", nodes).start("Wait")
        self.assertEqual((case.open, case.waits), (["A"], []))
        case = self.play("[Wait] -> [A] -> (end)", nodes)
        self.assertEqual(case.waits, ["Wait"])
