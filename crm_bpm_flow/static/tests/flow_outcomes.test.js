import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { click, press, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame, Deferred } from "@odoo/hoot-mock";
import {
    contains,
    makeServerError,
    MockServer,
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

test("each outcome has a key in the task's form", async () => {
    stepCalls();
    await mountView(VIEW);
    await press(["alt", "w"]);
    await animationFrame();
    expect.verifySteps(["complete 7 no_answer"]);
});

test("the cursor waits where the chosen outcome goes on", async () => {
    await mountViewInDialog({ ...VIEW, context: { bpm_outcome: "lost" } });
    expect("[name=comment] input").toBeFocused();
});

test("an outcome that wants nothing waits for Enter", async () => {
    await mountViewInDialog({ ...VIEW, context: { bpm_outcome: "no_answer" } });
    expect("[data-outcome=no_answer]").toBeFocused();
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

/** What happened to the task elsewhere. */
function elsewhere(values) {
    MockServer.env["bpm.flow.task"].write([7], values);
}

/** Somebody was quicker: that is how the task is when the server refuses. */
function quicker() {
    onRpc("bpm.flow.task", "complete", () => {
        elsewhere({ state: "done" });
        throw makeServerError({ message: "“Call” was already finished by Anna." });
    });
}

test("somebody was quicker: the form shows it, without buttons", async () => {
    expect.errors(1);
    quicker();
    await mountView(VIEW);
    await contains("[data-outcome=reached]").click();
    await animationFrame();
    expect(".o_error_dialog:contains(already finished by Anna)").toHaveCount(1);
    expect(".o_bpm_outcomes").toHaveCount(0);
    expect.verifyErrors(["“Call” was already finished by Anna."]);
});

test("somebody was quicker: the dialog stays and shows it, without buttons", async () => {
    expect.errors(1);
    quicker();
    await mountViewInDialog(VIEW);
    await contains("[data-outcome=reached]").click();
    await animationFrame();
    expect(".modal .o_form_view").toHaveCount(1);
    expect(".o_bpm_outcomes").toHaveCount(0);
    expect.verifyErrors(["“Call” was already finished by Anna."]);
});

test("what was typed stays while the task is open, and goes with its end", async () => {
    expect.errors(2);
    const refusal = "The journal cannot be written now.";
    onRpc("bpm.flow.task", "web_save", () => {
        throw makeServerError({ message: refusal });
    });
    await mountView(VIEW);
    await contains("[name=comment] input").edit("Will buy");
    await contains("[data-outcome=reached]").click();
    await animationFrame();
    expect("[name=comment] input").toHaveValue("Will buy");
    await contains(".o_error_dialog .btn-primary").click();
    elsewhere({ state: "done" });
    await contains("[data-outcome=reached]").click();
    await animationFrame();
    expect(".o_bpm_outcomes").toHaveCount(0);
    expect("[name=comment] input").toHaveValue("");
    expect.verifyErrors([refusal, refusal]);
});

const LIST = /* xml */ `
    <list js_class="bpm_flow_task_list">
        <field name="name"/><field name="is_mine" column_invisible="1"/>
        <button name="action_claim" type="object" string="Take" invisible="is_mine"/>
    </list>`;
const KANBAN = /* xml */ `
    <kanban js_class="bpm_flow_task_kanban">
        <templates>
            <t t-name="card">
                <field name="name"/>
                <button name="action_claim" type="object" invisible="is_mine">Take</button>
                <field name="is_mine" invisible="1"/>
                <widget name="bpm_flow_outcomes"/>
            </t>
        </templates>
    </kanban>`;
const FORM = /* xml */ `
    <form js_class="bpm_flow_task_form">
        <header><button name="action_claim" type="object" string="Take" invisible="is_mine"/></header>
        <field name="name"/><field name="is_mine" invisible="1"/>
    </form>`;

for (const [type, arch] of Object.entries({ list: LIST, kanban: KANBAN, form: FORM })) {
    test(`a task that another one took shows it in its ${type}`, async () => {
        expect.errors(1);
        FlowTask._records = [{ id: 7, name: "Call", state: "open", is_mine: false }];
        onRpc("bpm.flow.task", "action_claim", () => {
            elsewhere({ is_mine: true });
            throw makeServerError({ message: "“Call” is taken by Anna." });
        });
        await mountView({ type, resModel: "bpm.flow.task", resId: 7, arch });
        await contains("button[name=action_claim]").click();
        await animationFrame();
        expect(".o_error_dialog:contains(taken by Anna)").toHaveCount(1);
        expect("button[name=action_claim]").toHaveCount(0);
        expect.verifyErrors(["“Call” is taken by Anna."]);
    });
}

test("a card that somebody was quicker with is read anew", async () => {
    expect.errors(1);
    quicker();
    await mountView({
        type: "kanban",
        resModel: "bpm.flow.task",
        domain: [["is_mine", "=", true]],
        arch: KANBAN,
    });
    await contains(".o_kanban_record:contains(Call) [data-outcome=reached]").click();
    await animationFrame();
    expect(".o_kanban_record:contains(Call) .o_bpm_outcomes").toHaveCount(0);
    expect.verifyErrors(["“Call” was already finished by Anna."]);
});
