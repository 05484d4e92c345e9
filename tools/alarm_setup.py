"""A process for tools/alarm_server.py (runs in Odoo's shell).

Each new contact waits for a few seconds, then for some more.
"""

from itertools import pairwise

env = env(user=env.ref("base.user_admin"))
flow = env["bpm.flow"].create({"name": "Punctual", "res_model": "res.partner"})
version = flow.draft_id
version.node_ids.unlink()
TIMER = {"kind": "intermediateCatchEvent", "event": "timer", "timer_kind": "duration"}
STEPS = {
    "start": {"kind": "startEvent"},
    "short": {**TIMER, "timer_text": "PT4S"},
    "long": {**TIMER, "timer_text": "PT1M"},
    "end": {"kind": "endEvent", "result": "goal"},
}
nodes = env["bpm.flow.node"].create(
    [
        {"version_id": version.id, "bpmn_id": key, "name": key, "sequence": n, **values}
        for n, (key, values) in enumerate(STEPS.items())
    ]
)
for source, target in pairwise(nodes):
    env["bpm.flow.transition"].create({"source_id": source.id, "target_id": target.id})
version.action_publish()
env["bpm.flow.start"].create(
    {"flow_id": flow.id, "name": "New", "trigger": "on_create"}
)
# Nothing else wakes the scheduler, and it would look for itself at most once a minute.
crons = env["ir.cron"].search([])
crons.filtered(lambda c: c.model_id.model != "bpm.flow.job").active = False
env.ref("crm_bpm_flow.ir_cron_run_due").interval_number = 50
env.cr.commit()
