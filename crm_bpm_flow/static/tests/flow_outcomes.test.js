import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { click, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame, Deferred } from "@odoo/hoot-mock";
import {
    contains,
    makeServerError,
    mountView,
    mountViewInDialog,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { CALL, defineFlowModels, FlowTask } from "./helpers/bpm_flow_test_helpers";

describe.current.tags("desktop");

defineFlowModels();

const VIEW = {
    type: "form",
    resModel: "bpm.flow.task",
    resId: 7,
    arch: /* xml */ `
        <form><field name="comment"/><widget name="bpm_flow_outcomes"/></form>`,
};

beforeEach(() => {
    FlowTask._records = [
        { id: 7, name: "Call", state: "open", is_mine: true, outcome_buttons: CALL() },
        { id: 8, name: "Anna's", state: "open", is_mine: false, outcome_buttons: CALL() },
        { id: 9, name: "Done", state: "done", is_mine: true, outcome_buttons: CALL() },
        { id: 10, name: "Read", state: "open", is_mine: true, outcome_buttons: false },
        { id: 11, name: "Managed", state: "open", can_manage: true, outcome_buttons: CALL() },
    ];
});

function stepCalls() {
    onRpc("bpm.flow.task", "web_save", ({ args }) => {
        expect.step(`save ${args[1].comment}`);
    });
    onRpc("bpm.flow.task", "complete", ({ args, kwargs }) => {
        expect.step(`complete ${args[0]} ${kwargs.outcome}`);
        return true;
    });
}

test("saves what was entered, finishes, and shows how the task is now", async () => {
    stepCalls();
    onRpc("bpm.flow.task", "web_read", () => {
        expect.step("read");
    });
    await mountView(VIEW);
    expect(queryAllTexts(".o_bpm_outcomes button")).toEqual(["Reached", "No answer", "Lost"]);
    await contains("[name=comment] input").edit("Will buy");
    await contains("[data-outcome=reached]").click();
    await animationFrame();
    expect.verifySteps(["read", "save Will buy", "complete 7 reached", "read"]);
});

test("closes the dialog it is in", async () => {
    stepCalls();
    await mountViewInDialog(VIEW);
    await contains(".o_dialog [data-outcome=no_answer]").click();
    await animationFrame();
    expect(".o_dialog").toHaveCount(0);
    expect.verifySteps(["complete 7 no_answer"]);
});

test("a task without a choice is simply done", async () => {
    stepCalls();
    await mountView({ ...VIEW, resId: 10 });
    expect(queryAllTexts(".o_bpm_outcomes button")).toEqual(["Done"]);
    await contains(".o_bpm_outcomes button").click();
    expect.verifySteps(["complete 10 false"]);
});

test("no buttons for a task of somebody else or a finished one; a manager has them", async () => {
    await mountView({ ...VIEW, resId: 8 });
    expect(".o_bpm_outcomes").toHaveCount(0);
    await mountView({ ...VIEW, resId: 9 });
    expect(".o_bpm_outcomes").toHaveCount(0);
    await mountView({ ...VIEW, resId: 11 });
    expect(".o_bpm_outcomes").toHaveCount(1);
});

test("what is missing is said by the server and nothing is closed", async () => {
    expect.errors(1);
    onRpc("bpm.flow.task", "complete", () => {
        throw makeServerError({ message: "Before this is finished: tick “Phone is valid”" });
    });
    await mountViewInDialog(VIEW);
    await contains("[data-outcome=reached]").click();
    await animationFrame();
    expect(".o_error_dialog:contains(Phone is valid)").toHaveCount(1);
    expect(".o_form_view [name=comment]").toHaveCount(1);
    expect("[data-outcome=reached]").toBeEnabled();
    expect.verifyErrors(["Before this is finished: tick “Phone is valid”"]);
});

test("a double click finishes once", async () => {
    const answer = new Deferred();
    onRpc("bpm.flow.task", "complete", () => {
        expect.step("complete");
        return answer;
    });
    await mountView(VIEW);
    click("[data-outcome=reached]");
    click("[data-outcome=lost]");
    await animationFrame();
    answer.resolve(true);
    await animationFrame();
    expect.verifySteps(["complete"]);
});

test("the outcome chosen outside stands out", async () => {
    await mountView({ ...VIEW, context: { bpm_outcome: "lost" } });
    expect("[data-outcome=lost]").toHaveClass("btn-danger");
    expect("[data-outcome=reached]").toHaveClass("btn-secondary");
});

test("on a card: one click, or the form when something is asked for", async () => {
    stepCalls();
    FlowTask._records = [
        { id: 7, name: "Call", state: "open", is_mine: true, outcome_buttons: CALL() },
        { id: 8, name: "Sign", state: "open", is_mine: true, needs_form: true },
    ];
    FlowTask._views.search = "<search/>";
    await mountView({
        type: "kanban",
        resModel: "bpm.flow.task",
        domain: [["state", "=", "open"]],
        arch: /* xml */ `
            <kanban>
                <templates>
                    <t t-name="card"><field name="name"/><widget name="bpm_flow_outcomes"/></t>
                </templates>
            </kanban>`,
    });
    expect(queryAllTexts(".o_bpm_outcomes button")).toEqual([
        "Reached",
        "No answer",
        "Lost…",
        "Done…",
    ]);
    await contains("[data-outcome=reached]").click();
    expect.verifySteps(["complete 7 reached"]);
    await contains(".o_kanban_record:eq(1) .o_bpm_outcomes button").click();
    expect(".modal .o_form_view").toHaveCount(1);
    expect.verifySteps([]);
});
