import { after, before, describe, expect, getFixture, test } from "@odoo/hoot";
import { makeModeler } from "@crm_bpm_flow/flow_designer/designer_modeler";
import { runsThrough } from "@crm_bpm_flow/flow_designer/way_router";
import { loadMinimap, loadModeler } from "@crm_bpm_flow/flow_map/bpmn_library";
import { allowTranslations } from "@web/../tests/web_test_helpers";

describe.current.tags("desktop");

let Modeler;
let minimap;
before(async () => {
    [Modeler, minimap] = await Promise.all([loadModeler(), loadMinimap()]);
});

const shape = (id, [x, y, width = 100, height = 80], more = "") =>
    `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}" ${more}><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}"/></bpmndi:BPMNShape>`;

/**
 * @param {Object} tasks {id: [x, y]}
 * @param {Object} flows {id: [source, target, [[x, y], ...]]}
 * @param {Object} lanes {id: [top, height, ids of its steps]}
 */
function fileOf(tasks, flows, lanes = {}) {
    const elements = Object.keys(tasks).map((id) => `<userTask id="${id}"/>`);
    const ways = Object.entries(flows).map(
        ([id, [from, to]]) => `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`
    );
    const rows = Object.entries(lanes).map(([id, [, , held]]) => {
        const refs = held.map((step) => `<flowNodeRef>${step}</flowNodeRef>`);
        return `<lane id="${id}">${refs.join("")}</lane>`;
    });
    const isPool = rows.length > 0;
    const drawn = [
        ...(isPool ? [shape("pool", [0, 0, 1000, 600], 'isHorizontal="true"')] : []),
        ...Object.entries(lanes).map(([id, [y, height]]) => shape(id, [30, y, 970, height], 'isHorizontal="true"')),
        ...Object.entries(tasks).map(([id, bounds]) => shape(id, bounds)),
        ...Object.entries(flows).map(([id, [, , points]]) => {
            const waypoints = points.map(([x, y]) => `<di:waypoint x="${x}" y="${y}"/>`);
            return `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}">${waypoints.join("")}</bpmndi:BPMNEdge>`;
        }),
    ];
    return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" targetNamespace="urn:test">
${isPool ? '<collaboration id="all"><participant id="pool" processRef="process"/></collaboration>' : ""}
<process id="process">${isPool ? `<laneSet id="set">${rows.join("")}</laneSet>` : ""}${elements.join("")}${ways.join("")}</process>
<bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="${isPool ? "all" : "process"}">${drawn.join("")}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</definitions>`;
}

async function mapOf(...parts) {
    allowTranslations();
    const container = document.createElement("div");
    container.style.height = "600px";
    getFixture().append(container);
    const modeler = makeModeler(Modeler, minimap, {
        container,
        bpmCopies() {},
        bpmReady: { load: () => [], onMade() {} },
    });
    after(() => modeler.destroy());
    await modeler.importXML(fileOf(...parts));
    const registry = modeler.get("elementRegistry");
    const get = (id) => registry.get(id);
    const points = (id) => get(id).waypoints.map(({ x, y }) => [x, y]);
    const crosses = (id, step) => runsThrough(get(id).waypoints, get(step));
    return { modeler, get, points, crosses, modeling: modeler.get("modeling"), stack: modeler.get("commandStack") };
}

const ROW = { a: [100, 100], b: [300, 100], c: [500, 100] };
const STRAIGHT = [
    [200, 140],
    [300, 140],
];

test("a way of a step that was moved goes around others; one undo takes back both", async () => {
    const { get, points, crosses, modeling, stack } = await mapOf(
        { a: [100, 300], b: [300, 100], c: [500, 100] },
        {
            ac: [
                "a",
                "c",
                [
                    [200, 340],
                    [550, 340],
                    [550, 180],
                ],
            ],
        }
    );
    const was = points("ac");
    modeling.moveElements([get("a")], { x: 0, y: -200 });
    expect(crosses("ac", "b")).toBe(false);
    stack.undo();
    expect(points("ac")).toEqual(was);
    expect(get("a").y).toBe(300);
    expect(stack.canUndo()).toBe(false);
    stack.redo();
    expect(crosses("ac", "b")).toBe(false);
});

test("ways of others stay as they were drawn, even under what was moved", async () => {
    const { get, points, modeling } = await mapOf(
        { ...ROW, d: [300, 300] },
        {
            ac: [
                "a",
                "c",
                [
                    [150, 180],
                    [150, 250],
                    [550, 250],
                    [550, 180],
                ],
            ],
        }
    );
    const was = points("ac");
    modeling.moveElements([get("d")], { x: 0, y: -90 });
    expect(points("ac")).toEqual(was);
});

test("a way that was drawn by hand stays so, and so does one with nothing in it", async () => {
    const { get, points, modeling } = await mapOf(ROW, { ab: ["a", "b", STRAIGHT] });
    const hand = [
        { x: 200, y: 140 },
        { x: 550, y: 140 },
        { x: 550, y: 250 },
        { x: 350, y: 250 },
        { x: 350, y: 180 },
    ];
    modeling.updateWaypoints(get("ab"), hand);
    expect(points("ab")).toEqual(hand.map(({ x, y }) => [x, y]));
    modeling.moveElements([get("c")], { x: 100, y: 0 });
    expect(points("ab").length).toBe(5);
});

test("a new way to a step far off goes around what is between", async () => {
    const { get, crosses, modeling } = await mapOf(ROW, {});
    const way = modeling.connect(get("a"), get("c"));
    expect(crosses(way.id, "b")).toBe(false);
});

test("lanes that change places leave no way running through a step", async () => {
    const { get, crosses, modeler, stack, points } = await mapOf(
        { a: [100, 60], b: [300, 250], d: [300, 450], e: [700, 60] },
        {
            // from the first lane down to the third, past the step of the second
            ad: [
                "a",
                "d",
                [
                    [150, 140],
                    [150, 490],
                    [300, 490],
                ],
            ],
            be: [
                "b",
                "e",
                [
                    [350, 250],
                    [350, 100],
                    [700, 100],
                ],
            ],
        },
        { first: [0, 200, ["a", "e"]], second: [200, 200, ["b"]], third: [400, 200, ["d"]] }
    );
    const was = ["ad", "be"].map(points);
    modeler.get("bpmLaneOrder").move(get("second"), 1);
    expect(get("third").y).toBe(200);
    expect(crosses("be", "d")).toBe(false);
    expect(crosses("ad", "b")).toBe(false);
    stack.undo();
    expect(["ad", "be"].map(points)).toEqual(was);
    expect(stack.canUndo()).toBe(false);
});
