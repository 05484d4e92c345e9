import { describe, expect, test } from "@odoo/hoot";
import { click, edit, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame, Deferred, mockDate } from "@odoo/hoot-mock";
import { contains, makeServerError, onRpc } from "@web/../tests/web_test_helpers";
import {
    defineFlowModels,
    makeCase,
    makeStep,
    mountClient,
    stripOf,
} from "./helpers/bpm_flow_test_helpers";

describe.current.tags("desktop");

defineFlowModels();

test("an outcome saves the form first, finishes the task and reads all again", async () => {
    stripOf(makeCase());
    onRpc("client", "web_save", ({ args }) => {
        expect.step(`save ${args[1].name}`);
    });
    onRpc("bpm.flow.task", "complete", async ({ args, kwargs }) => {
        expect.step(`complete ${args[0]} ${kwargs.outcome}`);
        await animationFrame();
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
    expect.verifySteps(["save Azure Ltd", "complete 7 reached", "read", "strip client 1"]);
});

test("after a late task one may say why", async () => {
    mockDate("2019-03-11 12:00:00");
    stripOf(makeCase());
    onRpc("bpm.flow.task", "complete", () => true);
    onRpc("bpm.flow.task", "explain_delay", ({ args, kwargs }) => {
        expect.step(`why ${args[0]} ${kwargs.reason}`);
        return true;
    });
    await mountClient();
    await animationFrame();
    await contains("[data-outcome=reached]").click();
    await animationFrame();
    expect(".o_notification").toHaveText(/“Call the client” was late/);
    await contains(".o_notification_buttons button").click();
    await animationFrame();
    expect(".o_notification").toHaveCount(0);
    expect(".o_bpm_delay_reason").toBeFocused();
    expect(".modal .btn-primary").not.toBeEnabled();
    await edit("The client was away");
    await animationFrame();
    await contains(".modal .btn-primary").click();
    await animationFrame();
    expect(".modal").toHaveCount(0);
    expect.verifySteps(["strip client 1", "strip client 1", "why 7 The client was away"]);
});

test("after a task that was in time nothing is asked", async () => {
    mockDate("2019-03-11 08:00:00");
    stripOf(makeCase());
    onRpc("bpm.flow.task", "complete", () => true);
    await mountClient();
    await animationFrame();
    await contains("[data-outcome=reached]").click();
    await animationFrame();
    expect(".o_notification").toHaveCount(0);
    expect.verifySteps(["strip client 1", "strip client 1"]);
});

test("steps in any order are begun on the record, until nothing more is needed", async () => {
    const areas = [{ bpmn_id: "extras", name: "Extras", withdraws: true, steps: [{ bpmn_id: "visit", name: "Visit" }] }];
    stripOf(makeCase({ steps: [], areas }));
    for (const method of ["begin_step", "finish_sub_process"]) {
        onRpc("bpm.flow.instance", method, ({ args }) => {
            expect.step(`${method} ${args[0]} ${args[1]}`);
            return true;
        });
    }
    await mountClient();
    await animationFrame();
    expect(".o_bpm_strip_area").toHaveText(/Extras\s*Visit/);
    await contains(".o_bpm_strip_begin").click();
    await animationFrame();
    expect.verifySteps(["strip client 1", "begin_step 5 visit", "strip client 1"]);
    await contains(".o_bpm_strip_enough").click();
    expect(".modal-body").toHaveText(/is withdrawn/);
    await contains(".modal .btn-primary").click();
    await animationFrame();
    expect.verifySteps(["finish_sub_process 5 extras", "strip client 1"]);
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
    onRpc("bpm.flow.task", "web_read", ({ kwargs }) => {
        expect.step(`outcome ${kwargs.context.bpm_outcome}`);
    });
    await mountClient();
    await animationFrame();
    await contains("[data-outcome=lost]").click();
    expect(".modal [name=comment]").toHaveCount(1);
    expect(".modal .modal-title").toHaveText("Call the client");
    expect(".modal [data-outcome=lost].btn-danger").toHaveCount(1);
    expect(".modal [data-outcome=reached].btn-secondary").toHaveCount(1);
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
    expect.verifySteps(["strip client 1"]);
});

test("an outcome that asks for nothing is finished at once, whatever the others ask", async () => {
    const outcomes = [
        { code: "reached", name: "Reached", style: "success", needs_form: true },
        { code: "spam", name: "Spam", style: "danger", needs_form: false },
    ];
    stripOf(makeCase({ steps: [makeStep({ needs_form: true, outcomes })] }));
    onRpc("bpm.flow.task", "complete", ({ kwargs }) => {
        expect.step(`complete ${kwargs.outcome}`);
        return true;
    });
    await mountClient();
    await animationFrame();
    expect(queryAllTexts(".o_bpm_outcomes button")).toEqual(["Reached…", "Spam"]);
    await contains("[data-outcome=spam]").click();
    await animationFrame();
    expect(".modal").toHaveCount(0);
    expect.verifySteps(["strip client 1", "complete spam", "strip client 1"]);
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
    onRpc("client", "web_read", () => {
        expect.step("read");
    });
    await mountClient();
    await animationFrame();
    await contains("[data-outcome=reached]").click();
    await animationFrame();
    expect(".modal").toHaveText(/Anna finished it at 09:20\./);
    expect(".o_bpm_strip").toHaveCount(0);
    // the record with its chatter too
    expect.verifySteps(["read", "strip", "read", "strip"]);
    expect.verifyErrors(["Anna finished it at 09:20."]);
});

/** Answers what the approval's mark is now: each time the next one. */
function marksAre(...marks) {
    onRpc("bpm.flow.task", "read", () => [{ id: 7, ground_mark: marks.shift() }]);
    onRpc("bpm.flow.task", "complete", ({ kwargs }) => {
        expect.step(`complete, seen ${kwargs.seen}`);
        return true;
    });
    onRpc("client", "web_save", () => {
        expect.step("save");
    });
}

test("an approver says what he was shown", async () => {
    stripOf(makeCase({ steps: [makeStep({ seen: "v1" })] }));
    marksAre("v2", "v2");
    await mountClient();
    await animationFrame();
    await contains("[data-outcome=reached]").click();
    await animationFrame();
    expect.verifySteps(["strip client 1", "complete, seen v1", "strip client 1"]);
});

test("what he changes himself he has seen", async () => {
    stripOf(makeCase({ steps: [makeStep({ seen: "v1" })] }));
    marksAre("v1", "v2");
    await mountClient();
    await animationFrame();
    await contains("[name=name] input").edit("Azure Ltd");
    await contains("[data-outcome=reached]").click();
    await animationFrame();
    expect.verifySteps(["strip client 1", "save", "complete, seen v2", "strip client 1"]);
});

test("a strip that is read without its record shows nothing new of it", async () => {
    const step = makeStep({ seen: "v1" });
    stripOf(makeCase({ steps: [step] }));
    marksAre("v2", "v2");
    const { env } = await mountClient();
    await animationFrame();
    step.seen = "v2";
    env.bus.trigger("BPM_FLOW:CHANGED", { resModel: "client", resId: 1 });
    await animationFrame();
    await contains("[data-outcome=reached]").click();
    await animationFrame();
    expect.verifySteps([
        "strip client 1",
        "strip client 1",
        "complete, seen v1",
        "strip client 1",
    ]);
});
