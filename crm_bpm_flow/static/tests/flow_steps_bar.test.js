import { describe, expect, test } from "@odoo/hoot";
import { edit, press } from "@odoo/hoot-dom";
import { contains, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { callProcess, defineEditorModels, mountEditor, NAMES, settle } from "./helpers/bpm_flow_steps_helpers";

describe.current.tags("desktop");

defineEditorModels();

test("↑ in the empty bar goes up to the step behind which it adds", async () => {
    callProcess();
    await mountEditor();
    await contains(".o_bpm_add_name").click();
    await press("ArrowUp");
    await settle();
    expect(`${NAMES}:eq(1)`).toBeFocused();
    await contains(".o_bpm_add_name").edit("Th", { confirm: false });
    await press("ArrowUp");
    await settle();
    expect(".o_bpm_add_name").toBeFocused();
    expect.verifySteps(["data 3"]);
});

test("Ctrl+Enter types the step's next outcome, Escape goes back to its name", async () => {
    callProcess();
    await mountEditor();
    await contains(`${NAMES}:eq(1)`).click();
    await press(["Control", "Enter"]);
    await settle();
    expect(".o_bpm_step:eq(1) .o_bpm_outcome_name").toBeFocused();
    await edit("Fits");
    await press("Enter");
    await settle();
    await press("Escape");
    await settle();
    expect(`${NAMES}:eq(1)`).toBeFocused();
    await press(["Control", "Enter"]);
    await settle();
    await press("Enter");
    await settle();
    expect(`${NAMES}:eq(1)`).toBeFocused();
    // an end has no outcomes: it stays what it is
    await contains(`${NAMES}:eq(2)`).click();
    await press(["Control", "Enter"]);
    await settle();
    expect(".o_bpm_outcome_name, .o_bpm_step_draft").toHaveCount(0);
    expect.verifySteps(["data 3", 'add_outcome {"step_id":12,"name":"Fits"}']);
});

test("whoever types steps goes on seeing the bar while the list grows", async () => {
    callProcess();
    await mountEditor();
    patchWithCleanup(Element.prototype, {
        scrollIntoView() {
            if (this.classList.contains("o_bpm_add_bar")) {
                expect.step("in sight");
            }
        },
    });
    await contains(".o_bpm_add_name").edit("Visit", { confirm: "Enter" });
    await settle();
    expect(".o_bpm_add_name").toBeFocused();
    expect.verifySteps([
        "data 3",
        'add {"kind":"userTask","event":false,"name":"Visit","after_id":12}',
        "in sight",
    ]);
});
