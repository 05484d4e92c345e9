from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import mute_logger

from .common import end
from .drawn_case import DrawnCase
from .process_words import auto, call, choice, write


class TestRights(DrawnCase):
    """Nobody gains rights by drawing (DESIGN rule 12), and nothing is forged."""

    # ------------------------------------------------------------------
    # What an owner may not put into a step
    # ------------------------------------------------------------------
    def test_no_code_no_web_call_no_equation(self):
        for values in (
            {"state": "code", "code": "env.user.sudo()"},
            {"state": "webhook", "webhook_url": "http://127.0.0.1"},
            {"state": "multi"},
            {"state": "object_copy"},
            {**write("name", "env.user"), "evaluation_type": "equation"},
        ):
            with self.refused(AccessError):
                self._draw(**values)
        action = self._draw(**write("name", "x"))
        for values in (
            {"state": "code"},
            {"code": "1"},
            {"evaluation_type": "equation"},
            {"state": "webhook", "webhook_url": "http://127.0.0.1"},
        ):
            with self.refused(AccessError):
                action.write(values)

    def test_no_action_leaves_its_step(self):
        action = self._draw(**write("name", "x"))
        rule = self.rule(self.flow("Other")).automation_id
        for values in (
            {"bpm_node_id": False},
            {"base_automation_id": rule.id},
            {"binding_model_id": self.env["ir.model"]._get_id("crm.lead")},
            {"parent_id": rule.action_server_ids.id},
            {"group_ids": [Command.link(self.env.ref("base.group_user").id)]},
            {"model_id": self.env["ir.model"]._get_id("res.users")},
        ):
            with self.refused(AccessError):
                action.write(values)
            if "bpm_node_id" not in values:
                with self.refused(AccessError):
                    self._draw(**write("name", "x"), **values)
        with self.refused(AccessError):
            action.create_action()

    def test_the_list_of_kinds_offers_only_what_he_may_choose(self):
        action = self._draw(**write("name", "x"))
        self.assertNotIn("code", action.allowed_states)
        self.assertIn("code", action.with_user(self.admin).allowed_states)

    def test_nobody_draws_in_another_s_process(self):
        other = self._person(
            "rival", "sales_team.group_sale_salesman,crm_bpm_flow.group_owner"
        )
        own = self._draw(**write("name", "x"))
        self.assertFalse(
            self.env["ir.actions.server"]
            .with_user(other)
            .search_count([("id", "=", own.id)])
        )
        for act in (
            lambda: own.with_user(other).write({"value": "mine"}),
            lambda: self.mark.with_user(other).write({"name": "mine"}),
            lambda: self.process.with_user(other).write({"user_id": other.id}),
            lambda: self.process.draft_id.with_user(other).action_publish(),
            lambda: self.process.draft_id.with_user(other).editor_delete(self.mark.id),
            lambda: self.process.with_user(other).action_new_draft(),
            lambda: self.actions.with_user(other).create(
                {"name": "x", "bpm_node_id": self.mark.id, **write("name", "x")}
            ),
            lambda: (
                self.env["bpm.flow.start"]
                .with_user(other)
                .create({"flow_id": self.process.id, "name": "x"})
            ),
        ):
            with self.refused(AccessError):
                act()
        self._run()
        with self.refused(AccessError):
            self.process.version_id.with_user(other).action_retire()

    # ------------------------------------------------------------------
    # What his process may not do
    # ------------------------------------------------------------------
    def _assert_incident(self, case):
        self.assertTrue(case.incident_ids, "it must not have gone through")
        self.assertEqual(case.state, "running")

    def test_it_gives_nobody_a_group(self):
        self.lead.user_id = self.owner
        system = self.env.ref("base.group_system")
        self._draw(
            state="object_write",
            update_path="user_id.group_ids",
            resource_ref=f"res.groups,{system.id}",
        )
        self._assert_incident(self._run())
        self.assertFalse(self.owner.has_group("base.group_system"))

    def test_it_writes_no_user_by_a_path(self):
        self.lead.user_id = self.admin
        self._draw(**write("user_id.login", "stolen"))
        self._assert_incident(self._run())
        self.assertEqual(self.admin.login, "bpm_admin")

    def test_it_creates_nothing_he_may_not_create(self):
        for model in ("res.users", "res.groups", "res.company"):
            self._draw(
                state="object_create",
                crud_model_id=self.env["ir.model"]._get_id(model),
                value="Made by a process",
            )
            before = self.env[model].search_count([])
            self._assert_incident(self.start(self._published_copy()))
            self.assertEqual(self.env[model].search_count([]), before)

    def _published_copy(self):
        copy = self.process.with_user(self.owner).copy()
        copy.draft_id.action_publish()
        self.mark.action_ids.unlink()
        return copy.sudo()

    @mute_logger("odoo.addons.base.models.ir_actions")
    def test_it_writes_no_record_that_he_may_not_write(self):
        rule = {
            "name": "Fifty chairs are not the owner's",
            "model_id": self.env["ir.model"]._get_id("crm.lead"),
            "domain_force": f"[('id', '!=', {self.lead.id})]",
            "perm_read": False,
        }
        self._draw(**write("name", "Changed"))
        self.process.draft_id.with_user(self.owner).action_publish()
        self.env["ir.rule"].create(rule)
        case = self.start(self.process)
        self._assert_incident(case)
        self.assertEqual(self.lead.name, "Fifty chairs")
        free = self.leads(1)
        self.assertEqual(self.start(self.process, free).state, "done")
        self.assertEqual(free.name, "Changed")

    def test_it_does_what_he_may_do(self):
        tag = self.env["ir.model"]._get_id("crm.tag")
        link = self.env["ir.model.fields"]._get("crm.lead", "tag_ids")
        self._draw(**write("name", "Sixty chairs"))
        self._draw(
            state="object_create", crud_model_id=tag, value="New", link_field_id=link.id
        )
        case = self._run()
        self.assertEqual(case.incident_ids.mapped("error"), [])
        self.assertEqual(self.lead.name, "Sixty chairs")
        self.assertEqual(self.lead.tag_ids.name, "New")
        self.assertEqual(self.lead.write_uid, self.owner)

    def test_its_conditions_read_only_what_he_may_read(self):
        flow = self.flow(
            look=choice(([("message_bounce", ">", 5)], "end"), otherwise="end"),
            end=end(),
        )
        field = self.lead._fields["message_bounce"]
        self.patch(field, "groups", "base.group_system")
        case = self.start(flow)
        self.assertIn("cannot be decided", case.incident_ids.error)

    def test_a_start_asks_only_what_its_author_may_read(self):
        for domain in (
            "[('user_id.password', '!=', False)]",
            "[('partner_id.signup_type', '=', 'reset')]",
            "[('user_id.x_gone', '=', 1)]",
        ):
            with self.refused(UserError):
                self.rule(self.process, domain=domain)

    # ------------------------------------------------------------------
    # Whose rights
    # ------------------------------------------------------------------
    def test_only_administrators_lend_somebody_s_rights(self):
        flow = self.process.with_user(self.owner)
        for act in (
            lambda: flow.write({"run_as_id": self.admin.id}),
            lambda: flow.create({"name": "x", "run_as_id": self.admin.id}),
            lambda: flow.copy({"run_as_id": self.admin.id}),
        ):
            with self.refused(AccessError, "with whose rights"):
                act()
        flow.with_user(self.admin).run_as_id = self.admin
        self._draw(**write("name", "Changed"))
        self._run()
        self.assertEqual(self.lead.write_uid, self.admin)

    def test_whose_process_it_becomes_gives_it_no_more_rights(self):
        self._draw(**write("user_id.login", "stolen"))
        self.lead.user_id = self.admin
        self.process.draft_id.with_user(self.owner).action_publish()
        self.process.with_user(self.owner).user_id = self.admin
        self.owner.active = False
        self._assert_incident(self.start(self.process))
        self.assertEqual(self.admin.login, "bpm_admin")

    def test_a_called_process_works_with_its_own_rights(self):
        inner = self.flow("Inner", publish=False, mark=auto(write("name", "Inner")))
        inner.draft_id.with_user(self.admin).action_publish()
        self.start(self.flow("Outer", part=call(inner)))
        self.assertEqual(self.lead.name, "Inner")
        self.assertEqual(self.lead.write_uid, self.admin)
