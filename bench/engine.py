"""Microseconds of the engine alone: start, task, exclusive choice, task, end.

Run: PYTHONPATH=crm_bpm_flow python bench/engine.py
"""

import json
import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1] / "crm_bpm_flow"))

from engine import Flow, Graph, Marking, Node, Started, TaskDone, advance

CASES, ROUNDS = 2000, 5


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


def microseconds(keep):
    """Best of some rounds: what the machine can do when nobody disturbs it."""
    process, best = graph(), float("inf")
    for _round in range(ROUNDS):
        begin = perf_counter()
        for _case in range(CASES):
            run_case(process, lambda flow, token: True, keep)
        best = min(best, perf_counter() - begin)
    return best / CASES * 1e6


def main():
    kept = microseconds(lambda marking: marking)
    stored = microseconds(saved)
    sys.stdout.write(f"engine: {kept:.1f} us a case in memory (target 60)\n")
    sys.stdout.write(f"engine: {stored:.1f} us a case with JSON between its steps\n")


if __name__ == "__main__":
    main()
