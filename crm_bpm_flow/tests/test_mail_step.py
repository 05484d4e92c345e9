from .common import FlowCase
from .process_words import auto


class TestMailStep(FlowCase):
    """Mails of automatic steps: after the commit, and never nowhere."""

    def setUp(self):
        super().setUp()
        self.template = self.env["mail.template"].create(
            {
                "name": "Answer",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "subject": "Hello",
                "email_to": "{{ object.email_from }}",
                "use_default_to": False,
                "body_html": "<p>Hello</p>",
            }
        )
        self.lead.email_from = "client@example.com"

    def _start(self, **values):
        action = {"state": "mail_post", "mail_post_method": "email", **values}
        action["template_id"] = self.template.id
        return self.start(self.flow("Mails", mail=auto(action)))

    def _mails(self):
        return self.env["mail.mail"].search([("email_to", "like", "client@example")])

    def test_it_goes_out_after_the_commit(self):
        case = self._start()
        self.assertEqual((case.state, len(self._mails())), ("running", 0))
        self.assertEqual(case.job_ids.kind, "action")
        self.run_due()
        self.assertEqual((case.state, self._mails().subject), ("done", "Hello"))

    def test_the_mail_queue_is_woken_for_it(self):
        self._start()
        self.assertFalse(self._queue_wakes())
        self.run_due()
        self.assertEqual(self._queue_wakes(), [self.at("2026-03-02 09:00")])
        self._mails().unlink()
        self.run_due(minutes=5)
        self.assertEqual(len(self._queue_wakes()), 1, "there was nothing to send")

    def test_the_mail_queue_is_woken_for_who_reads_by_mail(self):
        self.worker.notification_type = "email"
        self.start(self.flow())
        self.run_due()
        self.assertEqual(self._queue_wakes(), [self.at("2026-03-02 09:00")])

    def _queue_wakes(self):
        queue = self.env.ref("mail.ir_cron_mail_scheduler_action")
        wakes = self.env["ir.cron.trigger"].search([("cron_id", "=", queue.id)])
        return wakes.mapped("call_at")

    def test_the_scheduler_is_woken_for_it(self):
        with self.wakes() as moments:
            self._start()
        self.assertEqual(moments, [self.at("2026-03-02 09:00")])

    def test_as_a_message_on_the_record(self):
        partner = self.env["res.partner"].create(
            {"name": "C", "email": "c@example.com"}
        )
        self.template.write({"email_to": False, "partner_to": str(partner.id)})
        case = self._start(mail_post_method="comment")
        self.run_due()
        self.assertEqual(case.incident_ids.mapped("error"), [])
        message = self.lead.message_ids.filtered(lambda m: m.subject == "Hello")
        self.assertEqual(message.partner_ids, partner)

    def _assert_incident(self, case, *words):
        self.run_due()
        self.assertEqual((case.state, len(case.incident_ids)), ("running", 1))
        for word in words:
            self.assertIn(word, case.incident_ids.error)
        self.assertFalse(self._mails())

    def test_a_deleted_template_is_an_incident(self):
        case = self._start()
        self.template.unlink()
        self._assert_incident(case, "“Mail”: the mail's template is gone")

    def test_an_empty_template_is_an_incident(self):
        self.template.write({"subject": False, "body_html": "<p><br></p>"})
        self._assert_incident(self._start(), "template “Answer” is empty")

    def test_a_client_without_an_address_is_an_incident(self):
        self.lead.email_from = False
        case = self._start()
        self._assert_incident(case, "“Answer” reaches nobody", "Fifty chairs")
        self.lead.email_from = "client@example.com"
        case.incident_ids.with_user(self.owner).action_retry()
        self.assertEqual((case.state, len(self._mails())), ("done", 1))

    def test_a_template_that_cannot_be_rendered_is_an_incident(self):
        case = self._start()
        self.env.cr.execute(
            "UPDATE mail_template SET subject = %s WHERE id = %s",
            ['{"en_US": "{{ object.x_gone }}"}', self.template.id],
        )
        self.env.invalidate_all()
        self._assert_incident(case, "x_gone")
