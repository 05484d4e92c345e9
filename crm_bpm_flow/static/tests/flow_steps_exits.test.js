import { describe, expect, test } from "@odoo/hoot";
import { edit, press, queryAllTexts, queryAllValues, queryOne } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains } from "@web/../tests/web_test_helpers";
import {
    callProcess,
    defineEditorModels,
    exitTo,
    mountEditor,
    NAMES,
    nodeOf,
    settle,
} from "./helpers/bpm_flow_steps_helpers";

describe.current.tags("desktop");

defineEditorModels();

test("deleting a step whose ways would be lost asks first", async () => {
    const editor = callProcess();
    editor.steps[0].exits[1].target = 13;
    await mountEditor();
    await contains(".o_bpm_step:eq(0) .o_bpm_step_delete").click();
    expect(".modal .modal-title").toHaveText("Delete “Call”?");
    await contains(".modal .btn-secondary").click();
    expect.verifySteps(["data 3"]);
    await contains(".o_bpm_step:eq(0) .o_bpm_step_delete").click();
    await contains(".modal .btn-primary").click();
    await settle();
    expect(queryAllValues(NAMES)).toEqual(["Qualify", "Won"]);
    expect.verifySteps(['delete {"step_id":11}']);
});

test("an exit is led to another step by choosing its name", async () => {
    callProcess();
    await mountEditor();
    await contains(".o_bpm_exit:eq(1) .o_bpm_exit_target").click();
    expect(".o_bpm_target_search").toBeFocused();
    expect(queryAllTexts(".o_bpm_target")).toEqual([
        "1. Call",
        "2. Qualify",
        "End: Won",
        "nowhere yet",
        "+ New step…",
        "+ New wait…",
        "+ New end…",
    ]);
    await contains(".o_bpm_target:eq(0)").click();
    await settle();
    expect(".o_bpm_exit:eq(1) .o_bpm_exit_target").toHaveText(/1\. Call$/);
    await contains(".o_bpm_exit:eq(0) .o_bpm_exit_target").click();
    await contains(".o_bpm_target:eq(3)").click();
    await settle();
    expect(".o_bpm_exit:eq(0) .o_bpm_nowhere").toHaveCount(1);
    expect.verifySteps([
        "data 3",
        'connect {"step_id":11,"target_id":11,"transition_id":false,"outcome_id":42}',
        'connect {"step_id":11,"target_id":false,"transition_id":31,"outcome_id":41}',
    ]);
});

test("whoever chooses nothing finds the cursor where it was", async () => {
    callProcess();
    await mountEditor();
    const exit = ".o_bpm_exit:eq(0) .o_bpm_exit_target";
    for (const key of ["Escape", "Tab", "Enter"]) {
        await contains(exit).click();
        expect(".o_bpm_target_search").toBeFocused();
        await press(key);
        await animationFrame();
        expect(".o_bpm_targets").toHaveCount(0);
        expect(exit).toBeFocused();
    }
    expect.verifySteps(["data 3"]);
});

test("an exit can lead to a step that does not exist yet: it is made from what was typed", async () => {
    callProcess();
    await mountEditor();
    await contains(".o_bpm_exit:eq(1) .o_bpm_exit_target").click();
    await animationFrame();
    await edit("Call again");
    await animationFrame();
    expect(".o_bpm_new_step").toHaveText("+ New step “Call again”");
    await contains(".o_bpm_new_step").click();
    await settle();
    await settle();
    expect(queryAllValues(NAMES)).toEqual(["Call", "Call again", "Qualify", "Won"]);
    expect(".o_bpm_exit:eq(1) .o_bpm_exit_target").toHaveText(/2\. Call again$/);
    expect(`${NAMES}:eq(1)`).toBeFocused();
    expect.verifySteps([
        "data 3",
        'add {"kind":"userTask","event":false,"name":"Call again","after_id":false,"beside_id":11}',
        'connect {"step_id":11,"target_id":100,"transition_id":false,"outcome_id":42}',
        'move {"step_id":100,"after_id":11}',
    ]);
});

test("an exit can lead to a new wait: it is no task", async () => {
    callProcess();
    await mountEditor();
    await contains(".o_bpm_exit:eq(1) .o_bpm_exit_target").click();
    await animationFrame();
    expect(".o_bpm_new_wait").toHaveText("+ New wait…");
    await contains(".o_bpm_new_wait").click();
    await settle();
    await settle();
    expect.verifySteps([
        "data 3",
        'add {"kind":"intermediateCatchEvent","event":"timer","name":false,"after_id":false,"beside_id":11}',
        'connect {"step_id":11,"target_id":100,"transition_id":false,"outcome_id":42}',
        'move {"step_id":100,"after_id":11}',
    ]);
});

test("outcomes are typed one after another", async () => {
    callProcess();
    await mountEditor();
    await contains(".o_bpm_step:eq(1) .o_bpm_add_outcome").click();
    await edit("Fits");
    await press("Enter");
    await settle();
    expect(".o_bpm_outcome_name").toBeFocused();
    expect(".o_bpm_outcome_name").toHaveValue("");
    await edit("Does not fit");
    await press("Enter");
    await settle();
    await press("Escape");
    await animationFrame();
    expect(".o_bpm_outcome_name").toHaveCount(0);
    expect(queryAllTexts(".o_bpm_step:eq(1) .o_bpm_exit_label")).toEqual([
        "then",
        "Fits",
        "Does not fit",
    ]);
    // ends have no outcomes
    expect(".o_bpm_step:eq(2) .o_bpm_add_outcome").toHaveCount(0);
    expect.verifySteps([
        "data 3",
        'add_outcome {"step_id":12,"name":"Fits"}',
        'add_outcome {"step_id":12,"name":"Does not fit"}',
    ]);
});

