from odoo.exceptions import AccessError

from .common import FlowCase, task
from .process_words import Step, auto, code, wait, write

ANOTHER = "env['crm.lead'].create({'name': 'One more', 'type': 'lead'})"
MOST = 12


class TestStorm(FlowCase):
    """A process that starts itself, or too often, pauses itself and says why."""

    def loop(self, name="Loop", **values):
        """Each case makes a lead that starts the next."""
        flow = self.flow(name, grow=auto(code(ANOTHER), **values))
        self.rule(flow)
        return flow

    def told(self, before):
        return self.inbox(self.owner) - before

    def enter(self):
        """Somebody whose save must not fail."""
        lead = self.env["crm.lead"].with_user(self.worker).create({"name": "Entered"})
        self._end_transaction()
        return lead

    def test_one_that_starts_itself_pauses_and_the_save_goes_through(self):
        flow, before = self.loop(), self.inbox(self.owner)
        lead = self.enter()
        self.assertTrue(lead.exists())
        self.assertIn("starts itself again and again", flow.storm_reason)
        self.assertIn("Loop → Loop.", flow.storm_reason)
        self.assertEqual(flow.storm_date, self.at("2026-03-02 09:00"))
        self.assertLess(len(self.cases_of(flow)), MOST)
        self.assertEqual(
            self.told(before).mapped("subject"), ["“Loop” has paused itself"]
        )
        self.assertFalse(self.cases_of(flow).incident_ids)

    def test_a_ring_of_several(self):
        flows = [
            self.flow(
                f"Ring {number}",
                restart_guard="none",
                mark=auto(write("phone", str(number))),
            )
            for number in (1, 2, 3)
        ]
        for number, flow in enumerate(flows, 1):
            field = self.env["ir.model.fields"]._get("crm.lead", "phone")
            before = str((number + 1) % 3 + 1)
            self.rule(
                flow,
                "on_write",
                domain=repr([("phone", "=", before)]),
                field_ids=[(6, 0, field.ids)],
            )
        self.lead.with_user(self.worker).phone = "3"
        self._end_transaction()
        paused = [flow for flow in flows if flow.storm_reason]
        self.assertEqual(len(paused), 1)
        for flow in flows:
            self.assertIn(flow.name, paused[0].storm_reason)
            self.assertLess(len(self.cases_of(flow)), MOST)

    def test_a_ring_through_the_scheduler(self):
        flow = self.loop("Later", run_later=True)
        self.enter()
        for _minute in range(30):
            self.run_due(minutes=1)
        self.assertIn("starts itself", flow.storm_reason)
        self.assertLess(len(self.cases_of(flow)), MOST)

    def test_what_comes_back_slowly_is_no_storm(self):
        flow = self.flow("Monthly", pause=wait("20 days"), grow=auto(code(ANOTHER)))
        self.rule(flow)
        self.enter()
        for _month in range(10):
            self.run_due(days=20)
        self.assertFalse(flow.storm_reason)
        self.assertEqual(len(self.cases_of(flow)), 11)

    def test_a_person_in_between_breaks_the_chain(self):
        flow = self.flow("Asks", call=task(self.worker), grow=auto(code(ANOTHER)))
        self.rule(flow)
        self.enter()
        for _round in range(10):
            case = self.cases_of(flow).filtered(lambda c: c.state == "running")
            self.finish(case)
            self._end_transaction()
        self.assertFalse(flow.storm_reason)

    def test_processes_that_start_each_other_by_messages(self):
        flows = {}
        for mine, other in (("Ping", "Pong"), ("Pong", "Ping")):
            heard = {"event": "message", "event_name": mine}
            tell = {"event": "message", "event_name": other}
            flows[mine] = self.flow(
                mine,
                restart_guard="none",
                start=Step("startEvent", heard),
                tell=Step("endEvent", tell),
            )
        self.env["bpm.flow.instance"].send_message("Ping")
        paused = [flow for flow in flows.values() if flow.storm_reason]
        self.assertEqual(len(paused), 1)
        self.assertEqual(paused[0].held_count, 1)

    # ------------------------------------------------------------------
    # Too many a minute
    # ------------------------------------------------------------------
    def apart(self, flow):
        """As if each case so far had been started in a transaction of its own."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bpm_flow_instance SET create_date = create_date "
            "+ id * interval '1 microsecond' WHERE flow_id = %s",
            [flow.id],
        )

    def test_more_than_so_many_a_minute(self):
        flow, before = self.flow(storm_limit=3), self.inbox(self.owner)
        self.rule(flow)
        self.leads(3)
        self.apart(flow)
        self.leads(2)
        self.leads(1)
        self.assertEqual(len(self.cases_of(flow)), 3)
        self.assertEqual(flow.storm_reason, "More than 3 starts within a minute.")
        self.assertEqual(flow.held_count, 3)
        self.assertEqual(len(self.told(before)), 1, "told once")

    def test_an_import_is_one_start(self):
        flow = self.flow(storm_limit=3)
        self.rule(flow)
        self.leads(50)
        self.leads(50)
        self.assertEqual(len(self.cases_of(flow)), 100)

    def test_a_minute_later_they_are_forgotten(self):
        flow = self.flow(storm_limit=3)
        self.rule(flow)
        self.leads(3)
        self.apart(flow)
        self.run_due(minutes=2)
        self.leads(3)
        self.assertFalse(flow.storm_reason)

    def test_no_limit(self):
        flow = self.flow(storm_limit=0)
        self.rule(flow)
        self.leads(3)
        self.apart(flow)
        self.leads(1)
        self.assertEqual(len(self.cases_of(flow)), 4)

    # ------------------------------------------------------------------
    # Afterwards
    # ------------------------------------------------------------------
    def paused(self):
        flow = self.flow(storm_limit=1)
        self.rule(flow)
        self.leads(1)
        self.held = self.leads(3)
        self.assertEqual(flow.held_count, 3)
        return flow

    def test_by_hand_it_is_started_all_the_same(self):
        flow = self.paused()
        self.assertEqual(self.start(flow).state, "running")

    def test_the_owner_starts_it_again_and_what_was_held(self):
        flow = self.paused()
        self.held[0].unlink()
        flow.with_user(self.owner).action_start_again()
        self.assertFalse(flow.storm_reason)
        action = flow.with_user(self.owner).action_view_held()
        rows = self.env["bpm.flow.held"].with_user(self.owner).search(action["domain"])
        self.assertEqual(rows.mapped("record_name"), ["Lead 0", "Lead 1", "Lead 2"])
        rows.action_start()
        self.run_due()
        self.assertEqual(len(self.cases_of(flow)), 3, "one was deleted meanwhile")
        self.assertFalse(rows.exists())
        self.assertIn("starts by itself again", flow.message_ids[0].body)

    def test_or_forgets_it(self):
        flow = self.paused()
        self.env["bpm.flow.held"].search([]).with_user(self.owner).action_forget()
        self.assertEqual(flow.held_count, 0)

    def test_a_record_that_would_start_again_and_again_is_held_once(self):
        flow = self.paused()
        rule = flow.start_ids
        for _time in range(3):
            flow.sudo()._hold(self.held.ids, rule, self.worker)
        rows = self.env["bpm.flow.held"].search([("flow_id", "=", flow.id)])
        self.assertEqual(rows.mapped("times"), [4, 4, 4])

    def test_nobody_else_may(self):
        flow = self.paused()
        rows = self.env["bpm.flow.held"].search([("flow_id", "=", flow.id)])
        for user in (self.worker, self.stranger, self.foreigner):
            for act in (
                flow.with_user(user).action_start_again,
                rows.with_user(user).action_start,
                rows.with_user(user).action_forget,
            ):
                with self.refused(AccessError):
                    act()
        with self.refused(AccessError, "pauses by itself"):
            flow.with_user(self.owner).write({"storm_reason": False})
