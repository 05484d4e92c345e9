from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import html2plaintext

from .common import end, task
from .process_words import auto
from .test_rehearsal import RehearsalCase


class TestRehearsalChosen(RehearsalCase):
    """Records chosen in a list are played, and no others."""

    def setUp(self):
        super().setUp()
        self.draft = self.flow(publish=False, call=task(self.worker)).draft_id
        self.leads = self.lead.copy() | self.lead.copy()

    def choose(self, records, by=None, **values):
        """What a list's action menu opens, saved."""
        rehearsals = self.env["bpm.flow.rehearsal"].with_user(by or self.owner)
        context = {"active_model": records._name, "active_ids": records.ids}
        return rehearsals.with_context(bpm_flow_chosen=True, **context).create(values)

    def test_those_and_no_others(self):
        rehearsal = self.choose(self.leads)
        self.assertEqual(rehearsal.version_id, self.draft)
        self.assertEqual(rehearsal.chosen_count, 2)
        rehearsal.begin()
        rehearsal.go_on()
        played = sorted(result["id"] for result in rehearsal.results)
        self.assertEqual(played, sorted(self.leads.ids))
        self.assertEqual(rehearsal.state, "done")

    def test_archived_ones_were_chosen_too(self):
        self.leads[0].active = False
        rehearsal = self.choose(self.leads)
        self.assertEqual(rehearsal.begin()["total"], 2)

    def test_without_a_draft_of_one_s_own(self):
        with self.refused(UserError, "has a draft"):
            self.choose(self.lead.partner_id or self.env.user.partner_id)
        with self.refused(UserError, "has a draft"):
            self.choose(self.leads, by=self.other_owner())

    def other_owner(self):
        return self.worker.copy(
            {
                "login": "second_owner",
                "group_ids": [
                    Command.link(self.env.ref("crm_bpm_flow.group_owner").id)
                ],
            }
        )

    def test_too_many(self):
        leads = self.env["crm.lead"].create([{"name": str(n)} for n in range(51)])
        with self.refused(UserError, "51"):
            self.choose(leads).begin()

    def test_only_what_one_may_read(self):
        self.leads.user_id = self.mate
        rehearsal = self.choose(self.leads)
        rehearsal.chosen_model = "res.partner"
        with self.refused(UserError, "chosen records"):
            rehearsal.begin()
        forged = self.choose(self.leads, chosen_ids=["1 OR 1=1", {"a": 1}, None])
        self.assertEqual(forged.chosen_count, 0)

    def test_it_stands_in_the_action_menu_of_owners(self):
        def names(user):
            found = self.env["ir.actions.actions"].with_user(user)
            rows = found.get_bindings("crm.lead").get("action", ())
            return [row["name"] for row in rows]

        self.assertIn("Rehearse with these", names(self.owner))
        self.assertNotIn("Rehearse with these", names(self.worker))


class TestRehearsalMessages(RehearsalCase):
    """Text messages to phones are told, with their words, and not sent."""

    def test_a_text_message(self):
        if "sms.template" not in self.env:
            self.skipTest("Odoo's text messages are not installed here.")
        template = self.env["sms.template"].create(
            {
                "name": "Thanks",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "body": "Thanks for {{ object.name }}",
            }
        )
        action = {
            "name": "Thank by phone",
            "state": "sms",
            "sms_method": "sms",
            "sms_template_id": template.id,
        }
        flow = self.flow(publish=False, thanks=auto(action), goal=end("goal"))
        self.lead.write({"name": "Ten chairs", "phone": "+32470123456"})
        before = self.env["sms.sms"].search_count([])
        result = self.rehearse_one(flow)
        [told] = [row for row in result["notices"] if row["kind"] == "sms"]
        self.assertEqual(html2plaintext(told["body"]), "Thanks for Ten chairs")
        self.assertEqual(told["to"], ["Ten chairs"])
        self.assertEqual(result["end"]["result"], "goal")
        self.assertEqual(self.env["sms.sms"].search_count([]), before)
