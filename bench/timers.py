"""Many cases that wait for a moment, beside Odoo's timed automation rule.

Databases: ours.

As many leads as cases, one rule that schedules an activity when a date of the lead has
come, and one process in which each lead waits and then somebody gets a task. The rule
reads all leads by their date; it tells each person by a mail of its own.
"""

from datetime import timedelta

from figures import figure
from measure import QUICK, Samples, take
from stage import copy_rows, open_database, person, process, vacuum, words

from odoo import fields

COUNT = 10_000 if QUICK else 100_000
SAMPLES = 2 if QUICK else 5
MANY = 100 if QUICK else 1000
FAR = "2099-01-01"


class Bench:
    """The leads and what waits for them."""

    def __init__(self, env):
        self.env = env
        self.leads = self.make_leads()
        self.rule = self.make_rule()
        self.jobs = {}
        for who, user in (("other", person(env, "worker")), ("self", env.user)):
            self.jobs[who] = self.make_cases(who, user)
        self.taken = 0
        self.env["ir.cron"].search([]).active = False
        vacuum(env)

    def make_leads(self):
        lead = self.env["crm.lead"].create({"name": "Bench", "type": "lead"})
        lead.date_open = FAR
        return copy_rows(self.env, lead, COUNT, name="'Bench ' || n")

    def make_rule(self):
        return self.env["base.automation"].create(
            {
                "name": "Timed",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "trigger": "on_time",
                "trg_date_id": self.env["ir.model.fields"]
                ._get("crm.lead", "date_open")
                .id,
                "last_run": fields.Datetime.now(),
            }
        )

    def set_action(self, user):
        self.rule.action_server_ids.unlink()
        self.env["ir.actions.server"].create(
            {
                "name": "Call",
                "base_automation_id": self.rule.id,
                "model_id": self.rule.model_id.id,
                "state": "next_activity",
                "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
                "activity_summary": "Call",
                "activity_user_type": "specific",
                "activity_user_id": user.id,
            }
        )
        self.env.cr.commit()

    def make_cases(self, who, user):
        """A case for each lead (half of them each), the first made by the engine."""
        steps = {"pause": words.wait("999 days"), "call": words.task(user)}
        flow = process(self.env, f"Wait, then {who}", "crm.lead", **steps)
        leads = self.leads[::2] if who == "self" else self.leads[1::2]
        case = flow.start(leads[:1])
        ids = copy_rows(
            self.env,
            case,
            len(leads) - 1,
            res_id=f"{leads[0]} + 2 * n",
            guard_key="old.guard_key || '.' || n",
        )
        if ids != list(range(ids[0], ids[0] + len(ids))):
            raise RuntimeError("the copies' ids have gaps")
        made = copy_rows(
            self.env, case.job_ids, len(ids), instance_id=f"{ids[0] - 1} + n"
        )
        return [*case.job_ids.ids, *made]

    def next_ids(self, ids, count):
        """The next rows that nobody used yet."""
        self.taken += count
        return ids[self.taken - count : self.taken]

    def wait_over(self, who, count):
        ids = self.next_ids(self.jobs[who], count)
        now = fields.Datetime.now()
        self.env["bpm.flow.job"].browse(ids).sudo().date_due = now
        self.env.cr.commit()

    def dates_come(self, count):
        """Of so many leads, since the rule's last run."""
        now, hour = fields.Datetime.now(), timedelta(hours=1)
        self.rule.last_run = now - hour
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_lead SET date_open = %s WHERE date_open < %s", [FAR, FAR]
        )
        self.env.cr.execute(
            "UPDATE crm_lead SET date_open = %s WHERE id = ANY(%s)",
            [now - hour / 2, self.next_ids(self.leads, count)],
        )
        self.env.cr.commit()

    def nothing_comes(self):
        self.rule.last_run = fields.Datetime.now()
        self.env.cr.commit()

    def ours(self, env):
        env["bpm.flow.job"].sudo()._cron_run_due()

    def peer(self, env):
        env["base.automation"].sudo()._cron_process_time_based_actions()

    def compare(self, samples, before_ours=None, before_peer=None):
        """Samples of us and of the rule, after both ran once."""
        found = Samples(), Samples()
        for turn in range(samples + 1):
            for before, work, kept in (
                (before_ours, self.ours, found[0]),
                (before_peer, self.peer, found[1]),
            ):
                if before:
                    before()
                take(self.env, kept if turn else Samples(), work, undo=False)
        probe = sorted(found[0].probes + found[1].probes)[samples]
        return found[0], found[0].milliseconds(probe), found[1].milliseconds(probe)


def due(bench, who, count, samples):
    users = {"other": bench.env.ref("base.user_admin"), "self": bench.env.user}
    user = users[who]
    if who == "other":
        user = user.search([("login", "=", "bench_worker")])
    bench.set_action(user)
    ours, mine, theirs = bench.compare(
        samples, lambda: bench.wait_over(who, count), lambda: bench.dates_come(count)
    )
    figure(
        "T10",
        f"{count} of {COUNT} timers due, work for {who}, each",
        mine / count,
        0.25,
        theirs / count,
        queries=ours.query_count,
    )


def main():
    bench = Bench(open_database("ours"))
    ours, mine, theirs = bench.compare(4 * SAMPLES, None, bench.nothing_comes)
    figure("T10", f"none of {COUNT} timers due", mine, 5, queries=ours.query_count)
    print(f"peer: {theirs:.1f} ms")
    for who in ("other", "self"):
        due(bench, who, 100, SAMPLES)
    due(bench, "self", MANY, 1)


main()
