import { describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { contains, onRpc } from "@web/../tests/web_test_helpers";
import { callProcess, defineEditorModels, mountEditor, NAMES, nodeOf, settle } from "./helpers/bpm_flow_steps_helpers";

describe.current.tags("desktop");

defineEditorModels();

const READY = [
    { id: 7, name: "Contact, else again", description: "A call, then a pause", icon: "fa-phone" },
    { id: 8, name: "My own", description: "", icon: "fa-user" },
];

test("a ready step is put behind the current one", async () => {
    const editor = callProcess({ ready: READY });
    onRpc("bpm.flow.version", "editor_add_ready", ({ kwargs }) => {
        expect.step(`ready ${kwargs.ready_id} after ${kwargs.after_id}`);
        editor.steps.splice(1, 0, nodeOf(50, "Contact the client"));
        return editor.data(50);
    });
    await mountEditor();
    await contains(".o_bpm_ready_steps").click();
    expect(queryAllTexts(".o_bpm_kind")).toEqual(["Contact, else again\nA call, then a pause", "My own"]);
    await contains(".o_bpm_kind:first").click();
    await settle();
    expect(`${NAMES}:eq(1)`).toHaveValue("Contact the client");
    expect(`${NAMES}:eq(1)`).toBeFocused();
    expect.verifySteps(["data 3", "ready 7 after 12"]);
});

test("without ready steps there is no button for them", async () => {
    callProcess();
    await mountEditor();
    expect(".o_bpm_ready_steps").toHaveCount(0);
    expect.verifySteps(["data 3"]);
});
