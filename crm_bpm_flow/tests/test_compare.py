from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import BaseCase, tagged

from ..tools.differences import Element, Fact, Lines, Order, changed, differences
from .common import FlowCase, end, task
from .process_words import auto, choice, code, limit, wait, write
from .rich_process import RichCase


@tagged("post_install", "-at_install")
class TestDifferences(BaseCase):
    """Two descriptions side by side, without a database."""

    def test_added_removed_and_changed_in_the_order_of_the_new_one(self):
        old = {
            "a": Element("Call", {"when": Fact("Deadline", "1 h")}),
            "b": Element("Gone", {}),
        }
        new = {
            "c": Element("New", {"when": Fact("Deadline", "2 h")}),
            "A": Element("Ring", {"when": Fact("Deadline", "2 h")}),
        }
        found = differences(old, new, {"a": "A"})
        self.assertEqual(
            [(d.kind, d.old, d.new, d.name) for d in found],
            [
                ("added", None, "c", "New"),
                ("changed", "a", "A", "Ring"),
                ("removed", "b", None, "Gone"),
            ],
        )
        self.assertEqual(found[1].changes[0][1:], ("Deadline", "1 h", "2 h"))

    def test_what_is_usual_is_not_told_of_new_ones(self):
        fact = Fact("Repeated", "no", usual=True)
        found = differences({}, {"a": Element("New", {"loop": fact})}, {})
        self.assertEqual(found[0].changes, ())

    def test_the_same_thing_under_another_name_has_not_changed(self):
        old, new = Fact("Leads to", "Call", ref="x"), Fact("Leads to", "Ring", ref="x")
        self.assertEqual(changed({1: old}, {1: new}), ())
        self.assertTrue(changed({1: old}, {1: new._replace(text="Call", ref="y")}))

    def test_lines_without_names(self):
        old = Lines("Checklist", (("A", "A"), ("B", "B"), ("C", "C")))
        new = Lines("Checklist", (("C", "C"), ("B2", "B2"), ("A", "A")))
        found = [change[2:] for change in changed({1: old}, {1: new})]
        self.assertEqual(found, [("B", "B2")])
        found = [change[2:] for change in changed({1: old}, {})]
        self.assertEqual(found, [("A", ""), ("B", ""), ("C", "")])

    def test_an_order_of_what_both_have(self):
        old = Order("Order", ((1, "a"), (2, "b"), (3, "c")))
        new = Order("Order", ((2, "b"), (4, "d"), (1, "a")))
        self.assertEqual(changed({1: old}, {1: new})[0][2:], ("a, b", "b, a"))
        same = Order("Order", ((1, "a"), (4, "d"), (2, "b")))
        self.assertEqual(changed({1: old}, {1: same}), ())
        self.assertEqual(changed({}, {1: same}), ())


