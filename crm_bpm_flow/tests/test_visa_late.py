from unittest.mock import patch

from odoo.exceptions import AccessError

from .approval_words import approver
from .test_visa_outside import OutsideCase


class TestVisaLate(OutsideCase):
    """Visas that are late are told of, and where documents wait is one look."""

    def _late(self, late_to, **vals):
        self.kind.write({"late_to": late_to, "user_id": self.owner.id})
        document = self.paper(**vals)
        case = self.start(self.visas(self.ann, within="2 hours"), document)
        self.run_due(hours=1)
        self.before = {user: len(self.inbox(user)) for user in self.told()}
        self.run_due(hours=2)
        return case

    def told(self):
        return self.worker | self.owner | self.mate | self.ann

    def heard(self):
        """{name: what he was told of late visas since then}."""
        news = {u.name: self.inbox(u)[self.before[u] :] for u in self.told()}
        return {name: found.mapped("body") for name, found in news.items() if found}

    def test_told_to_whom_the_type_says(self):
        self.ann.bpm_manager_id = self.mate
        for late_to, name in (
            ("responsible", "Worker"),
            ("owner", "Owner"),
            ("manager", "Mate"),
        ):
            self._late(late_to)
            heard = self.heard()
            self.assertEqual(list(heard), [name])
            self.assertIn("waits for Ann since", heard[name][0])
            self.assertIn("Reason given: none yet", heard[name][0])
            self.run_due(hours=5)
            self.assertEqual(len(self.heard()[name]), 1, "once")
        self._late("nobody")
        self.assertEqual(self.heard(), {})

    def test_the_reason_is_told_when_it_is_given(self):
        case = self._late("responsible")
        self.task_of(case, self.ann).explain_delay("Waiting for the annex")
        self.assertIn("Waiting for the annex", self.heard()["Worker"][-1])

    def test_told_in_the_companies_of_whoever_is_told(self):
        case = self._late("responsible")
        self.ann.company_ids |= self.second_company
        task = self.task_of(case, self.ann).with_context(
            allowed_company_ids=self.ann.company_ids.ids
        )
        task.explain_delay("Waiting for the annex")
        self.assertIn("Waiting for the annex", self.heard()["Worker"][-1])

    def test_nobody_is_told_of_what_he_may_not_see(self):
        self.kind.visibility = "named"
        self.ann.bpm_manager_id = self.mate
        self._late("manager")
        self.assertEqual(self.heard(), {})

    def test_where_documents_wait(self):
        case = self.outside(within="2 hours")
        document = self.document_of(case)
        self.clock.tick(2 * 24 * 3600)
        waiting = self.env["bpm.flow.document.waiting"]
        rows = waiting.with_user(self.registrar).search(
            [("document_id", "=", document.id)]
        )
        self.assertEqual(sorted(rows.mapped("whom")), ["Ann", "Paula"])
        self.assertEqual([round(row.days, 1) for row in rows], [2.0, 2.0])
        self.assertTrue(all(row.days_late > 1.9 for row in rows))
        groups = waiting.with_user(self.owner)._read_group(
            [("document_id", "=", document.id)], ["user_id"], ["days:max", "__count"]
        )
        self.assertEqual({g[0].name: g[2] for g in groups}, {"Ann": 1, False: 1})
        self.assertEqual(rows[0].action_open_document()["res_id"], document.id)
        document.visibility = "named"
        self.env.invalidate_all()
        seen = waiting.with_user(self.foreigner)
        self.assertFalse(seen.search([("document_id", "=", document.id)]))
        with self.assertRaises(AccessError):
            rows.with_user(self.worker).read(["days"])
        self.approve(case, self.ann)
        self.env.invalidate_all()
        left = waiting.search([("document_id", "=", document.id)])
        self.assertEqual(left.mapped("whom"), ["Paula"])

    def test_the_sheet_becomes_a_file_when_the_approval_ends(self):
        self.kind.keeps_visa_sheet = True
        report = type(self.env["ir.actions.report"])
        pdf = patch.object(report, "_render_qweb_pdf", return_value=(b"%PDF-1.4 x", 0))
        document = self.paper(partner_id=self.paula.id)
        lines = [approver(self.ann, files=True), approver(self.ben)]
        nobody = self.env["res.users"]
        case = self.start(self.visas(nobody, approvers=lines), document)
        self.approve(case, self.ann)
        self.assertFalse(document.is_sheet_due)
        with pdf as made:
            self.approve(case, self.ben)
            made.assert_not_called()
            self.run_due()
        sheet = document.file_ids.filtered("is_visa_sheet")
        self.assertEqual((sheet.name, sheet.number), ("Visa sheet.pdf", 1))
        self.assertNotIn(sheet.id, [f["id"] for f in document._bpm_outside_files()])
        again = self.start(case.flow_id, document)
        with pdf:
            self.approve(again, self.ann, self.ben)
            self.run_due()
        self.assertEqual(sheet.number, 2)
        self.assertEqual(again.state, "done", "a sheet is no reason to ask again")

    def test_a_sheet_that_cannot_be_made_is_told(self):
        self.kind.keeps_visa_sheet = True
        document = self.paper()
        case = self.start(self.visas(self.ann), document)
        report = type(self.env["ir.actions.report"])
        with patch.object(report, "_render_qweb_pdf", side_effect=ValueError("No")):
            self.approve(case, self.ann)
            self.run_due()
        self.assertFalse(document.is_sheet_due)
        self.assertIn("could not be made: No", document.message_ids[0].body)
        with self.assertRaises(AccessError):
            document.is_sheet_due = True
