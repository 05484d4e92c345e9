"""Jobs after the commit, with a real server, beside OCA's queue_job.

Databases: ours, peers.

An empty job of ours is an automatic step that runs later and does nothing: its case
then moves on and its journal tells of it. One worker each: a cron thread for us, one
channel of queue_job with as many runners as suit it best.
"""

import os
import time
from statistics import median

from figures import figure
from measure import QUICK, Turns
from server import Server
from stage import open_database, partners, process, words

from odoo import fields

COUNT, ROUNDS = (100, 1) if QUICK else (500, 3)
SINGLE = 5 if QUICK else 15
MOMENTS = 1 if QUICK else 3
PEER_CHANNELS = "root:4"


class Side:
    """One queue: how to put jobs into it, and whether it is empty again."""

    def __init__(self, env, put, left):
        self.env, self.put, self.left = env, put, left

    def count(self):
        self.env.cr.rollback()
        self.env.cr.execute(f"SELECT count(*) {self.left}")
        return self.env.cr.fetchone()[0]

    def seconds(self, count):
        """From the commit to the end of the last job."""
        self.put(self.env, count)
        self.env.cr.commit()
        begin = time.perf_counter()
        while self.count():
            time.sleep(0.002)
        return time.perf_counter() - begin


def ours(env):
    later = words.auto(run_later=True)
    flow = process(env, "Bench", "res.partner", later=later, pause=words.message("x"))
    ids = partners(env, COUNT).ids
    flow.restart_guard = "none"
    env["ir.cron"].search([]).active = False
    env.ref("crm_bpm_flow.ir_cron_run_due").active = True
    env.cr.commit()
    return Side(
        env,
        lambda env, count: flow.start(ids[:count]),
        "FROM bpm_flow_job WHERE kind = 'action'",
    )


def put_peer(env, count):
    request = env["bench.request"].search([], limit=1)
    for _job in range(count):
        request.with_delay().nothing()


def peer(env):
    env["bench.request"].create({"name": "Bench"})
    env["ir.cron"].search([]).active = False
    env.cr.commit()
    return Side(env, put_peer, "FROM queue_job WHERE state != 'done'")


def put_jobs(env, flow):
    """Our queue alone: rows of a case that are due at once."""
    case = env["bpm.flow.instance"].search([], limit=1).sudo()
    vals = {"kind": "action", "instance_id": case.id, "date_due": fields.Datetime.now()}
    env["bpm.flow.job"]._enqueue([dict(vals) for _job in range(COUNT)])


def throughput(mine, theirs):
    for side in (mine, theirs):
        side.seconds(10)
    pairs = [(mine.seconds(COUNT), theirs.seconds(COUNT)) for _round in range(ROUNDS)]
    own, others = (median(times) / COUNT * 1000 for times in zip(*pairs, strict=True))
    figure("T11", f"{COUNT} empty jobs on one worker, each", own, 0.2, others)
    print(f"{1000 / own:.0f} jobs a second; the peer {1000 / others:.0f}")


def latency(mine, theirs):
    pairs = [(mine.seconds(1), theirs.seconds(1)) for _job in range(SINGLE)]
    own, others = (median(times) * 1000 for times in zip(*pairs, strict=True))
    figure("T11", "from the commit to the end of a job", own, 250)
    print(f"peer: {others:.0f} ms")


def enqueue(mine, theirs):
    turns = Turns(
        ours=(mine.env, lambda env: put_jobs(env, mine)),
        peer=(theirs.env, lambda env: put_peer(env, COUNT)),
    ).run(ROUNDS)
    figure(
        "T11",
        f"enqueue {COUNT} jobs, each",
        turns.milliseconds("ours") / COUNT,
        0.2,
        turns.milliseconds("peer") / COUNT,
        queries=turns.queries("ours"),
    )
    print(f"peer: {turns.queries('peer')} queries")


def moments(env):
    """How late a timer is, in a server that has nothing else to do."""
    at_date = {"deadline_from": "field", "deadline_field": "date_open"}
    wait = words.Step("intermediateCatchEvent", {"event": "timer", **at_date})
    flow = process(env, "Moment", "crm.lead", wait=wait, then=words.message("y"))
    late = []
    for _moment in range(MOMENTS):
        due = time.time() // 1 + 4
        lead = env["crm.lead"].create({"name": "Bench"})
        lead.date_open = fields.Datetime.to_datetime(
            time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(due))
        )
        case = flow.start(lead)
        env.cr.commit()
        query = f"FROM bpm_flow_job WHERE instance_id = {case.id}"
        waiting = Side(env, None, query)
        while waiting.count():
            time.sleep(0.01)
        late.append(time.time() - due)
    figure("T10", "a timer starts after its moment", max(late), 2, unit="s")


def main():
    mine, theirs = ours(open_database("ours")), peer(open_database("peers"))
    one = ("--max-cron-threads=1", "--workers=0")
    queue = ("--load=base,web,queue_job", "--max-cron-threads=0", "--workers=0")
    channels = {"ODOO_QUEUE_JOB_CHANNELS": PEER_CHANNELS}
    with (
        Server(os.environ["BENCH_DB_OURS"], *one),
        Server(os.environ["BENCH_DB_PEERS"], *queue, **channels),
    ):
        throughput(mine, theirs)
        latency(mine, theirs)
        moments(mine.env)
    enqueue(mine, theirs)


main()
