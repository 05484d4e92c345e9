"""Files of other tools, read and played in the engine alone."""

from engine.expression import parse  # the stage's own copy of the engine

from ...bpmn import graph_of
from ...engine import Graph
from ..engine import scenario
from .common import load


class Variables:
    """What conditions are, by the variables that there are then."""

    def __init__(self, values):
        self.values = values

    def update(self, values):
        self.values.update(values)

    def __getitem__(self, condition):
        def answer(counters):
            counters = counters if isinstance(counters, dict) else {}
            return parse(condition).evaluate({**self.values, **counters})

        return answer


class Play(scenario.Story):
    """The stage plays with a copy of the engine of its own, so graphs go as rows."""

    def begin(self, name, at=None, **variables):
        rows = Graph(*graph_of(load(name).processes[0])).to_rows()
        case = self.case(scenario.Graph.from_rows(rows))
        case.truths = Variables(variables)
        return case.start(at)


class TestCamunda7(Play):
    def test_a_small_offer(self):
        case = self.begin("camunda7_offer", amount=500)
        self.assertEqual(case.open, ["write"])
        case.complete("write").ran("send")
        self.assertEqual((case.waits, case.timers), (["wait"], ["silent"]))
        case.due("silent")
        self.assertEqual((case.open, case.waits), (["remind"], ["wait"]))
        case.complete("remind").catch("wait")
        self.assertEqual(case.ended[:2], ("signed", "end"))

    def test_a_large_one_is_approved_by_two_in_turn(self):
        case = self.begin("camunda7_offer", amount=5000, approvers=[1, 2, 3], ok=False)
        case.complete("write")
        self.assertEqual(case.open, ["approve"])
        case.complete("approve").complete("approve")
        self.assertEqual(case.open, ["write"])
        case.let(ok=True).complete("write").complete("approve").complete("approve")
        self.assertEqual((case.open, case.actions), ([], ["send"]))

    def test_a_condition_without_its_variable_is_an_incident(self):
        case = self.begin("camunda7_offer")
        case.complete("write")
        self.assertEqual(case.failed, {"large": "unknown_name"})
        case.let(amount=1).retry("large")
        self.assertEqual((case.failed, case.actions), ({}, ["send"]))


class TestCamunda8(Play):
    ORDER = {"kind": "new"}

    def test_all_ways_that_hold_are_taken_and_joined(self):
        contacts = ["Anna", "Ben", "Cem"]
        case = self.begin(
            "camunda8_onboarding", "ordered", contacts=contacts, order=self.ORDER
        )
        self.assertEqual((case.open, case.calls), (["invite"] * 3, ["install"]))
        case.complete("invite").complete("invite")
        self.assertEqual((case.open, case.calls), ([], ["install"]))
        case.returned("install")
        self.assertEqual((case.waits[:1], case.timers), (["answered"], ["late"]))
        case.catch("answered")
        self.assertEqual(case.ended[:2], ("done", "end"))

    def test_otherwise_the_default(self):
        case = self.begin(
            "camunda8_onboarding", "ordered", contacts=[], order={"kind": ""}
        )
        self.assertEqual(case.actions, ["note"])
        case.ran("note").due("late")
        self.assertEqual(case.ended[:2], ("gone", "terminate"))

    def test_the_order_changes_meanwhile(self):
        case = self.begin(
            "camunda8_onboarding", "ordered", contacts=[], order={"kind": ""}
        )
        case.catch("changed").catch("changed")
        self.assertEqual((case.open, case.actions), (["look"] * 2, ["note"]))


class TestFlowable(Play):
    def test_in_parallel_and_on(self):
        case = self.begin("flowable_delivery", stock=3)
        self.assertEqual((case.open, case.actions), (["pack"], ["count"]))
        case.ran("count").complete("pack").complete("book")
        # The escalation is told beside, the sub-process goes on.
        self.assertEqual((case.open, case.calls), (["excuse"], ["bill"]))
        case.let(reached=False).complete("excuse").let(reached=True).complete("excuse")
        case.returned("bill")
        self.assertEqual(case.ended[:2], ("end", "end"))
        self.assertEqual(case.walked["excuse"], 2)

    def test_an_error_takes_another_way(self):
        case = self.begin("flowable_delivery", stock=0)
        case.ran("count").complete("pack").complete("book")
        self.assertEqual((case.open, case.calls), (["refund"], []))


class TestSignavio(Play):
    def test_a_link_leads_on(self):
        case = self.begin("signavio_claim", large=True)
        case.ran("sid-t1").complete("sid-t2")
        self.assertEqual(case.open, ["sid-t3"])

    def test_an_empty_sub_process_is_passed(self):
        case = self.begin("signavio_claim", large=False)
        case.ran("sid-t1")
        self.assertEqual(case.open, ["sid-t3"])


class TestBizagi(Play):
    def test_through_the_lanes(self):
        case = self.begin("bizagi_request", "Id_start")
        case.ran("Id_check").complete("Id_sign")
        self.assertEqual(case.ended[:2], ("Id_end", "end"))


class TestUndo(Play):
    def test_what_was_done_is_taken_back(self):
        case = self.begin("undo_travel", "start", full=True)
        case.complete("flight").complete("hotel")
        self.assertEqual(case.open, ["cancel_flight"])
        case.complete("cancel_flight")
        self.assertEqual(case.waits, ["dry"])

    def test_ad_hoc_in_any_order(self):
        case = self.begin("undo_travel", "start", full=False, packed=False)
        case.complete("flight").complete("hotel")
        case.begin("pack", "papers").complete("papers")
        case.let(packed=True).begin("pack", "bag").complete("bag")
        self.assertEqual(case.waits, ["dry"])
        case.catch("dry")
        self.assertEqual(case.ended[:2], ("end", "end"))
