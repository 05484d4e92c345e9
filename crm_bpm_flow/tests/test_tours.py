from datetime import timedelta

from odoo import fields
from odoo.tools import mute_logger

from .approval_words import approver
from .process_words import approval, auto, code, end, task, wait
from .tour_common import TourCase

REPAIRS = ("moved", "restarted", "branch_ended", "suspended", "resumed", "ended")


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

    def test_a_task_is_handed_on_from_the_strip(self):
        lead = self.opportunity()
        case = self.start(self.incoming_call(), lead)
        self.tour("worker_delegates", self.worker)
        self.assertEqual(case.open_task_ids.user_id, self.mate)
        self.assertEqual(case.open_task_ids.handed_comment, "She speaks French")

    def test_activities(self):
        kitchen, sofas = self.opportunity("A kitchen"), self.opportunity("Two sofas")
        cases = self.start(self.incoming_call(), kitchen + sofas)
        self.tour("worker_activity", self.worker)
        self.assertEqual(self.here(cases[0]), ["offer"])
        self.assertEqual(cases[1].walked()["call"], 1)
        self.assertFalse(cases[1].open_task_ids)
        self.assertFalse(sofas.activity_ids)

    def test_my_tasks(self):
        pack = self.flow("Packing", pack=task(self.worker))
        both = self.worker + self.mate
        load = self.flow("Loading", load=task(both, pick="claim"))
        names = ("Fifty chairs", "Two sofas")
        chairs, sofas = self.start(
            pack,
            self.env["crm.lead"].concat(*(self.opportunity(name) for name in names)),
        )
        doors = self.start(load, self.opportunity("Doors"))
        chairs.open_task_ids.date_deadline = fields.Datetime.now()
        self.tour("my_tasks", self.worker)
        self.assertEqual(chairs.state, "done")
        self.assertEqual(chairs.task_ids.delay_reason, "The lorry came late")
        self.assertEqual(sofas.open_task_ids.user_ids, self.mate)
        said = " ".join(sofas.log_ids.mapped("message"))
        self.assertIn("I am at the dentist's", said)
        self.assertFalse(doors.open_task_ids.user_id)
        self.assertEqual(doors.open_task_ids.user_ids, both)

    def test_approving_on_the_strip(self):
        flow = self.flow(
            "Contract",
            write=task(self.worker),
            agree=approval(self.worker, {"rejected": "lost"}),
            sign=task(self.worker, then="won"),
            won=end("goal"),
            lost=end("failure"),
        )
        case = self.start(flow, self.opportunity())
        self.finish(case)
        self.tour("worker_approves", self.worker)
        self.assertEqual(self.here(case), ["sign"])
        acts = case.visa_ids.mapped("act")
        self.assertEqual(acts, ["returned", "asked", "approved"])

    def test_rejecting_and_the_second_round(self):
        """Only those are asked again whose reason to look changed."""
        looks = {self.mate: "expected_revenue", self.owner: "expected_revenue"}
        looks[self.admin] = "phone"
        flow = self.flow(
            "Contract",
            write=task(self.worker),
            agree=approval(
                self.env["res.users"],
                {"rejected": "write"},
                approvers=[approver(who, looks=[what]) for who, what in looks.items()],
            ),
            won=end("goal"),
        )
        lead = self.opportunity(expected_revenue=100)
        case = self.start(flow, lead)
        self.finish(case)
        for user in (self.owner, self.admin):
            asked = case.open_task_ids.filtered(lambda t, u=user: u in t.user_ids)
            asked.with_user(user).complete("approved")
        path = f"/odoo/m-crm.lead/{lead.id}"
        self.tour("approver_rejects", self.mate, path)
        self.assertEqual(self.here(case), ["write"])
        self.assertEqual(case.visa_ids[-1].comment, "Too dear")
        self.tour("initiator_hands_in_again", self.worker, path)
        self.assertEqual(lead.expected_revenue, 90)
        self.assertEqual(case.open_task_ids.user_ids, self.mate | self.owner)
        self.assertEqual(case.visa_ids.filtered("kept_id").user_id, self.admin)


