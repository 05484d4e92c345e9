from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .common import FlowCase, end, task
from .process_words import auto, choice, code, limit, sub, wait, write

PARTS = (
    "bpm.flow.node",
    "bpm.flow.transition",
    "bpm.flow.outcome",
    "bpm.flow.checklist",
    "bpm.flow.reminder",
    "bpm.flow.role",
    "ir.actions.server",
)


class TestVersion(FlowCase):
    """Draft, published, retired; published is frozen for ever."""

    def setUp(self):
        super().setUp()
        self.process = self._rich_process()
        self.draft = self.process.draft_id

    def _rich_process(self):
        """A draft with a row of every kind of part, all linked to each other."""
        flow = self.flow(
            "Rich",
            publish=False,
            call=task(
                None,
                {"Reached": "part", "Busy": "pause"},
                within="2 hours",
                instruction="<p>Be kind</p>",
                checklist_ids=[(0, 0, {"name": "Number checked"})],
                required_field_ids=[
                    (6, 0, self.env["ir.model.fields"]._get("crm.lead", "phone").ids)
                ],
            ),
            late=limit("call", "3 hours", "mark"),
            pause=wait("1 hours", then="call"),
            part=sub(then="again"),
            inside=task(self.worker, parent_id="part"),
            inside_end=end(parent_id="part"),
            again=task(same_as_node_id="call"),
            mark=auto(write("description", "Late")),
            look=choice(([("priority", "=", "3")], "lost"), otherwise="goal"),
            goal=end("goal"),
            lost=end("failure"),
        )
        call = self.step(flow, "call")
        role = self.env["bpm.flow.role"].create(
            {
                "version_id": flow.draft_id.id,
                "name": "Callers",
                "user_ids": [Command.set((self.worker | self.mate).ids)],
                "group_ids": [Command.set(self.clerk_group.ids)],
                "pick": "turn",
            }
        )
        second = role.copy({"name": "Who did it", "same_as_node_id": call.id})
        call.role_id = role
        self.env["bpm.flow.reminder"].create(
            [
                {"node_id": call.id, "role_id": second.id},
                {
                    "node_id": call.id,
                    "action": "outcome",
                    "moment": "after",
                    "outcome_id": call.outcome_ids[1].id,
                },
            ]
        )
        return flow

    def _parts(self, version):
        """{model: rows} of everything that belongs to a version."""
        nodes = version.node_ids
        return {
            "bpm.flow.node": nodes,
            "bpm.flow.transition": version.transition_ids,
            "bpm.flow.outcome": nodes.outcome_ids,
            "bpm.flow.checklist": nodes.checklist_ids,
            "bpm.flow.reminder": nodes.reminder_ids,
            "bpm.flow.role": version.role_ids,
            "ir.actions.server": nodes.action_ids,
        }

    # ------------------------------------------------------------------
    # Publishing
    # ------------------------------------------------------------------
    def test_a_new_process_is_a_start_and_an_end(self):
        flow = self.env["bpm.flow"].with_user(self.owner).create({"name": "New"})
        draft = flow.draft_id
        self.assertEqual(draft.node_ids.mapped("kind"), ["startEvent", "endEvent"])
        self.assertEqual((draft.number, draft.state, flow.code), (1, "draft", "new"))
        self.assertEqual(draft.check(), [])

    def test_codes_stay_apart(self):
        flows = self.env["bpm.flow"].create([{"name": "A b!"}, {"name": "a-B"}])
        self.assertEqual(flows.mapped("code"), ["a_b", "a_b_2"])

    def test_publishing_says_who_and_when(self):
        self.draft.with_user(self.owner).action_publish()
        self.assertEqual(
            (self.draft.state, self.draft.published_by_id, self.draft.date_published),
            ("published", self.owner, self.at("2026-03-02 09:00")),
        )
        self.assertEqual(self.process.version_id, self.draft)
        self.assertFalse(self.process.draft_id)
        self.assertIn("Version 1 is published", self.process.message_ids[:1].body)

    def test_errors_forbid_it_and_are_listed(self):
        self.step(self.process, "call").role_id = False
        self.step(self.process, "pause").deadline_amount = 0
        with self.refused(
            UserError,
            "cannot be published yet",
            "“Call”: nobody is responsible",
            "“Pause”: say how long",
        ):
            self.draft.with_user(self.owner).action_publish()
        self.assertEqual(self.draft.state, "draft")

    def test_the_next_one_retires_the_last(self):
        self.draft.action_publish()
        self.process.action_new_draft()
        second = self.process.draft_id
        second.action_publish()
        self.assertEqual((self.draft.state, second.state), ("retired", "published"))
        self.assertEqual((second.number, self.process.version_id), (2, second))

    def test_a_published_one_is_not_published_again(self):
        self.draft.action_publish()
        with self.refused(UserError, "Only a draft"):
            self.draft.action_publish()

    # ------------------------------------------------------------------
    # Frozen
    # ------------------------------------------------------------------
    def test_no_part_of_it_changes_any_more_whoever_asks(self):
        self.draft.action_publish()
        parts = self._parts(self.draft)
        self.assertEqual(set(parts), set(PARTS))
        for rows in parts.values():
            self.assertTrue(rows, rows)
            for asked in (
                rows.sudo(),
                rows.with_user(self.admin),
                rows.with_user(self.owner),
            ):
                with self.refused(UserError, "frozen"):
                    asked[:1].write({self._some_field(rows): "x"})
                with self.refused(UserError, "frozen"):
                    asked[:1].unlink()

    def _some_field(self, rows):
        return next(n for n in ("name", "domain", "unit") if n in rows._fields)

    def test_nothing_is_added_to_it(self):
        self.draft.action_publish()
        call = self.step(self.process, "call")
        added = {
            "bpm.flow.node": {"version_id": self.draft.id, "name": "x"},
            "bpm.flow.transition": {"source_id": call.id, "target_id": call.id},
            "bpm.flow.outcome": {"node_id": call.id, "name": "x"},
            "bpm.flow.checklist": {"node_id": call.id, "name": "x"},
            "bpm.flow.reminder": {"node_id": call.id},
            "bpm.flow.role": {"version_id": self.draft.id, "name": "x"},
            "ir.actions.server": {
                "bpm_node_id": call.id,
                "name": "x",
                **write("name", "x"),
            },
        }
        for model, values in added.items():
            with self.refused(UserError, "frozen"):
                self.env[model].create(values)

    def test_nothing_is_moved_into_it_or_out_of_it(self):
        self.draft.action_publish()
        self.process.action_new_draft()
        draft = self.process.draft_id
        old, new = self._parts(self.draft), self._parts(draft)
        call = self.draft.node_ids.filtered(lambda n: n.bpmn_id == "call")
        other = draft.node_ids.filtered(lambda n: n.bpmn_id == "call")
        for model in ("bpm.flow.outcome", "bpm.flow.checklist", "bpm.flow.reminder"):
            with self.refused(UserError, "frozen"):
                new[model][:1].node_id = call
            with self.refused(UserError, "frozen"):
                old[model][:1].node_id = other
        with self.refused(UserError, "frozen"):
            new["bpm.flow.role"][:1].version_id = self.draft
        with self.refused(UserError, "frozen"):
            new["ir.actions.server"][:1].bpm_node_id = call
        with self.refused(UserError, "frozen"):
            old["ir.actions.server"][:1].bpm_node_id = False

    def test_the_version_itself_changes_by_its_buttons_only(self):
        for values in ({"state": "published"}, {"number": 9}, {"flow_id": 1}):
            with self.refused(UserError):
                self.draft.with_user(self.owner).write(values)
        self.draft.with_user(self.owner).note = "First"
        self.draft.action_publish()
        with self.refused(UserError, "Only a draft can be deleted"):
            self.draft.with_user(self.owner).unlink()

    def test_a_published_process_keeps_its_target(self):
        self.draft.action_publish()
        with self.refused(UserError, "keeps its target"):
            self.process.with_user(self.owner).res_model = "res.partner"

    # ------------------------------------------------------------------
    # The new draft
    # ------------------------------------------------------------------
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
            (w.bpmn_id, w.source_id.bpmn_id, w.target_id.bpmn_id, w.outcome_id.code)
            + (w.domain, w.is_default, w.sequence)
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
        first = self.process.action_new_draft()["res_id"]
        self.assertEqual(self.process.action_new_draft()["res_id"], first)

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
