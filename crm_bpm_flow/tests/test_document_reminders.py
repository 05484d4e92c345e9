from odoo.exceptions import ValidationError
from odoo.fields import Command

from .test_document import DocumentCase


class TestDocumentReminders(DocumentCase):
    """Of each day of a document somebody is reminded once, and again when it moves."""

    def reminder(self, **vals):
        vals = {"days": 10, "day": "date_to", "summary": "Renew?", **vals}
        self.kind.reminder_ids = [Command.create(vals)]
        return self.kind.reminder_ids[-1]

    def remind(self, day):
        self.clock.move_to(f"{day} 09:00:00")
        self.env["bpm.flow.document.reminder"]._cron_remind()

    def test_days_before_the_last_day(self):
        self.reminder()
        document = self.document(date_to="2026-04-01")
        self.remind("2026-03-21")
        self.assertFalse(document.activity_ids)
        self.remind("2026-03-22")
        self.remind("2026-03-23")
        activity = document.activity_ids
        self.assertEqual(activity.summary, "Renew?")
        self.assertEqual(activity.user_id, self.worker)
        self.assertEqual(str(activity.date_deadline), "2026-04-01")

    def test_whoever_is_reminded_reads_his_own_language(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.worker.lang = "ru_RU"
        said = self.reminder()
        said.with_context(lang="ru_RU").summary = "Продлить?"
        unsaid = self.reminder(summary=False)
        document = self.document(date_to="2026-04-01")
        self.remind("2026-03-22")
        self.assertIn("Продлить?", document.activity_ids.mapped("summary"))
        words = " ".join(document.activity_ids.mapped("summary"))
        self.assertIn("01.04.2026", words)
        self.assertEqual(len(document.activity_ids), 2, unsaid)

    def test_it_moves_with_its_day(self):
        self.reminder()
        document = self.document(date_to="2026-04-01")
        self.remind("2026-03-22")
        document.date_to = "2026-05-01"
        self.assertFalse(document.activity_ids)
        self.remind("2026-03-23")
        self.assertFalse(document.activity_ids)
        self.remind("2026-04-21")
        self.assertEqual(str(document.activity_ids.date_deadline), "2026-05-01")

    def test_what_is_over_reminds_nobody(self):
        self.reminder()
        document = self.document(self.registrar, date_to="2026-04-01")
        self.remind("2026-03-22")
        self.assertTrue(document.activity_ids)
        document.action_register()
        document.action_reject()
        self.assertFalse(document.activity_ids)
        self.remind("2026-03-23")
        self.assertFalse(document.activity_ids)

    def test_a_control_date_and_who_it_names(self):
        self.reminder(day="control", whom="control", days=2, summary=False)
        document = self.document()
        document.control_ids = [
            Command.create(
                {"name": "Delivery", "date": "2026-03-10", "user_id": self.mate.id}
            )
        ]
        self.remind("2026-03-08")
        self.assertEqual(document.activity_ids.summary, "Delivery")
        self.assertEqual(document.activity_ids.user_id, self.mate)
        document.control_ids.action_done()
        self.assertFalse(document.activity_ids)

    def test_an_own_date_and_a_message_afterwards(self):
        self.kind.own_field_ids = [Command.create({"name": "Paid by", "kind": "date"})]
        own = self.kind.own_field_ids
        self.reminder(
            day="own", own_field_id=own.id, moment="after", days=1, way="message"
        )
        document = self.document(properties={own.key: "2026-03-05"})
        before = document.message_ids
        self.remind("2026-03-06")
        notes = self.env["mail.message"].search(
            [("model", "=", document._name), ("res_id", "=", document.id)]
        )
        told = notes - before
        self.assertIn(self.worker.partner_id, told.partner_ids)
        with self.assertRaises(ValidationError):
            self.reminder(day="own", own_field_id=False)

    def test_nobody_is_told_of_what_he_may_not_see(self):
        self.reminder(whom="type")
        self.kind.write({"visibility": "named", "user_id": self.mate.id})
        document = self.document(date_to="2026-04-01")
        self.remind("2026-03-22")
        self.assertEqual(document.activity_ids.user_id, self.worker)

    def test_many_are_reminded_of_in_batches(self):
        self.reminder()
        documents = self.env["bpm.flow.document"]
        for _number in range(3):
            documents |= self.document(date_to="2026-04-01")
        self.patch(self.env.registry["bpm.flow.document.reminder"], "_batch_size", 2)
        self.remind("2026-03-22")
        self.assertEqual(len(documents.activity_ids), 3)
