from engine import StaleEvent, TimerDue
from scenario import Story

WAIT = "(start) -> (@wait) -> [Call] -> (end)"


class TestTimerCatch(Story):
    def test_waits_for_its_moment(self):
        case = self.play(WAIT)
        self.assertEqual((case.timers, case.open), (["wait"], []))
        case.due("wait")
        self.assertEqual((case.timers, case.open), ([], ["Call"]))
        self.assertEqual(case.walked["wait"], 1)
        self.assertEqual(case.told("DropTimer"), [])

    def test_fires_once(self):
        case = self.play(WAIT)
        token = case.token("wait").id
        case.due("wait")
        with self.assertRaises(StaleEvent):
            case.send(TimerDue(token, "wait"))

    def test_dropped_when_cancelled(self):
        self.assertEqual(self.play(WAIT).cancel().timers, [])
