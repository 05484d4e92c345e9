from odoo.exceptions import AccessError

from .common import FlowCase, task

MINE = ("is_mine", "=", True)


class TestOwnList(FlowCase):
    """What is one's own is shown quickly, and opens nothing else."""

    def setUp(self):
        super().setUp()
        own = self.flow("Own", call=task(self.clerk))
        others = self.flow("Others", call=task(self.owner))
        self.mine = self.start(own, self.leads(3)).task_ids.sorted("id")
        self.theirs = self.start(others, self.leads(2)).task_ids
        self.Task = self.env["bpm.flow.task"].with_user(self.clerk)

    def _fields_of(self, view, kind):
        """As the web client asks for the fields of a view."""
        view = self.env.ref(f"crm_bpm_flow.{view}")
        names = self.Task.get_view(view.id, kind)["models"]["bpm.flow.task"]
        fields = self.Task._fields
        return {
            name: {"fields": {"display_name": {}}} if fields[name].relational else {}
            for name in names
        }

    def _assert_queries(self, count, ask):
        ask()  # what is remembered once for all is not counted
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(count):
            ask()

    def test_a_page_of_the_list(self):
        names = self._fields_of("bpm_flow_task_view_list_mine", "list")
        self.assertNotIn("user_ids", names)
        # the tasks with their records' names, their steps, their processes
        self._assert_queries(3, lambda: self.Task.web_search_read([MINE], names))

    def test_a_page_of_the_board(self):
        names = self._fields_of("bpm_flow_task_view_kanban_mine", "kanban")
        # the columns, which are in one, the tasks, their steps, cases and processes
        self._assert_queries(
            6,
            lambda: self.Task.web_read_group(
                [MINE],
                ["urgency"],
                auto_unfold=True,
                unfold_read_specification=names,
            ),
        )

    def test_others_stay_closed_whatever_is_known_of_them(self):
        rows = self.mine + self.theirs
        seen = rows.with_user(self.clerk)
        rows.fetch(["user_id", "user_ids", "node_id"])
        self.assertEqual(self.Task.search([("id", "in", rows.ids)]), self.mine)
        self.assertEqual(len(seen[:3].read(["name"])), 3)
        with self.assertRaises(AccessError):
            seen.read(["name"])

    def test_what_has_no_deadline(self):
        none = [("urgency", "=", "none")]
        self.mine[:2].date_deadline = self.at("2026-03-02 12:00")
        self.mine[1].with_user(self.clerk).complete()
        self.assertEqual(self.Task.search([MINE, *none]), self.mine[2])
        is_open = [("state", "=", "open"), *none]
        ours = [("id", "in", self.mine.ids)]
        self.assertEqual(self.Task.search([*ours, *is_open]), self.mine[2])
        self.assertEqual(self.Task.search([*ours, *none]), self.mine[1:])