class TestCompare(FlowCase):
    """What differs between two versions of a process, in words."""

    def _draft(self, flow):
        flow.with_user(self.owner).action_new_draft()
        return flow.draft_id

    def _said(self, draft, other=None):
        """["Call: Deadline: 1 h -> 2 h", "Write: added"] as the owner reads it."""
        other = other or draft.flow_id.version_id
        lines = []
        for row in draft.with_user(self.owner).compare(other.id):
            if row["kind"] != "changed":
                lines.append(f"{row['name']}: {row['kind']}")
            lines += [
                f"{row['name']}: {c['what']}: {c['old']} -> {c['new']}"
                for c in row["changes"]
            ]
        return lines

    def test_a_copy_is_the_same(self):
        flow = self.flow(call=task(self.worker, ["Reached", "Busy"], within="1 hours"))
        self.assertEqual(self._said(self._draft(flow)), [])

    def test_a_step_that_is_changed(self):
        flow = self.flow(
            call=task(
                self.worker,
                {"Reached": "goal", "No answer": "pause"},
                within="10 minutes",
                checklist_ids=[Command.create({"name": "Number checked"})],
            ),
            pause=wait("1 hours", then="call"),
            goal=end("goal"),
        )
        draft = self._draft(flow)
        call = self.step(flow, "call")
        call.write({"deadline_amount": 2, "deadline_unit": "hours", "pick": "all"})
        call.user_ids |= self.mate
        call.instruction = "<p>Be <b>kind</b></p>"
        call.checklist_ids = [
            Command.update(call.checklist_ids.id, {"name": "Number and name checked"}),
            Command.create({"name": "Greeted"}),
        ]
        call.outcome_ids[0].style = "success"
        call.outcome_ids[1].target_id = self.step(flow, "goal")
        self.env["bpm.flow.reminder"].create({"node_id": call.id})
        self.assertEqual(
            self._said(draft),
            [
                "Call: Deadline: 10 min -> 2 h",
                "Call: Outcome: Reached -> Reached (good)",
                "Call: People: Worker -> Mate, Worker",
                "Call: How: The first who takes it -> All of them, each for himself",
                "Call: Instruction:  -> Be *kind*",
                "Call: Reminder:  -> 30 min before the deadline: Tell",
                "Call: Checklist: Number checked -> Number and name checked",
                "Call: Checklist:  -> Greeted",
                "Call: Way “No answer” leads to: Pause -> Goal",
            ],
        )

    def test_steps_that_come_go_and_are_renamed(self):
        flow = self.flow(call=task(self.worker), offer=task(self.mate))
        draft = self._draft(flow)
        draft.with_user(self.owner).editor_delete(self.step(flow, "offer").id)
        self.step(flow, "call").name = "Ring"
        call = self.step(flow, "call")
        new = draft.with_user(self.owner).editor_add(
            "userTask", name="Write", after_id=call.id
        )
        self.env["bpm.flow.node"].browse(new["new_step"]).user_ids = self.mate
        said = self._said(draft)
        self.assertEqual(
            said,
            [
                "Ring: Name: Call -> Ring",
                "Ring: Leads to: Offer -> Write",
                "Write: added",
                "Write: Kind of step:  -> Task for people",
                "Write: People:  -> Mate",
                "Write: Leads to:  -> End",
                "Offer: removed",
            ],
        )

    def test_whom_a_way_leads_to_may_be_called_otherwise(self):
        flow = self.flow(call=task(self.worker), offer=task(self.mate))
        draft = self._draft(flow)
        self.step(flow, "offer").name = "Propose"
        self.assertEqual(self._said(draft), ["Propose: Name: Offer -> Propose"])

    def test_conditions_and_their_order(self):
        flow = self.flow(
            look=choice(
                ([("priority", "=", "3")], "call"),
                ([("priority", "=", "2")], "end"),
                otherwise="end",
            ),
            call=task(self.worker),
        )
        draft = self._draft(flow)
        ways = draft.transition_ids.filtered(lambda w: w.source_id.bpmn_id == "look")
        ways[0].domain = repr([("priority", "=", "1")])
        ways[0].sequence, ways[1].sequence = 20, 10
        said = self._said(draft)
        self.assertEqual(
            said[0],
            "Look: Way to “Call”, when: when Priority = Very High -> "
            "when Priority = Medium",
        )
        self.assertIn("Look: Order of the ways", said[1])
        ways[0].domain = repr(["|", ("priority", "=", "1"), ("active", "=", True)])
        before = draft.flow_id.version_id
        draft.with_user(self.owner).action_publish()
        after = self._draft(flow)
        way = after.transition_ids.filtered(lambda w: w.bpmn_id == ways[0].bpmn_id)
        way.domain = repr(["&", ("priority", "=", "1"), ("active", "=", True)])
        self.assertIn(
            "(changed)", self._said(after)[0], "the same words, another sense"
        )
        self.assertNotEqual(self._said(after, before), [])

    def test_limits_waits_and_automatic_steps(self):
        flow = self.flow(
            call=task(self.worker),
            late=limit("call", "1 hours", "mark"),
            pause=wait("1 hours"),
            mark=auto(write("description", "Late"), code("pass")),
        )
        draft = self._draft(flow)
        office = self.env.company.resource_calendar_id
        self.step(flow, "late").interrupting = False
        self.step(flow, "pause").write(
            {"deadline_calendar": "named", "calendar_id": office.id}
        )
        actions = self.step(flow, "mark").action_ids
        actions[0].value = "Very late"
        actions[1].code = "a = 1"
        text = "Execute Code: mark"
        self.assertEqual(
            self._said(draft),
            [
                "Late: The step is taken back: yes -> no",
                f"Pause: When: 1 h -> 1 h of working time ({office.name})",
                "Mark: Action: Update Record: mark description Late -> "
                "Update Record: mark description Very late",
                f"Mark: Action: {text} -> {text} (changed)",
            ],
        )

    def test_a_file_that_is_imported_anew(self):
        flow = self.flow(call=task(self.worker, within="1 hours"))
        draft = self._draft(flow)
        for row in [*draft.node_ids, *draft.transition_ids]:
            row.bpmn_id = f"x_{row.bpmn_id}"
        self.assertEqual(self._said(draft), [])
        self.step(flow, "x_call").deadline_amount = 3
        self.assertEqual(self._said(draft), ["Call: Deadline: 1 h -> 3 h"])
        rows = draft.compare(flow.version_id)
        self.assertEqual(rows[0]["element"], "x_call")
        self.assertEqual(rows[0]["id"], self.step(flow, "x_call").id)

    def test_the_screen_compares_the_draft_with_what_runs(self):
        flow = self.flow(call=task(self.worker))
        owned = flow.with_user(self.owner)
        self.assertEqual(owned.compare_versions()["rows"], [])
        first = flow.version_id
        self.edit(flow, call=task(self.worker), offer=task(self.mate))
        second = flow.version_id
        found = owned.compare_versions()
        self.assertEqual((found["old"], found["new"]), (first.id, second.id))
        draft = self._draft(flow)
        found = owned.compare_versions()
        self.assertEqual((found["old"], found["new"]), (second.id, draft.id))
        found = owned.compare_versions(first.id, draft.id)
        self.assertEqual([r["element"] for r in found["rows"]], ["call", "offer"])
        names = [version["name"] for version in found["versions"]]
        self.assertEqual(names, ["3 (Draft)", "2 (Published)", "1 (Retired)"])

    def test_who_may_compare_what(self):
        flow = self.flow(company_id=self.env.company.id)
        draft = self._draft(flow)
        other = self.flow("Other").version_id
        self.assertEqual(draft.with_user(self.worker).compare(flow.version_id.id), [])
        with self.refused(UserError, "of one process"):
            draft.compare(other.id)
        with self.refused(AccessError):
            draft.with_user(self.foreigner).compare(flow.version_id.id)
        with self.refused(AccessError):
            flow.with_user(self.foreigner).compare_versions()

    def test_many_steps_cost_no_more_queries_than_few(self):
        def ready(count):
            steps = {f"s{n}": task(self.worker, ["A", "B"]) for n in range(count)}
            flow = self.flow(f"Long {count}", **steps)
            draft = self._draft(flow)
            draft.node_ids.name = "x"
            draft.with_user(self.owner).compare(flow.version_id)
            return draft.with_user(self.owner), flow.version_id.id

        counts = []
        for draft, other in (ready(3), ready(40)):
            self._end_transaction()
            before = self.env.cr.sql_log_count
            self.assertTrue(draft.compare(other))
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)


