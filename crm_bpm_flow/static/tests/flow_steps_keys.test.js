import { describe, expect, test } from "@odoo/hoot";
import { edit, press, queryAllValues, queryOne } from "@odoo/hoot-dom";
import { animationFrame, Deferred } from "@odoo/hoot-mock";
import { contains } from "@web/../tests/web_test_helpers";
import {
    callProcess,
    defineEditorModels,
    FakeEditor,
    mountEditor,
    NAMES,
    settle,
} from "./helpers/bpm_flow_steps_helpers";

describe.current.tags("desktop");

defineEditorModels();

test("says what to do when there is nothing, and the first step comes from typing", async () => {
    new FakeEditor();
    await mountEditor();
    expect(".o_bpm_steps_empty").toHaveText(/Call the client/);
    expect(".o_bpm_add_name").toHaveAttribute(
        "placeholder",
        "Type the first step, for example: Call the client"
    );
    await contains(".o_bpm_add_name").edit("Call", { confirm: false });
    await press("Enter");
    await settle();
    await edit("Qualify");
    await press("Enter");
    await settle();
    expect(queryAllValues(NAMES)).toEqual(["Call", "Qualify"]);
    expect(".o_bpm_steps_empty").toHaveCount(0);
    expect(".o_bpm_add_name").toBeFocused();
    expect(".o_bpm_add_name").toHaveValue("");
    expect.verifySteps([
        "data 3",
        'add {"kind":"userTask","event":false,"name":"Call","after_id":false}',
        'add {"kind":"userTask","event":false,"name":"Qualify","after_id":100}',
    ]);
});

test("Enter saves the name and goes on with the next step", async () => {
    callProcess();
    await mountEditor();
    await contains(`${NAMES}:eq(0)`).click();
    await edit("Call at once");
    await press("Enter");
    await settle();
    expect(`.o_bpm_step_draft ${NAMES}`).toBeFocused();
    await edit("Write down");
    await press("Enter");
    await settle();
    expect(`.o_bpm_step_draft ${NAMES}`).toBeFocused();
    expect(queryAllValues(NAMES)).toEqual(["Call at once", "Write down", "", "Qualify", "Won"]);
    await edit("Thank");
    await press("Enter");
    await settle();
    // Enter on nothing ends it
    await press("Enter");
    await settle();
    expect(".o_bpm_step_draft").toHaveCount(0);
    expect(`${NAMES}:eq(2)`).toBeFocused();
    expect(queryAllValues(NAMES)).toEqual(["Call at once", "Write down", "Thank", "Qualify", "Won"]);
    expect.verifySteps([
        "data 3",
        'rename {"step_id":11,"name":"Call at once"}',
        'add {"kind":"userTask","event":false,"name":"Write down","after_id":11}',
        'add {"kind":"userTask","event":false,"name":"Thank","after_id":100}',
    ]);
});

test("no key is lost and no order mixed up while the server thinks", async () => {
    const editor = callProcess();
    const answers = [];
    const add = editor.add;
    editor.add = (values) => {
        const answer = new Deferred();
        answers.push(answer);
        return answer.then(() => add.call(editor, values));
    };
    await mountEditor();
    await contains(`${NAMES}:eq(0)`).click();
    await press("Enter");
    await settle();
    await edit("One");
    await press("Enter");
    await edit("Two");
    await press("Enter");
    await edit("Thr");
    await animationFrame();
    answers[0].resolve();
    await settle();
    expect(`.o_bpm_step_draft ${NAMES}`).toBeFocused();
    expect(`.o_bpm_step_draft ${NAMES}`).toHaveValue("Thr");
    answers[1].resolve();
    await settle();
    await edit("Three");
    await press("Enter");
    await settle();
    answers[2].resolve();
    await settle();
    expect(queryAllValues(NAMES)).toEqual(["Call", "One", "Two", "Three", "", "Qualify", "Won"]);
    expect.verifySteps([
        "data 3",
        'add {"kind":"userTask","event":false,"name":"One","after_id":11}',
        'add {"kind":"userTask","event":false,"name":"Two","after_id":100}',
        'add {"kind":"userTask","event":false,"name":"Three","after_id":101}',
    ]);
});

test("a key pressed before the next row is drawn belongs to that row", async () => {
    callProcess();
    await mountEditor();
    await contains(`${NAMES}:eq(0)`).click();
    press("Enter");
    press("W");
    press("a");
    press("x");
    press("Backspace");
    await settle();
    expect(`.o_bpm_step_draft ${NAMES}`).toBeFocused();
    expect(`.o_bpm_step_draft ${NAMES}`).toHaveValue("Wa");
    await edit("Wait");
    await press("Enter");
    // empty at once: what is typed now must not hang on to the last name
    expect(`.o_bpm_step_draft ${NAMES}`).toHaveValue("");
    await settle();
    expect(queryAllValues(NAMES)).toEqual(["Call", "Wait", "", "Qualify", "Won"]);
    expect.verifySteps([
        "data 3",
        'add {"kind":"userTask","event":false,"name":"Wait","after_id":11}',
    ]);
});

test("a whole step can be typed before its row is drawn", async () => {
    callProcess();
    await mountEditor();
    await contains(`${NAMES}:eq(0)`).click();
    press("Enter");
    press("A");
    press("Enter");
    press("B");
    await settle();
    expect(queryAllValues(NAMES)).toEqual(["Call", "A", "B", "Qualify", "Won"]);
    expect.verifySteps([
        "data 3",
        'add {"kind":"userTask","event":false,"name":"A","after_id":11}',
    ]);
});

