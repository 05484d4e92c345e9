import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { click, queryAllTexts } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, Deferred, mockDate } from "@odoo/hoot-mock";
import {
    contains,
    makeServerError,
    mockService,
    mountView,
    onRpc,
    serverState,
} from "@web/../tests/web_test_helpers";
import { defineFlowModels, makeCase, makeStep } from "./bpm_flow_test_helpers";

describe.current.tags("desktop");

defineFlowModels();

beforeEach(() => mockDate("2019-03-11 10:30:00")); // 9:30 UTC: the zone of tests is +1

function stripOf(...cases) {
    onRpc("bpm.flow.instance", "strip_data", ({ args }) => {
        expect.step(`strip ${args[0]} ${args[1]}`);
        return { cases, total: cases.length };
    });
}

function mountClient(params = {}) {
    return mountView({
        type: "form",
        resModel: "client",
        resId: 1,
        arch: /* xml */ `
            <form>
                <widget name="bpm_flow_strip"/>
                <sheet><field name="name"/></sheet>
            </form>`,
        ...params,
    });
}

test("shows where each case is, who has it, until when and what is next", async () => {
    stripOf(
        makeCase({
            steps: [makeStep({ users: [{ id: serverState.userId, name: "Mitchell" }] })],
            next: ["Qualify", "Call again"],
            incidents: 1,
        }),
        makeCase({
            id: 6,
            flow: "Claim",
            state: "suspended",
            steps: [
                makeStep({
                    task_id: 8,
                    name: "Answer",
                    mine: false,
                    deadline: "2019-03-11 07:20:00",
                    users: [
                        { id: 21, name: "Anna" },
                        { id: 22, name: "Boris" },
                        { id: 23, name: "Vera" },
                    ],
                }),
            ],
            waits: [{ name: "Pause", until: "2019-03-11 15:40:00" }],
        })
    );
    await mountClient();
    await animationFrame();
    expect(queryAllTexts(".o_bpm_strip_flow")).toEqual(["Incoming request", "Claim"]);
    expect(queryAllTexts(".o_bpm_strip_task")).toEqual(["Call the client", "Answer"]);
    expect(queryAllTexts(".o_bpm_strip_who")).toEqual(["You", "Anna and 2 more"]);
    expect(queryAllTexts(".o_bpm_strip_due")).toEqual(["in 30 min", "late by 2 hr"]);
    expect(".o_bpm_strip_due[data-urgency=late].text-danger i.fa-exclamation-circle").toHaveCount(1);
    expect(".o_bpm_strip_next").toHaveText("next: Qualify, Call again");
    expect(".o_bpm_strip_wait").toHaveText("Pause: waits until 16:40");
    expect(".o_bpm_strip_incidents").toHaveText("1 problem");
    expect(".o_bpm_strip_case:eq(1) .badge").toHaveText("Suspended");
    // buttons only at my own task
    expect(queryAllTexts(".o_bpm_strip_case:eq(0) .o_bpm_outcomes button")).toEqual([
        "Reached",
        "No answer",
        "Lost…",
    ]);
    expect(".o_bpm_strip_case:eq(1) .o_bpm_outcomes").toHaveCount(0);
    expect.verifySteps(["strip client 1"]);
});

test("no case and no record: no bar, and a new record costs no call", async () => {
    stripOf();
    await mountClient();
    await animationFrame();
    expect(".o_bpm_strip").toHaveCount(0);
    expect.verifySteps(["strip client 1"]);
    await contains(".o_form_button_create").click();
    expect(".o_bpm_strip").toHaveCount(0);
    expect.verifySteps([]);
});

test("one call per record shown, another after each save", async () => {
    stripOf(makeCase());
    await mountClient({ resIds: [1, 2] });
    await animationFrame();
    expect.verifySteps(["strip client 1"]);
    await contains(".o_pager_next").click();
    await animationFrame();
    expect.verifySteps(["strip client 2"]);
    await contains("[name=name] input").edit("Gemini Ltd");
    await animationFrame();
    expect.verifySteps([]);
    await contains(".o_form_button_save").click();
    await animationFrame();
    expect.verifySteps(["strip client 2"]);
});