class TestPublishDialog(FlowCase):
    """What changes is shown before a version is published."""

    def _dialog(self, flow, user):
        action = flow.with_user(user).action_publish_wizard()
        wizards = self.env[action["res_model"]].with_user(user)
        return wizards.with_context(**action["context"]).create({})

    def test_it_publishes_with_a_note(self):
        flow = self.flow(call=task(self.worker))
        self.start(flow)
        flow.with_user(self.owner).action_new_draft()
        draft = flow.draft_id
        draft.note = "Draft"
        wizard = self._dialog(flow, self.owner)
        self.assertEqual((wizard.note, wizard.running_count), ("Draft", 1))
        wizard.note = "Shorter"
        wizard.action_apply()
        self.assertEqual((flow.version_id, draft.note), (draft, "Shorter"))

    def test_what_forbids_publishing_is_said_at_once(self):
        flow = self.flow(call=task(self.worker))
        flow.with_user(self.owner).action_new_draft()
        self.step(flow, "call").user_ids = False
        with self.refused(UserError, "nobody is responsible"):
            flow.with_user(self.owner).action_publish_wizard()

    def test_who_may_not_publish_does_not_by_the_dialog_either(self):
        flow = self.flow(call=task(self.worker))
        flow.with_user(self.owner).action_new_draft()
        other = self._person("other_owner", "crm_bpm_flow.group_owner")
        for user in (other, self.stranger, self.foreigner):
            with self.refused(AccessError):
                flow.with_user(user).action_publish_wizard()
        for user in (other, self.foreigner):
            wizards = self.env["bpm.flow.publish.wizard"].with_user(user)
            with self.refused(AccessError):
                wizards.create({"version_id": flow.draft_id.id}).action_apply()
        self.assertEqual(flow.draft_id.state, "draft")


