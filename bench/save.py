"""Saving leads and contacts with our add-on, beside the same save without it.

Databases: ours, plain.

Processes, cases and rules exist in our database, some of which wait for a change of the
record. A pair of saves, with and without us, follows each other at once; judged is the
median of their ratios.
"""

from statistics import median

from figures import figure
from measure import QUICK, Samples, take
from stage import open_database, partners, process, words

SAMPLES = 40 if QUICK else 200
CLEARLY = 1.02  # of the time without us


def ready(env, with_us):
    """{what: a record to save}, the same in both databases."""
    leads = env["crm.lead"].create(
        [{"name": f"Bench {i}", "type": "lead"} for i in range(40)]
    )
    contacts = partners(env, 40)
    if with_us:
        changed = words.Step(
            "intermediateCatchEvent",
            {"event": "conditional", "condition": "priority == '3'"},
        )
        process(env, "Change", "crm.lead", wait=changed).start(leads[10:])
        process(env, "Call", "res.partner", call=words.task(env.user)).start(
            contacts[10:]
        )
    env.cr.commit()
    return {"free lead": leads[0], "free contact": contacts[0], "lead": leads[20]}


def changes():
    """(what is saved, which record, how, time and queries that it may take)"""
    both = {"name": "A", "description": "x"}
    yield "lead, nobody waits", "free lead", both, CLEARLY, 0
    yield "contact, nobody waits", "free contact", {"name": "A"}, CLEARLY, 0
    yield "lead, a case waits, not for this", "lead", both, None, 1
    yield "lead, a case waits, not for this value", "lead", {"priority": "2"}, None, 1


def pairs(works):
    """Samples with and without us, in turn, neither always first."""
    found = Samples(), Samples()
    for number in range(SAMPLES + 2):
        order = (0, 1) if number % 2 else (1, 0)
        for place in order:
            env, work = works[place]
            take(env, found[place] if number > 1 else Samples(), work, probed=False)
    return found


def judge(what, works, limit, more):
    ours, plain = pairs(works)
    ratio = median(a / b for a, b in zip(ours.times, plain.times, strict=True))
    theirs = median(plain.times) * 1000
    figure(
        "T14",
        f"save a {what}",
        theirs * ratio,
        limit,
        theirs,
        queries=ours.query_count,
        most=plain.query_count + more,
    )


def main():
    ours, plain = open_database("ours"), open_database("plain")
    records = ready(ours, True), ready(plain, False)
    envs = (ours, plain)
    for what, key, values, limit, more in changes():
        works = [
            (env, lambda env, r=found[key], v=values: r.with_env(env).write(dict(v)))
            for env, found in zip(envs, records, strict=True)
        ]
        judge(what, works, limit, more)
    for model, values in (("crm.lead", {"name": "A"}), ("res.partner", {"name": "A"})):
        works = [
            (env, lambda env, m=model, v=values: env[m].create(dict(v))) for env in envs
        ]
        judge(f"new {model}", works, CLEARLY, 0)


main()
