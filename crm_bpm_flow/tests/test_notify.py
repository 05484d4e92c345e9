from .common import FlowCase, task


class TestNotify(FlowCase):
    """One message a person for everything that came to him, after the commit."""

    def setUp(self):
        super().setUp()
        self.env["mail.message"].search([]).flush_recordset()
        self.before = self.inbox(self.worker)

    def _news(self, user=None):
        self.run_due()
        return self.inbox(user or self.worker) - self.before

    def test_many_tasks_one_message(self):
        self.start(self.flow(), self.leads(5))
        self.assertFalse(self.inbox(self.worker) - self.before, "not before the commit")
        message = self._news()
        self.assertEqual(len(message), 1)
        self.assertIn("5 new tasks for you", message.subject)
        for number in range(5):
            self.assertIn(f"Lead {number}", message.body)

    def test_tasks_of_several_processes_too(self):
        self.start(self.flow("One"))
        self.start(self.flow("Two", ask=task(self.worker)))
        self.assertEqual(self._news().subject, "2 new tasks for you")

    def test_one_task_is_named_and_told_on_its_record(self):
        self.start(self.flow(call=task(self.worker, within="2 hours")))
        message = self._news()
        self.assertEqual(message.subject, "Call: Fifty chairs")
        self.assertEqual((message.model, message.res_id), ("crm.lead", self.lead.id))
        self.assertIn("11:00", message.body)

    def test_who_gets_a_task_reads_what_was_said_with_it(self):
        case = self.start(self.flow(call=task(self.worker)))
        self.run_due()
        self.before = self.inbox(self.mate)
        mine = case.open_task_ids.with_user(self.worker)
        mine.delegate(self.mate.id, "She speaks <French>")
        words = "Handed over by Worker: She speaks <French>"
        message = self._news(self.mate)
        self.assertIn("Handed over by Worker: She speaks &lt;French&gt;", message.body)
        his = case.open_task_ids.with_user(self.mate)
        self.assertEqual(his.notes, [{"icon": "fa-share", "text": words}])
        self.assertIn("She speaks &lt;French&gt;", his.activity_ids.note)
        his.delegate(self.worker.id)
        self.assertEqual(
            mine.handed_words, "Handed over by Mate", "What was said to another is gone"
        )

    def test_nobody_is_told_twice(self):
        self.start(self.flow())
        self.assertTrue(self._news())
        self.before = self.inbox(self.worker)
        self.assertFalse(self._news())

    def test_nobody_is_told_of_his_own_doing(self):
        flow = self.flow(first=task(self.worker), second=task(self.worker)).with_user(
            self.worker
        )
        case = flow.start(self.lead.ids).sudo()
        self.finish(case)
        self.assertEqual(self.here(case), ["second"])
        self.assertFalse(self._news())

    def test_a_pool_is_told_each_once(self):
        self.start(self.flow(call=task(self.worker | self.mate)), self.leads(3))
        self.before |= self.inbox(self.mate)
        self.run_due()
        for user in (self.worker, self.mate):
            self.assertEqual(len(self.inbox(user) - self.before), 1)

    def test_what_was_finished_meanwhile_is_not_told(self):
        case = self.start(self.flow())
        self.finish(case, by=self.owner)
        self.assertFalse(self._news())

    def test_who_gets_a_task_from_another_is_told(self):
        case = self.start(self.flow())
        self.run_due()
        case.open_task_ids.with_user(self.worker).delegate(self.mate.id, "Please")
        self.assertEqual(self._news(self.mate).subject, "Call: Fifty chairs")

    def test_the_message_comes_in_the_reader_s_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        flow = self.flow()
        self.worker.lang = "fr_FR"
        node = self.step(flow, "call")
        self.env.cr.execute(
            "UPDATE bpm_flow_node SET name = name || %s WHERE id = %s",
            ['{"fr_FR": "Appeler"}', node.id],
        )
        self.env.invalidate_all()
        self.start(flow)
        self.assertEqual(self._news().subject, "Appeler: Fifty chairs")

    def test_the_scheduler_is_woken_at_once_for_news(self):
        flow = self.flow()
        with self.wakes() as moments:
            self.start(flow)
        self.assertEqual(moments, [self.at("2026-03-02 09:00")])
        own = self.flow("Own", call=task(self.worker)).with_user(self.worker)
        with self.wakes() as moments:
            own.start(self.leads(1).ids)
        self.assertEqual(moments, [], "nothing to tell, nothing to wake for")
