import inspect

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tools import mute_logger

from .common import FlowCase, task
from .process_words import auto, call, message, wait, write

ADDON = "odoo.addons.crm_bpm_flow"
SECRETS = ("Top secret lead", "hidden-value", "Confidential remark")
# What a caller could pass for the arguments of our methods.
ARGUMENTS = {
    "xml": "<definitions/>",
    "at": None,
    "known": [],
    "days": 30,
    "element": "call",
    "what": "now",
    "copies": None,
    "ready": None,
    "content": b"Forged",
    "register": True,
    "send": True,
    "attachment_ids": [1],
    "note": "Forged",
    "ready_id": 1,
    "version_id": 1,
    "old_id": False,
    "new_id": False,
    "clicks": ["TaskDone:2:None"],
    "payload": {"hidden": 1},
    "business_key": None,
    "text": "name",
    "dmn": "<definitions/>",
    "model": "crm.lead",
    "outcome": "reached",
    "question": "Confidential?",
    "when": "together",
    "values": {"hidden": 1},
    "vals": {"name": "Forged"},
    "comment": "Forged",
    "reason": "Forged",
    "variables": {"a": 1},
    "default": None,
    "kind": "userTask",
    "event": False,
    "name": "Forged",
    "from_bpmn_id": "call",
    "to_bpmn_id": "end",
    "res_model": "crm.lead",
    "step": "call",
    "bpmn_id": "call",
    "item": None,
    "outcome_id": False,
    "mapping": {"call": "mark"},
    "times": "anew",
    "remove": ["hidden"],
    "way_id": 1,
    "transition_id": False,
    "script": False,
    "table": {"inputs": [{"formula": "name"}], "rules": [{"when": ["-"]}]},
    "policy": "first",
    "aggregation": "list",
    "act": "suspend",
    "line_id": 1,
    "anyway": True,
    "beside": True,
    "keep_rest": True,
    "task_ids": [1],
    "token": None,
    "count": 1,
    "date_due": "2026-04-01",
    "how": "post",
    "place_id": 1,
    "seen": None,
    "signed": True,
    "tracking": "Forged",
    "field_names": ["type_id"],
    "fields_spec": {"type_id": {}, "properties": {}},
}
# Odoo's own, with a context key or fields to fetch more; its readers are asked below.
OWN_OF_ODOO = {"message_subscribe", "search_fetch", "web_read"}
REPAIRS = ("suspend", "resume", "restart", "beside", "end_branch", "finish")
# Models of Odoo's that this add-on opens more of; a chatter they all have.
EXTENDED = (
    "base.automation",
    "crm.lead",
    "ir.actions.server",
    "ir.model",
    "mail.activity",
    "mail.activity.plan",
)
# What anybody may ask: definitions, which everybody may read, and empty dialogs.
ANYBODY = """
bpm.flow.action_check
bpm.flow.action_download
bpm.flow.action_prove
bpm.flow.action_start_wizard
bpm.flow.action_view_cases
bpm.flow.compare_maps
bpm.flow.compare_versions
bpm.flow.copy_data
bpm.flow.document.bpm_comment
bpm.flow.document.destruction.bpm_comment
bpm.flow.document.place.action_view_copies
bpm.flow.document.template.action_try
bpm.flow.document.template.copy_data
bpm.flow.document.type.action_view_documents
bpm.flow.instance.action_cancel_wizard
bpm.flow.instance.action_move_wizard
bpm.flow.instance.send_signal
bpm.flow.start.action_try
bpm.flow.task.action_add_wizard
bpm.flow.task.action_ask_wizard
bpm.flow.task.action_delegate_wizard
bpm.flow.task.action_reassign_wizard
bpm.flow.task.action_return_wizard
bpm.flow.version.action_check
bpm.flow.version.action_open
bpm.flow.version.action_prove
bpm.flow.version.check
bpm.flow.version.draw_data
bpm.flow.version.draw_rows
bpm.flow.version.editor_data
bpm.flow.version.export_bpmn
bpm.flow.version.export_dmn
bpm.flow.version.map_data
bpm.flow.version.prove
crm.lead.bpm_comment
"""
# Of these, what a partner's login may ask, and whoever has none: which dialog to open.
# Whatever the dialog then asks is refused.
DIALOGS = """
bpm.flow.action_view_cases
bpm.flow.document.type.action_view_documents
bpm.flow.instance.action_cancel_wizard
bpm.flow.instance.action_move_wizard
bpm.flow.start.action_try
bpm.flow.task.action_add_wizard
bpm.flow.task.action_ask_wizard
bpm.flow.task.action_delegate_wizard
bpm.flow.task.action_reassign_wizard
bpm.flow.task.action_return_wizard
"""


