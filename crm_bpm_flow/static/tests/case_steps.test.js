import { expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame, mockDate } from "@odoo/hoot-mock";
import { contains, defineModels, fields, mockService, models, mountView, onRpc } from "@web/../tests/web_test_helpers";
import { defineFlowModels } from "./helpers/bpm_flow_test_helpers";

class FlowInstance extends models.Model {
    _name = "bpm.flow.instance";

    name = fields.Char();

    _records = [{ id: 1, name: "Fifty chairs" }];
}

defineFlowModels();
defineModels([FlowInstance]);

const NOTHING = { people: [], until: false, done: false, late: false, words: "", comment: "", task: false };

function rowOf(key, name, values) {
    return { ...NOTHING, key, element: key, name, kind: "Step", icon: "fa-user", ...values };
}

const ROWS = [
    rowOf("log-1", "Mark it", {
        begun: "2026-03-02 09:00:00",
        done: "2026-03-02 09:00:00",
        state: "done",
        words: "Update Lead",
    }),
    rowOf("task-7", "Call", {
        begun: "2026-03-02 09:00:00",
        until: "2026-03-02 09:10:00",
        state: "open",
        people: ["Worker", "Mate"],
        task: 7,
    }),
    rowOf("log-3", "Pause", {
        begun: "2026-03-02 09:00:00",
        until: "2026-03-02 11:00:00",
        state: "open",
    }),
    rowOf("log-4", "Mail", { begun: "2026-03-02 09:01:00", state: "failed", words: "No address" }),
];

async function mountSteps(rows) {
    onRpc("bpm.flow.instance", "history", ({ args }) => {
        expect.step(`history ${args[0]}`);
        return rows;
    });
    await mountView({
        type: "form",
        resModel: "bpm.flow.instance",
        resId: 1,
        arch: /* xml */ `<form><widget name="bpm_flow_case_steps"/></form>`,
    });
    await animationFrame();
}

test("people's steps, automatic ones and waits stand in order, with times", async () => {
    mockDate("2026-03-02 09:05:00", 0);
    await mountSteps(ROWS);
    expect(".o_bpm_case_step").toHaveCount(4);
    expect(queryAllTexts(".o_bpm_case_step .badge")).toEqual(["done", "now", "now", "failed"]);
    expect(".o_bpm_case_step:eq(0)").toHaveText(/Mark it\s*Update Lead\s*Mar 2, 9:00[^]*done/);
    expect(".o_bpm_case_step:eq(1)").toHaveText(/Worker, Mate/);
    expect(".o_bpm_case_step:eq(1) .o_bpm_case_step_times").toHaveText(/in 5 min/);
    expect(".o_bpm_case_step:eq(2) .o_bpm_case_step_times").toHaveText(/until .*11:00/);
    expect(".o_bpm_case_step:eq(3) .text-danger").toHaveText("No address");
    // only a task has a page of its own
    expect(".o_bpm_case_step_open").toHaveCount(1);
    expect.verifySteps(["history 1"]);
});

test("a task opens on its own page", async () => {
    onRpc("bpm.flow.task", "action_open", ({ args }) => ({ res_id: args[0][0] }));
    mockService("action", { doAction: (action) => expect.step(`open ${action.res_id}`) });
    await mountSteps(ROWS);
    await contains(".o_bpm_case_step_open").click();
    expect.verifySteps(["history 1", "open 7"]);
});

test("a case in which nothing happened says so", async () => {
    await mountSteps([]);
    expect(".o_bpm_case_steps").toHaveText("Nothing has happened yet.");
    expect.verifySteps(["history 1"]);
});
