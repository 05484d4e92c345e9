"""Repeated activities: standard loops and multi-instances."""

from engine import (
    ConditionError,
    InstanceAdded,
    JobDone,
    MoveRefused,
    Retried,
    Skipped,
    StaleEvent,
    TokenMoved,
    locals_of,
)
from scenario import Story

ASK = """
    (start) -> [Ask: yes, no] -> [After] -> (end)
    (@late|Ask) -> [Hurry] -> (end)
"""


def loop(kind, number=None, condition=None, **values):
    values.update(loop=kind, number=number, loop_condition=condition)
    return {"Ask": values}


class TestParallel(Story):
    def test_all_at_once_and_all_are_waited_for(self):
        case = self.play(ASK, loop("parallel", 3))
        self.assertEqual((case.open, case.timers), (["Ask"] * 3, ["late"]))
        case.complete("Ask").complete("Ask")
        self.assertEqual(case.open, ["Ask"])
        case.complete("Ask")
        self.assertEqual((case.open, case.timers), (["After"], []))
        self.assertEqual((case.walked["Ask"], case.marking.scopes), (3, {}))

    def test_the_number_is_asked_once(self):
        case = self.play(ASK, loop("parallel", "people"), people=2).let(people=9)
        self.assertEqual((len(case.open), case.asked), (2, ["people"]))
        self.assertEqual(self.play(ASK, loop("parallel", "n"), n=0).open, ["After"])

    def test_a_number_that_is_none_is_an_incident(self):
        for number in (-1, "many", None, True, ConditionError("gone")):
            case = self.play(ASK, loop("parallel", "n"), n=number)
            self.assertEqual((case.failed, case.timers), ({"Ask": "condition"}, []))
            self.assertEqual(case.let(n=1).retry("Ask").open, ["Ask"])

    def test_enough_cancels_the_rest(self):
        case = self.play(ASK, loop("parallel", 3, "two"), two=self.two)
        case.complete("Ask")
        self.assertEqual(case.open, ["Ask", "Ask"])
        case.complete("Ask")
        self.assertEqual((case.open, len(case.told("CloseTask"))), (["After"], 1))

    def two(self, names):
        self.assertEqual(
            names["nrOfActiveInstances"] + names["nrOfCompletedInstances"],
            names["nrOfInstances"],
        )
        return names["nrOfCompletedInstances"] >= 2

    def test_enough_goes_on_and_keeps_the_others_open(self):
        nodes = loop("parallel", 3, "two", cancel_rest=False)
        case = self.play(ASK, nodes, two=self.two).complete("Ask").complete("Ask")
        self.assertEqual((case.open, case.timers), (["After", "Ask"], []))
        case.complete("After")
        self.assertIsNone(case.ended)
        case.complete("Ask")
        self.assertEqual((case.ended, case.asked), (("Ask", "end"), ["two"] * 2))

    def test_what_has_gone_on_cannot_go_on_again(self):
        nodes = loop("parallel", 3, "two", cancel_rest=False)
        case = self.play(ASK, nodes, two=self.two).complete("Ask").complete("Ask")
        whole = case.marking.at("Ask")[0]
        for act, code in ((case.retry, "not_failed"), (self.to_after(case), "went_on")):
            with self.assertRaises(MoveRefused) as caught:
                act("Ask")
            self.assertEqual(caught.exception.code, code)
        self.assertEqual(case.token("Ask"), whole)
        self.assertEqual(case.skip("Ask").open, ["After"])

    def to_after(self, case):
        return lambda name: case.move(name, "After")

    def test_added_while_it_runs(self):
        case = self.play(ASK, loop("parallel", 1)).add("Ask")
        case.complete("Ask").send(InstanceAdded(case.at("Ask").id)).complete("Ask")
        self.assertEqual(case.open, ["Ask"])
        for event in (JobDone(case.at("Ask").id), JobDone(case.token("Ask").id)):
            with self.assertRaises(StaleEvent):
                case.send(event)
        self.assertEqual(case.complete("Ask").open, ["After"])
        with self.assertRaises(MoveRefused):
            case.add("After")

    def test_interrupted_as_a_whole(self):
        case = self.play(ASK, loop("parallel", 3)).complete("Ask").due("late")
        self.assertEqual((case.open, case.marking.scopes), (["Hurry"], {}))

    def test_a_reminder_is_one_for_the_whole(self):
        story = "(start) -> [Ask] -> (end)\n(@soon~Ask) -> [Remind] -> (end)"
        case = self.play(story, loop("parallel", 2)).due("soon")
        self.assertEqual(case.open, ["Ask", "Ask", "Remind"])

    def test_an_instance_throws_an_error(self):
        story = "(start) -> {Ask} -> (end)\n(?error:bad|Ask) -> [Mend] -> (end)"
        case = self.play(story, loop("parallel", 2)).throw("Ask", "E1")
        self.assertEqual((case.open, case.actions), (["Mend"], []))
        story = "(start) -> {Ask} -> (end)"
        case = self.play(story, loop("parallel", 2)).throw("Ask", "E1")
        self.assertEqual(case.failed, {"Ask": "uncaught_error"})
        self.assertEqual(case.actions, ["Ask"])

    def test_the_outcome_is_that_of_the_last(self):
        story = "(start) -> [Ask: yes, no] -> <x> -yes-> (good)\n<x> -else-> (bad)"
        case = self.play(story, loop("parallel", 2))
        case.complete("Ask", "no").complete("Ask", "yes")
        self.assertEqual(case.ended, ("good", "end"))

    def test_many_are_no_endless_loop(self):
        case = self.play("(start) -> {Ask} -> (end)", loop("parallel", 1500))
        self.assertEqual(len(case.actions), 1500)
        story = "(start) -> |Ask| -> (end)\nAsk: (in) -> <x> -> <y> -> (out)"
        case = self.play(story, loop("parallel", 600))
        self.assertEqual((case.ended, case.walked["x"]), (("end", "end"), 600))

    def test_its_ways_out_may_fail_after_it_is_done(self):
        story = "(start) -> [Ask] -?ok-> [After] -> (end)"
        case = self.play(story, loop("parallel", 2), ok=False)
        case.complete("Ask").complete("Ask")
        self.assertEqual(case.failed, {"Ask": "no_flow"})
        case.let(ok=True).retry("Ask")
        self.assertEqual((case.open, case.walked["Ask"]), (["After"], 2))

    def test_a_condition_that_fails_loses_nothing(self):
        case = self.play(ASK, loop("parallel", 2, "ok"), ok=ConditionError("gone"))
        case.complete("Ask")
        self.assertEqual((case.failed, case.open), ({"Ask": "condition"}, ["Ask"]))
        failed = case.marking.failed()[0]
        self.assertNotIn("Ask", case.walked)
        case.let(ok=True).send(Retried(failed.id))
        self.assertEqual((case.open, case.walked["Ask"]), (["After"], 1))


