import { describe, expect, test } from "@odoo/hoot";
import { routeAround, runsThrough } from "@crm_bpm_flow/flow_designer/way_router";

describe.current.tags("headless");

const box = (x, y, width = 100, height = 80) => ({ x, y, width, height });
const AWAY = { right: 0, bottom: 20, top: 20, left: 60 };
const HITHER = { left: 0, bottom: 20, top: 20, right: 60 };
const A = box(0, 0);
const B = box(400, 0);

function way(others = [], { from = AWAY, to = HITHER, start = A, end = B, lines = [] } = {}) {
    const points = routeAround(start, end, { boxes: [start, end, ...others], lines, from, to });
    return points && points.map(({ x, y }) => [x, y]);
}

test("a piece that crosses a box runs through it, one along its border does not", () => {
    const through = (...points) =>
        runsThrough(
            points.map(([x, y]) => ({ x, y })),
            box(100, 100)
        );
    expect(through([0, 140], [300, 140])).toBe(true);
    expect(through([150, 0], [150, 300])).toBe(true);
    expect(through([0, 0], [300, 300])).toBe(true);
    expect(through([120, 120], [130, 130])).toBe(true);
    expect(through([0, 100], [300, 100])).toBe(false);
    expect(through([0, 140], [100, 140])).toBe(false);
    expect(through([0, 90], [300, 90], [300, 300])).toBe(false);
    expect(through([0, 110], [110, 0])).toBe(false);
});

test("with nothing between, a way is straight", () => {
    expect(way()).toEqual([
        [100, 40],
        [400, 40],
    ]);
});

test("it goes around what is between, at right angles", () => {
    const between = box(200, 0);
    const points = way([between]);
    expect(
        runsThrough(
            points.map(([x, y]) => ({ x, y })),
            between
        )
    ).toBe(false);
    const pairs = points.slice(1).map(([x, y], n) => points[n][0] === x || points[n][1] === y);
    expect(pairs.every(Boolean)).toBe(true);
    expect([points[0], points.at(-1)]).toEqual([
        [50, 80],
        [450, 80],
    ]);
});

test("a side that something stands at is not used", () => {
    const [first] = way([box(105, 20, 30, 30)]);
    expect(first[0]).not.toBe(100);
});

test("another way is rather crossed than followed", () => {
    const along = [
        { x: 110, y: 40 },
        { x: 390, y: 40 },
    ];
    const across = [
        { x: 250, y: -500 },
        { x: 250, y: 500 },
    ];
    expect(way([], { lines: [across] })).toEqual([
        [100, 40],
        [400, 40],
    ]);
    expect(way([], { lines: [along] }).length).toBeGreaterThan(2);
});

test("where there is no way, none is made up", () => {
    const walls = [box(-40, -60, 180, 30), box(-40, 110, 180, 30), box(-60, -60, 30, 200), box(130, -60, 30, 200)];
    expect(way(walls)).toBe(null);
    expect(way([box(90, 0, 40, 80)], { from: { right: 0 } })).toBe(null);
});
