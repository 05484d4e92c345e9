from odoo.fields import Command

from .common import end, task
from .test_document import DocumentCase


class TestSaidBefore(DocumentCase):
    """A task shows what was written at the steps before it."""

    def setUp(self):
        super().setUp()
        self.process = self.flow(
            "Letter",
            restart_guard="none",
            resolve=task(self.worker, then="carry"),
            carry=task(self.mate, then="goal"),
            goal=end("goal"),
        )

    def said(self, tasks):
        return [[row["text"] for row in each.said_before or []] for each in tasks]

    def resolved(self, case, comment=None):
        case.open_task_ids.with_user(self.worker).complete(comment=comment)
        return case.open_task_ids

    def test_a_resolution_stands_where_it_is_carried_out(self):
        case = self.start(self.process)
        self.assertEqual(self.said(case.open_task_ids), [[]])
        carry = self.resolved(case, "Write to them\nby Friday").with_user(self.mate)
        words = "Resolve, Worker: Write to them\nby Friday"
        self.assertEqual(self.said(carry), [[words]])
        carry.complete(comment="Done")
        self.assertEqual(self.said(carry), [[]])

    def test_what_is_secret_is_not_said(self):
        flow = self.flow(
            "Secret letter",
            res_model="bpm.flow.document",
            resolve=task(self.worker, then="carry"),
            carry=task(self.mate, then="goal"),
            goal=end("goal"),
        )
        document = self.document(visibility="named")
        document.reader_ids = [Command.link(self.mate.id)]
        carry = self.resolved(self.start(flow, document), "Between us")
        self.assertIn("Between us", str(self.said(carry.with_user(self.mate))))
        self.assertEqual(self.said(carry.with_user(self.owner)), [[]])

    def test_queries_do_not_grow_with_the_tasks(self):
        cases = self.process.start(self.leads(30))
        for case in cases:
            self.resolved(case, "Go on")
        tasks, ids = (
            self.env["bpm.flow.task"].with_user(self.mate),
            cases.open_task_ids.ids,
        )
        counts = []
        tasks.browse(ids).mapped("said_before")
        for some in (tasks.browse(ids[:1]), tasks.browse(ids)):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertTrue(all(some.mapped("said_before")))
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)