class StrangerCase(FlowCase):
    """Rows of each of our models, and all that is open to a call from outside."""

    def setUp(self):
        super().setUp()
        self.lead.write({"name": "Top secret lead", "user_id": self.worker.id})
        inner = self.flow("Inner", call=task(self.worker))
        self.process = self.flow(
            call=task(
                self.worker,
                {"Reached": "part"},
                within="1 hours",
                checklist_ids=[Command.create({"name": "Checked"})],
            ),
            part=call(inner, then="mark"),
            mark=auto(write("name", "Changed")),
            pause=wait("1 hours"),
        )
        self.start(self.flow("Waits", money=message("Secret word")))
        self.rule_row = self.rule(self.process)
        self.process.with_user(self.owner).action_new_draft()
        draft = self.process.draft_id
        self.env["bpm.flow.role"].create({"version_id": draft.id, "name": "Callers"})
        self.env["bpm.flow.reminder"].create({"node_id": draft.node_ids[1].id})
        self.env["bpm.flow.decision"].create({"version_id": draft.id, "name": "Table"})
        page = self.env["bpm.flow.import"].create({"name": "Top secret lead"})
        page.line_ids.create(
            {"import_id": page.id, "verdict": "decide", "code": "owner"}
        )
        self._make_rows_of_odoo()
        self._make_document()
        case = self.start(self.process, hidden="hidden-value")
        case.open_task_ids.sudo().comment = "Confidential remark"
        self.case = case
        self.env["bpm.flow.approver"].create({"node_id": draft.node_ids[1].id})
        values = {"act": "approved", "user_id": self.worker.id}
        trail = case.open_task_ids._trail_vals()
        self.env["bpm.flow.visa"].create(
            {**trail, **values, "comment": "Confidential remark"}
        )
        self.env["bpm.flow.job"].create(
            {
                "instance_id": case.id,
                "flow_id": self.process.id,
                "kind": "action",
                "state": "failed",
                "token": 1,
                "error": "hidden-value",
            }
        )
        named = {"flow_id": self.process.id, "error": "hidden-value", "count": 1}
        held = {"flow_id": self.process.id, "res_model": "crm.lead"}
        self.env["bpm.flow.held"].create({**held, "record_title": "Top secret lead"})
        self.env["bpm.flow.fault"].create({**named, "fault_kind": "hidden-value"})
        asked = {"flow_id": self.process.id, "user_id": self.owner.id, "total": 1}
        self.env["bpm.flow.retry"].create(asked)
        case.migrate_in_background(self.process.version_id.id)
        self.env["bpm.flow.schedule"].create(
            {
                "flow_id": self.process.id,
                "node_id": self.process.version_id.node_ids[0].id,
                "date_from": self.at("2026-03-02 09:00"),
                "date_due": self.at("2026-03-03 09:00"),
            }
        )
        self._end_transaction()

    def _public_methods(self):
        """``(model, method)`` of all that this add-on opens to the network."""
        for name, model in sorted(self.env.registry.items()):
            if model._abstract or model._transient:
                continue
            if not name.startswith("bpm.") and name not in EXTENDED:
                continue
            ours = {
                attribute
                for cls in model.mro()
                if cls.__module__.startswith(ADDON)
                for attribute, value in vars(cls).items()
                if inspect.isfunction(value) and not attribute.startswith("_")
            } - OWN_OF_ODOO
            for method in sorted(ours):
                if not getattr(getattr(model, method), "_api_private", False):
                    yield name, method

    def _make_rows_of_odoo(self):
        """What a process can be made of."""
        lead = self.env["ir.model"]._get("crm.lead")
        self.env["base.automation"].create(
            {"name": "Secret word", "model_id": lead.id, "trigger": "on_create"}
        )
        self.env["mail.activity.plan"].create(
            {"name": "Welcome", "res_model": "crm.lead"}
        )

    def _make_document(self):
        kind = self.env["bpm.flow.document.type"].create(
            {"name": "Contract", "visibility": "named"}
        )
        values = {"name": "Top secret lead", "type_id": kind.id}
        document = self.env["bpm.flow.document"].create(values)
        document.add_file("hidden-value.txt", b"hidden-value")
        document.control_ids = [
            Command.create({"name": "hidden-value", "date": "2026-04-01"})
        ]
        kind.required_ids = [Command.create({"state": "signed"})]
        kind.own_field_ids = [Command.create({"name": "Place"})]
        kind.reminder_ids = [Command.create({"summary": "Renew?"})]
        needed = self.env["bpm.flow.document.set"].create(
            {"name": "Needed", "line_ids": [Command.create({"type_id": kind.id})]}
        )
        brought = self.env["bpm.flow.document.import"].create({"name": "hidden-value"})
        self.env["bpm.flow.document.import.line"].create(
            {"import_id": brought.id, "row": 2, "name": "hidden-value"}
        )
        told = {"set_id": needed.id, "res_model": "crm.lead", "res_id": self.lead.id}
        self.env["bpm.flow.document.reminded"].create(told)
        visas = self.flow("Visas", res_model=document._name, call=task(self.worker))
        kind.route_ids = [Command.create({"flow_id": visas.id})]
        document.action_register()
        self.copies = document.add_copies()
        self.env["bpm.flow.document.place"].create({"name": "Cabinet"})
        self.env["bpm.flow.document.destruction"].create(
            {
                "reason": "hidden-value",
                "line_ids": [Command.create({"document_id": document.id})],
            }
        )
        self.env["bpm.flow.document.template"].create(
            {
                "name": "Offer",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "body_html": "<p>{{ record.name }}</p>",
                "type_id": kind.id,
                "output": "html",
            }
        )
        self.env["bpm.flow.visa.link"].create(
            {
                "task_id": document.bpm_task_ids.id,
                "partner_id": self.worker.partner_id.id,
                "token_hash": "hidden-value",
                "date_expiry": "2026-04-01",
            }
        )

    def _rows(self, model):
        """Rows that a caller could name: ours if there are any, else the lead."""
        if model == "crm.lead":
            return self.lead
        if model == "bpm.flow":
            return self.process
        if model == "bpm.flow.version":
            return self.process.draft_id
        if model == "bpm.flow.instance":
            return self.case
        rows = self.env[model].sudo().search([], limit=1, order="id desc")
        self.assertTrue(rows, f"make a row of {model}, so that it can be asked for")
        return rows

    def _arguments(self, model, method):
        function = inspect.unwrap(getattr(self.env.registry[model], method))
        parameters = list(inspect.signature(function).parameters.values())[1:]
        # Automation rules wrap what makes records, for any further arguments.
        names = [p.name for p in parameters if p.kind != p.VAR_KEYWORD]
        step = self.process.draft_id.node_ids[:1].id
        known = {
            **ARGUMENTS,
            "vals_list": [self._values(model)],
            "res_id": self.lead.id,
            "res_ids": self.lead.ids,
            "code": f"copy-{self.copies.id}",
            "user_id": self.stranger.id,
            "user_ids": self.stranger.ids,
            "partner_ids": self.worker.partner_id.ids,
            "type_id": self.env["bpm.flow.document.type"].search([], limit=1).id,
            "instance_ids": self.case.ids,
            "step_id": step,
            "after_id": step,
            "beside_id": step,
            "target_id": step,
            "step_ids": [step],
        }
        missing = set(names) - set(known)
        self.assertFalse(missing, f"say what a caller passes to {model}.{method}")
        return {name: known[name] for name in names}

    def _values(self, model):
        """What a caller could try to create."""
        draft = self.process.draft_id
        return {
            "bpm.flow.node": {"version_id": draft.id, "name": "Forged"},
            "bpm.flow.transition": {
                "source_id": draft.node_ids[0].id,
                "target_id": draft.node_ids[1].id,
            },
            "bpm.flow.document.control": {
                "name": "Forged",
                "date": "2026-04-01",
                "document_id": self.env["bpm.flow.document"].search([], limit=1).id,
            },
            "bpm.flow.document.own.field": {
                "name": "Forged",
                "type_id": self.env["bpm.flow.document.type"].search([], limit=1).id,
            },
            "bpm.flow.document": {
                "name": "Forged",
                "type_id": self.env["bpm.flow.document.type"].search([], limit=1).id,
                "number": "Forged",
            },
            "mail.activity": {
                "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
                "res_id": self.lead.id,
                "bpm_task_id": self.case.open_task_ids.id,
            },
        }.get(model, {"name": "Forged"})

    def _fingerprint(self):
        """A number for each table: it changes when any row does."""
        self.env.flush_all()
        tables = [
            model._table
            for name, model in self.env.registry.items()
            if (name.startswith("bpm.") or name in ("crm.lead", "mail.activity"))
            and not model._abstract
            and not model._transient
            and model._auto  # a look at other tables has no rows of its own
        ]
        prints = {}
        for table in tables:
            self.env.cr.execute(
                f"SELECT count(*), sum(hashtext(t::text)) FROM {table} t"  # noqa: S608
            )
            prints[table] = self.env.cr.fetchone()
        return prints

    def _call(self, user, model, method, **context):
        """What the network does; returns the answer, or the refusal."""
        records = self._rows(model)
        env = self.env(user=user.id, su=False)
        arguments = self._arguments(model, method)
        kwargs = {**arguments, "context": {"lang": "en_US", **context}}
        function = getattr(env.registry[model], method)
        args = [] if getattr(function, "_api_model", False) else [records.ids]
        savepoint = self.env.cr.savepoint()
        try:
            self.env.invalidate_all()
            return call_kw(env[model], method, args, kwargs), self._fingerprint()
        except UserError as error:
            return error, None
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()

    @mute_logger("odoo.addons.base.models.ir_actions", "odoo.sql_db")
    def _call_all(self, user=None, **context):
        """Call everything as a stranger, or as another user.

        :return: what was not refused; none of it changed or told anything
        """
        before, answered, called = self._fingerprint(), [], 0
        for model, method in self._public_methods():
            with self.subTest(f"{model}.{method}"):
                user = user or self.stranger
                answer, after = self._call(user, model, method, **context)
                for secret in SECRETS:
                    self.assertNotIn(secret, str(answer))
                if after is not None:
                    self.assertEqual(after, before)
                    answered.append(f"{model}.{method}")
            called += 1
        self.assertGreater(called, 60)
        return answered


