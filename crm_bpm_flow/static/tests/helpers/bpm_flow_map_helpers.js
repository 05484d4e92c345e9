import { after, getFixture } from "@odoo/hoot";
import { makeModeler } from "@crm_bpm_flow/flow_designer/designer_modeler";
import { runsThrough } from "@crm_bpm_flow/flow_designer/way_router";
import { loadMinimap, loadModeler } from "@crm_bpm_flow/flow_map/bpmn_library";
import { allowTranslations } from "@web/../tests/web_test_helpers";

const shape = (id, [x, y, width = 100, height = 80], more = "") =>
    `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}" ${more}><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}"/></bpmndi:BPMNShape>`;

const kindOf = (id) => (id.startsWith("end") ? "endEvent" : "userTask");

/**
 * A map with all that is ours in it.
 *
 * @param {Object} tasks {id: [x, y]}, and ends: {end...: [x, y, width, height]}
 * @param {Object} flows {id: [source, target, [[x, y], ...]]}
 * @param {Object} lanes {id: [top, height, ids of its steps]}
 */
function fileOf(tasks, flows, lanes = {}) {
    const elements = Object.keys(tasks).map((id) => `<${kindOf(id)} id="${id}"/>`);
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

export async function mapOf(...parts) {
    allowTranslations();
    const [Modeler, minimap] = await Promise.all([loadModeler(), loadMinimap()]);
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