test("an outcome can be typed before its field is drawn", async () => {
    callProcess();
    await mountEditor();
    queryOne(".o_bpm_step:eq(1) .o_bpm_add_outcome").focus();
    queryOne(".o_bpm_step:eq(1) .o_bpm_add_outcome").click();
    press("F");
    press("i");
    await settle();
    expect(".o_bpm_outcome_name").toBeFocused();
    expect(".o_bpm_outcome_name").toHaveValue("Fi");
    await press("Escape");
    await animationFrame();
    expect.verifySteps(["data 3"]);
});

test("a time limit stands under its step and is added there", async () => {
    const editor = callProcess();
    editor.steps.splice(
        1,
        0,
        nodeOf(14, "Too late", {
            kind: "boundaryEvent",
            event: "timer",
            attached_to: 11,
            depth: 1,
            deadline: "2 h",
            exits: [exitTo(33, "then", 12)],
        })
    );
    await mountEditor();
    expect(".o_bpm_step:eq(1) .o_bpm_step_when").toHaveText("after 2 h:");
    expect(".o_bpm_step:eq(1)").not.toHaveAttribute("data-movable");
    expect(".o_bpm_add_kinds [data-kind=boundaryEvent]").toHaveCount(0);
    // it is no place to lead to
    await contains(".o_bpm_exit:eq(1) .o_bpm_exit_target").click();
    expect(queryAllTexts(".o_bpm_target")).not.toInclude("2. Too late");
    await press("Escape");
    await contains(".o_bpm_step:eq(2) .o_bpm_add_timer").click();
    await settle();
    expect.verifySteps([
        "data 3",
        'add {"kind":"boundaryEvent","event":"timer","name":false,"after_id":12}',
    ]);
});

test("a time limit before a day is told as one", async () => {
    const editor = callProcess();
    editor.steps.splice(
        1,
        0,
        nodeOf(14, "Soon due", {
            kind: "boundaryEvent",
            event: "timer",
            attached_to: 11,
            depth: 1,
            deadline: "2 d before Answer due",
            is_before: true,
            exits: [exitTo(33, "then", 12)],
        })
    );
    await mountEditor();
    expect(".o_bpm_step:eq(1) .o_bpm_step_when").toHaveText("2 d before Answer due:");
    expect.verifySteps(["data 3"]);
});

test("details and conditions open in forms, then all is read again", async () => {
    callProcess();
    await mountEditor();
    await contains(`${NAMES}:eq(0)`).click();
    await press(["Alt", "Enter"]);
    await settle();
    expect(".modal .o_form_view [name=name] input").toHaveValue("Call");
    await contains(".modal .o_form_button_cancel").click();
    await settle();
    expect.verifySteps(["data 3", "data 3"]);
    await contains(".o_bpm_exit:eq(0) .o_bpm_exit_label").click();
    expect(".modal [name=source_id]").toHaveCount(1);
    await contains(".modal .o_form_button_cancel").click();
    await settle();
    expect.verifySteps(["data 3"]);
});

test("a step without any way out shows it and can be led somewhere", async () => {
    const editor = callProcess();
    editor.steps[1].exits = [];
    editor.connect = ({ step_id, target_id }) => {
        editor.steps[editor.index(step_id)].exits = [exitTo(50, "then", target_id)];
    };
    await mountEditor();
    expect(".o_bpm_step:eq(1) .o_bpm_nowhere").toHaveCount(1);
    expect(".o_bpm_step:eq(2) .o_bpm_exit").toHaveCount(0);
    await contains(".o_bpm_step:eq(1) .o_bpm_exit_target").click();
    await contains(".o_bpm_target:contains(End: Won)").click();
    await settle();
    expect(".o_bpm_step:eq(1) .o_bpm_exit_target").toHaveText(/End: Won$/);
    expect.verifySteps([
        "data 3",
        'connect {"step_id":12,"target_id":13,"transition_id":false,"outcome_id":false}',
    ]);
});

test("the list of targets is used by keyboard alone", async () => {
    callProcess();
    await mountEditor();
    await contains(".o_bpm_exit:eq(1) .o_bpm_exit_target").focus();
    await press("Enter");
    await settle();
    expect(".o_bpm_target.o_bpm_active").toHaveText("nowhere yet");
    await press("ArrowUp");
    await animationFrame();
    expect(".o_bpm_target.o_bpm_active").toHaveText("End: Won");
    await edit("qual");
    await animationFrame();
    expect(queryAllTexts(".o_bpm_target")).toEqual([
        "2. Qualify",
        "+ New step “qual”",
        "+ New wait “qual”",
        "+ New end “qual”",
    ]);
    await press("Enter");
    await settle();
    expect(".o_bpm_targets").toHaveCount(0);
    expect(".o_bpm_exit:eq(1) .o_bpm_exit_target").toBeFocused();
    expect(".o_bpm_exit:eq(1) .o_bpm_exit_target").toHaveText(/2\. Qualify$/);
    // Enter on what it is, like Escape, leaves it
    await press("Enter");
    await settle();
    expect(".o_bpm_target.o_bpm_active").toHaveText("2. Qualify");
    await press("Enter");
    await settle();
    expect(".o_bpm_targets").toHaveCount(0);
    await contains(".o_bpm_exit:eq(1) .o_bpm_exit_target").focus();
    await press("Enter");
    await settle();
    await press("Escape");
    await settle();
    expect(".o_bpm_targets").toHaveCount(0);
    expect.verifySteps([
        "data 3",
        'connect {"step_id":11,"target_id":12,"transition_id":false,"outcome_id":42}',
    ]);
});
