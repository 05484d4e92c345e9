from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .common import task
from .drawn_case import DrawnCase
from .process_words import auto, call, write


class TestLimits(DrawnCase):
    """Where a process works, with whose rights, on what it is started."""

    # ------------------------------------------------------------------
    # Lent rights
    # ------------------------------------------------------------------
    def test_lent_rights_are_not_handed_on(self):
        rival = self._person(
            "rival", "sales_team.group_sale_salesman,crm_bpm_flow.group_owner"
        )
        flow = self.process.with_user(self.owner)
        flow.with_user(self.admin).run_as_id = self.admin
        flow.write({"user_id": self.owner.id, "name": "Same owner"})
        self.assertEqual(self.process.run_as_id, self.admin)
        flow.user_id = rival
        self.assertFalse(self.process.run_as_id)
        with self.refused(AccessError):
            flow.name = "Not mine any more"
        self.process.with_user(self.admin).run_as_id = self.admin
        self.process.with_user(self.admin).user_id = self.owner
        self.assertEqual(self.process.run_as_id, self.admin, "the one who lends knows")

    def test_lent_rights_are_used_by_whom_they_were_lent_to(self):
        other = self._person(
            "manager", "sales_team.group_sale_salesman,crm_bpm_flow.group_admin"
        )
        self.process.run_as_id = self.admin
        self._draw(**write("name", "Changed"))
        with self.refused(AccessError, "works with the rights of Admin"):
            self.process.draft_id.with_user(other).action_publish()
        self._run()
        self.assertEqual(self.lead.write_uid, self.admin)

    def test_a_copy_has_no_lent_rights(self):
        self.process.run_as_id = self.admin
        copy = self.process.with_user(self.owner).copy()
        self.assertFalse(copy.run_as_id)

    # ------------------------------------------------------------------
    # Targets
    # ------------------------------------------------------------------
    def test_a_process_works_on_models_that_are_switched_on(self):
        flows = self.env["bpm.flow"].with_user(self.owner)
        for model in ("crm.team", "res.country", "res.users", "bpm.flow.try.wizard"):
            with self.refused(UserError):
                flows.create({"name": "x", "res_model": model})
            with self.refused(UserError):
                self.process.with_user(self.owner).res_model = model
        with self.refused(UserError, "chatter"):
            self.env["bpm.flow"].create({"name": "x", "res_model": "res.country"})

    def test_an_administrator_switches_a_model_on_by_using_it(self):
        model = self.env["ir.model"]._get("crm.team")
        self.assertFalse(model.bpm_enabled)
        flows = self.env["bpm.flow"]
        flows._target_models()
        flows.with_user(self.admin).create({"name": "x", "res_model": "crm.team"})
        self.assertTrue(model.bpm_enabled)
        self.assertIn("crm.team", flows._target_models())

    def test_a_model_that_is_not_installed_may_be_named(self):
        flow = self.env["bpm.flow"].create({"name": "x", "res_model": "x_later"})
        self.assertIn("x_later", flow._target_models())
        with self.refused(UserError, "not installed"):
            flow.start([1])

    def test_records_of_another_model_are_refused(self):
        flow = self.flow("Mine", res_model="res.partner")
        partner = self.env["res.partner"].create({"name": "Victim"})
        with self.refused(UserError, "works on"):
            flow.start(self.lead)
        wizard = self.env["bpm.flow.start.wizard"].with_user(self.worker)
        values = {"flow_id": flow.id, "res_model": "crm.lead"}
        for chosen in ({"res_ids": partner.ids}, {"record_id": partner.id}):
            with self.refused(UserError, "works on"):
                wizard.create({**values, **chosen}).action_apply()
        with self.refused(UserError):
            wizard.create(
                {**values, "res_model": "x_none", "res_ids": [1]}
            ).action_apply()
        self.assertFalse(self.cases_of(flow))

    def test_an_archived_process_starts_nothing(self):
        inner = self.flow("Inner")
        outer = self.flow("Outer", part=call(inner))
        inner.action_archive()
        with self.refused(UserError, "archived"):
            inner.with_user(self.worker).start(self.lead.ids)
        case = self.start(outer)
        self.assertIn("archived", case.incident_ids.error)
        outer.action_new_draft()
        self.assertIn("callee_unpublished", [f["code"] for f in outer.draft_id.check()])
        inner.action_unarchive()
        case.incident_ids.with_user(self.owner).action_retry()
        self.assertEqual(case.child_ids.state, "running")

    # ------------------------------------------------------------------
    # Values
    # ------------------------------------------------------------------
    def test_variables_are_plain_values_by_name(self):
        flow = self.flow("Values")
        case = self.start(flow)
        bad = (
            ["a"],
            "text",
            {1: "a"},
            {"a": {2: 3}},
            {"a": "\x00"},
            {"a": ["\ud800"]},
            {"a\x00": 1},
            {"a": float("nan")},
            {"a": object()},
        )
        tasks = case.open_task_ids.with_user(self.worker)
        for values in bad:
            for act in (
                lambda v=values: tasks.complete(values=v),
                lambda v=values: case.with_user(self.owner).set_variables(v),
                lambda v=values: flow.start(self.leads(1), v),
            ):
                with self.refused(UserError, "names with values"):
                    act()
        tasks.complete(values={"a": {"b": [1, None, True, "ü\\u0000"]}})
        self._end_transaction()
        self.assertEqual(case.variables, {"a": {"b": [1, None, True, "ü\\u0000"]}})

    # ------------------------------------------------------------------
    # An owner's actions
    # ------------------------------------------------------------------
    def test_every_other_field_of_an_action_is_out_of_reach(self):
        action = self._draw(**write("name", "x"))
        system = self.env.ref("base.group_system")
        lead = self.env["ir.model"]._get_id("crm.lead")
        cron = self.env.ref("crm_bpm_flow.ir_cron_run_due")
        for values in (
            {"binding_model_id": lead},
            {"binding_type": "report"},
            {"binding_view_types": "kanban"},
            {"group_ids": [Command.link(system.id)]},
            {"child_ids": [Command.link(action.id)]},
            {"ir_cron_ids": [Command.link(cron.id)]},
            {"usage": "ir_cron"},
            {"path": "somewhere"},
            {"webhook_url": "http://127.0.0.1"},
            {"type": "ir.actions.client"},
        ):
            forged = {f"default_{name}": value for name, value in values.items()}
            for act in (
                lambda v=values: action.write(v),
                lambda v=values: self._draw(**write("name", "x"), **v),
                lambda f=forged, v=values: action.with_context(**f).write(v),
            ):
                with self.refused(UserError):
                    act()

    def test_frozen_rows_stay_frozen_under_any_context(self):
        flow = self.flow("Frozen", mark=auto(write("name", "x")))
        node = self.step(flow, "mark")
        for words in (True, 1, "x", {"a": 1}):
            for row in (node, node.action_ids):
                with self.refused(UserError, "frozen"):
                    row.sudo().with_context(bpm_words_only=words).name = "Changed"

    # ------------------------------------------------------------------
    # Files and the journal
    # ------------------------------------------------------------------
    def test_nobody_hands_in_a_file_that_he_may_not_read(self):
        case = self.start(self.flow("File", ask=task(self.worker, require_file=True)))
        foreign = self.env["ir.attachment"].create(
            {
                "name": "secret.txt",
                "raw": b"x",
                "res_model": "res.company",
                "res_id": self.second_company.id,
            }
        )
        tasks = case.open_task_ids.with_user(self.worker)
        activity = case.open_task_ids.activity_ids.with_user(self.worker)
        for act in (
            lambda: tasks.write({"attachment_ids": [Command.link(foreign.id)]}),
            lambda: tasks.write({"attachment_ids": [Command.set(foreign.ids)]}),
            lambda: activity.action_feedback(attachment_ids=foreign.ids),
        ):
            with self.refused(AccessError):
                act()
        self.assertFalse(tasks.attachment_ids)
        own = self.env["ir.attachment"].with_user(self.worker)
        file = own.create({"name": "offer.txt", "raw": b"x"})
        tasks.attachment_ids = file
        self.assertEqual((file.res_model, file.res_id), (tasks._name, tasks.id))
        self.assertEqual(file.with_user(self.owner).raw, b"x")
        tasks.complete()

    def test_a_row_moved_to_another_company_breaks_the_chain(self):
        case = self.start(self.flow("Chained"))
        other = self.flow("Another")
        verify = self.env["bpm.flow.log"].verify
        self._end_transaction()
        for column, value in (
            ("company_id", self.second_company.id),
            ("flow_id", other.id),
        ):
            self.assertEqual(verify(case.ids), [])
            with self.env.cr.savepoint() as savepoint:
                self.env.cr.execute(
                    f"UPDATE bpm_flow_log SET {column} = %s WHERE instance_id = %s",  # noqa: S608
                    [value, case.id],
                )
                self.env.invalidate_all()
                self.assertEqual({b["problem"] for b in verify(case.ids)}, {"changed"})
                savepoint.rollback()
            self.env.invalidate_all()
