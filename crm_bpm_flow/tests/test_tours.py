from odoo.tools import mute_logger

from .process_words import auto, code, end, task, wait
from .tour_common import TourCase


class TestWorkerTours(TourCase):
    """Those who do the tasks, and never open "a BPM system"."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.email = cls.env["ir.model.fields"]._get("crm.lead", "email_from")

    def incoming_call(self, within=None):
        outcomes = {"Reached": "offer", "No answer": "pause"}
        return self.flow(
            "Incoming call",
            call=task(self.worker, outcomes, within=within),
            pause=wait("2 hours", then="call"),
            offer=task(
                self.worker,
                {"Agreed": "say_thanks", "Refused": "lost"},
                within="1 days",
                instruction="<p>Write an offer.</p>",
                required_field_ids=[(6, 0, self.email.ids)],
                require_comment=True,
            ),
            say_thanks=task(self.worker, then="goal"),
            goal=end("goal"),
            lost=end("failure"),
        )

    def test_strip_on_the_lead(self):
        lead = self.opportunity()
        case = self.start(self.incoming_call("30 minutes"), lead)
        with mute_logger("odoo.http"):  # it is told what is missing
            self.tour("worker_strip", self.worker)
        self.assertEqual((case.state, case.result), ("done", "goal"))
        self.assertEqual(case.walked()["offer"], 1)
        self.assertEqual(lead.email_from, "ann@example.com")

    def test_activities(self):
        kitchen, sofas = self.opportunity("A kitchen"), self.opportunity("Two sofas")
        cases = self.start(self.incoming_call(), kitchen + sofas)
        self.tour("worker_activity", self.worker)
        self.assertEqual(self.here(cases[0]), ["offer"])
        self.assertEqual(cases[1].walked()["call"], 1)
        self.assertFalse(cases[1].open_task_ids)
        self.assertFalse(sofas.activity_ids)


class TestManagerTours(TourCase):
    """Those who watch the cases and help them on."""

    def test_case(self):
        flow = self.flow(
            call=task(self.worker, within="30 minutes"),
            offer=task(self.worker, within="1 days"),
        )
        case = self.start(flow, self.opportunity("A kitchen", self.owner))
        self.tour("manager_case", self.owner)
        self.assertEqual((case.state, case.end_reason), ("cancelled", "They moved away"))
        kinds = self.kinds(case)
        self.assertEqual(
            [k for k in kinds if k in ("moved", "suspended", "resumed", "ended")],
            ["moved", "suspended", "resumed", "ended"],
        )
        self.assertFalse(self.env["bpm.flow.log"].verify(case.ids))

    def test_incident(self):
        no_price = "if not record.expected_revenue: raise UserError('The price is missing')"
        flow = self.flow("Priced", set_the_price=auto(code(no_price)))
        chairs, sofas = (
            self.opportunity(name, self.owner) for name in ("Fifty chairs", "Two sofas")
        )
        cases = self.start(flow, chairs + sofas)
        self.assertEqual(len(cases.incident_ids), 2)
        self.tour("manager_incident", self.owner)
        self.assertEqual(cases.mapped("result"), ["goal", "goal"])
        self.assertIn("retried", self.kinds(cases[0]))
        self.assertIn("skipped", self.kinds(cases[1]))
