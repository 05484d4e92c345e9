import { describe, expect, test } from "@odoo/hoot";
import { MapMarks } from "@crm_bpm_flow/flow_map/map_marks";

describe.current.tags("desktop");

/** A viewer with these elements, and where what is put beside them stands. */
function viewerOf(...elements) {
    const places = {};
    const services = {
        elementRegistry: { get: (id) => elements.find((element) => element.id === id) },
        canvas: { addMarker() {}, removeMarker() {} },
        overlays: { remove() {}, add: (id, _type, { position }) => (places[id] = position) },
    };
    return { viewer: { get: (name) => services[name] }, places };
}

const LINE = [
    { x: 100, y: 50 },
    { x: 200, y: 50 },
];

test("the number on a way leaves its name in sight", async () => {
    const { viewer, places } = viewerOf(
        { id: "plain", waypoints: LINE, labels: [] },
        { id: "above", waypoints: LINE, labels: [{ x: 120, y: 33, width: 50, height: 14 }] },
        { id: "below", waypoints: LINE, labels: [{ x: 120, y: 53, width: 50, height: 14 }] }
    );
    const mark = { state: "done", badge: "4" };
    new MapMarks(viewer).paint({}, { plain: mark, above: mark, below: mark });
    expect(places.plain).toEqual({ left: 42, top: -18 });
    expect(places.below).toEqual(places.plain);
    expect(places.above).toEqual({ left: 42, top: 2 });
});
