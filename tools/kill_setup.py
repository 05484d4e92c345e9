"""A process for tools/kill_server.py (runs in Odoo's shell).

On each new contact: a step in the saving transaction, a task, a step after commit, a
wait, a last step. Each step makes a tag whose name may exist only once, so that a step
that runs twice shows.
"""

from itertools import pairwise

TAG = "env['crm.tag'].create({'name': '%s ' + str(record.id)})"

admin = env.ref("base.user_admin")
env = env(user=admin)
flow = env["bpm.flow"].create({"name": "Killed", "res_model": "res.partner"})
version = flow.draft_id
version.node_ids.unlink()
STEPS = {
    "start": {"kind": "startEvent"},
    "first": {"kind": "serviceTask"},
    "ask": {"kind": "userTask", "user_ids": [(6, 0, admin.ids)]},
    "later": {"kind": "serviceTask", "run_later": True},
    "pause": {
        "kind": "intermediateCatchEvent",
        "event": "timer",
        "timer_kind": "duration",
        "timer_text": "PT2S",
    },
    "last": {"kind": "serviceTask"},
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
for node in nodes.filtered(lambda n: n.kind == "serviceTask"):
    env["ir.actions.server"].create(
        {
            "name": node.name,
            "bpm_node_id": node.id,
            "state": "code",
            "code": TAG % node.bpmn_id,
        }
    )
version.action_publish()
env["bpm.flow.start"].create(
    {"flow_id": flow.id, "name": "New", "trigger": "on_create"}
)
env.cr.commit()