class TestStranger(StrangerCase):
    """Anyone with a login can call every public method of ours, with any arguments."""

    def test_nothing_leaks_and_nothing_changes(self):
        self.assertEqual(self._call_all(), ANYBODY.split())

    def test_nobody_outside_calls_anything(self):
        """A partner's login, and no login at all."""
        portal = self._person("portal", "base.group_portal", notification_type="email")
        for user in (portal, self.env.ref("base.public_user")):
            self.assertEqual(self._call_all(user), DIALOGS.split(), user.login)

    def test_forged_contexts_open_nothing_more(self):
        forged = {
            "bpm_actor": self.worker.id,
            "bpm_outcomes": {},
            "bpm_cases": self.case.ids,
            "bpm_batch": [],
            "bpm_words_only": True,
            "active_model": "crm.lead",
            "active_id": self.lead.id,
            "active_ids": self.lead.ids,
            "default_user_id": self.stranger.id,
            "default_run_as_id": self.admin.id,
        }
        self.assertLessEqual(set(self._call_all(**forged)), set(ANYBODY.split()))

    def test_odoo_s_own_readers_show_nothing_either(self):
        env = self.env(user=self.stranger.id, su=False)
        for name, model in sorted(self.env.registry.items()):
            if not name.startswith("bpm.") or model._abstract or model._transient:
                continue
            ids = self.env[name].sudo().search([]).ids
            for method, args in (
                ("search_read", [[]]),
                ("read", [ids]),
                ("export_data", [ids, ["id", "display_name"]]),
                ("name_search", ["secret"]),
                ("web_search_read", [[], {"display_name": {}}]),
            ):
                with self.subTest(f"{name}.{method}"), self.env.cr.savepoint():
                    self.env.invalidate_all()
                    try:
                        answer = str(call_kw(env[name], method, args, {}))
                    except UserError as error:
                        answer = str(error)
                    for secret in SECRETS:
                        self.assertNotIn(secret, answer)

    def test_wizards_take_nobody_further_than_he_may_go(self):
        env = self.env(user=self.stranger.id, su=False)
        task_ids = self.case.open_task_ids.ids
        before = self._fingerprint()
        for model, values in (
            (
                "bpm.flow.cancel.wizard",
                {"instance_ids": [(6, 0, self.case.ids)], "reason": "x"},
            ),
            (
                "bpm.flow.delegate.wizard",
                {"task_ids": [(6, 0, task_ids)], "user_id": self.stranger.id},
            ),
            (
                "bpm.flow.move.wizard",
                {
                    "instance_ids": [(6, 0, self.case.ids)],
                    "from_node_id": self.process.version_id.node_ids[0].id,
                    "to_node_id": self.process.version_id.node_ids[1].id,
                    "reason": "x",
                },
            ),
            *(
                (
                    "bpm.flow.repair.wizard",
                    {
                        "act": act,
                        "instance_ids": [(6, 0, self.case.ids)],
                        "task_ids": [(6, 0, task_ids)],
                        "node_id": self.process.version_id.node_ids[1].id,
                        "reason": "x",
                    },
                )
                for act in REPAIRS
            ),
            (
                "bpm.flow.start.wizard",
                {
                    "flow_id": self.process.id,
                    "res_model": "crm.lead",
                    "res_ids": self.lead.ids,
                },
            ),
        ):
            with self.subTest(model), self.refused(UserError):
                env[model].create(values).action_apply()
        with self.refused(AccessError):
            wizard = env["bpm.flow.try.wizard"].create(
                {"start_id": self.rule_row.id, "record_id": self.lead.id}
            )
            wizard.read(["answer", "check_html"])
        self.assertEqual(self._fingerprint(), before)

    def test_the_move_wizard_shows_no_case_that_one_may_not_see(self):
        env = self.env(user=self.stranger.id, su=False)
        wizard = env["bpm.flow.move.wizard"].new(
            {"instance_ids": [(6, 0, self.case.ids)]}
        )
        wizard.from_node_id = wizard.to_node_id = self.case.version_id.node_ids[:1]
        self.assertFalse(wizard.here_ids)
        self.assertFalse(wizard.version_id)
        self.assertFalse(wizard.others)
