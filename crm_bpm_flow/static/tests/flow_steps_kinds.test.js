import { describe, expect, test } from "@odoo/hoot";
import { press, queryAllTexts, queryAllValues } from "@odoo/hoot-dom";
import { contains } from "@web/../tests/web_test_helpers";
import {
    defineEditorModels,
    FakeEditor,
    mountEditor,
    NAMES,
    nodeOf,
    settle,
} from "./helpers/bpm_flow_steps_helpers";

describe.current.tags("desktop");

defineEditorModels();

function start() {
    return new FakeEditor([
        nodeOf(11, "Call", { what: "for each of Contacts, in turn" }),
        nodeOf(12, "Refused", {
            kind: "boundaryEvent",
            event: "error",
            attached_to: 11,
            depth: 1,
            what: "when it fails",
        }),
        nodeOf(13, "Papers", { kind: "adHocSubProcess" }),
        nodeOf(14, "Copy", { depth: 1, is_free: true }),
    ]);
}

test("a row says what its step waits for, repeats or reacts to", async () => {
    start();
    await mountEditor();
    expect(".o_bpm_step:eq(0) .o_bpm_step_what").toHaveText("for each of Contacts, in turn");
    expect(".o_bpm_step:eq(1) .o_bpm_step_when").toHaveText("when it fails:");
    expect(".o_bpm_step:eq(1) .o_bpm_step_what").toHaveCount(0);
    expect(".o_bpm_step:eq(2) .o_bpm_step_what").toHaveCount(0);
    expect.verifySteps(["data 3"]);
});

test("a step in any order needs no way", async () => {
    start();
    await mountEditor();
    expect(".o_bpm_step:eq(2) .o_bpm_nowhere").toHaveCount(1);
    expect(".o_bpm_step:eq(3) .o_bpm_nowhere").toHaveCount(0);
    expect(".o_bpm_step:eq(3) .o_bpm_exit_target").toHaveText(/whatever its people begin/);
    expect.verifySteps(["data 3"]);
});

test("the less common kinds are behind More, with what they are for", async () => {
    start();
    await mountEditor();
    expect(queryAllTexts(".o_bpm_add_kinds button")).toEqual(["Task", "Wait", "End", "More…"]);
    await contains(`${NAMES}:eq(0)`).click();
    await contains(".o_bpm_more_kinds").click();
    expect(queryAllTexts(".o_bpm_kind .d-block:not(.small)")).toEqual([
        "Wait for a message",
        "Calculation",
    ]);
    expect(".o_bpm_kind:eq(0)").toHaveText(/Told by another process/);
    expect(".o_bpm_kind:eq(0)").toBeFocused();
    await press("ArrowDown");
    expect(".o_bpm_kind:eq(1)").toBeFocused();
    await press("ArrowDown");
    expect(".o_bpm_kind:eq(0)").toBeFocused();
    await press("Enter");
    await settle();
    expect(".o_bpm_kind").toHaveCount(0);
    expect(queryAllValues(NAMES).slice(0, 2)).toEqual(["Call", "New step"]);
    expect.verifySteps([
        "data 3",
        'add {"kind":"intermediateCatchEvent","event":"message","name":false,"after_id":11}',
    ]);
});

test("what else may happen to a step is added at the step", async () => {
    start();
    await mountEditor();
    await contains(".o_bpm_step:eq(0) .o_bpm_add_limit").click();
    expect(queryAllTexts(".o_bpm_kind")).toEqual(["Failure"]);
    await contains(".o_bpm_kind").click();
    await settle();
    expect.verifySteps([
        "data 3",
        'add {"kind":"boundaryEvent","event":"error","name":false,"after_id":11}',
    ]);
});
