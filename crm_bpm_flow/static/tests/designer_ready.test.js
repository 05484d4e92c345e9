import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import { ReadySteps } from "@crm_bpm_flow/flow_designer/designer_ready";

describe.current.tags("headless");

beforeEach(() => allowTranslations());

const SKETCH = {
    id: 7,
    name: "Contact, else again",
    description: "A call",
    icon: "fa-phone",
    shapes: [
        { key: "contact", type: "bpmn:UserTask", event: false, name: "Contact", on: false, place: [0, 0] },
        {
            key: "late",
            type: "bpmn:BoundaryEvent",
            event: "bpmn:TimerEventDefinition",
            interrupting: false,
            name: "Late",
            on: "contact",
            place: [0, 0],
        },
        {
            key: "pause",
            type: "bpmn:IntermediateCatchEvent",
            event: "bpmn:TimerEventDefinition",
            name: "Pause",
            on: false,
            place: [0, 1],
        },
    ],
    ways: [
        { from: "contact", to: "pause", name: "No answer" },
        { from: "pause", to: "contact", name: "" },
    ],
};

/** The service with what bpmn-js would give it, and a list of what it does. */
function readyOf(sketches = [SKETCH]) {
    const done = [];
    let count = 0;
    let onCreated;
    const root = { id: "root" };
    const shape = (values) => ({ ...values, width: 100, height: 80, businessObject: { id: `new${++count}` } });
    const modeling = {
        createElements([element], { x, y }, parent) {
            Object.assign(element, { x: x - 50, y: y - 40, parent });
            onCreated({ context: { elements: [element] } });
            return [element];
        },
        createShape(element, { x, y }, parent, hints = {}) {
            done.push([element.type, x, y, Boolean(hints.attach)]);
            return Object.assign(element, { x: x - 50, y: y - 40, parent });
        },
        connect: (one, other) => ({ one, other }),
        updateLabel: ({ one, other }, name) =>
            done.push(["way", one.businessObject.name, other.businessObject.name, name]),
    };
    const ready = new ReadySteps(
        {
            load: async () => sketches,
            onMade: (...made) => done.push(["made", ...made]),
        },
        { on: (name, listener) => (onCreated = listener) },
        { registerProvider() {} },
        {
            registerProvider() {},
            open: (target, menu, place, { title }) => done.push(["open", menu, `${title}`]),
            close: () => done.push(["close"]),
        },
        { start: (ev, element) => done.push(["carry", element.type]) },
        { createShape: shape },
        { create: (type) => ({ type }) },
        modeling,
        { getRootElement: () => root, viewbox: () => ({ x: 0, y: 0, width: 1000, height: 600 }) },
        { get: () => [], select() {} }
    );
    return { ready, done };
}

test("the palette opens a menu of them, as the server has them now", async () => {
    const { ready, done } = readyOf();
    const { action } = ready.getPaletteEntries()["bpm-ready"];
    await action.click({ clientX: 5, clientY: 5 });
    expect(done).toEqual([["open", "bpm-ready", "Ready steps"]]);
    const entry = ready.getPopupMenuEntries()["ready-7"];
    expect(entry.label).toBe("Contact, else again");
    expect(entry.description).toBe("A call");
});

test("with the mouse it is carried to its place", async () => {
    const { ready, done } = readyOf();
    ready.begin({ clientX: 10, clientY: 10 }, SKETCH);
    expect(done).toEqual([["close"], ["carry", "bpmn:UserTask"]]);
});

test("all of its steps and ways are made at once, each known by its part", async () => {
    const { ready, done } = readyOf();
    ready.begin({ key: "Enter" }, SKETCH);
    expect(done).toEqual([
        ["close"],
        ["bpmn:BoundaryEvent", 475, 340, true],
        ["bpmn:IntermediateCatchEvent", 500, 430, false],
        ["way", "Contact", "Pause", "No answer"],
        ["made", "new1", 7, "contact"],
        ["made", "new2", 7, "late"],
        ["made", "new3", 7, "pause"],
    ]);
});

test("a limit beside its step, a repeated step: drawn as they are", async () => {
    const { ready } = readyOf();
    expect(ready.shapeOf(SKETCH.shapes[1]).cancelActivity).toBe(false);
    const several = ready.shapeOf({ ...SKETCH.shapes[0], loop: "parallel" });
    expect(several.businessObject.loopCharacteristics.type).toBe("bpmn:MultiInstanceLoopCharacteristics");
});
