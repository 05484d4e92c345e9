"""Starting processes beside Odoo's own automation rules.

Databases: ours.

Records are created plainly, with a core automation rule that schedules an activity, and
with a start rule of ours that opens a case with one task; for another user and for
oneself; one by one and in batches, as an import does. "Added" is what comes on top of
the plain creation. The core rule tells each person by a mail of its own within the
transaction; we tell each person once, afterwards, and that is shown too.
"""

from statistics import median
from time import perf_counter

from figures import figure
from measure import QUICK, Samples, take
from stage import open_database, person, process, words

MODELS = {"crm.lead": "lead", "res.partner": "partner"}
# records in one creation: (samples of each way in a round, rounds)
SIZES = {1: (8, 3), 100: (2, 3), 1000: (1, 1)}
if QUICK:
    SIZES = {1: (5, 2), 100: (1, 2)}
IDLE = 20  # rules that look at a record and do not fit it


class Bench:
    """Rules and processes of each kind, switched on one kind at a time."""

    def __init__(self, env):
        self.env, admin = env, env.user
        self.worker = person(env, "worker")
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
        steps = {"call": words.task(user)}
        flow = process(self.env, f"Process for {user.login}", model, **steps)
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


def added(found, way, probe):
    """What came on top of the plain creation: milliseconds, queries."""
    plain, samples = found[()], found[way]
    ms = samples.milliseconds(probe) - plain.milliseconds(probe)
    return ms, samples.query_count - plain.query_count


def usual_probe(found):
    return median(p for samples in found.values() for p in samples.probes)


def tell(title, size, found):
    """All that was measured, for each record."""
    probes = [p for samples in found.values() for p in samples.probes]
    spread = max(probes) / min(probes)
    print(f"{title} (probe {median(probes) * 1000:.0f} ms, spread {spread:.1f})")
    for way, samples in found.items():
        ms, name = samples.milliseconds(median(probes)) / size, " ".join(way)
        queries = samples.query_count / size
        print(f"  {name or 'plain creation':<16} {ms:9.2f} ms {queries:8.2f} queries")


def judge(name, what, size, found, who, ratio, most):
    probe = usual_probe(found)
    mine, queries = added(found, ("ours", who), probe)
    theirs, _queries = added(found, ("peer", who), probe)
    ours, peer = max(mine, 0) / size, max(theirs, 0) / size
    figure(name, what, ours, ratio, peer, queries=queries, most=most)


def judge_idle(size, found):
    """What hardly costs anything: judged by the whole creation, since the added time
    is smaller than what two runs of the same differ by."""
    probe = usual_probe(found)
    ours, peer, one = (
        found[way].milliseconds(probe) / size
        for way in (("ours", "idle"), ("peer", "idle"), ("ours", "idle one"))
    )
    queries = found["ours", "idle"].query_count
    most = found["peer", "idle"].query_count + 1
    what = f"{size} lead(s), {IDLE} rules that do not fit, whole"
    figure("T5", what, ours, NOISE, peer, queries=queries, most=most)
    figure("T5", f"{what}; beside one process", ours, NOISE, one)


NOISE = 1.1  # so much do two runs of the very same work differ here

WAYS = [(), ("peer", "other"), ("ours", "other"), ("peer", "self"), ("ours", "self")]
# size: (name, share of the peer's added time, added queries) for others, for oneself
TARGETS = {
    1: (("T1", 0.7, 28), ("T2", 1.3, 20)),
    100: (("T3", 0.1, 40), ("T4", 1.0, 40)),
    1000: (("T3", 0.1, 160), ("T4", 1.0, 160)),
}


def main():
    bench = Bench(open_database("ours"))
    for size in SIZES:
        for model, noun in MODELS.items():
            found = bench.sample(model, size, WAYS)
            tell(f"{size} {noun}(s) in one creation", size, found)
            for who, target in zip(("other", "self"), TARGETS[size], strict=True):
                name, ratio, most = target
                what = f"start at {size} {noun}(s), for {who}, added"
                judge(name, what, size, found, who, ratio, most)
    idle = [(), ("peer", "idle"), ("ours", "idle"), ("ours", "idle one")]
    for size in (1, 100):
        found = bench.sample("crm.lead", size, idle)
        tell(f"{IDLE} rules that do not fit, {size} lead(s)", size, found)
        judge_idle(size, found)
    for size in (1, 100):
        ms, queries = bench.notification(size)
        print(f"telling the worker of {size} later: {ms:.1f} ms, {queries} queries")


main()
