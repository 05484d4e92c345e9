"""A case's whole life in Odoo, beside SpiffWorkflow with JSON in PostgreSQL.

Databases: ours.

Start, task, exclusive choice, task, end; the case is saved and read again at each of
its three stops. We do 1,000 together, with tasks, activities and journal; the bare peer
does one after another in one transaction.
"""

from statistics import median

from figures import figure
from measure import QUICK, Samples, take
from spiff_peer import Spiff
from stage import ROOT, open_database, partners, person

COUNT, PEER_COUNT, ROUNDS = 1000, 200, 1 if QUICK else 3
FILE = ROOT / "bench" / "peers" / "call.bpmn"


def live(env, flow, ids, worker):
    """Three visits, as three requests would make them."""
    cases = flow.with_env(env).start(ids)
    for values in ({"amount": 2000}, {}):
        env.flush_all()
        env.invalidate_all()
        tasks = cases.open_task_ids.with_user(worker).with_context(env.context)
        tasks.complete(values=values)
    if set(cases.mapped("state")) != {"done"}:
        raise RuntimeError("the cases did not end")


def main():
    env = open_database("ours")
    worker = person(env, "worker")
    flow = env["bpm.flow"].import_bpmn(FILE.read_text(), model="res.partner")
    steps = flow.draft_id.node_ids.filtered(lambda n: n.kind == "userTask")
    # One person has each task: without people in the file it were its owner's, too.
    steps.write({"user_ids": [(6, 0, worker.ids)], "is_owner": False})
    flow.draft_id.action_publish()
    ids = partners(env, COUNT).ids
    env.cr.commit()
    live(env, flow, ids[:1], worker)
    env.cr.rollback()
    ours, peer = Samples(), []
    with Spiff() as spiff:
        for _round in range(ROUNDS):
            take(env, ours, lambda env: live(env, flow, ids, worker))
            peer.append(spiff.seconds("stored", PEER_COUNT) / PEER_COUNT * 1000)
    figure(
        "T7",
        f"whole lives of {COUNT} cases, each",
        median(ours.times) * 1000 / COUNT,
        1.0,
        median(peer),
        queries=ours.query_count,
    )


main()