class TestManagerTours(TourCase):
    """Those who watch the cases and help them on."""

    def test_case(self):
        flow = self.flow(
            call=task(self.worker, within="30 minutes"),
            offer=task(self.worker, within="1 days"),
        )
        case = self.start(flow, self.opportunity("A kitchen", self.owner))
        self.tour("manager_case", self.owner)
        self.assertEqual(case.state, "cancelled")
        self.assertEqual(case.end_reason, "They moved away")
        kinds = self.kinds(case)
        self.assertEqual(
            [k for k in kinds if k in REPAIRS],
            [
                "moved",
                "restarted",
                "suspended",
                "resumed",
                "restarted",
                "branch_ended",
                "ended",
            ],
        )
        self.assertFalse(self.env["bpm.flow.log"].verify(case.ids))

    def test_incident(self):
        check = "if not record.expected_revenue: raise UserError('No price')"
        flow = self.flow("Priced", set_the_price=auto(code(check)))
        chairs, sofas = (
            self.opportunity(name, self.owner) for name in ("Fifty chairs", "Two sofas")
        )
        cases = self.start(flow, chairs + sofas)
        self.assertEqual(len(cases.incident_ids), 2)
        self.tour("manager_incident", self.owner)
        self.assertEqual(cases.mapped("result"), ["goal", "goal"])
        self.assertIn("retried", self.kinds(cases[0]))
        self.assertIn("skipped", self.kinds(cases[1]))


