import { describe, expect, test } from "@odoo/hoot";
import { mapOf } from "./helpers/bpm_flow_map_helpers";

describe.current.tags("desktop");

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
