"""Asking two people for their approval, beside OCA's tier validation.

Databases: ours, peers.

Both are asked at once, by our approval step. The peer tells them within the
transaction, we tell them after it, each once.
"""

from figures import figure
from measure import QUICK, Turns
from stage import open_database, partners, person, process, reviewers, words

# records at once: (samples, ratio to the peer)
SIZES = {1: (10 if QUICK else 30, 0.7), 100: (2 if QUICK else 6, 0.1)}


def main():
    ours, peers = open_database("ours"), open_database("peers")
    people = person(ours, "worker") | person(ours, "mate")
    flow = process(
        ours,
        "Bench",
        "res.partner",
        ask=words.approval(people, {"rejected": "lost"}),
        won=words.end("goal"),
        lost=words.end("failure"),
    )
    contacts = partners(ours, max(SIZES))
    reviewers(peers, [person(peers, "worker"), person(peers, "mate")], told=True)
    requests = peers["bench.request"].create(
        [{"name": f"Bench {i}"} for i in range(max(SIZES))]
    )
    for env in (ours, peers):
        env.cr.commit()
    for size, (samples, ratio) in SIZES.items():
        ids, peer_ids = contacts.ids[:size], requests.ids[:size]
        turns = Turns(
            ours=(ours, lambda env, ids=ids: flow.start(ids)),
            peer=(
                peers,
                lambda env, ids=peer_ids: requests.browse(ids).request_validation(),
            ),
        ).run(samples)
        figure(
            "T9",
            f"ask two approvers, {size} record(s)",
            turns.milliseconds("ours"),
            ratio,
            turns.milliseconds("peer"),
            queries=turns.queries("ours"),
        )
        print(f"peer: {turns.queries('peer')} queries")


main()