class TestSequential(Story):
    def test_one_after_the_other(self):
        case = self.play(ASK, loop("sequential", 2))
        self.assertEqual((case.open, case.at("Ask").counter), (["Ask"], 1))
        case.complete("Ask")
        self.assertEqual((case.open, case.at("Ask").counter), (["Ask"], 2))
        self.assertEqual(case.complete("Ask").open, ["After"])

    def test_enough_leaves_out_the_rest(self):
        case = self.play(ASK, loop("sequential", 5, "ok"), ok=False).complete("Ask")
        self.assertEqual(case.let(ok=True).complete("Ask").open, ["After"])
        self.assertEqual(case.walked["Ask"], 2)

    def test_added_at_its_end(self):
        case = self.play(ASK, loop("sequential", 1)).add("Ask").complete("Ask")
        self.assertEqual(case.complete("Ask").open, ["After"])

    def test_an_instance_is_skipped_moved_or_begun_anew(self):
        case = self.play(ASK, loop("sequential", 2))
        case.send(Skipped(case.at("Ask").id))
        self.assertEqual(case.at("Ask").counter, 2)
        case.send(Retried(case.at("Ask").id))
        self.assertEqual((case.open, case.at("Ask").counter), (["Ask"], 2))
        case.send(TokenMoved(case.at("Ask").id, "After"))
        self.assertEqual((case.open, case.marking.scopes), (["After"], {}))

    def test_the_whole_is_skipped_moved_or_begun_anew(self):
        case = self.play(ASK, loop("sequential", 2)).complete("Ask").retry("Ask")
        self.assertEqual((case.at("Ask").counter, case.timers), (1, ["late"]))
        self.assertEqual(case.skip("Ask").open, ["After"])
        case.move("After", "Ask").move("Ask", "After")
        self.assertEqual((case.open, case.timers), (["After"], []))


