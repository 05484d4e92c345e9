from .common import FlowCase, end, task
from .process_words import auto, call, choice, limit, sub, wait, write


class TestQueriesEditor(FlowCase):
    """What the Steps editor and the checker ask does not grow with the steps."""

    def _draft(self, times):
        """A draft with some of everything, so many times over."""
        inner = self.flow(f"Inner {times}", call=task(self.worker))
        steps = {}
        for n in range(times):
            steps[f"call{n}"] = task(
                self.worker,
                {"Reached": None, "Busy": f"pause{n}"},
                within="2 hours",
                deadline_calendar="company",
                user_field="partner_id.user_id",
                checklist_ids=[(0, 0, {"name": "Greeted"})],
            )
            steps[f"look{n}"] = choice(
                ([("expected_revenue", ">", 1000)], f"mark{n}"), otherwise=f"pause{n}"
            )
            steps[f"pause{n}"] = wait("1 hours")
            steps[f"mark{n}"] = auto(write("name", "x"))
            steps[f"part{n}"] = sub()
            steps[f"in{n}"] = task(self.mate, parent_id=f"part{n}")
            steps[f"other{n}"] = call(inner)
            steps[f"late{n}"] = limit(f"call{n}", "5 hours", f"pause{n}")
        flow = self.flow(f"Big {times}", publish=False, **steps, goal=end("goal"))
        return flow.with_user(self.owner)

    def _cost(self, act):
        """How many statements an act sends, nothing being read before."""
        self._end_transaction()
        before = self.env.cr.sql_log_count
        act()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _assert_level(self, act):
        small, big = self._draft(1), self._draft(6)
        for flow in (small, big):  # what is remembered once for all is not counted
            self._cost(lambda flow=flow: act(flow))
        few, many = (self._cost(lambda flow=flow: act(flow)) for flow in (small, big))
        self.assertEqual(few, many)

    def test_reading(self):
        self._assert_level(lambda flow: flow.draft_id.editor_data())

    def test_checking(self):
        self._assert_level(lambda flow: flow.draft_id.check())

    def test_importing(self):
        """Another one on top of a draft: what goes is read together, what comes is
        written together, whatever it is linked to."""
        costs, sizes = [], []
        for times in (1, 6):
            draft = self._draft(times).draft_id
            file, model = (
                draft.export_bpmn(),
                self.env["bpm.flow"].with_user(self.owner),
            )
            sizes.append(len(draft.node_ids))
            for _time in range(2):  # the first one makes the process
                cost = self._cost(lambda f=file, m=model: m.import_bpmn(f))
            costs.append(cost)
        few, many = costs
        self.assertLess(many - few, (sizes[1] - sizes[0]) * 0.3)

    def test_renaming(self):
        def rename(flow):
            step = self.step(flow, "mark0")
            flow.draft_id.editor_rename(step.id, f"{step.name}!")

        self._assert_level(rename)

    def test_adding(self):
        def add(flow):
            step = self.step(flow, "mark0")
            flow.draft_id.editor_add("userTask", name="New", after_id=step.id)

        self._assert_level(add)

    def test_moving(self):
        def move(flow):
            flow.draft_id.editor_move(
                self.step(flow, "mark0").id, self.step(flow, "look0").id
            )
            flow.draft_id.editor_move(
                self.step(flow, "mark0").id, self.step(flow, "pause0").id
            )

        self._assert_level(move)
