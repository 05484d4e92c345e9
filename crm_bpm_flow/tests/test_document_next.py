from odoo.exceptions import AccessError
from odoo.fields import Command, Date

from .test_document import DocumentCase


class TestDocumentNext(DocumentCase):
    """What a registrar's calendar shows: the day of what is due first."""

    def due(self, document):
        document.invalidate_recordset(["next_words"])
        return str(document.date_next or ""), document.next_words

    def test_the_first_of_all_days(self):
        document = self.document()
        self.assertEqual(self.due(document), ("", False))
        document.date_to = "2026-06-30"
        self.assertEqual(self.due(document), ("2026-06-30", "Valid to"))
        document.control_ids = [
            Command.create({"name": "Second delivery", "date": "2026-04-01"}),
            Command.create({"name": "Prolong?", "date": "2026-05-01"}),
        ]
        self.assertEqual(self.due(document), ("2026-04-01", "Second delivery"))
        document.date_answer = "2026-04-01"
        both = "Answer due, Second delivery"
        self.assertEqual(self.due(document), ("2026-04-01", both))
        document.date_answer = False
        document.control_ids[0].action_done()
        self.assertEqual(self.due(document), ("2026-05-01", "Prolong?"))
        document.control_ids[1].unlink()
        self.assertEqual(self.due(document), ("2026-06-30", "Valid to"))

    def test_nothing_is_due_on_what_is_over(self):
        document = self.document(date_to="2026-06-30")
        document.action_reject()
        self.assertEqual(self.due(document), ("", False))
        document.action_draft()
        self.assertEqual(document.date_next, Date.to_date("2026-06-30"))

    def test_nobody_writes_it(self):
        document = self.document(date_to="2026-06-30")
        with self.refused(AccessError):
            document.date_next = "2027-01-01"
        with self.refused(AccessError):
            self.document(date_next="2027-01-01")

    def test_found_by_its_day(self):
        document = self.document(date_to="2026-06-30")
        month = [("date_next", ">=", "2026-06-01"), ("date_next", "<", "2026-07-01")]
        self.assertIn(document, self.env["bpm.flow.document"].search(month))
