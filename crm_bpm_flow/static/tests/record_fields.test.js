import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, makeServerError, mountView, onRpc } from "@web/../tests/web_test_helpers";
import { CALL, defineFlowModels, FlowTask } from "./helpers/bpm_flow_test_helpers";

describe.current.tags("desktop");

defineFlowModels();

const VIEW = {
    type: "form",
    resModel: "bpm.flow.task",
    resId: 7,
    arch: /* xml */ `
        <form>
            <widget name="bpm_flow_outcomes"/>
            <field name="comment"/>
            <widget name="bpm_flow_record_fields"/>
        </form>`,
};

beforeEach(() => {
    FlowTask._records = [
        {
            id: 7,
            name: "Agreement",
            state: "open",
            is_mine: true,
            outcome_buttons: CALL(),
            required_fields: [
                { name: "vat", string: "Tax id" },
                { name: "tag_ids", string: "Tags" },
            ],
            res_model: "client",
            res_id: 1,
        },
    ];
    onRpc("client", "web_save", ({ args }) => {
        expect.step(`client ${args[0]} ${JSON.stringify(args[1])}`);
    });
    onRpc("bpm.flow.task", "web_save", ({ args }) => {
        expect.step(`task ${JSON.stringify(args[1])}`);
    });
    onRpc("bpm.flow.task", "complete", () => {
        expect.step("complete");
        return true;
    });
});

test("asks for the record's fields and saves them before the task is finished", async () => {
    await mountView(VIEW);
    expect(queryAllTexts(".o_bpm_record_fields label")).toEqual(["Tax id", "Tags"]);
    await contains(".o_bpm_record_fields [name=vat] input").edit("BE0477472701");
    await contains("[name=comment] input").edit("Signed");
    await contains("[data-outcome=reached]").click();
    await animationFrame();
    expect.verifySteps(['client 1 {"vat":"BE0477472701"}', 'task {"comment":"Signed"}', "complete"]);
});

test("the form's own Save saves them too", async () => {
    await mountView(VIEW);
    await contains(".o_bpm_record_fields [name=vat] input").edit("BE0477472701");
    await contains("[name=comment] input").edit("Later");
    await contains(".o_form_button_save").click();
    await animationFrame();
    expect.verifySteps(['client 1 {"vat":"BE0477472701"}', 'task {"comment":"Later"}']);
});

test("what the record refuses is said, and the task stays open", async () => {
    expect.errors(1);
    onRpc("client", "web_save", () => {
        throw makeServerError({ message: "This is no tax id." });
    });
    await mountView(VIEW);
    await contains(".o_bpm_record_fields [name=vat] input").edit("x");
    await contains("[data-outcome=reached]").click();
    await animationFrame();
    expect(".o_error_dialog:contains(This is no tax id.)").toHaveCount(1);
    expect.verifyErrors(["This is no tax id."]);
    expect.verifySteps([]);
});

test("nothing is asked when the step asks for nothing, or is done", async () => {
    FlowTask._records[0].required_fields = false;
    await mountView(VIEW);
    expect(".o_bpm_record_fields").toHaveCount(0);
});

test("who handed his task on fills nothing in", async () => {
    FlowTask._records[0].is_mine = false;
    await mountView(VIEW);
    expect(".o_bpm_record_fields").toHaveCount(0);
    expect.verifySteps([]);
});

test("a record that may not be read does not break the task", async () => {
    onRpc("client", "read", () => {
        throw makeServerError({ type: "AccessError", message: "No." });
    });
    await mountView(VIEW);
    expect(".alert-warning").toHaveText(
        "This step asks for data of a record that you may not read."
    );
    expect("[data-outcome=reached]").toHaveCount(1);
});
