from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .common import FlowCase, end, task
from .process_words import auto, call, choice, code, wait, write


class TestHistory(FlowCase):
    """The *Steps* page of a case: what was done and is open, in order, with times."""

    def _history(self, case, user=None):
        return case.with_user(user or self.worker).history()

    def _names(self, case):
        return [(row["name"], row["state"]) for row in self._history(case)]

    def test_people_s_steps_waits_and_automatic_ones_in_their_order(self):
        flow = self.flow(
            mark=auto({**write("priority", "3"), "name": "Urgent"}),
            call=task(
                self.worker,
                {"Reached": "end", "No answer": "pause"},
                within="30 minutes",
            ),
            pause=wait("2 hours", then="call"),
            end=end(),
        )
        case = self.start(flow)
        mark, call_ = self._history(case)
        self.assertEqual((mark["name"], mark["words"]), ("Mark", "Urgent"))
        self.assertEqual(mark["done"], "2026-03-02 09:00:00")
        self.assertEqual((call_["people"], call_["state"]), (["Worker"], "open"))
        self.assertEqual(call_["until"], "2026-03-02 09:30:00")
        self.finish(case, "No answer", comment="Busy")
        waits = self._history(case)[-1]
        self.assertEqual((waits["name"], waits["state"]), ("Pause", "open"))
        self.assertEqual(waits["until"], "2026-03-02 11:00:00")
        self.run_due(hours=2)
        self.finish(case, "Reached")
        rows = self._history(case)
        self.assertEqual(
            [row["name"] for row in rows], ["Mark", "Call", "Pause", "Call", "End"]
        )
        self.assertEqual({row["state"] for row in rows}, {"done"})
        self.assertEqual(rows[1]["words"], "No answer")
        self.assertEqual(rows[1]["comment"], "Busy")
        self.assertEqual(rows[2]["begun"], "2026-03-02 09:00:00")
        self.assertEqual(rows[2]["done"], "2026-03-02 11:00:00")

    def test_what_failed_says_why_until_it_is_done(self):
        case = self.start(self.flow(mark=auto(code("raise UserError('No paper')"))))
        [row] = self._history(case)
        self.assertEqual(row["state"], "failed")
        self.assertEqual(row["words"], "No paper")
        case.incident_ids.with_user(self.owner).action_skip()
        self.assertEqual(self._names(case)[0], ("Mark", "done"))
        self.assertEqual(self._history(case)[0]["words"], "skipped")

    def test_choices_and_called_processes(self):
        helper = self.flow("Helper", ask=task(self.worker))
        flow = self.flow(
            look=choice(([("priority", "=", "3")], "end"), otherwise="part"),
            part=call(helper, then="end"),
            end=end(),
        )
        case = self.start(flow)
        look, part = self._history(case)
        self.assertEqual((look["state"], look["words"]), ("done", "Part"))
        self.assertEqual((part["state"], part["done"]), ("open", False))
        self.finish(case.child_ids)
        self.assertEqual(self._history(case)[1]["state"], "done")

    def test_what_was_withdrawn(self):
        case = self.start(self.flow(pause=wait("2 hours")))
        case.with_user(self.owner).action_cancel("Enough")
        self.assertEqual(self._names(case), [("Pause", "cancelled")])

    def test_only_for_who_may_see_the_case(self):
        stranger = new_test_user(self.env, "nobody_here", groups="base.group_user")
        case = self.start(self.flow())
        with self.assertRaises(AccessError):
            case.with_user(stranger).history()

    def test_it_costs_the_same_for_many_steps(self):
        steps = {f"s{n}": auto(write("priority", "1")) for n in range(30)}
        short = self.start(self.flow("Short", one=auto(write("priority", "1"))))
        long = self.start(self.flow("Long", **steps))
        counts = []
        for case in (short, long):
            case.history()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertTrue(case.history())
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)
