from engine import StaleEvent, TimerDue
from scenario import Story

HOSTS = {"[Do]": "complete", "{Do}": "ran", "[[Do]]": "returned"}
STOP = """
    (start) -> %s -> (end)
    (@late|Do) -> [Hurry] -> (end)
"""
REMIND = """
    (start) -> %s -> [After] -> (end)
    (@soon~Do) -> [Remind] -> (end)
"""


class TestTimerBoundary(Story):
    def test_interrupting_takes_the_place_of_any_activity(self):
        for host in HOSTS:
            with self.subTest(host=host):
                case = self.play(STOP % host)
                self.assertEqual(case.timers, ["late"])
                case.due("late")
                self.assertEqual((case.open, case.timers), (["Hurry"], []))
                self.assertEqual((case.actions, case.calls), ([], []))
                self.assertNotIn("Do", case.walked)
                self.assertEqual(case.walked["late"], 1)

    def test_dropped_when_the_activity_is_done_in_time(self):
        for host, verb in HOSTS.items():
            with self.subTest(host=host):
                case = self.play(STOP % host)
                token = case.token("Do").id
                getattr(case, verb)("Do")
                self.assertEqual((case.timers, case.ended), ([], ("end", "end")))
                with self.assertRaises(StaleEvent):
                    case.send(TimerDue(token, "late"))

    def test_not_interrupting_sends_a_second_token_once(self):
        for host, verb in HOSTS.items():
            with self.subTest(host=host):
                case = self.play(REMIND % host).due("soon")
                self.assertIn("Remind", case.open)
                with self.assertRaises(StaleEvent):
                    case.send(TimerDue(case.token("Do").id, "soon"))
                getattr(case, verb)("Do")
                self.assertEqual(case.open, ["After", "Remind"])
                case.complete("After")
                self.assertIsNone(case.ended)
                case.complete("Remind")
                self.assertEqual(case.ended, ("end", "end"))

    def test_several_on_one_task(self):
        case = self.play(
            """
            (start) -> [Do] -> (end)
            (@soon~Do) -> [Remind] -> (end)
            (@later~Do) -> [Warn] -> (end)
            (@last|Do) -> [Boss] -> (end)
            """
        )
        self.assertEqual(case.timers, ["last", "later", "soon"])
        case.due("soon").due("last")
        self.assertEqual((case.open, case.timers), (["Boss", "Remind"], []))
        self.assertEqual(
            [effect.node for effect in case.told("DropTimer")],
            ["later"],
        )

    def test_interrupting_takes_a_sub_process_with_all_inside(self):
        case = self.play(
            """
            (start) -> |P| -> (end)
            P: (in) -> <+split> -> [A] -> (out)
            P: <+split> -> |Q| -> (out)
            P: <+split> -> (@wait) -> (out)
            Q: (deep) -> [B] -> (deeper)
            Q: (@inner|B) -> [B]
            (@late|P) -> [Hurry] -> (end)
            """
        )
        self.assertEqual(case.timers, ["inner", "late", "wait"])
        case.due("late")
        self.assertEqual((case.open, case.timers), (["Hurry"], []))
        self.assertEqual(case.marking.scopes, {})

    def test_not_interrupting_leaves_a_sub_process_alone(self):
        case = self.play(
            """
            (start) -> |P| -> (end)
            P: (in) -> [A] -> (out)
            (@soon~P) -> [Remind] -> (end)
            """
        )
        case.due("soon").complete("A")
        self.assertIsNone(case.ended)
        self.assertEqual(case.complete("Remind").ended, ("end", "end"))

    def test_back_into_its_own_activity(self):
        case = self.play("(start) -> [Do] -> (end)\n(@late|Do) -> [Do]")
        for _round in range(3):
            case.due("late")
        self.assertEqual((case.open, case.timers), (["Do"], ["late"]))
        self.assertEqual(case.complete("Do").walked["late"], 3)

    def test_carries_the_outcome_that_came_in(self):
        case = self.play(
            """
            (start) -> [Ask: yes, no] -> [Do] -> (end)
            (@late|Do) -> <x> -yes-> (good)
            <x> -else-> (bad)
            """
        )
        case.complete("Ask", "yes").due("late")
        self.assertEqual(case.ended, ("good", "end"))