test("the details carry the name that was just typed", async () => {
    callProcess();
    await mountEditor();
    await contains(`${NAMES}:eq(0)`).click();
    await edit("Ring");
    await press(["Alt", "Enter"]);
    await settle();
    await settle();
    expect(".modal-title").toHaveText("Ring");
    expect.verifySteps(["data 3", 'rename {"step_id":11,"name":"Ring"}']);
});

test("a next step that was typed is kept when one goes elsewhere, Escape drops it", async () => {
    callProcess();
    await mountEditor();
    await contains(`${NAMES}:eq(0)`).click();
    await press("Enter");
    await settle();
    await edit("Typed");
    await contains(`${NAMES}:eq(3)`).click();
    await settle();
    expect(queryAllValues(NAMES)).toEqual(["Call", "Typed", "Qualify", "Won"]);
    await contains(`${NAMES}:eq(1)`).click();
    await press("Enter");
    await settle();
    await edit("Dropped");
    await press("Escape");
    await settle();
    expect(queryAllValues(NAMES)).toEqual(["Call", "Typed", "Qualify", "Won"]);
    expect(`${NAMES}:eq(1)`).toBeFocused();
    expect.verifySteps([
        "data 3",
        'add {"kind":"userTask","event":false,"name":"Typed","after_id":11}',
    ]);
});

test("Escape takes back what was typed, an empty name is never saved", async () => {
    callProcess();
    await mountEditor();
    await contains(`${NAMES}:eq(0)`).click();
    await edit("Something else");
    await press("Escape");
    await animationFrame();
    expect(`${NAMES}:eq(0)`).toHaveValue("Call");
    await contains(`${NAMES}:eq(0)`).clear({ confirm: false });
    await contains(`${NAMES}:eq(1)`).click();
    await settle();
    expect(`${NAMES}:eq(0)`).toHaveValue("Call");
    expect.verifySteps(["data 3"]);
});

test("leaving a changed name saves it", async () => {
    callProcess();
    await mountEditor();
    await contains(`${NAMES}:eq(0)`).edit("Phone", { confirm: false });
    await contains(`${NAMES}:eq(1)`).click();
    await settle();
    expect.verifySteps(["data 3", 'rename {"step_id":11,"name":"Phone"}']);
    expect(`${NAMES}:eq(1)`).toBeFocused();
});

test("arrows go from name to name, with Alt they move the step", async () => {
    callProcess();
    await mountEditor();
    await contains(`${NAMES}:eq(0)`).click();
    await press("ArrowDown");
    await settle();
    expect(`${NAMES}:eq(1)`).toBeFocused();
    await press("ArrowUp");
    await settle();
    expect(`${NAMES}:eq(0)`).toBeFocused();
    await press(["Alt", "ArrowDown"]);
    await settle();
    expect(queryAllValues(NAMES)).toEqual(["Qualify", "Call", "Won"]);
    expect(`${NAMES}:eq(1)`).toBeFocused();
    await press(["Alt", "ArrowUp"]);
    await settle();
    expect(queryAllValues(NAMES)).toEqual(["Call", "Qualify", "Won"]);
    // at the top there is nowhere to go
    await press(["Alt", "ArrowUp"]);
    await settle();
    expect.verifySteps([
        "data 3",
        'move {"step_id":11,"after_id":12}',
        'move {"step_id":11,"after_id":false}',
    ]);
});

test("Ctrl+D copies, also on a keyboard whose D is another letter", async () => {
    callProcess();
    await mountEditor();
    await contains(`${NAMES}:eq(0)`).click();
    const key = new KeyboardEvent("keydown", {
        key: "в",
        code: "KeyD",
        ctrlKey: true,
        bubbles: true,
        cancelable: true,
    });
    queryOne(`${NAMES}:eq(0)`).dispatchEvent(key);
    expect(key.defaultPrevented).toBe(true);
    await settle();
    expect(queryAllValues(NAMES)).toEqual(["Call", "Call (copy)", "Qualify", "Won"]);
    expect(`${NAMES}:eq(1)`).toBeFocused();
    expect.verifySteps(["data 3", 'copy {"step_id":11}']);
});

test("Delete on an empty name deletes; it asks only when connections get lost", async () => {
    callProcess();
    await mountEditor();
    // one way in and one way out: the server joins them
    await contains(`${NAMES}:eq(1)`).click();
    await edit("");
    await press("Delete");
    await settle();
    expect(".modal").toHaveCount(0);
    expect(queryAllValues(NAMES)).toEqual(["Call", "Won"]);
    expect(`${NAMES}:eq(0)`).toBeFocused();
    expect.verifySteps(["data 3", 'delete {"step_id":12}']);
});

test("the keys are shown by the button and by '?', which a name may contain", async () => {
    callProcess();
    await mountEditor();
    expect(".o_bpm_key").toHaveCount(0);
    await contains(".o_bpm_keys button").click();
    expect(".o_bpm_key").toHaveCount(7);
    await press("?");
    await animationFrame();
    expect(".o_bpm_key").toHaveCount(0);
    await contains(`${NAMES}:eq(0)`).click();
    await press("?");
    await animationFrame();
    expect(".o_bpm_key").toHaveCount(0);
    expect.verifySteps(["data 3"]);
});
