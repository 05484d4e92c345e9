from unittest.mock import patch

from odoo import api

from .common import FlowCase, end, task


class TestFollowed(FlowCase):
    """What is written in short cuts is made by Odoo where somebody follows it."""

    def _follow(self, model):
        """List of the rows that are made through Odoo, as automation rules do it."""
        seen, followed = [], type(self.env[model])
        origin = followed.create

        @api.model_create_multi
        def create(rows, vals_list):
            seen.extend(dict(vals) for vals in vals_list)
            return origin(rows, vals_list)

        create.origin = origin
        following = patch.object(followed, "create", create)
        following.start()
        self.addCleanup(following.stop)
        return seen

    def _lives(self, count):
        flow = self.flow(call=task(self.worker), over=end("goal"))
        cases = self.start(flow, self.leads(count))
        cases.open_task_ids.with_user(self.worker).complete()
        return cases

    def test_the_journal(self):
        seen = self._follow("bpm.flow.log")
        cases = self._lives(2)
        self.assertEqual(len(seen), len(cases.log_ids))
        self.assertEqual(self.env["bpm.flow.log"].verify(cases.ids), [])

    def test_the_chatter(self):
        seen = self._follow("mail.message")
        cases = self._lives(3)
        told = [vals for vals in seen if "process" in vals.get("body", "")]
        self.assertEqual(len(told), 2 * len(cases))

    def test_copied_lines_are_like_the_first(self):
        leads = self.leads(3)
        leads.mapped("message_ids")  # Odoo remembers what was there before
        self.start(self.flow(), leads)
        lines = [lead.message_ids[0] for lead in leads]
        for line, lead in zip(lines, leads, strict=True):
            self.assertEqual(line.res_id, lead.id)
            self.assertIn("“Call back” started", line.body)
            self.assertEqual(line.author_id, self.env.user.partner_id)
            self.assertEqual(line.subtype_id, self.env.ref("mail.mt_note"))
            self.assertEqual(line.message_type, "notification")
            self.assertTrue(line.is_internal)

    def test_two_cases_on_one_record_tell_it_once(self):
        flow = self.flow(restart_guard="none")
        self.start(flow, [self.lead.id, self.lead.id])
        lines = self.lead.message_ids.filtered(lambda m: "started" in m.body)
        self.assertEqual(len(lines), 1)

    def test_each_line_in_its_own_words(self):
        cases = self.start(self.flow(), self.leads(3))
        cases[0].action_cancel("Twice")
        cases[1:].action_cancel("Lost")
        records = self.env["crm.lead"].browse(cases.mapped("res_id"))
        said = [str(record.message_ids[0].body) for record in records]
        self.assertIn("Twice", said[0])
        self.assertIn("Lost", said[1])
        self.assertIn("Lost", said[2])