test("an outcome saves the form first, finishes the task and reads all again", async () => {
    stripOf(makeCase());
    onRpc("client", "web_save", ({ args }) => {
        expect.step(`save ${args[1].name}`);
    });
    onRpc("bpm.flow.task", "complete", ({ args, kwargs }) => {
        expect.step(`complete ${args[0]} ${kwargs.outcome}`);
        return true;
    });
    onRpc("client", "web_read", () => {
        expect.step("read");
    });
    await mountClient();
    await animationFrame();
    expect.verifySteps(["read", "strip client 1"]);
    await contains("[name=name] input").edit("Azure Ltd");
    await contains(".o_bpm_outcomes [data-outcome=reached]").click();
    await animationFrame();
    const steps = ["save Azure Ltd", "complete 7 reached", "read", "strip client 1"];
    // the save itself is a change of the record, so the strip may be read for it as well
    expect.verifySteps([...steps.slice(0, 1), "strip client 1", ...steps.slice(1)], {
        ignoreOrder: true,
    });
});

test("nothing is finished while the form is invalid", async () => {
    stripOf(makeCase());
    onRpc("bpm.flow.task", "complete", () => {
        expect.step("complete");
    });
    await mountClient();
    await animationFrame();
    await contains("[name=name] input").clear();
    await contains("[data-outcome=reached]").click();
    await animationFrame();
    expect(".o_notification").toHaveCount(1);
    expect(".o_field_invalid[name=name]").toHaveCount(1);
    expect.verifySteps(["strip client 1"]);
});

test("a double click finishes once", async () => {
    stripOf(makeCase());
    const answer = new Deferred();
    onRpc("bpm.flow.task", "complete", () => {
        expect.step("complete");
        return answer;
    });
    await mountClient();
    await animationFrame();
    click("[data-outcome=reached]");
    click("[data-outcome=reached]");
    click("[data-outcome=no_answer]");
    await animationFrame();
    expect("[data-outcome=reached]").not.toBeEnabled();
    answer.resolve(true);
    await animationFrame();
    await animationFrame();
    expect.verifySteps(["strip client 1", "complete", "strip client 1"]);
    expect("[data-outcome=reached]").toBeEnabled();
});

test("a step without outcomes has one button: Done", async () => {
    stripOf(makeCase({ steps: [makeStep({ outcomes: [] })] }));
    onRpc("bpm.flow.task", "complete", ({ args, kwargs }) => {
        expect.step(`complete ${args[0]} ${kwargs.outcome}`);
        return true;
    });
    await mountClient();
    await animationFrame();
    expect(queryAllTexts(".o_bpm_outcomes button")).toEqual(["Done"]);
    await contains(".o_bpm_outcomes button").click();
    await animationFrame();
    expect.verifySteps(["strip client 1", "complete 7 false", "strip client 1"]);
});

test("an outcome that wants a comment opens the task's form with it chosen", async () => {
    stripOf(makeCase());
    onRpc("bpm.flow.task", "complete", () => {
        expect.step("complete");
    });
    onRpc("bpm.flow.task", "get_views", ({ kwargs }) => {
        expect.step(`outcome ${kwargs.context.bpm_outcome}`);
    });
    await mountClient();
    await animationFrame();
    await contains("[data-outcome=lost]").click();
    expect(".modal [name=comment]").toHaveCount(1);
    expect(".modal .modal-title").toHaveText("Call the client");
    expect(".modal [data-outcome=lost].btn-danger").toHaveCount(1);
    expect(".modal [data-outcome=reached].btn-outline-success").toHaveCount(1);
    expect.verifySteps(["strip client 1", "outcome lost"]);
    await contains(".modal .o_form_button_cancel").click();
    await animationFrame();
    // it may have been finished in there
    expect.verifySteps(["strip client 1"]);
});

