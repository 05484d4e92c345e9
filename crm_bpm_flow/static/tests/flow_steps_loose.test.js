import { describe, expect, test } from "@odoo/hoot";
import { queryAllValues } from "@odoo/hoot-dom";
import { looseSince } from "@crm_bpm_flow/flow_steps/steps_loose";
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

test("loose is what is new, leads nowhere and is led to by nothing", () => {
    const steps = [
        nodeOf(1, "Old"),
        nodeOf(2, "Source", { exits: [exitTo(50, "then", 4)] }),
        nodeOf(3, "Loose", { exits: [exitTo(false, "Done", false)] }),
        nodeOf(4, "Led to"),
    ];
    expect(looseSince(steps, new Set([1]))).toEqual([3]);
});

test("a step typed in the form of a way stays only if a way leads there", async () => {
    const editor = callProcess();
    await mountEditor();
    await contains(".o_bpm_exit:eq(0) .o_bpm_exit_label").click();
    await settle();
    const led = nodeOf(102, "Leads on", { exits: [exitTo(50, "then", 13)] });
    editor.steps.push(nodeOf(100, "Given up"), nodeOf(101, "Chosen"), led);
    editor.steps[0].exits[0].target = 101;
    await contains(".modal .o_form_button_cancel").click();
    await settle();
    expect(queryAllValues(NAMES)).toEqual(["Call", "Qualify", "Won", "Chosen", "Leads on"]);
    expect.verifySteps(["data 3", "data 3", 'take_back {"step_ids":[100]}']);
    await contains(".o_bpm_exit:eq(0) .o_bpm_exit_label").click();
    await contains(".modal .o_form_button_cancel").click();
    await settle();
    expect.verifySteps(["data 3"]);
});
