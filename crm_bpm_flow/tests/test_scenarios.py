import json
from datetime import timedelta
from pathlib import Path

from .common import FlowCase

FOLDER = Path(__file__).parent / "scenarios"


class TestScenarios(FlowCase):
    """Processes from BPMN files, played by what is written in ``scenarios/*.json``.

    A scenario is a dict with ``diagram`` (the name of a file beside it, or its text),
    ``start`` (values the case begins with) and ``steps``. A step does one thing::

        {"complete": "ask", "outcome": "yes", "values": {"amount": 5}, "nth": 0}
        {"message": "Paid", "payload": {}, "key": "A-1"}     {"signal": "Stop"}
        {"set": {"amount": 9}}    {"pass": {"minutes": 10}}    {"write": {"name": "B"}}
        {"retry": true}    {"move": ["ask", "check"]}    {"cancel": "Not wanted"}

    and says what is so then: ``open`` (ids of the open tasks, sorted), ``state``,
    ``walked`` (how often elements were completed; those named), ``has`` (values of the
    case), ``lanes``, ``incidents`` (none when it is not said), ``refused`` (words of
    the refusal that it meets instead).
    """

    def test_all(self):
        files = sorted(FOLDER.glob("*.json"))
        self.assertTrue(files)
        for path in files:
            for scenario in self._scenarios(path):
                with self.subTest(f"{path.stem}: {scenario['name']}"):
                    savepoint = self.env.cr.savepoint()
                    self._play(scenario)
                    savepoint.close(rollback=True)
                    self.env.invalidate_all()
                    self.env.registry.clear_cache()

    def _scenarios(self, path):
        found = json.loads(path.read_text(encoding="utf-8"))
        return found if isinstance(found, list) else [found]

    def _play(self, scenario):
        flows = self._imported(scenario)
        lead = self.env["crm.lead"].create({"name": scenario["name"], "type": "lead"})
        main = next(
            f for f in flows if f.code == scenario.get("process", flows[0].code)
        )
        self.case = main.start(lead, scenario.get("start"))
        self._look(scenario.get("then", {}), "start")
        for number, step in enumerate(scenario.get("steps", ()), 1):
            self._do(step)
            self._look(step, f"step {number}")

    def _imported(self, scenario):
        xml = scenario["diagram"]
        if not xml.lstrip().startswith("<"):
            xml = (FOLDER / xml).read_bytes()
        flows = self.env["bpm.flow"].with_user(self.admin).import_bpmn(xml)
        # Who is called first is published first.
        for flow in reversed(flows):
            errors = [f for f in flow.draft_id.check() if f["severity"] == "error"]
            self.assertFalse(errors)
            flow.draft_id.action_publish()
        return flows.sudo()

    # ------------------------------------------------------------------
    # What is done
    # ------------------------------------------------------------------
    def _do(self, step):
        for name in DOING:
            if name in step:
                act = getattr(self, f"_do_{name}")
                if "refused" in step:
                    with self.refused(Exception, step["refused"]):
                        act(step)
                    return
                act(step)

    def _do_complete(self, step):
        tasks = self._family().open_task_ids.filtered(
            lambda t: t.node_id.bpmn_id == step["complete"]
        )
        task = tasks.sorted("id")[step.get("nth", 0) :][:1]
        self.assertTrue(task, f"{step['complete']} is not open: {self._open()}")
        task.complete(step.get("outcome"), step.get("values"))

    def _do_message(self, step):
        self.env["bpm.flow.instance"].send_message(
            step["message"], step.get("payload"), step.get("key")
        )

    def _do_signal(self, step):
        self.env["bpm.flow.instance"].send_signal(step["signal"], step.get("payload"))

    def _do_set(self, step):
        self.case.set_variables(step["set"])

    def _do_write(self, step):
        self.env["crm.lead"].browse(self.case.res_id).write(step["write"])

    def _do_pass(self, step):
        self.clock.tick(timedelta(**step["pass"]))
        self._end_transaction()
        self.env["bpm.flow.job"]._cron_run_due()

    def _do_retry(self, _step):
        self._family().incident_ids.action_retry()

    def _do_move(self, step):
        self.case.move_token(*step["move"])

    def _do_cancel(self, step):
        self.case.action_cancel(step["cancel"])

    # ------------------------------------------------------------------
    # What is so
    # ------------------------------------------------------------------
    def _family(self):
        found = level = self.case
        while level := level.child_ids:
            found |= level
        return found

    def _open(self):
        return sorted(t.node_id.bpmn_id for t in self._family().open_task_ids)

    def _look(self, step, where):
        case = self.case
        family = self._family()
        seen = {
            "open": self._open(),
            "state": case.state,
            "incidents": sorted(family.incident_ids.mapped("node_id.bpmn_id")),
            "lanes": sorted({task.lane or "" for task in family.open_task_ids}),
        }
        if "incidents" not in step and family.incident_ids:
            self.fail(f"{where}: {family.incident_ids.mapped('error')}")
        for name, value in seen.items():
            if name in step:
                self.assertEqual(value, step[name], f"{where}: {name}")
        walked = case.walked()
        for element, times in step.get("walked", {}).items():
            self.assertEqual(walked.get(element, 0), times, f"{where}: {element}")
        for name, value in step.get("has", {}).items():
            self.assertEqual((case.variables or {}).get(name), value, where)
        self.assertEqual(self.env["bpm.flow.log"].verify(case.ids), [], where)


DOING = (
    "complete",
    "message",
    "signal",
    "set",
    "write",
    "pass",
    "retry",
    "move",
    "cancel",
)
