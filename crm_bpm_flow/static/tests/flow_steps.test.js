import { describe, expect, test } from "@odoo/hoot";
import { press, queryAllTexts, queryAllValues } from "@odoo/hoot-dom";
import { contains, makeServerError, onRpc } from "@web/../tests/web_test_helpers";
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

test("a row says who, until when and where each exit leads", async () => {
    callProcess();
    await mountEditor();
    expect(queryAllValues(NAMES)).toEqual(["Call", "Qualify", "Won"]);
    expect(queryAllTexts(".o_bpm_step_number")).toEqual(["1", "2", "3"]);
    expect(".o_bpm_step:eq(0) .o_bpm_step_who").toHaveText("Sales team");
    expect(".o_bpm_step:eq(0) .o_bpm_step_deadline").toHaveText("10 minutes");
    expect(queryAllTexts(".o_bpm_exit_label")).toEqual(["Reached", "No answer", "then"]);
    expect(".o_bpm_exit:eq(0) .o_bpm_exit_target").toHaveText(/2\. Qualify$/);
    expect(".o_bpm_exit:eq(1) .o_bpm_exit_target.o_bpm_nowhere").toHaveText(/nowhere yet$/);
    expect(".o_bpm_exit:eq(2) .o_bpm_exit_target").toHaveText(/End: Won$/);
    expect(".o_bpm_no_findings").toHaveText("No mistakes found: it can be published.");
    expect.verifySteps(["data 3"]);
});

test("findings come errors first and lead to their place", async () => {
    callProcess({
        findings: [
            {
                severity: "warning",
                code: "a",
                message: "Late is not said",
                step_id: 12,
                transition_id: false,
                opens: false,
            },
            { severity: "error", code: "b", message: "Leads nowhere", step_id: 11, transition_id: 31 },
        ],
    });
    await mountEditor();
    expect(queryAllTexts(".o_bpm_finding")).toEqual(["Leads nowhere", "Late is not said"]);
    expect(".o_bpm_findings").toHaveAttribute("aria-live", "polite");
    await contains(".o_bpm_finding:eq(1)").click();
    await settle();
    expect(`${NAMES}:eq(1)`).toBeFocused();
    await contains(".o_bpm_finding:eq(0)").click();
    await settle();
    expect(".o_bpm_step:eq(0) [data-transition-id='31'] .o_bpm_exit_target").toBeFocused();
    expect.verifySteps(["data 3"]);
});

test("what is mended in a step's form opens it", async () => {
    callProcess({
        findings: [
            {
                severity: "error",
                code: "nobody",
                message: "Nobody is responsible",
                step_id: 11,
                transition_id: false,
                opens: true,
            },
        ],
    });
    await mountEditor();
    await contains(".o_bpm_finding").click();
    await settle();
    expect(".modal .modal-title").toHaveText("Call");
    expect.verifySteps(["data 3"]);
});

test("of a frozen version the faults that came later are shown", async () => {
    const lost = { severity: "error", code: "lost_action", message: "Lost", step_id: 12 };
    callProcess({ editable: false, findings: [lost] });
    await mountEditor();
    expect(".o_bpm_finding").toHaveText("Lost");
    expect.verifySteps(["data 3"]);
});

test("other kinds come from the bar, after the step one is at", async () => {
    callProcess();
    await mountEditor();
    await contains(`${NAMES}:eq(0)`).click();
    expect(".o_bpm_add_label").toHaveText("Add after 1. Call");
    await contains(".o_bpm_add_kinds [data-kind=intermediateCatchEvent]").click();
    await settle();
    expect(`${NAMES}:eq(1)`).toBeFocused();
    expect.verifySteps([
        "data 3",
        'add {"kind":"intermediateCatchEvent","event":"timer","name":false,"after_id":11}',
    ]);
});

test("dragging a step to another place", async () => {
    callProcess();
    await mountEditor();
    await contains(".o_bpm_step:eq(0) .o_bpm_step_handle").dragAndDrop(".o_bpm_step:eq(1)");
    await settle();
    expect(queryAllValues(NAMES)).toEqual(["Qualify", "Call", "Won"]);
    expect.verifySteps(["data 3", 'move {"step_id":11,"after_id":12}']);
});

test("a published version is only read", async () => {
    callProcess({ editable: false });
    await mountEditor();
    expect(`${NAMES}:eq(0)`).toHaveAttribute("readonly");
    expect(".o_bpm_add_bar, .o_bpm_step_handle, .o_bpm_add_outcome, .o_bpm_step_delete").toHaveCount(0);
    expect("button.o_bpm_exit_target").toHaveCount(0);
    expect(".o_bpm_findings").toHaveCount(0);
    expect(queryAllTexts(".o_bpm_exit_target")).toEqual(["2. Qualify", "nowhere yet", "End: Won"]);
    await contains(`${NAMES}:eq(0)`).click();
    await press("Enter");
    await press("Delete");
    await press(["Control", "d"]);
    await settle();
    expect.verifySteps(["data 3"]);
});

test("a refused change shows the server's words and how it is", async () => {
    expect.errors(1);
    callProcess();
    onRpc("bpm.flow.version", "editor_rename", () => {
        throw makeServerError({ message: "This version is published." });
    });
    await mountEditor();
    await contains(`${NAMES}:eq(0)`).edit("Phone", { confirm: false });
    await contains(`${NAMES}:eq(1)`).click();
    await settle();
    expect(".modal").toHaveText(/This version is published\./);
    expect(`${NAMES}:eq(0)`).toHaveValue("Call");
    expect.verifySteps(["data 3", "data 3"]);
    expect.verifyErrors(["This version is published."]);
});

test("what somebody else published meanwhile is read anew, with its form", async () => {
    expect.errors(1);
    const editor = callProcess();
    onRpc("bpm.flow.version", "editor_rename", () => {
        editor.values = { ...editor.values, editable: false };
        throw makeServerError({ message: "Olga published this version." });
    });
    onRpc("bpm.flow.version", "web_read", () => expect.step("form"));
    await mountEditor();
    expect.verifySteps(["form", "data 3"]);
    await contains(`${NAMES}:eq(0)`).edit("Phone", { confirm: false });
    await contains(`${NAMES}:eq(1)`).click();
    await settle();
    expect(".modal").toHaveText(/Olga published this version\./);
    expect(`${NAMES}:eq(0)`).toHaveAttribute("readonly");
    expect.verifySteps(["data 3", "form", "data 3"]);
    expect.verifyErrors(["Olga published this version."]);
});

test("a new process is saved on the way to its first step", async () => {
    new FakeEditor();
    await mountEditor(false);
    expect(".o_bpm_steps").toHaveText(/Give the process a name/);
    await contains(".o_field_widget[name=name] input").edit("Sales");
    await contains(".o_bpm_save_new").click();
    await settle();
    expect(".o_bpm_save_new").toHaveCount(0);
    expect(".o_bpm_add_name").toBeFocused();
    expect.verifySteps(["data 4"]);
});

test("every input and every icon has a name", async () => {
    callProcess();
    await mountEditor();
    await contains(".o_bpm_add_outcome:eq(0)").click();
    const unnamed = [...document.querySelectorAll(".o_bpm_steps input, .o_bpm_steps button")].filter(
        (el) =>
            !el.textContent.trim() &&
            !el.getAttribute("aria-label") &&
            !el.labels?.length &&
            !el.title
    );
    expect(unnamed.map((el) => el.outerHTML)).toEqual([]);
    expect.verifySteps(["data 3"]);
});
