"""Starting processes beside Odoo's own automation rules (runs in Odoo's shell).

Records are created plainly, with a core automation rule that schedules an activity, and
with a start rule of ours that opens a case with one task; for another user and for
oneself; one by one and in batches, as an import does. "Added" is what comes on top of
the plain creation. The core rule tells each person by a mail of its own within the
transaction; we tell each person once, afterwards, and that is shown too.
"""

import gc
import os
import sys
from statistics import median
from time import perf_counter

sys.path.insert(0, os.environ["DEV_BENCH"])
from measure import Samples, take, verdict

MODELS = {"crm.lead": "lead", "res.partner": "partner"}
# records in one creation: (samples of each way in a round, rounds)
SIZES = {1: (8, 3), 100: (2, 3), 1000: (1, 2)}
if os.environ.get("BENCH_QUICK"):
    SIZES = {1: (5, 2), 100: (1, 2)}
IDLE = 20  # rules that look at a record and do not fit it


class Bench:
    """Rules and processes of each kind, switched on one kind at a time."""

    def __init__(self, env):
        admin = env.ref("base.user_admin")
        self.env = env(user=admin, context={"lang": "en_US"})
        self.worker = self.make_worker()
        self.kinds = {}
        for model in MODELS:
            for who, user in (("other", self.worker), ("self", admin)):
                self.kinds[model, "peer", who] = self.make_rule(model, user)
                self.kinds[model, "ours", who] = self.make_start(model, user)
        self.kinds["crm.lead", "peer", "idle"] = self.make_idle(self.make_rule)
        self.kinds["crm.lead", "ours", "idle"] = self.make_idle(self.make_start)
        self.kinds["crm.lead", "ours", "idle one"] = self.make_idle(self.make_start, 1)
        for switches in self.kinds.values():
            switches.active = False
        self.env.cr.commit()

    def make_worker(self):
        return self.env["res.users"].create(
            {
                "name": "Bench worker",
                "login": "bench_worker",
                "email": "bench@example.com",
                "group_ids": [
                    (4, self.env.ref("sales_team.group_sale_salesman_all_leads").id)
                ],
            }
        )

    def make_rule(self, model, user, domain="[]"):
        """A core automation rule that schedules an activity."""
        rule = self.env["base.automation"].create(
            {
                "name": f"Core rule for {user.login}",
                "model_id": self.env["ir.model"]._get_id(model),
                "trigger": "on_create",
                "filter_domain": domain,
            }
        )
        self.env["ir.actions.server"].create(
            {
                "name": "Call",
                "base_automation_id": rule.id,
                "model_id": rule.model_id.id,
                "state": "next_activity",
                "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
                "activity_summary": "Call",
                "activity_user_type": "specific",
                "activity_user_id": user.id,
            }
        )
        return rule

    def make_start(self, model, user, domain="[]"):
        """A process of one task, with a rule that starts it."""
        flow = self.env["bpm.flow"].create(
            {"name": f"Process for {user.login}", "res_model": model}
        )
        draft = flow.draft_id
        begin = draft.node_ids.filtered(lambda n: n.kind == "startEvent")
        added = draft.editor_add("userTask", name="Call", after_id=begin.id)
        step = self.env["bpm.flow.node"].browse(added["new_step"])
        step.user_ids = user
        draft.action_publish()
        return self.env["bpm.flow.start"].create(
            {
                "flow_id": flow.id,
                "name": "Created",
                "trigger": "on_create",
                "domain": domain,
            }
        )

    def make_idle(self, make, count=IDLE):
        rows = [
            make("crm.lead", self.worker, f"[('name', '=', 'Never {i}')]")
            for i in range(count)
        ]
        return rows[0].union(*rows)

    def sample(self, model, size, ways):
        """{way: Samples} of creating ``size`` records; the ways take turns."""
        found = {way: Samples() for way in ways}
        per_round, rounds = SIZES[size]
        for _round in range(rounds):
            for way in ways:
                switches = self.kinds.get((model, *way)) if way else None
                self.switch(switches, True)
                self.create(model, 1)(self.env)  # the first one fills Odoo's caches
                self.env.cr.rollback()
                for _sample in range(per_round):
                    gc.collect()
                    take(self.env, found[way], self.create(model, size))
                self.switch(switches, False)
        return found

    def switch(self, switches, active):
        if switches is not None:
            switches.active = active
            self.env.cr.commit()

    @staticmethod
    def create(model, size):
        vals = [{"name": f"Bench {i}"} for i in range(size)]
        if model == "crm.lead":
            for values in vals:
                values["type"] = "lead"
        return lambda env: env[model].create([dict(values) for values in vals])

    def notification(self, size):
        """Milliseconds and queries for telling one person of ``size`` new tasks."""
        self.switch(self.kinds["res.partner", "ours", "other"], True)
        self.create("res.partner", size)(self.env)
        self.env.flush_all()
        self.env.cr.precommit.run()
        before, begin = self.env.cr.sql_log_count, perf_counter()
        self.env["bpm.flow.task"]._send_notifications()
        self.env.flush_all()
        seconds = perf_counter() - begin
        queries = self.env.cr.sql_log_count - before
        self.env.cr.rollback()
        self.switch(self.kinds["res.partner", "ours", "other"], False)
        return seconds * 1000, queries


