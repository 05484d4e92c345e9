"""Processes of nested blocks with something done wrong in them, as people do."""

from engine import Graph
from maker import Maker

GATEWAYS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway")
NO_TARGETS = ("startEvent", "boundaryEvent", "eventSubProcess")


def twisted(rng, depth, times):
    """A random process, changed at so many places."""
    rows = Maker(rng).whole(depth=depth).graph().to_rows()
    nodes = {row["id"]: row for row in rows["nodes"]}
    for _time in range(times):
        rng.choice((_swap_gateway, _swap_gateway, _lead_elsewhere, _loosen))(
            rng, nodes, rows["flows"]
        )
    return Graph.from_rows(rows)


def _swap_gateway(rng, nodes, flows):
    """A choice where there should be a join, or the other way round."""
    gateways = [row for row in nodes.values() if row["kind"] in GATEWAYS]
    if gateways:
        rng.choice(gateways)["kind"] = rng.choice(GATEWAYS)


def _lead_elsewhere(rng, nodes, flows):
    """A way comes to another step of the same process: back, forth, past a join."""
    if flows:
        flow = rng.choice(flows)
        parent = nodes[flow["target"]].get("parent")
        around = [row for row in nodes.values() if row.get("parent") == parent]
        flow["target"] = rng.choice(
            [
                row["id"]
                for row in around
                if row["kind"] not in NO_TARGETS and not row.get("part_of")
            ]
        )


def _loosen(rng, nodes, flows):
    """A limit interrupts what it should not, or does not what it should."""
    borders = [row for row in nodes.values() if row["kind"] == "boundaryEvent"]
    if borders:
        row = rng.choice(borders)
        row["interrupting"] = not row.get("interrupting", True)
