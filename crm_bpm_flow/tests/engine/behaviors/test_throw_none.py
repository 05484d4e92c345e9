from scenario import Story


class TestNoneThrow(Story):
    def test_is_passed_and_counted(self):
        nodes = {"half": {"kind": "intermediateThrowEvent"}}
        case = self.play("(start) -> (half) -> [A] -> (end)", nodes)
        self.assertEqual((case.open, case.walked["half"]), (["A"], 1))
