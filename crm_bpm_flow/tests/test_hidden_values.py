from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tools import mute_logger

from .common import FlowCase, end, task
from .process_words import auto, choice, write

START_RUN = "odoo.addons.crm_bpm_flow.models.bpm_flow_start_run"


class TestHiddenValues(FlowCase):
    """No process tells what its owner may not read: not in journals, not in words."""

    def setUp(self):
        super().setUp()
        self.lead.referred = "SECRET"
        self.domain = [("referred", "=", "SECRET")]

    def _hide(self):
        field = self.lead._fields["referred"]
        self.patch(field, "groups", "base.group_system")

    def _messages(self, case):
        return " ".join(case.log_ids.mapped("message"))

    # ------------------------------------------------------------------
    # Ways
    # ------------------------------------------------------------------
    def test_a_condition_that_was_not_asked_is_not_told(self):
        flow = self.flow(
            look=choice((self.domain, "yes"), otherwise="no"),
            yes=end("goal"),
            no=end("failure"),
        )
        way = flow.version_id.transition_ids.filtered("domain")
        self.env.cr.execute(
            "UPDATE bpm_flow_transition SET variable_domain = %s WHERE id = %s",
            ["[('never', '=', 1)]", way.id],
        )
        self.env.invalidate_all()
        case = self.start(flow)
        self.assertEqual(case.result, "failure")
        self.assertNotIn("SECRET", self._messages(case))

    def test_a_condition_that_was_asked_is_told(self):
        flow = self.flow(
            look=choice((self.domain, "yes"), otherwise="no"),
            yes=end("goal"),
            no=end("failure"),
        )
        case = self.start(flow)
        self.assertEqual(case.result, "goal")
        self.assertIn("SECRET", self._messages(case))

    def test_a_record_that_the_process_may_not_read_has_no_name(self):
        partner = self.env["res.partner"].create({"name": "Hidden partner"})
        self.lead.partner_id = partner
        flow = self.flow(
            look=choice(([("partner_id", "!=", False)], "yes"), otherwise="no"),
            yes=end("goal"),
            no=end("failure"),
        )
        self.env["ir.rule"].create(
            {
                "name": "hidden",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": f"[('id', '!=', {partner.id})]",
            }
        )
        case = self.start(flow)
        self.assertNotIn("Hidden", self._messages(case))

    def test_a_way_asks_only_what_its_author_may_read(self):
        flow = self.flow(publish=False, call=task(self.worker))
        way = flow.draft_id.transition_ids[:1].with_user(self.owner)
        way.domain = repr(self.domain)
        way.domain = "[('x_not_there', '=', 1)]"
        self._hide()
        for domain in (
            "[('referred', '=', 'S')]",
            "[('partner_id.signup_type', '=', 'S')]",
        ):
            with self.refused(AccessError):
                way.domain = domain
            with self.refused(AccessError):
                way.copy({"domain": domain, "bpmn_id": "copy"})
        way.with_user(self.admin).domain = repr(self.domain)

    def test_ids_in_a_condition_show_no_foreign_names(self):
        flow = self.flow(publish=False, call=task(self.worker))
        partner = self.env["res.partner"].create({"name": "Hidden partner"})
        way = flow.draft_id.transition_ids[:1]
        way.domain = repr([("partner_id", "=", partner.id)])
        self.assertIn("Hidden", way.with_user(self.owner)._condition_words())
        self.env["ir.rule"].create(
            {
                "name": "hidden",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": f"[('id', '!=', {partner.id})]",
            }
        )
        self.env.invalidate_all()
        self.assertNotIn("Hidden", way.with_user(self.owner)._condition_words())

    # ------------------------------------------------------------------
    # Starts
    # ------------------------------------------------------------------
    def test_a_start_tells_only_what_the_process_may_read(self):
        flow = self.flow()
        rule = self.rule(flow, domain=repr(self.domain)).with_user(self.owner)
        lead = self.env["crm.lead"].create({"name": "Open", "referred": "SECRET"})
        self.assertIn("SECRET", self._messages(self.cases_of(flow, lead)))
        self.assertTrue(rule.try_on(lead.id)["fits"])
        self._hide()
        lead = self.env["crm.lead"].create({"name": "Shut", "referred": "SECRET"})
        case = self.cases_of(flow, lead)
        self.assertTrue(case)
        self.assertNotIn("SECRET", self._messages(case))
        with self.refused(AccessError):
            rule.try_on(lead.id)

    def test_a_start_that_fails_is_told_to_the_owner_only(self):
        flow = self.flow()
        self.rule(flow)
        with (
            patch.object(
                type(self.env["bpm.flow"]), "_make_cases", side_effect=KeyError("oops")
            ),
            mute_logger(START_RUN),
        ):
            self.env["crm.lead"].create({"name": "SECRET LEAD"})
        self.env.flush_all()
        found = [("body", "ilike", "SECRET LEAD"), ("model", "=", "bpm.flow")]
        messages = self.env["mail.message"]
        self.assertEqual(messages.with_user(self.owner).search_count(found), 1)
        self.assertFalse(messages.with_user(self.stranger).search_count(found))
        self.assertNotIn("SECRET", str(flow.message_ids.mapped("body")))

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------
    def _step(self, later_owner=None, **action):
        flow = self.flow("Step", publish=False, mark=auto(action))
        flow.draft_id.with_user(self.owner).action_publish()
        flow.user_id = later_owner or self.owner
        self._end_transaction()
        case = self.start(flow)
        self.run_due()
        return case

    def _kinds(self):
        activity = self.env.ref("mail.mail_activity_data_todo")
        followers = {
            "followers_type": "specific",
            "partner_ids": [Command.set(self.mate.partner_id.ids)],
        }
        return {
            "next_activity": {"activity_type_id": activity.id},
            "followers": followers,
            "remove_followers": followers,
            "object_write": write("name", "Changed"),
            "mail_post": {"template_id": self._template().id},
        }

    def _template(self, body="<p>Hello</p>"):
        return self.env["mail.template"].create(
            {
                "name": "Answer",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "subject": "Hello",
                "email_to": "client@example.com",
                "use_default_to": False,
                "body_html": body,
            }
        )

    def test_every_kind_of_action_works_with_the_process_s_rights(self):
        for state, values in self._kinds().items():
            case = self._step(**{"state": state, **values})
            self.assertEqual(case.incident_ids.mapped("error"), [], state)
            self.assertEqual(case.state, "done", state)
        activity = self.lead.activity_ids.filtered(lambda a: not a.bpm_task_id)
        self.assertEqual(activity.create_uid, self.owner)

    def test_they_do_so_though_the_publisher_may_not_read_them_any_more(self):
        for state, values in self._kinds().items():
            case = self._step(self.admin, **{"state": state, **values})
            self.assertEqual(case.incident_ids.mapped("error"), [], state)
        activity = self.lead.activity_ids.filtered(lambda a: not a.bpm_task_id)
        self.assertEqual(activity.create_uid, self.owner)

    @mute_logger("odoo.addons.base.models.ir_actions")
    def test_no_kind_of_action_touches_what_the_process_may_not_write(self):
        kinds = self._kinds()
        self.env["ir.rule"].create(
            {
                "name": "not the owner's",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "domain_force": f"[('id', '!=', {self.lead.id})]",
                "perm_read": False,
            }
        )
        for state, values in kinds.items():
            case = self._step(**{"state": state, **values})
            self.assertTrue(case.incident_ids, state)

    def test_a_mail_tells_no_field_that_the_process_may_not_read(self):
        template = self._template('<p t-out="object.referred"/>')
        action = {"state": "mail_post", "template_id": template.id}
        sent = self.env["mail.mail"]
        domain = [("email_to", "=", "client@example.com")]
        for method in ("email", "comment"):
            self.assertEqual(
                self._step(**action, mail_post_method=method).state, "done"
            )
        self.assertIn("SECRET", sent.search(domain, limit=1).body_html)
        before = sent.search_count([])
        self._hide()
        for method in ("email", "comment"):
            case = self._step(**action, mail_post_method=method)
            self.assertTrue(case.incident_ids, method)
        self.assertEqual(sent.search_count([]), before)