class TestCompareEverything(RichCase):
    """Whatever a part of a version says, its change is told."""

    # How a field is said together with another one.
    TOGETHER = {
        "bpm.flow.node": {"event", "deadline_unit", "timer_kind", "calendar_id"},
        "bpm.flow.outcome": {"code"},
        "bpm.flow.role": {"name"},
    }

    # What not every text is a value of.
    VALUES = {"retry_pauses": "2, 10"}
    # What a value asks for beside it.
    BESIDE = {"retry": {"retry_pauses": "2, 10"}}

    def test_every_field_of_every_part(self):
        self.draft.action_publish()
        self.process.with_user(self.owner).action_new_draft()
        draft, first = self.process.draft_id, self.process.version_id
        self.assertEqual(draft.compare(first), [])
        tried = 0
        for model, rows in self._parts(draft).items():
            if model == "ir.actions.server":
                continue
            row = rows.filtered(lambda r: r.display_name == "Call")[:1] or rows[:1]
            names = set(row._fact_names()) - self.TOGETHER.get(model, set())
            for name in sorted(names):
                value = self._other_value(row, row._fields[name])
                if value is None:
                    continue
                with self.subTest(f"{model}.{name}"), self.env.cr.savepoint() as point:
                    self.env.cr.flush()
                    row.write({name: value, **self.BESIDE.get(name, {})})
                    self.env.flush_all()
                    self.assertTrue(draft.compare(first), f"{name} is not told")
                    point.rollback()
                    self.env.invalidate_all()
                tried += 1
        self.assertGreater(tried, 50)

    def _other_value(self, row, field):
        """A value that the field does not have; None where there is no other one."""
        value = row[field.name]
        if field.name in self.VALUES:
            return self.VALUES[field.name]
        if field.type in ("char", "text", "html"):
            if "domain" in field.name:
                return repr([("id", "=", 1)])
            return "x = 1" if field.name == "script" else "other"
        if field.type == "boolean":
            return not value
        if field.type == "integer":
            return value + 1
        if field.type == "selection":
            keys = [key for key in field.get_values(self.env) if key != value]
            return keys[0]
        if field.type == "many2many":
            domain = []
            if field.comodel_name == "ir.model.fields":
                domain = [("model", "=", "crm.lead"), ("name", "like", "email")]
            known = self.env[field.comodel_name].search(domain, limit=3)
            return [Command.set((known - value)[:1].ids)]
        return None
