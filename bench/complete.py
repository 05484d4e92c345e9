"""Finishing a task, whereupon the next one opens, beside OCA's tier validation.

Databases: ours, peers.

The peer: the first of two reviewers in a row approves; nobody is told, as we tell the
second one after the transaction.
"""

from figures import figure
from measure import QUICK, Turns
from stage import open_database, partners, person, process, reviewers, words

# tasks at once: (samples, ratio to the peer, queries)
SIZES = {1: (10 if QUICK else 40, 1.5, 30), 100: (2 if QUICK else 8, 0.6, None)}


def ready_ours(env):
    """Open tasks of a worker, whose next step is somebody else's."""
    worker, mate = person(env, "worker"), person(env, "mate")
    steps = {"call": words.task(worker), "offer": words.task(mate)}
    flow = process(env, "Bench", "res.partner", **steps)
    tasks = flow.start(partners(env, max(SIZES))).task_ids
    env.cr.commit()
    return tasks.with_user(worker).with_context(env.context)


def ready_peer(env):
    """Requests whose first reviewer is to approve."""
    people = person(env, "worker"), person(env, "mate")
    reviewers(env, people, in_turn=True)
    requests = env["bench.request"].create(
        [{"name": f"Bench {i}"} for i in range(max(SIZES))]
    )
    requests.request_validation()
    env.cr.commit()
    return requests.with_user(people[0]).with_context(env.context)


def approve(requests):
    for request in requests:
        request.validate_tier()


def main():
    tasks = ready_ours(open_database("ours"))
    requests = ready_peer(open_database("peers"))
    for size, (samples, ratio, most) in SIZES.items():
        ids, peer_ids = tasks.ids[:size], requests.ids[:size]
        turns = Turns(
            ours=(tasks.env, lambda env, ids=ids: tasks.browse(ids).complete()),
            peer=(
                requests.env,
                lambda env, ids=peer_ids: approve(requests.browse(ids)),
            ),
        ).run(samples)
        figure(
            "T8",
            f"finish {size} task(s), the next one opens",
            turns.milliseconds("ours"),
            ratio,
            turns.milliseconds("peer"),
            queries=turns.queries("ours"),
            most=most,
        )
        print(f"peer: {turns.queries('peer')} queries")


main()