test("a step that asks for something opens its form for every outcome", async () => {
    stripOf(makeCase({ steps: [makeStep({ needs_form: true })] }));
    await mountClient();
    await animationFrame();
    expect(queryAllTexts(".o_bpm_outcomes button")).toEqual(["Reached…", "No answer…", "Lost…"]);
    await contains("[data-outcome=reached]").click();
    expect(".modal .o_form_view").toHaveCount(1);
});

test("a task of several is taken first", async () => {
    stripOf(makeCase({ steps: [makeStep({ can_claim: true })] }));
    onRpc("bpm.flow.task", "action_claim", ({ args }) => {
        expect.step(`claim ${args[0]}`);
        return true;
    });
    await mountClient();
    await animationFrame();
    await contains(".o_bpm_strip_claim").click();
    await animationFrame();
    expect.verifySteps(["strip client 1", "claim 7", "strip client 1"]);
});

test("somebody was quicker: the server's words are shown, then how it is now", async () => {
    expect.errors(1);
    let cases = [makeCase()];
    onRpc("bpm.flow.instance", "strip_data", () => {
        expect.step("strip");
        return { cases, total: 1 };
    });
    onRpc("bpm.flow.task", "complete", () => {
        cases = [];
        throw makeServerError({ message: "Anna finished it at 09:20." });
    });
    await mountClient();
    await animationFrame();
    await contains("[data-outcome=reached]").click();
    await animationFrame();
    expect(".modal").toHaveText(/Anna finished it at 09:20\./);
    expect(".o_bpm_strip").toHaveCount(0);
    expect.verifySteps(["strip", "strip"]);
    expect.verifyErrors(["Anna finished it at 09:20."]);
});

test("who may not see the processes sees no strip and no error", async () => {
    onRpc("bpm.flow.instance", "strip_data", () => {
        throw makeServerError({ type: "AccessError", message: "No." });
    });
    await mountClient();
    await animationFrame();
    expect(".o_bpm_strip").toHaveCount(0);
    expect(".modal").toHaveCount(0);
    expect("[name=name] input").toHaveValue("Azure");
});

test("another failure leaves the form usable and can be tried again", async () => {
    let broken = true;
    onRpc("bpm.flow.instance", "strip_data", () => {
        if (broken) {
            throw makeServerError({ message: "Oops" });
        }
        return { cases: [makeCase()], total: 1 };
    });
    await mountClient();
    await animationFrame();
    expect(".o_bpm_strip_failed").toHaveCount(1);
    expect(".modal").toHaveCount(0);
    broken = false;
    await contains(".o_bpm_strip_failed button").click();
    expect(".o_bpm_strip_failed").toHaveCount(0);
    expect(".o_bpm_strip_case").toHaveCount(1);
});

test("the words follow the clock while the form is open", async () => {
    stripOf(makeCase({ steps: [makeStep({ deadline: "2019-03-11 09:40:30" })] }));
    await mountClient();
    await animationFrame();
    expect(".o_bpm_strip_due").toHaveText("in 11 min");
    await advanceTime(5 * 60 * 1000);
    await animationFrame();
    expect(".o_bpm_strip_due").toHaveText("in 6 min");
    expect.verifySteps(["strip client 1"]);
});

test("the name of the process opens its case", async () => {
    stripOf(makeCase());
    mockService("action", {
        doAction(action) {
            expect.step([action.res_model, action.res_id]);
        },
    });
    await mountClient();
    await animationFrame();
    await contains(".o_bpm_strip_flow").click();
    expect.verifySteps(["strip client 1", ["bpm.flow.instance", 5]]);
});

test("is read again when an activity of the record was done", async () => {
    stripOf(makeCase());
    const view = await mountClient();
    await animationFrame();
    view.env.bus.trigger("BPM_FLOW:CHANGED", { resModel: "client", resId: 2 });
    await animationFrame();
    expect.verifySteps(["strip client 1"]);
    view.env.bus.trigger("BPM_FLOW:CHANGED", { resModel: "client", resId: 1 });
    await animationFrame();
    expect.verifySteps(["strip client 1"]);
});
