from engine import Begun, ConditionError, MoveRefused
from scenario import Story

CHECKS = """
    (start) -> |~P| -> [After] -> (end)
    P: [Credit] -> [Report]
    P: [Legal]
    (@late|P) -> [Hurry] -> (end)
"""


class AdHocStory(Story):
    def refused(self, code, act, *args):
        before = act.__self__.marking
        with self.assertRaises(MoveRefused) as caught:
            act(*args)
        self.assertEqual(caught.exception.code, code)
        self.assertIs(act.__self__.marking, before)


class TestAdHoc(AdHocStory):
    def test_people_begin_its_steps(self):
        case = self.play(CHECKS)
        self.assertEqual((case.open, case.timers), ([], ["late"]))
        case.begin("P", "Legal").begin("P", "Credit")
        self.assertEqual(case.open, ["Credit", "Legal"])
        case.complete("Legal").complete("Credit")
        self.assertEqual(case.open, ["Report"])
        self.assertEqual(case.complete("Report").open, ["After"])
        self.assertEqual((case.walked["P"], case.timers), (1, []))

    def test_as_often_as_they_like(self):
        case = self.play(CHECKS).begin("P", "Legal").begin("P", "Legal")
        case.complete("Legal").complete("Legal")
        self.assertEqual((case.open, case.marking.at("P")[0].node), ([], "P"))

    def test_one_at_a_time(self):
        case = self.play(CHECKS, {"P": {"ordering": "sequential"}}).begin("P", "Legal")
        self.refused("busy", case.begin, "P", "Credit")
        case.complete("Legal").begin("P", "Credit").complete("Credit")
        self.refused("busy", case.begin, "P", "Legal")
        self.assertEqual(case.complete("Report").open, ["After"])

    def test_its_condition_is_asked_after_each_step(self):
        nodes = {"P": {"condition": "ok"}}
        case = (
            self.play(CHECKS, nodes, ok=False).begin("P", "Legal").begin("P", "Credit")
        )
        case.complete("Legal")
        self.assertEqual((case.open, case.asked), (["Credit"], ["ok"]))
        case.let(ok=True).begin("P", "Legal").complete("Legal")
        self.assertEqual((case.open, len(case.told("CloseTask"))), (["After"], 1))

    def test_complete_it_may_wait_for_what_is_open(self):
        nodes = {"P": {"condition": "ok", "cancel_rest": False}}
        case = (
            self.play(CHECKS, nodes, ok=True).begin("P", "Legal").begin("P", "Credit")
        )
        case.complete("Legal")
        self.assertEqual(case.open, ["Credit"])
        self.refused("closing", case.begin, "P", "Legal")
        case.complete("Credit").complete("Report")
        self.assertEqual((case.open, case.asked), (["After"], ["ok"]))

    def test_a_person_says_that_it_is_done(self):
        case = self.play(CHECKS).finish("P")
        self.assertEqual((case.open, case.walked["P"]), (["After"], 1))
        case = self.play(CHECKS).begin("P", "Legal").finish("P")
        self.assertEqual(case.open, ["After"])
        case = self.play(CHECKS, {"P": {"cancel_rest": False}}).begin("P", "Legal")
        self.assertEqual(case.finish("P").open, ["Legal"])
        self.assertEqual(case.complete("Legal").open, ["After"])

    def test_a_condition_that_fails_is_an_incident_and_nothing_is_done_twice(self):
        nodes = {"P": {"condition": "ok"}}
        case = self.play(CHECKS, nodes, ok=ConditionError("gone")).begin("P", "Legal")
        case.complete("Legal")
        self.assertEqual(case.failed, {"Legal": "condition"})
        case.let(ok=True).retry("Legal")
        self.assertEqual((case.open, case.walked["Legal"]), (["After"], 1))

    def test_what_cannot_be_begun(self):
        case = self.play(CHECKS)
        for name in ("After", "nobody", "P", "late"):
            self.refused("bad_target", case.begin, "P", name)
        self.refused("not_ad_hoc", case.skip("P").begin, "After", "Legal")

    def test_empty_it_passes(self):
        self.assertEqual(self.play("(start) -> |~P| -> [A]").open, ["A"])

    def test_taken_away_with_all_inside(self):
        case = self.play(CHECKS).begin("P", "Legal").due("late")
        self.assertEqual((case.open, case.marking.scopes), (["Hurry"], {}))
        case = self.play(CHECKS).begin("P", "Legal").skip("P")
        self.assertEqual(case.open, ["After"])
        case = self.play(CHECKS).begin("P", "Legal").move("Legal", "Credit")
        self.assertEqual(case.open, ["Credit"])

    def test_skipped_steps_count_as_begun(self):
        case = self.play(CHECKS).begin("P", "Legal").skip("Legal")
        case.begin("P", "Credit").skip("Credit").skip("Report")
        self.assertEqual(case.open, ["After"])

    def test_what_comes_of_it_is_shown_ahead(self):
        graph = self.case(CHECKS).graph
        self.assertEqual(graph.next_tasks("start"), ("P",))
        self.assertEqual(graph.next_tasks("Credit"), ("Report",))
        self.assertLessEqual({"Credit", "Report", "Legal"}, graph.reachable())

    def test_repeated_each_instance_has_its_own_steps(self):
        case = self.play(CHECKS, {"P": {"loop": "parallel", "number": 2}})
        first, second = (t for t in case.marking.at("P") if t.scope)
        for token in (first, second):
            case.send(Begun(token.id, "Legal"))
            case.send(Begun(token.id, "Credit"))
        for name in ("Legal", "Credit", "Report") * 2:
            case.complete(name)
        self.assertEqual((case.open, case.walked["P"]), (["After"], 2))
