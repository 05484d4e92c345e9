from pathlib import Path

from odoo.exceptions import AccessError

from .common import FlowCase, end, task
from .process_words import limit

FOLDER = Path(__file__).parent / "scenarios"


class TestOwnValues(FlowCase):
    """Values that only a step knows, and what it hands on."""

    def values(self, publish=True, **more):
        told = {
            "values_in": "twice = n * 2\nmore = twice + 1",
            "values_out": "result = more + answer",
            **more,
        }
        steps = {"call": task(self.worker, **told), "last": end()}
        return self.flow(publish=publish, **steps)

    def done(self, case, **values):
        case.open_task_ids.with_user(self.worker).complete(values=values)
        return case.variables

    def test_in_and_out(self):
        case = self.start(self.values(), n=5)
        self.assertEqual(case.variables, {"n": 5})
        (row,) = case.loop_items.values()
        self.assertEqual(row["own"], {"twice": 10, "more": 11})
        self.assertEqual(self.done(case, answer=1, other=2), {"n": 5, "result": 12})
        self.assertFalse(case.loop_items)
        said = case.log_ids.filtered(lambda r: r.kind == "action")
        self.assertEqual(said.data["values"], {"result": 12})
        self.assertEqual(self.env["bpm.flow.log"].verify(case.ids), [])

    def test_a_star_lets_everything_on(self):
        flow = self.values(values_out="result = more + answer\n*")
        values = self.done(self.start(flow, n=5), answer=1, other=2)
        self.assertEqual(values, {"n": 5, "result": 12, "answer": 1, "other": 2})

    def test_a_name_of_its_own_stays_its_own(self):
        flow = self.values(values_out="")
        values = self.done(self.start(flow, n=5), more=70, other=2)
        self.assertEqual(values, {"n": 5, "other": 2})

    def test_gone_with_the_step_that_is_withdrawn(self):
        steps = {
            "call": task(self.worker, values_in="twice = n * 2"),
            "late": limit("call", "1 hours", "last"),
            "last": end(),
        }
        case = self.start(self.flow(**steps), n=5)
        self.assertTrue(case.loop_items)
        self.run_due(hours=2)
        self.assertEqual(case.state, "done")
        self.assertFalse(case.loop_items)

    def test_people_and_limits_know_them(self):
        login = self.mate.login
        steps = {
            "call": task(
                user_formula="who", values_in=f"who = '{login}'\nhours = n * 2"
            ),
            "late": limit("call", then="last", timer_text="=hours(hours)"),
            "last": end(),
        }
        case = self.start(self.flow(**steps), n=1)
        self.assertEqual(case.open_task_ids.user_ids, self.mate)
        self.run_due(minutes=119)
        self.assertEqual(case.state, "running")
        self.run_due(minutes=2)
        self.assertEqual(case.state, "done")

    def test_a_mistake_is_found_before_publishing(self):
        for text in ("twice = = (", "a.b = 1", "twice"):
            flow = self.flow(
                publish=False, call=task(self.worker, values_in=text), last=end()
            )
            found = [f for f in flow.draft_id.check() if f["code"] == "formula"]
            self.assertEqual([f["element"] for f in found], ["call"], text)

    def test_what_was_cleared_stays_so_in_a_file(self):
        path = "values/camunda-7-inputs-are-the-step-s-own-outputs-go-on.bpmn"
        text = (FOLDER / path).read_bytes()
        flows = self.env["bpm.flow"].with_user(self.owner)
        draft = flows.import_bpmn(text).draft_id
        node = draft.node_ids.filtered(lambda n: n.bpmn_id == "a")
        self.assertIn("limit = ${amount * 2}", node.values_in)
        node.write({"values_in": False, "values_out": "x = 1"})
        again = flows.import_bpmn(draft.export_bpmn()).draft_id
        node = again.node_ids.filtered(lambda n: n.bpmn_id == "a")
        self.assertFalse(node.values_in)
        self.assertEqual(node.values_out, "x = 1")

    def test_many_cost_what_one_costs(self):
        flow = self.values()
        counts = []
        for count in (1, 30):
            leads = self.env["crm.lead"].create(
                [{"name": f"Lead {n}"} for n in range(count)]
            )
            cases = flow.start(leads, {"n": 1})
            tasks = cases.open_task_ids
            self.env.flush_all()
            self.env.invalidate_all()
            begin = self.env.cr.sql_log_count
            tasks.complete(values={"answer": 1})
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - begin)
            self.assertEqual(cases.mapped("variables"), [{"n": 1, "result": 4}] * count)
        self.assertLessEqual(counts[1] - counts[0], 10)

    def test_workers_write_none_of_it(self):
        node = self.values(publish=False).draft_id.node_ids[0]
        with self.assertRaises(AccessError):
            node.with_user(self.worker).values_in = "a = 1"
