from odoo.exceptions import AccessError, UserError

from ..models.bpm_flow_log import KINDS
from .common import FlowCase, end, task
from .process_words import Step, auto, call, choice, code, limit, message, wait, write


class TestJournal(FlowCase):
    """Append only, chained, and readable."""

    def setUp(self):
        super().setUp()
        self.process = self.flow(
            call=task(self.worker, {"Reached": "end", "Busy": "pause"}),
            pause=wait("1 hours", then="call"),
        )
        self.case = self.start(self.process, words="Größe", weight=1.5)
        self.finish(self.case, "busy", comment="Zu früh, „später“")
        self.run_due(hours=1)
        self.finish(
            self.case, "reached", values={"big": 1e16, "tiny": 1e-9, "huge": 2**70}
        )
        self._end_transaction()
        self.rows = self.case.log_ids.sorted("seq")

    def test_an_outcome_is_told_in_the_reader_s_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        flow = self.flow("F", publish=False, call=task(self.worker, {"Reached": None}))
        step = self.step(flow, "call")
        step.outcome_ids.with_context(lang="fr_FR").name = "Joint"
        flow.draft_id.with_user(self.owner).action_publish()
        case = self.start(flow)
        french = case.open_task_ids.with_context(lang="fr_FR")
        french.with_user(self.worker).complete("reached")
        row = case.log_ids.filtered(lambda r: r.kind == "finished")
        self.assertIn("Reached", row.message)
        self.assertIn("Joint", row.with_context(lang="fr_FR").message)
        self.assertEqual(self.env["bpm.flow.log"].verify(case.ids), [])

    def test_an_automatic_step_says_what_it_did(self):
        named = {**write("priority", "3"), "name": "Mark it as urgent"}
        city = {**write("city", "Brussels"), "name": "Set the city"}
        flow = self.flow("Auto", mark=auto(named, city))
        step = self.step(flow, "mark")
        row = self.start(flow).log_ids.filtered(lambda r: r.kind == "action")
        words = "Mark it as urgent, Set the city"
        self.assertEqual(row.message, f"“Mark” was done ({words}).")
        self.assertEqual(step._what_words(), words)
        twin = self.flow("Alone", mark=auto({**named, "name": "Mark"}))
        row = self.start(twin).log_ids.filtered(lambda r: r.kind == "action")
        self.assertEqual(row.message, "“Mark” was done.")
        self.assertEqual(self.step(twin, "mark")._what_words(), "")

    def test_ways_and_rules_are_told_in_the_reader_s_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        french = {"lang": "fr_FR"}
        flow = self.flow(
            publish=False,
            look=choice(([("priority", "=", "3")], "call"), otherwise="end"),
            call=task(self.worker),
        )
        self.step(flow, "call").with_context(**french).name = "Appeler"
        rule = self.rule(flow, name="Fresh")
        rule.with_context(**french).name = "Frais"
        flow.draft_id.with_user(self.owner).action_publish()
        lead = self.env["crm.lead"].with_user(self.worker).create({"name": "L"})
        started, chosen = self.cases_of(flow, lead).log_ids.sorted("seq")[:2]
        self.assertIn("Fresh", started.message)
        self.assertIn("Frais", started.with_context(**french).message)
        self.assertIn("Call: does not fit", chosen.message)
        self.assertIn("Appeler: ", chosen.with_context(**french).message)
        rule.name = "Called otherwise now"
        started.invalidate_recordset()
        self.assertIn("Fresh", started.message)
        self.assertEqual(self.env["bpm.flow.log"].verify(started.instance_id.ids), [])

    def test_an_outcome_that_only_its_words_were_kept_of(self):
        """As older rows have it."""
        log = self.env["bpm.flow.log"]
        node = self.step(self.process, "call")
        log._append([(self.case, "finished", node, {"outcome": "Erreicht"})])
        row = self.case.log_ids.sorted("seq")[-1]
        self.assertIn("Erreicht", row.message)
        self.assertEqual(self._verify(), [])

    def _verify(self):
        self._end_transaction()
        return self.env["bpm.flow.log"].verify(self.case.ids)

    # ------------------------------------------------------------------
    # Append only
    # ------------------------------------------------------------------
    def test_nobody_changes_or_deletes_a_row(self):
        for rows in (
            self.rows,
            self.rows.sudo(),
            self.rows.with_user(self.admin),
            self.rows.with_user(self.owner),
        ):
            for act in (
                lambda rows=rows: rows.write({"data": {}}),
                lambda rows=rows: rows[:1].unlink(),
            ):
                with self.refused(UserError):
                    act()

    def test_nobody_adds_a_row_by_hand(self):
        values = {
            "instance_id": self.case.id,
            "flow_id": self.process.id,
            "seq": 99,
            "date": "2026-03-02 10:00:00",
            "kind": "note",
            "hash": "x",
        }
        for user in (self.admin, self.owner, self.worker):
            with self.refused(UserError):
                self.env["bpm.flow.log"].with_user(user).create(values)

    def test_it_goes_with_nothing_else(self):
        """Neither a case nor a process takes its journal away."""
        with self.refused(UserError):
            self.process.unlink()
        with self.refused(UserError):
            self.case.unlink()
        self.assertEqual(self._verify(), [])

    # ------------------------------------------------------------------
    # The chain
    # ------------------------------------------------------------------
    def test_a_whole_chain(self):
        self.assertEqual(
            [row.seq for row in self.rows], list(range(1, len(self.rows) + 1))
        )
        self.assertEqual(self._verify(), [])

    def test_numbers_and_words_survive_the_database(self):
        self.case.set_variables(
            {
                "a": 1e16,
                "b": 1.0,
                "c": 0.1,
                "d": 2**63,
                "e": -0.0,
                "f": 1e300,
                "g": "\u00e9",
            }
        )
        self.assertEqual(self._verify(), [])

    def test_every_changed_row_is_found(self):
        row = self.rows[2]
        for column, value in (
            ("data", '{"people": "Somebody"}'),
            ("kind", "note"),
            ("user_id", self.mate.id),
            ("date", "2026-01-01 00:00:00"),
            ("element", "other"),
            ("node_id", None),
            ("hash", "0" * 64),
            ("seq", 77),
        ):
            with self.subTest(column), self.env.cr.savepoint() as savepoint:
                self.env.cr.execute(
                    f"UPDATE bpm_flow_log SET {column} = %s WHERE id = %s",  # noqa: S608
                    [value, row.id],
                )
                broken = self._verify()
                self.assertTrue(broken, column)
                self.assertEqual(broken[0]["instance_id"], self.case.id)
                if column not in ("hash", "seq"):
                    self.assertEqual(
                        broken,
                        [
                            {
                                "instance_id": self.case.id,
                                "seq": row.seq,
                                "log_id": row.id,
                                "problem": "changed",
                            }
                        ],
                    )
                savepoint.rollback()
                self.env.invalidate_all()

    def test_a_removed_row_is_found_wherever_it_was(self):
        for row in (self.rows[0], self.rows[3], self.rows[-1]):
            with self.subTest(row.seq), self.env.cr.savepoint() as savepoint:
                self.env.cr.execute("DELETE FROM bpm_flow_log WHERE id = %s", [row.id])
                self.assertIn("missing", [b["problem"] for b in self._verify()])
                savepoint.rollback()
                self.env.invalidate_all()

    def test_an_added_row_is_found(self):
        self.env.cr.execute(
            "INSERT INTO bpm_flow_log (instance_id, flow_id, seq, date, kind, hash) "
            "SELECT instance_id, flow_id, seq + 1, date, kind, hash FROM bpm_flow_log "
            "WHERE id = %s",
            [self.rows[-1].id],
        )
        self.assertTrue(self._verify())

    def test_a_row_in_the_middle_with_a_new_hash_breaks_the_next(self):
        """Whoever can compute a hash still has to rewrite all that follows."""
        self.env.cr.execute(
            "UPDATE bpm_flow_log SET hash = repeat('a', 64) WHERE id = %s",
            [self.rows[1].id],
        )
        seqs = [b["seq"] for b in self._verify()]
        self.assertIn(self.rows[1].seq, seqs)
        self.assertIn(self.rows[2].seq, seqs)

    def test_many_cases_are_proved_together_and_told_apart(self):
        cases = self.start(self.process, self.leads(3))
        self._end_transaction()
        self.env.cr.execute(
            "UPDATE bpm_flow_log SET kind = 'note' WHERE instance_id = %s AND seq = 1",
            [cases[1].id],
        )
        self.env.invalidate_all()
        broken = self.env["bpm.flow.log"].verify((self.case | cases).ids)
        self.assertEqual({b["instance_id"] for b in broken}, {cases[1].id})

    def test_only_who_may_see_the_case_may_prove_it(self):
        with self.refused(AccessError):
            self.env["bpm.flow.log"].with_user(self.stranger).verify(self.case.ids)
        self.assertEqual(
            self.env["bpm.flow.log"].with_user(self.worker).verify(self.case.ids), []
        )

    # ------------------------------------------------------------------
    # Who
    # ------------------------------------------------------------------
    def test_each_row_names_who_acted(self):
        finished = self.rows.filtered(lambda r: r.kind == "finished")
        self.assertEqual(finished.user_id, self.worker)

    def test_nobody_acts_in_another_s_name(self):
        """The context of a call over the network is the caller's to fill in."""
        case = self.start(self.process, self.leads(1))
        forged = {"bpm_actor": self.mate.id}
        case.with_user(self.owner).with_context(**forged).action_suspend()
        case.with_user(self.owner).with_context(**forged).action_resume()
        case.with_user(self.owner).with_context(**forged).set_variables({"a": 1})
        other = self.process.with_user(self.owner).with_context(**forged)
        second = other.start(self.leads(1).ids).sudo()
        tasks = case.open_task_ids.with_user(self.worker).with_context(**forged)
        tasks.complete("busy")
        authors = (case | second).log_ids.user_id
        self.assertNotIn(self.mate, authors)

    def test_the_reason_of_a_delay_cannot_be_kept_out_of_it(self):
        case = self.start(self.process, self.leads(1))
        quiet = case.open_task_ids.with_user(self.worker).with_context(bpm_quiet=True)
        quiet.delay_reason = "Asleep"
        self.assertIn("delay_reason", self.kinds(case))


