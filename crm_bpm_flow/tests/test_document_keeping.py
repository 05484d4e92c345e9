from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .common import end, task
from .document_paper_case import PaperCase
from .process_words import Step


class KeepingCase(PaperCase):
    """A contract that was over long ago, and a commission of two."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind.write({"retention": 5, "retention_from": "year"})

    def over(self, since="2026-03-02", **vals):
        document = self.signed(**vals)
        document.add_file("contract.txt", b"Fifty chairs")
        document.copy_ids.put(self.folder.id)
        self.clock.move_to(f"{since} 09:00:00")
        document.action_done()
        return document

    def act(self, documents, agree=True):
        act = self.env["bpm.flow.document.destruction"].with_user(self.registrar)
        act = act.create(
            {
                "reason": "Time is over",
                "commission_ids": (self.owner | self.mate).ids,
                "line_ids": [(0, 0, {"document_id": d.id}) for d in documents],
            }
        )
        if agree:
            act.with_user(self.owner).action_agree()
            act.with_user(self.mate).action_agree()
        return act

    def later(self, day="2032-01-01"):
        self.clock.move_to(f"{day} 09:00:00")
        self._end_transaction()


class TestRetention(KeepingCase):
    """From when on a document may be destroyed."""

    def test_counted_from_the_end_or_from_the_end_of_that_year(self):
        document = self.over()
        self.assertEqual(document.date_destroy, date(2032, 1, 1))
        self.kind.retention_from = "end"
        self.assertEqual(document.date_destroy, date(2031, 3, 2))
        self.kind.write({"retention": 18, "retention_unit": "months"})
        self.assertEqual(document.date_destroy, date(2027, 9, 2))
        self.kind.is_permanent = True
        self.assertFalse(document.date_destroy)
        self.kind.write({"is_permanent": False, "retention": 0})
        self.assertFalse(document.date_destroy)

    def test_the_list_of_what_may_be_destroyed(self):
        document, held = self.over(), self.over()
        held.write({"legal_hold": True, "hold_reason": "Court"})
        listed = [("may_be_destroyed", "=", True)]
        self.later("2031-12-31")
        self.assertFalse(document.search(listed))
        self.later()
        self.assertEqual(document.search(listed), document)
        self.assertTrue(document.may_be_destroyed)
        self.assertFalse(held.may_be_destroyed)

    def test_a_hold_is_the_registrars(self):
        document = self.over()
        with self.refused(AccessError, "hold and release"):
            document.with_user(self.worker).legal_hold = True
        with self.refused(ValidationError, "Say why"):
            document.legal_hold = True
        with self.refused(AccessError, "The register itself"):
            document.date_destroy = "2026-01-01"


class TestDestruction(KeepingCase):
    """Nothing goes without an act that is carried out; then it is really gone."""

    def test_the_whole_way(self):
        document = self.over()
        file = document.file_ids
        attachment = file.attachment_id.sudo()
        chatter = document.message_post(
            body="Scan", attachments=[("scan.txt", b"Scan of it")]
        ).sudo()
        scan = chatter.attachment_ids
        self.later()
        act = self.act(document, agree=False)
        act.with_user(self.owner).action_agree()
        self.assertEqual((act.state, act.name), ("draft", False))
        with self.refused(UserError, "is “Draft”"):
            act.action_carry_out()
        act.with_user(self.mate).action_agree()
        self.assertEqual((act.state, act.name), ("approved", "AD-2032-001"))
        self._end_transaction()
        act.action_carry_out()
        self._end_transaction()
        self.assertEqual((act.state, act.done_by_id), ("done", self.registrar))
        self.assertFalse((attachment | scan).exists())
        self.assertFalse(document.file_ids)
        self.assertEqual(set(document.copy_ids.mapped("state")), {"destroyed"})
        self.assertEqual(document.paper_state, "destroyed")
        self.assertEqual(document.destruction_id, act)
        self.assertEqual(document.destroyed_by_id, self.registrar)
        self.assertEqual((document.name, document.state), ("Chairs", "done"))
        self.assertIn(f"{document.number}/1 (Cabinet 2", act.line_ids.copies_gone)
        self.assertIn("contract.txt, 1 (SHA-1 ", act.line_ids.files_gone)
        self.assertIn("AD-2032-001", document.message_ids[0].body)
        self.assertTrue(chatter.exists())

    def test_whose_turn_it_is_has_something_to_do(self):
        """The commission until each agreed, then whoever prepared it."""

        def asked():
            return {a.user_id: a.summary for a in act.sudo().activity_ids}

        document = self.over()
        self.later()
        act = self.act(document, agree=False)
        words = "Agree to an act of destruction"
        self.assertEqual(asked(), {self.owner: words, self.mate: words})
        act.commission_ids = self.owner | self.worker
        self.assertEqual(asked(), {self.owner: words, self.worker: words})
        act.commission_ids = self.owner | self.mate
        act.with_user(self.mate).action_agree()
        self.assertEqual(asked(), {self.owner: words})
        act.action_draft()
        self.assertEqual(asked(), {self.owner: words, self.mate: words}, "anew")
        act.with_user(self.owner).action_agree()
        act.with_user(self.mate).action_agree()
        carry = "All agreed: carry the act of destruction out"
        self.assertEqual(asked(), {self.registrar: carry})
        act.action_carry_out()
        self.assertFalse(asked())

    def test_nobody_decides_alone(self):
        document = self.over()
        self.later()
        act = self.act(document, agree=False)
        act.commission_ids = self.registrar
        with self.refused(UserError, "At least two people"):
            act.action_agree()
        gone = self._person("gone", "base.group_user", active=False)
        act.commission_ids |= gone
        with self.refused(UserError, "At least two people"):
            act.action_agree()
        act.commission_ids = self.registrar | self.mate
        act.action_agree()
        with self.refused(UserError, "You have agreed", "already"):
            act.action_agree()
        self.assertEqual((act.state, act.agreed_ids), ("draft", self.registrar))
        with self.refused(UserError, "is agreed to"):
            act.commission_ids = self.registrar
        with self.refused(AccessError, "The register itself"):
            act.agreed_ids |= self.mate
        act.with_user(self.mate).action_agree()
        self.assertEqual(act.state, "approved")

    def test_an_act_that_one_alone_agreed_to_before_is_not_carried_out(self):
        document = self.over()
        self.later()
        act = self.act(document)
        act.sudo().write({"commission_ids": [(6, 0, self.mate.ids)]})
        with self.refused(UserError, "At least two people"):
            act.action_carry_out()
        self.assertTrue(document.file_ids)
        act.action_draft()
        self.assertFalse(act.agreed_ids)

    def test_what_stands_against_it_is_said_at_once(self):
        held, out, busy = (self.over() for _n in range(3))
        held.write({"legal_hold": True, "hold_reason": "Court"})
        self.later()
        flow = self.flow("Look", res_model="bpm.flow.document", t=task(self.worker))
        self.start(flow, busy)
        out.copy_ids[0].hand_over(self.mate.id)
        draft = self.document().with_user(self.registrar)
        act = self.act(held | out | busy | draft, agree=False)
        with self.refused(
            UserError,
            "it is held: Court",
            "copy 1 is “Mate”",
            "a case works on it",
            "it is not registered",
        ):
            act.with_user(self.owner).action_agree()
        self.assertIn("Court", act.line_ids[0].obstacle)
        self.assertEqual((act.state, act.agreed_ids.ids), ("draft", []))

    def test_a_hold_stops_an_act_that_was_agreed_to(self):
        document = self.over()
        self.later()
        act = self.act(document)
        document.write({"legal_hold": True, "hold_reason": "Audit"})
        with self.refused(UserError, "it is held: Audit"):
            act.action_carry_out()
        self.assertTrue(document.file_ids.attachment_id)
        self.assertFalse(document.date_destroyed)

    def test_it_is_too_early(self):
        document = self.over()
        self.later("2031-12-31")
        act = self.act(document, agree=False)
        with self.refused(UserError, "it is kept until 2032-01-01"):
            act.with_user(self.owner).action_agree()

    def test_destroyed_once(self):
        document = self.over()
        self.later()
        act = self.act(document)
        with self.refused(UserError, "is in “Act of destruction AD-2032-001” already"):
            self.act(document, agree=False)
        act.action_carry_out()
        with self.refused(UserError, "is “Carried out”"):
            act.action_carry_out()
        with self.refused(UserError, "was destroyed by the act AD-"):
            document.action_put_into_act()
        self.assertTrue(document.is_fixed, "for registrars too")
        self.assertIn(f"by the act {act.name}", document.fixed_words)
        shown = document.files_data()
        self.assertTrue(shown["is_destroyed"])
        self.assertFalse(shown["can_write"])
        for change in (
            lambda: document.write({"name": "Forged"}),
            lambda: document.action_terminate(),
            lambda: document.add_file("new.txt", b"New"),
            lambda: document.add_copies(),
            lambda: document.copy_ids.put(self.folder.id),
            lambda: document.unlink(),
            lambda: act.unlink(),
            lambda: act.action_draft(),
        ):
            with self.refused(UserError):
                change()

    def test_nobody_forges_an_act(self):
        document = self.over()
        self.later()
        act = self.act(document, agree=False)
        fine = {"document_id": document.id, "destruction_id": act.id}
        for forged in (
            lambda: act.write({"state": "approved"}),
            lambda: act.write({"agreed_ids": (self.owner | self.mate).ids}),
            lambda: act.write({"user_id": self.mate.id}),
            lambda: act.create({"state": "approved"}),
            lambda: act.create({"name": "AD-1"}),
            lambda: act.line_ids.write({"files_gone": "x"}),
            lambda: act.line_ids.create({**fine, "copies_gone": "x"}),
            lambda: act.action_agree(),
            lambda: act.with_user(self.worker).action_agree(),
            lambda: act.with_user(self.mate).action_carry_out(),
            lambda: act.with_user(self.mate).action_cancel(),
            lambda: document.write({"date_destroyed": "2032-01-01 00:00:00"}),
            lambda: document.write({"destruction_id": act.id}),
        ):
            with self.refused(AccessError):
                forged()
        act.with_user(self.owner).action_agree()
        for changed in (
            lambda: act.write({"reason": "Other"}),
            lambda: act.write({"commission_ids": self.mate.ids}),
            lambda: act.line_ids.unlink(),
            lambda: act.line_ids.create({**fine, "document_id": self.over().id}),
            lambda: act.action_find(),
        ):
            with self.refused(UserError, "is agreed to"):
                changed()
        free = self.act(self.over(), agree=False)
        for moved in (act.line_ids, free.line_ids):
            with self.refused(UserError, "is agreed to"):
                moved.destruction_id = (act | free) - moved.destruction_id
        act.action_draft()
        act.reason = "Other"

    def test_the_commission_sees_what_it_agrees_to(self):
        document = self.over()
        document.with_user(self.worker).write(
            {"visibility": "named", "reader_ids": self.registrar.ids}
        )
        self.later()
        act = self.act(document, agree=False)
        self.assertFalse(act.with_user(self.worker).search([("id", "=", act.id)]))
        self.assertTrue(act.with_user(self.mate).search([("id", "=", act.id)]))
        self.env.invalidate_all()
        self.assertFalse(act.with_user(self.mate).line_ids)
        with self.refused(AccessError, "may not see all"):
            act.with_user(self.mate).action_agree()

    def test_found_by_itself_and_printed(self):
        first, second = self.over(), self.over()
        self.later()
        self.act(first, agree=False)
        act = self.act(self.env["bpm.flow.document"], agree=False)
        act.action_find()
        self.assertEqual(act.line_ids.document_id, second)
        with self.refused(UserError, "nothing more"):
            act.action_find()
        reports = self.env["ir.actions.report"].with_user(self.registrar)
        html, _kind = reports._render_qweb_html(
            "crm_bpm_flow.report_destruction", act.ids
        )
        text = html.decode()
        for words in (second.number, "contract.txt, 1", "Mate", "Time is over"):
            self.assertIn(words, text)
        action = second.search([]).browse(self.over().id).action_put_into_act()
        self.assertEqual(action["res_model"], act._name)

    def test_an_act_goes_through_a_process(self):
        agreed = {"event": "conditional", "condition": "state == 'approved'"}
        flow = self.flow(
            "Agree to an act",
            res_model="bpm.flow.document.destruction",
            agreed=Step("intermediateCatchEvent", agreed),
            carry=task(self.registrar),
            over=end("goal"),
        )
        document = self.over()
        self.later()
        act = self.act(document, agree=False)
        case = self.start(flow, act)
        self.assertFalse(case.open_task_ids)
        act.with_user(self.owner).action_agree()
        act.with_user(self.mate).action_agree()
        self.assertEqual(self.here(case), ["carry"])


class TestKept(KeepingCase):
    """What is registered stays, on every way."""

    def test_files_and_their_contents(self):
        document = self.over()
        file = document.file_ids.sudo()
        for rows in (file, file.version_ids, file.attachment_id):
            with self.refused(UserError, "all versions"):
                rows.unlink()

    @mute_logger("odoo.sql_db")
    def test_nothing_it_hangs_on_takes_it_along(self):
        document = self.over(lead_id=self.lead.id)
        company = self.env["res.company"].create({"name": "Third"})
        document.sudo().company_id = company
        for rows in (self.kind, self.partner, company, self.folder):
            with self.assertRaises(IntegrityError), self.env.cr.savepoint():
                rows.sudo().unlink()
        self.lead.unlink()
        self.assertTrue(document.exists())

    def test_merged_partners_keep_their_documents(self):
        document = self.over()
        other = self.env["res.partner"].create({"name": "Shop Ltd"})
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.partner | other).ids, other)
        self.assertEqual(document.partner_id, other)
        self.assertEqual(document.copy_ids.sudo().partner_id, other)
        self.assertTrue(document.file_ids.attachment_id)
