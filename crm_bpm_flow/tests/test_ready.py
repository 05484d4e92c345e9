from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..library.ready import READY
from .common import task
from .process_words import auto, limit, sub, write
from .test_draw import BPMN, DrawCase


class TestReady(DrawCase):
    """Steps with their settings, to be put into any process."""

    def ready(self, code):
        return self.env.ref(f"crm_bpm_flow.bpm_flow_ready_{code}")

    def put(self, flow, ready, after="call"):
        """The rows that come of putting it behind a step, first one first."""
        draft = flow.draft_id.with_user(self.owner)
        before = draft.node_ids
        data = draft.editor_add_ready(ready.id, self.step(flow, after).id)
        made = draft.node_ids - before
        first = made.filtered(lambda n: n.id == data["new_step"])
        return first + (made - first)

    def owned(self, **steps):
        return self.flow("Own", publish=False, **steps)

    # ------------------------------------------------------------------
    # Those that come with the add-on
    # ------------------------------------------------------------------
    def test_each_of_them_stands_in_the_way_of_the_step_before_it(self):
        rows = self.env["bpm.flow.ready"].search([("code", "!=", False)])
        self.assertEqual(set(rows.mapped("code")), set(READY))
        for ready in rows:
            with self.subTest(ready=ready.code):
                flow = self.owned(call=task(self.worker), offer=task(self.mate))
                made = self.put(flow, ready)
                offer = self.step(flow, "offer")
                self.assertEqual(
                    self.step(flow, "call").outgoing_ids.target_id, made[0]
                )
                self.assertEqual(len(offer.incoming_ids), 1)
                self.assertIn(offer.incoming_ids.source_id, made)
                people = made.filtered(lambda n: n.kind == "userTask")
                people.user_ids = self.worker
                found = [
                    finding["message"]
                    for finding in flow.draft_id.check()
                    if finding["severity"] == "error"
                ]
                if ready.code == "approval":  # only its owner knows what then
                    self.assertIn("when it is rejected", found.pop())
                self.assertEqual(found, [])

    def test_it_brings_its_outcomes_deadline_and_reminders(self):
        flow = self.owned(call=task(self.worker), offer=task(self.mate))
        contact, pause = self.put(flow, self.ready("contact"))
        self.assertEqual(contact.name, "Contact the client")
        self.assertEqual(
            (contact.deadline_amount, contact.deadline_unit), (10, "minutes")
        )
        self.assertEqual(contact.reminder_ids.amount, 5)
        leads = {o.code: o.target_id for o in contact.outcome_ids}
        offer = self.step(flow, "offer")
        self.assertEqual(leads, {"reached": offer, "no_answer": pause})
        self.assertEqual(pause.outgoing_ids.target_id, contact)
        self.assertEqual(pause.deadline_amount, 2)

    def test_an_approval_is_one(self):
        flow = self.owned(call=task(self.worker), offer=task(self.mate))
        approve = self.put(flow, self.ready("approval"))
        self.assertTrue(approve.is_approval)
        codes = approve.outcome_ids.mapped("code")
        self.assertEqual(codes, ["approved", "remarks", "returned", "rejected"])
        way = self.step(flow, "offer").incoming_ids
        self.assertEqual(way.outcome_id.code, "approved")

    def test_into_an_empty_place_and_into_a_sub_process(self):
        flow = self.owned(part=sub(), inner=task(self.worker, parent_id="part"))
        answer = self.put(flow, self.ready("answer"), after="inner")
        self.assertEqual(answer.parent_id, self.step(flow, "part"))
        silent = answer.filtered(lambda n: n.kind == "boundaryEvent")
        self.assertEqual(silent.attached_to_id, answer[0])
        self.assertFalse(silent.interrupting)
        draft = flow.draft_id.with_user(self.owner)
        self.assertTrue(draft.editor_add_ready(self.ready("papers").id)["new_step"])

    # ------------------------------------------------------------------
    # One's own
    # ------------------------------------------------------------------
    def keep(self, node, user=None):
        before = self.env["bpm.flow.ready"].search([])
        node.with_user(user or self.owner).action_keep_ready()
        return self.env["bpm.flow.ready"].search([]) - before

    def test_a_step_of_ones_own_with_all_that_belongs_to_it(self):
        flow = self.owned(
            call=task(
                self.worker,
                ["Reached", "Busy"],
                within="3 hours",
                checklist_ids=[Command.create({"name": "Greeted"})],
            ),
            slow=limit("call", "5 hours", then="call"),
        )
        call = self.step(flow, "call")
        call.reminder_ids = [Command.create({"amount": 7})]
        call.instruction = "<p>Be <b>kind</b></p>"
        role = self.env["bpm.flow.role"].create(
            {
                "version_id": flow.draft_id.id,
                "name": "Callers",
                "user_ids": [Command.set(self.mate.ids)],
            }
        )
        call.role_id = role
        ready = self.keep(call)
        self.assertEqual((ready.name, ready.user_id), ("Call", self.owner))

        other = self.owned(call=task(self.mate), offer=task(self.mate))
        twin, slow = self.put(other, ready)
        self.assertEqual(twin.outcome_ids.mapped("name"), ["Reached", "Busy"])
        self.assertEqual(twin.deadline_amount, 3)
        self.assertEqual(twin.reminder_ids.amount, 7)
        self.assertEqual(twin.checklist_ids.name, "Greeted")
        self.assertEqual(twin.instruction, call.instruction)
        self.assertEqual(twin.role_id.version_id, other.draft_id)
        self.assertEqual(twin.role_id.name, "Callers")
        self.assertEqual(twin.role_id.user_ids, self.mate)
        self.assertEqual((slow.attached_to_id, slow.deadline_amount), (twin, 5))
        again = self.put(other, ready)[0]
        self.assertEqual(again.role_id, twin.role_id, "one role of that name")
        self.assertEqual(again.outcome_ids[0].target_id, twin)

    def test_actions_come_along_to_the_same_kind_of_record_only(self):
        flow = self.owned(mark=auto(write("name", "Changed")))
        ready = self.keep(self.step(flow, "mark"))
        other = self.owned(call=task(self.worker))
        mark = self.put(other, ready)
        self.assertEqual(mark.sudo().action_ids.update_path, "name")
        self.assertNotEqual(mark.action_ids, self.step(flow, "mark").action_ids)
        partners = self.flow(
            "Partners", publish=False, res_model="res.partner", call=task(self.worker)
        )
        draft = partners.draft_id.with_user(self.owner)
        self.assertNotIn(ready.id, [row["id"] for row in draft.ready_sketches()])
        with self.refused(UserError, "not there any more"):
            draft.editor_add_ready(ready.id)

    def test_who_is_gone_is_left_out(self):
        guest = self._person("guest", "base.group_user")
        flow = self.owned(call=task(guest | self.mate))
        ready = self.keep(self.step(flow, "call"))
        self.step(flow, "call").user_ids = self.mate
        self.env.cr.execute("DELETE FROM res_users WHERE id = %s", [guest.id])
        self.env.invalidate_all()
        other = self.owned(call=task(self.worker))
        self.assertEqual(self.put(other, ready).user_ids, self.mate)

    def test_what_cannot_be_kept(self):
        flow = self.owned(part=sub(), inner=task(self.worker, parent_id="part"))
        for key in ("part", "start"):
            with self.refused(UserError, "single step"):
                self.step(flow, key).with_user(self.owner).action_keep_ready()

    # ------------------------------------------------------------------
    # Rights
    # ------------------------------------------------------------------
    def test_nobody_says_by_hand_what_a_ready_step_holds(self):
        flow = self.owned(call=task(self.worker))
        ready = self.keep(self.step(flow, "call"))
        forged = {"content": {"steps": [], "ways": [], "exit": ["a", None]}}
        for user in (self.owner, self.admin):
            mine = ready.with_user(user)
            for act in (
                lambda mine=mine: mine.create({"name": "x", **forged}),
                lambda mine=mine: mine.write(forged),
                lambda mine=mine: mine.write({"res_model": False}),
                lambda mine=mine: mine.copy(forged),
            ):
                with self.refused(AccessError):
                    act()
        ready.with_user(self.owner).name = "Ring"
        with self.refused(AccessError):
            self.ready("contact").with_user(self.owner).name = "Mine"
        with self.refused(AccessError):
            ready.with_user(self.worker).read(["content"])
        ready.with_user(self.owner).unlink()

    def test_who_may_use_it(self):
        flow = self.owned(call=task(self.worker), company_id=self.env.company.id)
        ready = self.keep(self.step(flow, "call"))
        with self.refused(AccessError):
            self.step(flow, "call").with_user(self.worker).action_keep_ready()
        draft = flow.draft_id
        for user in (self.worker, self.stranger, self.foreigner):
            with self.refused(AccessError):
                draft.with_user(user).editor_add_ready(ready.id)
            with self.refused(AccessError):
                draft.with_user(user).ready_sketches()
        with self.refused(AccessError):
            ready.with_user(self.foreigner).read(["name"])

    # ------------------------------------------------------------------
    # On the map
    # ------------------------------------------------------------------
    def test_what_is_drawn_of_it_has_its_settings(self):
        ready = self.ready("contact")
        sketch = ready._sketch()
        self.assertEqual(
            [(s["key"], s["type"], s["event"]) for s in sketch["shapes"]],
            [
                ("contact", "bpmn:UserTask", False),
                ("pause", "bpmn:IntermediateCatchEvent", "bpmn:TimerEventDefinition"),
            ],
        )
        self.assertEqual([w["name"] for w in sketch["ways"]], ["No answer", ""])

        self.draw("userTask", "new", name="Contact the client")
        rest = self.draw("intermediateCatchEvent", "rest", name="Pause")
        etree.SubElement(rest, f"{{{BPMN}}}timerEventDefinition")
        self.draw_way("f", "new", "rest", name="No answer")
        self.draw_way("g", "rest", "new")
        made = {"new": [ready.id, "contact"], "rest": [ready.id, "pause"]}
        self.save(ready=made)
        nodes = {n.bpmn_id: n for n in self.draft.node_ids}
        self.assertEqual(nodes["new"].reminder_ids.amount, 5)
        self.assertEqual(nodes["rest"].deadline_amount, 2)
        self.assertEqual(nodes["rest"].name, "Pause", "named on the map already")
        leads = {o.name: o.target_id for o in nodes["new"].outcome_ids}
        empty = self.env["bpm.flow.node"]
        self.assertEqual(leads, {"Reached": empty, "No answer": nodes["rest"]})

    def test_rubbish_about_ready_steps_makes_plain_ones(self):
        contact = self.ready("contact").id
        for number, place in enumerate((None, "x", [1], [contact, "pause"], [0, "a"])):
            self.draw("userTask", f"new{number}", name="New")
            self.save(ready={f"new{number}": place})
            row = self.draft.node_ids.filtered(lambda n: n.name == "New")
            self.assertEqual(len(row), number + 1)
            self.assertFalse(row.outcome_ids)
