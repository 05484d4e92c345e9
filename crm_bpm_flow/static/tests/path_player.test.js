import { describe, expect, test } from "@odoo/hoot";
import { advanceTime } from "@odoo/hoot-mock";
import { PathPlayer } from "@crm_bpm_flow/flow_designer/path_player";
import { paintFindings } from "@crm_bpm_flow/flow_designer/designer_findings";

describe.current.tags("desktop");

/** A viewer with these elements; what is painted on them is noted. */
function viewerOf(...ids) {
    const painted = new Map(ids.map((id) => [id, []]));
    const overlays = [];
    const services = {
        elementRegistry: { get: (id) => (painted.has(id) ? { id } : undefined) },
        canvas: {
            addMarker: (id, marker) => painted.get(id).push(marker),
            removeMarker: (id, marker) => painted.set(id, painted.get(id).filter((m) => m !== marker)),
            scrollToElement() {},
        },
        overlays: { remove: () => overlays.splice(0), add: (id, type, { html }) => overlays.push([id, html]) },
    };
    return { viewer: { get: (name) => services[name] }, painted, overlays };
}

test("a way is shown step by step, where it goes wrong at its end", async () => {
    const { viewer, painted } = viewerOf("start", "call", "join");
    const player = new PathPlayer(viewer);
    player.play(["start", "gone", "call", "join"]);
    await advanceTime(10);
    expect(painted.get("start")).toEqual(["o_bpm_done"]);
    expect(painted.get("call")).toEqual([]);
    await advanceTime(1000);
    expect(painted.get("join")).toEqual(["o_bpm_failed"]);
    player.clear();
    expect([...painted.values()].flat()).toEqual([]);
});

test("another way takes the place of the one that is shown", async () => {
    const { viewer, painted } = viewerOf("a", "b");
    const player = new PathPlayer(viewer);
    player.play(["a", "b"]);
    player.play(["b"]);
    await advanceTime(1000);
    expect(painted.get("a")).toEqual([]);
    expect(painted.get("b")).toEqual(["o_bpm_failed"]);
});

test("findings sit on their elements: the worst gives the look, all are told, none is HTML", async () => {
    const { viewer, overlays } = viewerOf("call");
    paintFindings(viewer, [
        { element: "call", severity: "warning", message: "<b>odd</b>" },
        { element: "call", severity: "error", message: "wrong" },
        { element: "gone", severity: "error", message: "elsewhere" },
    ]);
    expect(overlays).toHaveLength(1);
    const [[id, html]] = overlays;
    expect(id).toBe("call");
    expect(html.className).toBe("o_bpm_finding_mark o_bpm_finding_error");
    expect(html.title).toBe("<b>odd</b>\nwrong");
    expect(html.querySelector("b")).toBe(null);
});
