import { describe, expect, test } from "@odoo/hoot";
import { neighbour } from "@crm_bpm_flow/flow_map/map_walk";

describe.current.tags("headless");

function step(id, x, y, type = "bpmn:UserTask") {
    return { id, x, y, width: 100, height: 80, type, parent: {}, incoming: [], outgoing: [] };
}

function connect(source, target) {
    const way = { source, target };
    source.outgoing.push(way);
    target.incoming.push(way);
}

function mapOf(...elements) {
    return { filter: (wanted) => elements.filter(wanted) };
}

test("the first key goes to the start", () => {
    const call = step("call", 0, 0);
    const start = step("start", 200, 0, "bpmn:StartEvent");
    expect(neighbour(mapOf(call, start), false, "next")).toBe(start);
});

test("right and left follow the ways, wherever they lead", () => {
    const call = step("call", 200, 0);
    const again = step("again", 0, 200);
    const near = step("near", 320, 0);
    connect(call, again);
    const map = mapOf(call, again, near);
    expect(neighbour(map, call, "next")).toBe(again);
    expect(neighbour(map, again, "previous")).toBe(call);
});

test("without a way, to what is nearest in that direction", () => {
    const call = step("call", 0, 0);
    const far = step("far", 600, 0);
    const near = step("near", 300, 20);
    const below = step("below", 10, 200);
    const map = mapOf(call, far, near, below);
    expect(neighbour(map, call, "next")).toBe(near);
    expect(neighbour(map, call, "below")).toBe(below);
    expect(neighbour(map, below, "above")).toBe(call);
    expect(neighbour(map, call, "previous")).toBe(undefined);
});

test("pools, lanes, labels and ways are no steps", () => {
    const call = step("call", 0, 0);
    const pool = step("pool", 200, 0, "bpmn:Participant");
    const label = { ...step("label", 200, 0), labelTarget: call };
    const way = { ...step("way", 200, 0), waypoints: [] };
    expect(neighbour(mapOf(call, pool, label, way), call, "next")).toBe(undefined);
});
