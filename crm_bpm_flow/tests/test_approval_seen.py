from odoo.exceptions import UserError

from .approval_words import approver
from .test_visa_outside import OutsideCase


class TestApprovalSeen(OutsideCase):
    """Nobody agrees to what he was not shown."""

    def look(self, case, user):
        """The mark of what an approver has on his screen."""
        task = self.task_of(case, user)
        self.env.invalidate_all()
        return task.ground_mark

    def test_another_version_came_meanwhile(self):
        document = self.paper()
        case = self.start(self.visas(files=True), document)
        seen = self.look(case, self.ann)
        document.file_ids.add_version(b"Sixty chairs")
        words = "Changed since you opened it: Files \\(contract.txt, version 2\\)"
        for decision in ("approved", "rejected"):
            with self.refused(UserError, words.replace("\\", "")):
                self.decide(case, self.ann, decision, seen=seen)
        self.assertFalse(case.visa_ids)
        self.decide(case, self.ann, seen=self.look(case, self.ann))
        [file] = case.visa_ids.sudo().ground["files"]
        self.assertEqual(file["version"], 2)

    def test_a_field_was_changed_meanwhile(self):
        document = self.paper(amount=5)
        case = self.start(self.visas(looks=["amount", "date_to"]), document)
        seen = self.look(case, self.ann)
        document.name = "Nobody looks at this"
        document.file_ids.add_version(b"Nor at this")
        self.decide(case, self.ann, seen=seen)
        seen = self.look(case, self.ben)
        document.amount = 7
        with self.refused(UserError, "opened it: Amount. Look"):
            self.decide(case, self.ben, seen=seen)
        document.amount = 5
        self.decide(case, self.ben, seen=seen)
        self.assertEqual(self.names(case), ["Ann", "Cat"])

    def test_whoever_looks_at_nothing_or_says_nothing_decides_as_before(self):
        document = self.paper()
        lines = [approver(self.ann), approver(self.ben, files=True)]
        nobody = self.env["res.users"]
        case = self.start(self.visas(nobody, approvers=lines), document)
        self.assertFalse(self.look(case, self.ann))
        document.file_ids.add_version(b"Sixty chairs")
        self.decide(case, self.ann, seen="files:forged")
        self.decide(case, self.ben)
        self.assertEqual(case.state, "done")

    def test_the_strip_and_the_activity_say_it(self):
        document = self.paper()
        case = self.start(self.visas(files=True), document)
        seen = self.look(case, self.ann)
        strip = self.env["bpm.flow.instance"].with_user(self.ann)
        [row] = strip.strip_data(document._name, document.id)["cases"]
        marks = {step["users"][0]["name"]: step["seen"] for step in row["steps"]}
        self.assertEqual(marks, {"Ann": seen, "Ben": False, "Cat": False})
        activity = self.task_of(case, self.ann).activity_ids
        self.assertEqual(activity.with_user(self.ann).bpm_seen, seen)

    def test_a_confidential_document_has_no_mark_for_whoever_may_not_see_it(self):
        document = self.paper(visibility="named", amount=5)
        document.reader_ids = self.three
        case = self.start(self.visas(looks=["amount"]), document)
        tasks = case.open_task_ids
        self.assertTrue(tasks[0].with_user(self.ann).ground_mark)
        self.env.invalidate_all()
        self.assertEqual(tasks.with_user(self.owner).mapped("ground_mark"), [False] * 3)

    def test_as_many_queries_for_one_as_for_many(self):
        flow = self.visas(files=True, looks=["amount"])
        counts = []
        for number in (1, 1, 20):  # the first one fills Odoo's own caches
            documents = self.env["bpm.flow.document"].union(
                *(self.paper() for _each in range(number))
            )
            tasks = self.start(flow, documents).open_task_ids
            self._end_transaction()
            before = self.env.cr.sql_log_count
            tasks.with_user(self.ann).browse(tasks.ids).read(["ground_mark"])
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts[1:])

    def test_outside(self):
        case = self.outside()
        task, document = self.hers(case), self.document_of(case)
        seen = task._guest_mark()
        document.add_file("margin.txt", b"Ten percent").is_inside = True
        self.assertEqual(task._guest_mark(), seen, "is not shown to her")
        document.file_ids[0].add_version(b"Sixty chairs")
        counter = (0, "ours.txt", b"Ours")
        with self.refused(UserError, "Files (contract.txt, version 2)"):
            task._guest_decides("approved", "", counter, seen)
        self.assertFalse(document.counter_ids)
        task._guest_decides("approved", "", counter, task._guest_mark())
        self.assertTrue(document.counter_ids)
