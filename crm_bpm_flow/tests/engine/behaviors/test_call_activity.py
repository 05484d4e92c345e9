from engine import CallReturned, StaleEvent
from scenario import Story

CALL = "(start) -> [[Other]] -> [After] -> (end)"


class TestCallActivity(Story):
    def test_calls_and_goes_on_when_it_returned(self):
        case = self.play(CALL)
        self.assertEqual((case.calls, case.open), (["Other"], []))
        case.returned("Other")
        self.assertEqual((case.calls, case.open), ([], ["After"]))

    def test_returns_once(self):
        case = self.play(CALL)
        token = case.token("Other").id
        case.returned("Other")
        with self.assertRaises(StaleEvent):
            case.send(CallReturned(token))

    def test_cancelling_the_case_cancels_the_call(self):
        case = self.play(CALL).cancel()
        self.assertEqual(len(case.told("CancelCall")), 1)
        self.assertEqual(case.calls, [])

    def test_may_bring_an_outcome(self):
        case = self.play(
            """
            (start) -> [[Other]] -ok-> (good)
            [[Other]] -else-> (bad)
            """
        )
        self.assertEqual(case.returned("Other", "ok").ended, ("good", "end"))

    def test_one_case_calls_the_next_without_limit(self):
        cases = [self.play("(start) -> [[Other]] -> (end)") for _depth in range(50)]
        for case in reversed(cases):
            self.assertEqual(case.returned("Other").ended, ("end", "end"))
