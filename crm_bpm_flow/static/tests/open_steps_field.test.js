import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { click, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame, mockDate } from "@odoo/hoot-mock";
import {
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { defineFlowModels } from "./helpers/bpm_flow_test_helpers";

describe.current.tags("desktop");

class Contract extends models.Model {
    _name = "contract";

    open_steps = fields.Json();
    can_manage = fields.Boolean();
}

defineFlowModels();
defineModels([Contract]);

function step(values) {
    return {
        token: 1,
        bpmn_id: "agree",
        name: "Agree",
        kind: "Approval",
        icon: "fa-check",
        state: "open",
        task_ids: [],
        who: "",
        asked: "",
        until: false,
        area: false,
        depth: 0,
        can_restart: false,
        can_add: false,
        can_end: false,
        ...values,
    };
}

beforeEach(() => {
    mockDate("2019-03-11 09:30:00");
    Contract._records = [
        {
            id: 1,
            can_manage: true,
            open_steps: [
                step({
                    task_ids: [4, 5],
                    who: "Ann, Ben",
                    asked: "Mate",
                    until: "2019-03-11 09:40:00",
                    can_restart: true,
                }),
                step({ token: 2, bpmn_id: "ship", name: "Ship", state: "failed", depth: 1 }),
            ],
        },
        { id: 2, can_manage: false, open_steps: [step({ task_ids: [4], can_end: true })] },
    ];
});

function mountSteps(resId) {
    return mountView({
        type: "form",
        resModel: "contract",
        resId,
        arch: `
            <form>
                <field name="can_manage" invisible="1"/>
                <field name="open_steps" widget="bpm_flow_open_steps" nolabel="1"/>
            </form>`,
    });
}

test("who has it, who was asked something, and until when", async () => {
    await mountSteps(1);
    const words = queryAllTexts(".o_bpm_open_step:eq(0) .o_bpm_open_step_words > span");
    expect(words).toEqual(["Agree", "Ann, Ben", "asked: Mate", "in 10 min"]);
    expect(".o_bpm_open_step:eq(1)").toHaveText("Ship\nfailed");
    expect(".o_bpm_open_step:eq(1) span:eq(0)").toHaveClass("text-danger");
});

test("a manager finishes it for those who have it, not for whoever was asked", async () => {
    onRpc("contract", "action_repair_wizard", ({ args, kwargs }) => {
        expect.step([args[0], kwargs.act, kwargs.token, kwargs.bpmn_id, kwargs.task_ids]);
        return { type: "ir.actions.act_window", res_model: "bpm.flow.repair.wizard" };
    });
    mockService("action", {
        doAction(action) {
            expect.step(action.res_model);
        },
    });
    await mountSteps(1);
    expect(queryAllTexts(".o_bpm_open_step button")).toEqual(["Finish for them", "Start again"]);
    await click(".o_bpm_open_step button:eq(0)");
    await animationFrame();
    expect.verifySteps([[[1], "finish", 1, "agree", [4, 5]], "bpm.flow.repair.wizard"]);
});

test("a repeated step is done for one more", async () => {
    Contract._records[0].open_steps[1].can_add = true;
    onRpc("contract", "action_repair_wizard", ({ kwargs }) => {
        expect.step([kwargs.act, kwargs.token, kwargs.bpmn_id]);
        return { type: "ir.actions.act_window", res_model: "bpm.flow.repair.wizard" };
    });
    mockService("action", { doAction() {} });
    await mountSteps(1);
    await click(".o_bpm_open_step:eq(1) button:contains(For one more)");
    await animationFrame();
    expect.verifySteps([["add", 2, "ship"]]);
});

test("a manager gives its one task to others", async () => {
    Contract._records[0].open_steps[0].task_ids = [4];
    onRpc("bpm.flow.task", "action_reassign_wizard", ({ args }) => {
        expect.step(args[0]);
        return { type: "ir.actions.act_window", res_model: "bpm.flow.delegate.wizard" };
    });
    mockService("action", {
        doAction(action) {
            expect.step(action.res_model);
        },
    });
    await mountSteps(1);
    await click(".o_bpm_open_step button:contains(Reassign)");
    await animationFrame();
    expect.verifySteps([[4], "bpm.flow.delegate.wizard"]);
});

test("steps in any order are begun on the case's page, until nothing more is needed", async () => {
    Contract._records[0].open_steps[1].area = {
        bpmn_id: "extras",
        name: "Extras",
        withdraws: false,
        steps: [{ bpmn_id: "visit", name: "Visit" }],
    };
    for (const method of ["begin_step", "finish_sub_process"]) {
        onRpc("contract", method, ({ args }) => {
            expect.step(`${method} ${args[0]} ${args[1]}`);
            return true;
        });
    }
    await mountSteps(1);
    await click(".o_bpm_open_step:eq(1) button:contains(Visit)");
    await animationFrame();
    await click(".o_bpm_open_step:eq(1) button:contains(Nothing more)");
    await animationFrame();
    expect(".modal-body").toHaveText(/when what is open in it is done/);
    await click(".modal .btn-primary");
    await animationFrame();
    expect.verifySteps(["begin_step 1 visit", "finish_sub_process 1 extras"]);
});

test("nobody else has buttons", async () => {
    await mountSteps(2);
    expect(".o_bpm_open_step").toHaveCount(1);
    expect(".o_bpm_open_step button").toHaveCount(0);
});