class TestStandard(Story):
    def test_once_more_while_its_condition_holds(self):
        case = self.play(ASK, loop("standard", condition="more"), more=True)
        self.assertEqual(case.asked, [])
        case.complete("Ask").complete("Ask")
        self.assertEqual(case.open, ["Ask"])
        self.assertEqual(case.let(more=False).complete("Ask").open, ["After"])
        self.assertEqual(case.walked["Ask"], 3)

    def test_tested_before_it_may_not_be_done_at_all(self):
        nodes = loop("standard", condition="more", test_before=True)
        self.assertEqual(self.play(ASK, nodes, more=False).open, ["After"])
        case = self.play(ASK, nodes, more=lambda names: names["loopCounter"] < 2)
        case.complete("Ask").complete("Ask")
        self.assertEqual((case.open, case.walked["Ask"]), (["After"], 2))

    def test_at_most_so_often(self):
        nodes = loop("standard", condition="more", maximum=2)
        case = self.play(ASK, nodes, more=True).complete("Ask").complete("Ask")
        self.assertEqual(case.open, ["After"])
        case = self.play(ASK, loop("standard", maximum=2)).complete("Ask")
        self.assertEqual(case.complete("Ask").open, ["After"])
        self.assertEqual(
            self.play(ASK, loop("standard")).complete("Ask").open, ["After"]
        )

    def test_without_a_wait_it_is_an_endless_loop(self):
        story = "(start) -> |Ask| -> (end)\nAsk: (in) -> (out)"
        case = self.play(story, loop("standard", condition="more"), more=True)
        self.assertEqual(set(case.failed.values()), {"loop"})

    def test_nothing_can_be_added(self):
        case = self.play(ASK, loop("standard", condition="more"), more=True)
        with self.assertRaises(MoveRefused):
            case.add("Ask")


class TestSubProcesses(Story):
    STORY = """
        (start) -> |Ask| -> [After] -> (end)
        Ask: (in) -> <+s> -> [A] -> <+j> -> (out)
        Ask: <+s> -> [B] -> <+j>
    """

    def test_each_instance_has_its_own_run(self):
        case = self.play(self.STORY, loop("parallel", 2))
        case.complete("A", nth=0).complete("B", nth=1)
        self.assertEqual(case.open, ["A", "B"])
        case.complete("A").complete("B")
        self.assertEqual((case.open, case.walked["Ask"]), (["After"], 2))

    def test_counters_are_in_sight_inside(self):
        case = self.play(self.STORY, loop("parallel", 3))
        tokens = [t for t in case.marking.tokens.values() if t.node == "A"]
        found = [locals_of(case.marking, token) for token in tokens]
        self.assertEqual([names["loopCounter"] for names in found], [1, 2, 3])
        self.assertEqual(found[0]["nrOfInstances"], 3)
        self.assertEqual(locals_of(case.marking, case.token("Ask")), {})

    def test_conditions_inside_see_them(self):
        story = """
            (start) -> |Ask| -> (end)
            Ask: (in) -> <x> -?first-> [A] -> (out)
            Ask: <x> -else-> [B] -> (out)
        """
        case = self.play(
            story, loop("parallel", 3), first=lambda names: names["loopCounter"] == 1
        )
        self.assertEqual(case.open, ["A", "B", "B"])

    def test_event_sub_processes_listen_in_each(self):
        sub = "Ask: |!E|\nE: (?message:stop) -> [C] -> (done)"
        case = self.play(self.STORY + sub, loop("parallel", 2))
        self.assertEqual(case.waits, ["stop", "stop"])
        case.catch("stop")
        self.assertEqual((case.open, case.waits), (["A", "B", "C"], ["stop"]))
        case.complete("C").complete("A").complete("B")
        self.assertEqual((case.open, case.waits), (["After"], []))

    def test_terminate_ends_one_instance(self):
        story = (
            "(start) -> |Ask| -> [After]\nAsk: (in) -> [A] -> (!out)\nAsk: (in) -> [B]"
        )
        case = self.play(story, loop("parallel", 2)).complete("A")
        self.assertEqual(case.open, ["A", "B"])

    def test_an_error_inside_leaves_the_whole(self):
        story = """
            (start) -> |Ask| -> [After] -> (end)
            Ask: (in) -> [A] -> (>error:bad)
            (?error:caught|Ask) -> [Mend] -> (end)
        """
        case = self.play(story, loop("parallel", 2)).complete("A")
        self.assertEqual((case.open, case.marking.scopes), (["Mend"], {}))

    def test_moved_into_it_a_single_instance_runs(self):
        case = self.play(self.STORY, loop("parallel", 2)).skip("Ask")
        case.move("After", "A")
        self.assertEqual((case.open, len(case.marking.scopes)), (["A"], 2))
        self.assertEqual(case.move("A", "After").open, ["After"])

    def test_calls_and_empty_ones(self):
        case = self.play("(start) -> [[Ask]] -> [After]", loop("parallel", 2))
        self.assertEqual(case.returned("Ask").calls, ["Ask"])
        self.assertEqual(case.returned("Ask").open, ["After"])
        case = self.play("(start) -> |Ask| -> [After]", loop("sequential", 3))
        self.assertEqual((case.open, case.walked["Ask"]), (["After"], 3))

    def test_in_one_another(self):
        story = """
            (start) -> |Ask| -> [After] -> (end)
            Ask: (in) -> [A] -> (out)
        """
        nodes = {**loop("sequential", 2), "A": {"loop": "parallel", "number": 2}}
        case = self.play(story, nodes).complete("A").complete("A")
        self.assertEqual(case.open, ["A", "A"])
        self.assertEqual(case.complete("A").complete("A").open, ["After"])
