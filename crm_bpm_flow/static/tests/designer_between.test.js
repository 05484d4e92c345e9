import { describe, expect, test } from "@odoo/hoot";
import { mapOf } from "./helpers/bpm_flow_map_helpers";

describe.current.tags("desktop");

const PLACES = { a: [100, 100], end: [250, 122, 36, 36] };
const TO_END = {
    ae: [
        "a",
        "end",
        [
            [200, 140],
            [250, 140],
        ],
    ],
};
const targets = ({ outgoing }) => outgoing.map(({ target }) => target.id);

function append(map, source, type = "bpmn:UserTask") {
    const shape = map.modeler.get("elementFactory").createShape({ type });
    return map.modeler.get("autoPlace").append(map.get(source), shape);
}

test("what is appended behind a step that leads to an end comes between", async () => {
    const map = await mapOf(PLACES, TO_END);
    const made = append(map, "a");
    expect(targets(map.get("a"))).toEqual([made.id]);
    expect(targets(made)).toEqual(["end"]);
    expect(made.y + made.height / 2).toBe(140);
    expect(map.get("end").x).toBeGreaterThan(made.x + made.width);
    expect(map.points("ae").every(([, y]) => y === 140)).toBe(true);
    map.stack.undo();
    expect([targets(map.get("a")), map.get("end").x]).toEqual([["end"], 250]);
    expect(map.stack.canUndo()).toBe(false);
});

test("where something else stands, only the ways change", async () => {
    const map = await mapOf({ ...PLACES, b: [330, 100] }, TO_END);
    const made = append(map, "a");
    expect(targets(made)).toEqual(["end"]);
    expect(map.get("end").x).toBe(250);
    expect(made.y).toBeGreaterThan(140);
});

test("an end, and what is behind a way with words, is one more", async () => {
    const map = await mapOf(PLACES, TO_END);
    const end = append(map, "a", "bpmn:EndEvent");
    expect(targets(map.get("a"))).toEqual(["end", end.id]);
    map.stack.undo();
    map.modeling.updateLabel(map.get("ae"), "Reached");
    const made = append(map, "a");
    expect(targets(map.get("a"))).toEqual(["end", made.id]);
});

test("a step with two ways, or to an end of several, gets one more", async () => {
    const points = TO_END.ae[2];
    const two = await mapOf({ ...PLACES, b: [300, 300] }, { ...TO_END, ab: ["a", "b", points] });
    const made = append(two, "a");
    expect(targets(two.get("a"))).toEqual(["end", "b", made.id]);
    const shared = await mapOf({ ...PLACES, b: [300, 300] }, { ...TO_END, be: ["b", "end", points] });
    const other = append(shared, "a");
    expect(targets(shared.get("a"))).toEqual(["end", other.id]);
});
