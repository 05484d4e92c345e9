"""The engine alone beside SpiffWorkflow: start, task, exclusive choice, task, end."""

import json
import sys
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1] / "crm_bpm_flow"))

from engine import Flow, Graph, Marking, Node, Started, TaskDone, advance
from figures import figure
from measure import QUICK
from spiff_peer import Spiff

CASES, PEER_CASES, ROUNDS = 2000, 200, 3 if QUICK else 9


def graph():
    nodes = [
        Node("start", "startEvent"),
        Node("call", "userTask", outcomes=("reached", "no_answer")),
        Node("reached?", "exclusiveGateway", default="f5"),
        Node("qualify", "userTask"),
        Node("lose", "userTask"),
        Node("end", "endEvent"),
    ]
    flows = [
        Flow("f1", "start", "call"),
        Flow("f2", "call", "reached?"),
        Flow("f3", "reached?", "qualify", condition="amount > 1000"),
        Flow("f5", "reached?", "lose"),
        Flow("f6", "qualify", "end"),
        Flow("f7", "lose", "end"),
    ]
    return Graph(nodes, flows)


def run_case(process, evaluate, keep):
    """One whole life; ``keep`` is what happens to the marking between steps."""
    step = advance(process, Marking(), Started(), evaluate)
    for outcome in ("reached", None):
        token = next(e.token for e in step.effects if type(e).__name__ == "OpenTask")
        step = advance(process, keep(step.marking), TaskDone(token, outcome), evaluate)
    if not step.marking.is_ended:
        raise RuntimeError("the case did not end")


def saved(marking):
    return Marking.from_json(json.loads(json.dumps(marking.to_json())))


def microseconds(process, keep):
    begin = process_time()
    for _case in range(CASES):
        run_case(process, lambda flow, token: True, keep)
    return (process_time() - begin) / CASES * 1e6


def main():
    process, kept, stored, peer = graph(), [], [], []
    with Spiff() as spiff:
        for _round in range(ROUNDS):
            kept.append(microseconds(process, lambda marking: marking))
            peer.append(spiff.seconds("memory", PEER_CASES) / PEER_CASES * 1e6)
            stored.append(microseconds(process, saved))
    figure("T6", "engine, a case in memory", median(kept), 0.1, median(peer), "us")
    print(f"{median(stored):.0f} us a case with JSON between its steps")
    print(f"{3 / median(kept) * 1e6:.0f} moves in a second")


if __name__ == "__main__":
    main()
