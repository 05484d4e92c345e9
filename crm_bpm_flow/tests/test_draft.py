from odoo.exceptions import AccessError
from odoo.fields import Command

from .process_words import code
from .rich_process import RichCase


class TestDraft(RichCase):
    """A new draft is the published version over again, in rows of its own."""

    def test_a_new_draft_is_the_same_process(self):
        self.draft.action_publish()
        self.process.with_user(self.owner).action_new_draft()
        copy = self.process.draft_id
        self.assertNotEqual(copy, self.draft)
        for model, rows in self._parts(self.draft).items():
            twins = self._parts(copy)[model]
            self.assertEqual(len(twins), len(rows), model)
            self.assertFalse(twins & rows, model)
        self.assertEqual(self._shape(copy), self._shape(self.draft))
        self.assertEqual(copy.check(), self.draft.check())

    def test_all_its_links_point_into_the_copy(self):
        self.draft.action_publish()
        self.process.action_new_draft()
        copy = self.process.draft_id
        mine = self._parts(copy)
        for model, rows in mine.items():
            for name, field in rows._fields.items():
                related = field.comodel_name in mine and field.type == "many2one"
                if not related or (
                    name in ("parent_id",) and model == "ir.actions.server"
                ):
                    continue
                targets = rows.mapped(name)
                self.assertFalse(
                    targets - mine[field.comodel_name],
                    f"{model}.{name} points elsewhere",
                )

    def _shape(self, version):
        """All that is said in a version, without the ids of its rows."""
        nodes = [
            {
                "id": n.bpmn_id,
                "row": (n.name, n.kind, n.event, n.sequence, n.interrupting, n.result),
                "links": (
                    n.parent_id.bpmn_id,
                    n.attached_to_id.bpmn_id,
                    n.same_as_node_id.bpmn_id,
                    n.role_id.name,
                ),
                "who": sorted(n.user_ids.ids),
                "time": (n.deadline_amount, n.deadline_unit),
                "asks": (
                    n.instruction,
                    n.required_field_ids.ids,
                    n.checklist_ids.mapped("name"),
                ),
                "outcomes": [(o.code, o.name, o.style) for o in n.outcome_ids],
                "reminders": [
                    (r.moment, r.amount, r.action, r.role_id.name, r.outcome_id.code)
                    for r in n.reminder_ids
                ],
                "actions": [
                    (a.name, a.state, a.update_path, a.value) for a in n.action_ids
                ],
            }
            for n in version.node_ids
        ]
        ways = [
            (
                *(w.bpmn_id, w.source_id.bpmn_id, w.target_id.bpmn_id),
                *(w.outcome_id.code, w.domain, w.is_default, w.sequence),
            )
            for w in version.transition_ids
        ]
        roles = [
            (r.name, sorted(r.user_ids.ids), r.pick, r.same_as_node_id.bpmn_id)
            for r in version.role_ids
        ]
        return nodes, ways, roles

    def test_changing_the_draft_leaves_the_published_one_alone(self):
        self.draft.action_publish()
        before = self._shape(self.draft)
        self.process.action_new_draft()
        copy = self.process.draft_id
        copy.node_ids.outcome_ids.name = "Other"
        copy.role_ids.user_ids = [Command.clear()]
        copy.node_ids.action_ids.value = "Other"
        copy.node_ids.filtered(lambda n: n.kind == "userTask").unlink()
        self.assertEqual(self._shape(self.draft), before)

    def test_there_is_one_draft_at_a_time(self):
        self.draft.action_publish()
        self.process.action_new_draft()
        first = self.process.draft_id
        self.process.action_new_draft()
        self.assertEqual(self.process.draft_id, first)

    def test_names_are_copied_in_every_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        call = self.step(self.process, "call")
        call.with_context(lang="fr_FR").name = "Appeler"
        call.outcome_ids[0].with_context(lang="fr_FR").name = "Joint"
        self.draft.action_publish()
        self.process.action_new_draft()
        twin = self.process.draft_id.node_ids.filtered(lambda n: n.bpmn_id == "call")
        french = twin.with_context(lang="fr_FR")
        self.assertEqual((twin.name, french.name), ("Call", "Appeler"))
        self.assertEqual(french.outcome_ids[0].name, "Joint")

    def test_an_owner_makes_a_draft_of_what_an_administrator_put_in(self):
        step = self.step(self.process, "mark")
        step.action_ids = [Command.create({"name": "Code", **code("record.name")})]
        self.draft.action_publish()
        self.process.with_user(self.owner).action_new_draft()
        twin = self.process.draft_id.node_ids.filtered(lambda n: n.bpmn_id == "mark")
        actions = twin.action_ids.filtered(lambda a: a.state == "code")
        self.assertEqual(actions.code, "record.name")
        with self.refused(AccessError, "Only a system administrator"):
            actions.with_user(self.owner).write({"name": "Mine"})

    def test_a_copied_process_starts_as_a_draft_with_all_of_it(self):
        self.draft.action_publish()
        copy = self.process.with_user(self.owner).copy()
        self.assertEqual(copy.name, "Rich (copy)")
        self.assertFalse(copy.version_id)
        self.assertEqual(self._shape(copy.draft_id)[1], self._shape(self.draft)[1])
        self.assertEqual(len(copy.version_ids), 1)
        self.assertEqual(copy.draft_id.check(), [])