class TestClerkTours(TourCase):
    """Whose only right is to enter what comes in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        lead = cls.env["ir.model"]._get("crm.lead")
        lead.access_ids.filtered(
            lambda access: access.group_id == cls.clerk_group
        ).perm_read = True
        cls.env["ir.rule"].create(
            {
                "name": "Clerks: what they entered themselves",
                "model_id": lead.id,
                "domain_force": "[('create_uid', '=', user.id)]",
                "groups": [(4, cls.clerk_group.id)],
            }
        )
        cls._make_entry_form()

    @classmethod
    def _make_entry_form(cls):
        """What an administrator gives to people who only enter something."""
        names = ("name", "contact_name", "email_from", "description")
        inputs = "".join(f'<field name="{name}"/>' for name in names)
        inputs += '<field name="tag_ids" widget="many2many_tags"/>'
        view = cls.env["ir.ui.view"].create(
            {
                "name": "crm.lead.form.claim",
                "model": "crm.lead",
                "priority": 99,
                "arch": f"<form><sheet><group>{inputs}</group></sheet></form>",
            }
        )
        action = cls.env["ir.actions.act_window"].create(
            {
                "name": "Register a claim",
                "res_model": "crm.lead",
                "view_mode": "form",
                "view_id": view.id,
            }
        )
        cls.env["ir.ui.menu"].create(
            {
                "name": "Register a claim",
                "action": f"ir.actions.act_window,{action.id}",
                "group_ids": [(6, 0, cls.clerk_group.ids)],
            }
        )

    def test_claim(self):
        flow = self.installed("claim_handling")
        flow.draft_id.role_ids.user_ids = self.worker
        flow.draft_id.with_user(self.owner).action_publish()
        self.tour("clerk_claim", self.clerk)
        lead = self.env["crm.lead"].search([("name", "=", "Broken leg of a chair")])
        self.assertEqual(lead.create_uid, self.clerk)
        case = self.cases_of(flow, lead)
        self.assertEqual(self.here(case), ["manager", "quality", "service"])
        self.tour("service_claim", self.worker)
        self.assertEqual(self.here(case), ["manager", "quality"])
        self.assertIn("It was packed badly", case.task_ids.mapped("comment"))


class TestAdministratorTours(TourCase):
    """Those who fit it to their company."""

    def test_another_model(self):
        team = self.env["crm.team"].create({"name": "Night shift"})
        self.admin.group_ids += self.env.ref("sales_team.group_sale_manager")
        self.tour("switch_on", self.admin)
        self.assertTrue(self.env["ir.model"]._get("crm.team").bpm_enabled)
        flow = self.flow("Yearly talk", res_model="crm.team", talk=task(self.admin))
        self.tour("switched_on", self.admin)
        self.assertEqual(self.cases_of(flow, team).state, "done")


class TestMapTours(TourCase):
    """Those who draw their processes."""

    def test_numbers(self):
        flow = self.flow("Counted", call=task(self.worker, within="1 hours"))
        self.start(flow, self.opportunity("A kitchen") + self.opportunity("Two sofas"))
        self.tour("owner_numbers", self.owner)

    def test_names_are_typed_while_the_map_moves(self):
        self.tour("owner_names", self.owner)
        flow = self.env["bpm.flow"].search([("name", "=", "Named while drawn")])
        tasks = flow.draft_id.node_ids.filtered(lambda n: n.kind == "userTask")
        names = {"Call", "Visit", "Offer", "Agree", "Sign"}
        self.assertEqual(set(tasks.mapped("name")), names)

    def test_draw_from_nothing(self):
        self.tour("owner_draws", self.owner)
        flow = self.env["bpm.flow"].search([("name", "=", "Drawn by hand")])
        nodes = flow.version_id.node_ids
        call = nodes.filtered(lambda n: n.kind == "userTask")
        self.assertEqual(call.name, "Ring up")
        self.assertEqual(call.incoming_ids.source_id.kind, "startEvent")
        self.assertEqual(call.outgoing_ids.target_id.kind, "endEvent")


class TestOwnerTours(TourCase):
    """Those who make processes, alone."""

    def test_import_settle_and_run(self):
        lead = self.opportunity("Fifty chairs of ash")
        self.tour("owner_imports", self.owner)
        flow = self.env["bpm.flow"].search([("code", "=", "order")])
        case = self.cases_of(flow, lead)
        self.assertEqual(case.open_task_ids.user_ids, self.worker)
        case.open_task_ids.with_user(self.worker).complete(values={"amount": 2000})
        self.assertEqual((case.state, case.walked()["book"]), ("done", 1))

    def test_build_from_nothing(self):
        chairs = self.opportunity("Fifty chairs of oak")
        self.tour("owner_builds", self.owner)
        flow = self.env["bpm.flow"].search([("name", "=", "Call back soon")])
        self.assertEqual(flow.user_id, self.owner)
        by_hand = self.cases_of(flow, chairs)
        by_rule = flow.instance_ids - by_hand
        self.assertEqual(by_rule.start_id.name, "A new lead")
        self.finish(by_hand, "No answer")
        self.assertEqual(by_hand.step_names, "A pause")
        call = by_rule.open_task_ids
        self.assertAlmostEqual(
            call.date_deadline - call.date_open,
            timedelta(minutes=10),
            delta=timedelta(seconds=1),
        )

    def test_draw_an_approval(self):
        self.tour("owner_draws_approval", self.owner)
        flow = self.env["bpm.flow"].search([("name", "=", "Agree on a contract")])
        step = flow.version_id.node_ids.filtered("is_approval")
        self.assertEqual((step.approval_rule, step.user_ids), ("majority", self.mate))
        case = self.start(flow, self.opportunity())
        self.finish(case)
        case.open_task_ids.with_user(self.mate).complete("rejected", comment="No")
        self.assertEqual(case.state, "done")

    def test_change_a_library_process(self):
        self.installed("claim_handling")
        tag = self.env["crm.tag"].search([("name", "=", "Claim")])
        self.env["crm.lead"].create(
            {"name": "Broken leg", "type": "lead", "tag_ids": [(6, 0, tag.ids)]}
        )
        self.tour("owner_changes", self.owner)
        ready = self.env.ref("crm_bpm_flow.bpm_flow_library_incoming_request")
        versions = ready.flow_ids.version_ids.sorted("number")
        self.assertEqual(versions.mapped("state"), ["retired", "published"])