class Report:
    """Tables of what was added, and the targets."""

    def __init__(self):
        self.missed = 0

    def table(self, title, size, found):
        probes = [p for samples in found.values() for p in samples.probes]
        self.probe = median(probes)
        spread = max(probes) / min(probes)
        print(f"\n{title} (probe {self.probe * 1000:.0f} ms, spread {spread:.1f})")
        self.plain = found[()]
        for way, samples in found.items():
            words = " ".join(way) or "plain creation"
            ms = samples.milliseconds(self.probe) / size
            count = samples.query_count / size
            line = f"  {words:<16} {ms:9.2f} ms {count:8.2f} queries"
            if way:
                added = self.added(samples) / size
                line += f"   added {added:8.2f} ms {self.queries(samples):6.0f} queries"
                line += " in all"
            print(line)

    def added(self, samples):
        return samples.milliseconds(self.probe) - self.plain.milliseconds(self.probe)

    def queries(self, samples):
        return samples.query_count - self.plain.query_count

    def judge(self, name, ours, peer, ratio, queries=None):
        """Print the target of one row of the list of targets, and whether it is met."""
        mine, theirs = self.added(ours), self.added(peer)
        share = max(mine, 0) / max(theirs, 0.001)
        words = [f"{share:.2f} x the peer's added time (<= {ratio})"]
        results = [verdict(share, ratio)]
        if queries is not None:
            count = self.queries(ours)
            words.append(f"{count:.0f} added queries (<= {queries})")
            results.append(verdict(count, queries))
        self.missed += "MISSED" in results
        pairs = zip(words, results, strict=True)
        print(f"  {name}: " + ", ".join(map(" ".join, pairs)))


    def judge_idle(self, ours, peer, one):
        """What hardly costs anything: judged by the whole creation, since the added
        time is smaller than what two runs of the same differ by."""
        share = ours.milliseconds(self.probe) / peer.milliseconds(self.probe)
        alone = ours.milliseconds(self.probe) / one.milliseconds(self.probe)
        more = ours.query_count - peer.query_count
        results = [verdict(share, NOISE), verdict(alone, NOISE), verdict(more, 1)]
        self.missed += "MISSED" in results
        print(
            f"  T5: {share:.2f} x the peer's whole time (<= {NOISE}) {results[0]}, "
            f"{alone:.2f} x one process's (<= {NOISE}) {results[1]}, "
            f"{more:.0f} queries more than the peer (<= 1) {results[2]}"
        )


NOISE = 1.1  # so much do two runs of the very same work differ here

WAYS = [(), ("peer", "other"), ("ours", "other"), ("peer", "self"), ("ours", "self")]
# size: (name, share of the peer's added time, added queries) for others, for oneself
TARGETS = {
    1: (("T1", 0.7, 28), ("T2", 1.3, 20)),
    100: (("T3", 0.1, 40), ("T4", 1.0, 40)),
    1000: (("T3", 0.1, 160), ("T4", 1.0, 160)),
}


def main():
    bench, report = Bench(env), Report()
    print("For each record, but the added queries: for the whole creation.")
    for size in SIZES:
        for model, words in MODELS.items():
            found = bench.sample(model, size, WAYS)
            report.table(f"{size} {words}(s) in one creation", size, found)
            for who, target in zip(("other", "self"), TARGETS[size], strict=True):
                name, ratio, queries = target
                report.judge(
                    f"{name} for {who}",
                    found["ours", who],
                    found["peer", who],
                    ratio,
                    queries,
                )
    idle = [(), ("peer", "idle"), ("ours", "idle"), ("ours", "idle one")]
    for size in (1, 100):
        found = bench.sample("crm.lead", size, idle)
        report.table(f"{IDLE} rules that do not fit, {size} lead(s)", size, found)
        report.judge_idle(
            found["ours", "idle"], found["peer", "idle"], found["ours", "idle one"]
        )
    for size in (1, 100):
        ms, queries = bench.notification(size)
        print(f"\nTelling the worker of {size} later: {ms:.1f} ms, {queries} queries")
    print(f"\nstart: {report.missed or 'no'} targets missed")


main()
