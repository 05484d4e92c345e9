import { describe, expect, test } from "@odoo/hoot";
import { LaneOrder, lanesNeighbour } from "@crm_bpm_flow/flow_designer/designer_lanes";

describe.current.tags("headless");

function poolOf(places, di = {}) {
    const parent = { children: [] };
    for (const [id, place] of Object.entries(places)) {
        parent.children.push({ id, type: "bpmn:Lane", parent, di, children: [], x: 0, y: 0, ...place });
    }
    parent.children.push({ id: "task", type: "bpmn:UserTask", parent, x: 5, y: 5 });
    return Object.fromEntries(parent.children.map((child) => [child.id, child]));
}

/** The service with what bpmn-js would give it. */
function orderOf(selected) {
    const done = [];
    const focused = [];
    let onKey;
    const order = new LaneOrder(
        { registerHandler() {}, execute: (name, context) => done.push([name, context.first.id, context.second.id]) },
        { registerProvider() {} },
        { addListener: (priority, listener) => (onKey = listener) },
        { get: () => selected, select() {} },
        { focus: () => focused.push("map") }
    );
    const press = (key, altKey = true) => onKey({ keyEvent: { key, altKey, preventDefault() {} } });
    return { order, done, press, focused };
}

test("lanes lie in the order of their places, not of the file", () => {
    const { a, b, c } = poolOf({ b: { y: 100 }, a: { y: 0 }, c: { y: 200 } });
    expect(lanesNeighbour(a, 1)).toBe(b);
    expect(lanesNeighbour(b, 1)).toBe(c);
    expect(lanesNeighbour(b, -1)).toBe(a);
    expect(lanesNeighbour(a, -1)).toBe(undefined);
});

test("in a standing pool they lie side by side", () => {
    const { a, b } = poolOf({ b: { x: 0, y: 0 }, a: { x: 100, y: 0 } }, { isHorizontal: false });
    expect(lanesNeighbour(b, 1)).toBe(a);
});

test("only where there is a neighbour is there a button", () => {
    const { a, b, task } = poolOf({ a: { y: 0 }, b: { y: 100 } });
    const { order, done, focused } = orderOf([a]);
    expect(Object.keys(order.getContextPadEntries(a))).toEqual(["bpm-lane-down"]);
    expect(Object.keys(order.getContextPadEntries(b))).toEqual(["bpm-lane-up"]);
    expect(order.getContextPadEntries(task)).toEqual({});
    order.getContextPadEntries(b)["bpm-lane-up"].action.click();
    expect(done).toEqual([["bpm.lanes.swap", "a", "b"]]);
    expect(focused).toEqual(["map"]);
});

test("Alt and the arrow keys move the chosen lane, alone", () => {
    const { a, b, task } = poolOf({ a: { y: 0 }, b: { y: 100 } });
    const one = orderOf([a]);
    expect(one.press("ArrowDown")).toBe(true);
    expect(one.press("ArrowDown", false)).toBe(undefined);
    expect(one.done).toEqual([["bpm.lanes.swap", "a", "b"]]);
    for (const chosen of [[task], [a, b], []]) {
        const other = orderOf(chosen);
        expect(other.press("ArrowDown")).toBe(undefined);
        expect(other.done).toEqual([]);
    }
});
