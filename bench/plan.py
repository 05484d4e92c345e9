"""Three tasks for somebody else on each of 100 leads, beside Odoo's activity plan.

Databases: ours.

The peer is the plan wizard. It tells each person by a mail of its own for each activity
within the transaction; we tell each once, after it.
"""

from figures import figure
from measure import QUICK, Turns
from stage import open_database, person, process, words

COUNT, SAMPLES = 100, 2 if QUICK else 5
STEPS = ("call", "offer", "visit")


def plan(env, user):
    todo = env.ref("mail.mail_activity_data_todo").id
    return env["mail.activity.plan"].create(
        {
            "name": "Bench",
            "res_model": "crm.lead",
            "template_ids": [
                (
                    0,
                    0,
                    {
                        "activity_type_id": todo,
                        "summary": step,
                        "responsible_type": "other",
                        "responsible_id": user.id,
                    },
                )
                for step in STEPS
            ],
        }
    )


def launch(env, plan_id, ids):
    wizard = env["mail.activity.schedule"].with_context(
        active_model="crm.lead", active_ids=ids
    )
    wizard.create({"plan_id": plan_id}).action_schedule_plan()


def main():
    env = open_database("ours")
    worker = person(env, "worker")
    flow = process(
        env,
        "Bench",
        "crm.lead",
        both=words.fork(*STEPS),
        **{step: words.task(worker, then="meet") for step in STEPS},
        meet=words.join(),
    )
    plan_id = plan(env, worker).id
    ids = env["crm.lead"].create([{"name": f"Bench {i}"} for i in range(COUNT)]).ids
    env.cr.commit()
    turns = Turns(
        ours=(env, lambda env: flow.start(ids)),
        peer=(env, lambda env: launch(env, plan_id, ids)),
    ).run(SAMPLES)
    figure(
        "T12",
        f"three tasks for another user on {COUNT} leads",
        turns.milliseconds("ours") / COUNT,
        0.1,
        turns.milliseconds("peer") / COUNT,
        queries=turns.queries("ours"),
    )
    print(f"peer: {turns.queries('peer')} queries")


main()
