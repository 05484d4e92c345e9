import json
import os
from datetime import timedelta
from pathlib import Path

from .common import FlowCase

FOLDER = Path(__file__).parent / "scenarios"


class TestScenarios(FlowCase):
    """Processes from BPMN files, played by what is written in ``scenarios/*.json``.

    A scenario is a dict with ``name`` and ``diagram`` (a file below that folder, or its
    text), and where they are wanted: ``dmn`` (a file of decisions for it), ``process``
    (the code of the one that is started; the file's first), ``start`` (values the case
    begins with; a list: of several cases; null: no case), ``record`` (values of the
    lead), ``contacts`` (names of its customer's contacts), ``then`` (what is so after
    the start), ``steps``, ``not_imported`` (words of the refusal), ``findings`` (codes
    of the checker's errors; then nothing is published). A step does one thing::

        {"complete": "ask", "outcome": "yes", "values": {"amount": 5}, "nth": 0}
        {"message": "Paid", "payload": {}, "key": "A-1", "to": 0}
        {"signal": "Stop", "payload": {}}      {"set": {"amount": 9}}
        {"pass": {"minutes": 10}}              {"write": {"name": "B"}}
        {"retry": true}   {"skip": true}       {"move": ["ask", "check"]}
        {"suspend": true} {"resume": true}     {"cancel": "Not wanted"}
        {"begin": "call"} {"finish": "extras"} {"add": "check", "item": "x"}

    to the case whose number ``case`` gives (0), and says what is so then: ``open`` (ids
    of the open tasks of the case and those it called, sorted), ``state``, ``walked``
    (how often elements were completed; those named), ``has`` (values of the case),
    ``lanes``, ``names`` (of the open tasks), ``cases`` (states of all cases of the
    processes named, sorted), ``incidents`` (none when it is not said), ``told`` (what
    they say), ``refused`` (words of the refusal that it meets instead).
    """

    def test_all(self):
        # Of these files only, while one is written: BPM_SCENARIOS="values errors"
        wanted = os.environ.get("BPM_SCENARIOS", "").split()
        files = sorted(FOLDER.glob("*.json"))
        files = [path for path in files if not wanted or path.stem in wanted]
        self.assertTrue(files)
        for path in files:
            for scenario in self._scenarios(path):
                with self.subTest(f"{path.stem}: {scenario['name']}"):
                    self.clock.move_to("2026-03-02 09:00:00")
                    savepoint = self.env.cr.savepoint()
                    try:
                        self._play(scenario)
                    finally:
                        savepoint.close(rollback=True)
                        self.env.invalidate_all()
                        self.env.registry.clear_cache()

    def _scenarios(self, path):
        found = json.loads(path.read_text(encoding="utf-8"))
        return found if isinstance(found, list) else [found]

    def _play(self, scenario):
        if "not_imported" in scenario:
            self._look_refused(scenario)
            return
        flows = self._imported(scenario)
        if "findings" in scenario:
            return
        code = scenario.get("process", flows[0].code)
        main = next(flow for flow in flows if flow.code == code)
        starts = scenario.get("start", {})
        starts = starts if isinstance(starts, list) else [starts]
        self.cases = self.env["bpm.flow.instance"]
        for values in starts:
            if values is not None:
                self.cases += main.start(self._lead(scenario), values)
        self._look(scenario.get("then", {}), "start")
        for number, step in enumerate(scenario.get("steps", ()), 1):
            self._do(step)
            self._look(step, f"step {number} {step}")

    def _lead(self, scenario):
        values = {"name": scenario["name"], "type": "lead"}
        if names := scenario.get("contacts"):
            contacts = [(0, 0, {"name": name}) for name in names]
            customer = {"name": "Customer", "child_ids": contacts}
            values["partner_id"] = self.env["res.partner"].create(customer).id
        return self.env["crm.lead"].create({**values, **scenario.get("record", {})})

    def _xml(self, scenario):
        xml = scenario["diagram"]
        is_text = xml.lstrip().startswith("<") or not xml.endswith(".bpmn")
        return xml if is_text else (FOLDER / xml).read_bytes()

    def _look_refused(self, scenario):
        flows = self.env["bpm.flow"]
        before = flows.with_context(active_test=False).search([])
        with self.refused(Exception, scenario["not_imported"]) as caught:
            flows.with_user(self.admin).import_bpmn(self._xml(scenario))
        self.assertEqual(type(caught.exception).__name__, "UserError")
        self.assertEqual(flows.with_context(active_test=False).search([]), before)

    def _imported(self, scenario):
        flows = self.env["bpm.flow"].with_user(self.admin)
        dmn = scenario.get("dmn") and (FOLDER / scenario["dmn"]).read_bytes()
        flows = flows.import_bpmn(self._xml(scenario), dmn=dmn)
        codes = []
        # Who is called first is published first.
        for flow in reversed(flows):
            found = flow.draft_id.check()
            errors = [f for f in found if f["severity"] == "error"]
            codes += [finding["code"] for finding in errors]
            if "findings" not in scenario:
                self.assertFalse(errors)
                flow.draft_id.action_publish()
        if "findings" in scenario:
            self.assertEqual(sorted(codes), sorted(scenario["findings"]))
        return flows.sudo()

    # ------------------------------------------------------------------
    # What is done
    # ------------------------------------------------------------------
    def _do(self, step):
        number = step.get("case", 0)
        self.case = self.cases[number : number + 1]
        done = [name for name in step if name in DOING]
        self.assertEqual(len(done), 1, f"one thing is done: {step}")
        act = getattr(self, f"_do_{done[0]}")
        if "refused" in step:
            with self.refused(Exception, step["refused"]):
                act(step)
        else:
            act(step)

    def _do_complete(self, step):
        tasks = self._family().open_task_ids.filtered(
            lambda t: t.node_id.bpmn_id == step["complete"]
        )
        task = tasks.sorted("id")[step.get("nth", 0) :][:1]
        self.assertTrue(task, f"{step['complete']} is not open: {self._open()}")
        task.complete(step.get("outcome"), step.get("values"))

    def _do_message(self, step):
        to = self.cases[step["to"]].ids if "to" in step else None
        case = self.env["bpm.flow.instance"].send_message(
            step["message"], step.get("payload"), step.get("key"), to
        )
        self.cases += case - self.cases

    def _do_signal(self, step):
        cases = self.env["bpm.flow.instance"].send_signal(
            step["signal"], step.get("payload")
        )
        self.cases += cases - self.cases - self._family(self.cases)

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

    def _do_skip(self, step):
        way = step["skip"]
        ways = self.case.version_id.transition_ids
        ways = ways.filtered(lambda w: w.bpmn_id == way)
        self._family().incident_ids.action_skip(ways.id or None)

    def _do_move(self, step):
        self.case.move_token(*step["move"])

    def _do_suspend(self, _step):
        self.case.action_suspend()

    def _do_resume(self, _step):
        self.case.action_resume()
        self._end_transaction()
        self.env["bpm.flow.job"]._cron_run_due()

    def _do_cancel(self, step):
        self.case.action_cancel(step["cancel"])

    def _do_begin(self, step):
        self.case.begin_step(step["begin"])

    def _do_finish(self, step):
        self.case.finish_sub_process(step["finish"])

    def _do_add(self, step):
        self.case.add_instance(step["add"], step.get("item"))

    # ------------------------------------------------------------------
    # What is so
    # ------------------------------------------------------------------
    def _family(self, cases=None):
        found = level = self.case if cases is None else cases
        while level := level.child_ids:
            found |= level
        return found

    def _open(self):
        return sorted(t.node_id.bpmn_id for t in self._family().open_task_ids)

    def _look(self, step, where):
        number = step.get("case", 0)
        self.case = case = self.cases[number : number + 1]
        if "cases" in step:
            self.assertEqual(self._states(step["cases"]), step["cases"], where)
        if not case:
            return
        family = self._family()
        tasks = family.open_task_ids
        seen = {
            "open": self._open(),
            "state": case.state,
            "incidents": sorted(family.incident_ids.mapped("node_id.bpmn_id")),
            "told": sorted(family.incident_ids.mapped("error")),
            "lanes": sorted({task.lane or "" for task in tasks}),
            "names": sorted(tasks.mapped("name")),
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
        self.assertEqual(self.env["bpm.flow.log"].verify(family.ids), [], where)

    def _states(self, codes):
        found = {}
        for code in codes:
            cases = self.env["bpm.flow.instance"].search([("flow_id.code", "=", code)])
            found[code] = sorted(cases.mapped("state"))
        return found


DOING = (
    "complete",
    "message",
    "signal",
    "set",
    "write",
    "pass",
    "retry",
    "skip",
    "move",
    "suspend",
    "resume",
    "cancel",
    "begin",
    "finish",
    "add",
)