APPROVAL_WORDS = {"verdict", "kept", "again", "asked", "joined", "fewer"}
OUTSIDE_WORDS = {"invited", "revoked", "counter"}  # see test_visa_outside
EVENT_WORDS = {
    "thrown": "“Tell” sent “Ready”.",
    "caught": "“Paid” came to “Money”.",
    "begun": "“Visit” was begun by hand.",
    "closed": "“Free” was said to be complete.",
    "added": "“Each” is done once more than planned.",
    "migrated": None,  # see test_migrate
    "decided": None,  # see test_decision
}


class TestSentences(FlowCase):
    """Every kind of row says what happened, in plain words and each in his language."""

    def _story(self):
        """One life with as many kinds of rows as fit into it."""
        inner = self.flow("Inner", ask=task(self.mate))
        flow = self.flow(
            "Outer",
            call=task(
                self.worker | self.mate, ["Reached"], within="1 hours", then="look"
            ),
            late=limit("call", "5 hours", "end"),
            look=choice(([("name", "=", "x")], "end"), otherwise="work"),
            work=auto(code("record.name"), then="fail"),
            fail=auto(code("1 / 0"), then="pause"),
            pause=wait("1 hours", then="part"),
            part=call(inner, then="last"),
            last=task(user_field="user_id", then="end"),
            end=end("goal"),
        )
        case = self.start(flow)
        tasks = case.open_task_ids
        tasks.with_user(self.worker).action_claim()
        tasks.with_user(self.worker).action_give_back()
        tasks.with_user(self.worker).delegate(self.mate.id, "Please")
        tasks.with_user(self.owner).action_reassign(self.worker.ids)
        tasks.with_user(self.worker).delay_reason = "Ill"
        tasks.with_user(self.worker).complete("reached", comment="At last")
        incident = case.incident_ids.with_user(self.owner)
        incident.action_retry()
        case.incident_ids.with_user(self.owner).action_skip()
        self.run_due(hours=1)
        self.finish(case.child_ids)
        managed = case.with_user(self.owner)
        managed.action_suspend()
        managed.action_resume()
        managed.set_variables({"a": 1})
        managed.move_token("last", "call")
        self.run_due(hours=5)
        other = self.start(flow, self.leads(1)).with_user(self.owner)
        other.action_cancel("Enough")
        early = {"text": "“Paid” came early."}
        self.env["bpm.flow.log"]._append([(case, "note", None, early)])
        return (case | case.child_ids | other.sudo()).log_ids

    def test_every_kind_has_a_sentence_of_its_own(self):
        rows = self._story()
        labels = dict(KINDS)
        for row in rows:
            self.assertTrue(row.message)
            self.assertNotEqual(row.message, labels[row.kind], row.kind)
            self.assertNotIn("None", row.message)
            self.assertNotIn("False", row.message)
        told = set(rows.mapped("kind"))
        elsewhere = {"reminded", "escalated", "record", *EVENT_WORDS, *APPROVAL_WORDS}
        elsewhere |= OUTSIDE_WORDS
        self.assertEqual(set(labels) - told - elsewhere, set())

    def test_sentences_of_events_and_of_what_people_add(self):
        flow = self.flow(
            each=task(self.worker, then="free", loop="parallel", loop_number="1"),
            free=Step("adHocSubProcess", {"name": "Free"}, "tell"),
            visit=task(self.worker, parent_id="free"),
            tell=Step(
                "intermediateThrowEvent", {"event": "signal", "event_name": "Ready"}
            ),
            money=message("Paid"),
        )
        case = self.start(flow)
        case.add_instance("each")
        case.open_task_ids.complete()
        case.begin_step("visit")
        case.finish_sub_process("free")
        self.env["bpm.flow.instance"].send_message("Paid")
        said = {row.kind: row.message for row in case.log_ids}
        self.assertEqual(
            {kind: said.get(kind) for kind, words in EVENT_WORDS.items() if words},
            {kind: said for kind, said in EVENT_WORDS.items() if said},
        )

    def test_some_sentences_word_by_word(self):
        said = {row.kind: row.message for row in self._story()}
        self.assertEqual(said["taken"], "“Call” was taken by Worker.")
        self.assertEqual(said["delegated"], "“Call” was delegated to Mate (Please).")
        self.assertIn("division by zero", said["incident"])
        self.assertEqual(said["fallback"].split(":")[0], "Nobody was found for “Last”")

    def test_moments_are_said_in_the_reader_s_zone(self):
        case = self.start(self.flow(call=task(self.worker, within="1 hours")))
        row = case.log_ids.filtered(lambda r: r.kind == "opened")
        self.assertIn("10:00", row.with_context(tz="UTC").message)
        self.assertIn("7:00", row.with_context(tz="Asia/Tokyo").message)

    def test_a_row_of_a_step_that_was_renamed_says_the_step(self):
        self.assertTrue(
            all(
                "“" in r.message for r in self._story() if r.kind in ("opened", "taken")
            )
        )
