import { describe, expect, test } from "@odoo/hoot";
import {
    click,
    contains,
    insertText,
    openFormView,
    openListView,
    start,
    startServer,
} from "@mail/../tests/mail_test_helpers";
import {
    asyncStep,
    getService,
    makeServerError,
    MockServer,
    onRpc,
    patchWithCleanup,
    serverState,
    waitForSteps,
} from "@web/../tests/web_test_helpers";
import { MailActivity } from "@mail/../tests/mock_server/mock_models/mail_activity";
import { CALL, defineFlowModels } from "./helpers/bpm_flow_test_helpers";

describe.current.tags("desktop");

defineFlowModels();

const ARCH = /* xml */ `
    <form>
        <widget name="bpm_flow_strip"/>
        <sheet><field name="name"/></sheet>
        <chatter/>
    </form>`;

/** What the server adds to an activity for a process's task. */
function extendActivities(values) {
    patchWithCleanup(MailActivity.prototype, {
        _to_store(store) {
            super._to_store(...arguments);
            for (const activity of this) {
                store._add_record_fields(this.browse(activity.id), values);
            }
        },
    });
}

async function startWithActivity(values) {
    extendActivities(values);
    const pyEnv = await startServer();
    const partnerId = pyEnv["res.partner"].create({ name: "Azure" });
    pyEnv["mail.activity"].create({
        can_write: true,
        res_id: partnerId,
        res_model: "res.partner",
        summary: "Call the client",
    });
    await start();
    await openFormView("res.partner", partnerId, { arch: ARCH });
    return partnerId;
}

function stepCalls() {
    onRpc("bpm.flow.instance", "strip_data", () => {
        asyncStep("strip");
        return { cases: [], total: 0 };
    });
    onRpc("bpm.flow.task", "complete", ({ args, kwargs }) => {
        asyncStep(`complete ${args[0]} ${kwargs.outcome}`);
        return true;
    });
}

test("in the chatter: the outcomes instead of 'Mark Done', and the strip follows", async () => {
    stepCalls();
    await startWithActivity({ bpm_task_id: 7, bpm_outcomes: CALL(), bpm_needs_form: false });
    await contains(".o-mail-Activity .o_bpm_outcomes button", { count: 3 });
    await contains(".o-mail-Activity .btn", { text: "Mark Done", count: 0 });
    await waitForSteps(["strip"]);
    await click(".o-mail-Activity [data-outcome=reached]");
    await waitForSteps(["complete 7 reached", "strip"]);
});

test("an outcome that wants a comment opens the task", async () => {
    stepCalls();
    await startWithActivity({ bpm_task_id: 7, bpm_outcomes: CALL(), bpm_needs_form: false });
    await click(".o-mail-Activity [data-outcome=lost]");
    await contains(".modal [name=comment]");
    await contains(".modal .modal-title", { text: "Call the client" });
    await waitForSteps(["strip"]);
});

test("an outcome that asks for nothing is finished at once", async () => {
    stepCalls();
    const spam = { code: "spam", name: "Spam", style: "danger", needs_form: false };
    await startWithActivity({
        bpm_task_id: 7,
        bpm_outcomes: [...CALL(), spam],
        bpm_needs_form: true,
    });
    await contains(".o-mail-Activity [data-outcome=reached]", { text: "Reached…" });
    await waitForSteps(["strip"]);
    await click(".o-mail-Activity [data-outcome=spam]");
    await waitForSteps(["complete 7 spam", "strip"]);
});

test("a step without a choice but with something to fill in opens the task", async () => {
    stepCalls();
    await startWithActivity({ bpm_task_id: 7, bpm_outcomes: [], bpm_needs_form: true });
    await contains(".o-mail-Activity .o_bpm_outcomes button", { text: "Done…" });
    await contains(".o-mail-Activity .btn", { text: "Mark Done", count: 0 });
    await click(".o-mail-Activity .o_bpm_outcomes button");
    await contains(".modal [name=comment]");
    await waitForSteps(["strip"]);
});

test("a step without a choice keeps Odoo's own button, and the strip follows it", async () => {
    stepCalls();
    onRpc("mail.activity", "action_feedback", () => {
        asyncStep("feedback");
    });
    await startWithActivity({ bpm_task_id: 7, bpm_outcomes: [], bpm_needs_form: false });
    await contains(".o-mail-Activity .btn", { text: "Mark Done" });
    await contains(".o-mail-Activity .o_bpm_outcomes", { count: 0 });
    await waitForSteps(["strip"]);
    await click(".o-mail-Activity .btn", { text: "Mark Done" });
    await click(".o-mail-ActivityMarkAsDone button[aria-label='Done']");
    await waitForSteps(["feedback", "strip"]);
});

test("of a task for several people, one finishes it at one's own activity", async () => {
    stepCalls();
    extendActivities({ bpm_task_id: 7, bpm_outcomes: CALL(), bpm_needs_form: false });
    const pyEnv = await startServer();
    const partnerId = pyEnv["res.partner"].create({ name: "Azure" });
    const annaId = pyEnv["res.users"].create({ name: "Anna" });
    for (const user_id of [annaId, serverState.userId]) {
        pyEnv["mail.activity"].create({
            can_write: true,
            res_id: partnerId,
            res_model: "res.partner",
            user_id,
        });
    }
    await start();
    await openFormView("res.partner", partnerId, { arch: ARCH });
    await contains(".o-mail-Activity", { count: 2 });
    await contains(".o-mail-Activity .o_bpm_outcomes", { count: 1 });
    await contains(".o-mail-Activity .btn", { text: "Mark Done", count: 0 });
    await waitForSteps(["strip"]);
});

test("somebody else's task offers nothing that would be refused", async () => {
    await startWithActivity({
        bpm_task_id: 7,
        bpm_outcomes: CALL(),
        bpm_needs_form: false,
        bpm_is_others: true,
    });
    await contains(".o-mail-Activity", { count: 1 });
    await contains(".o-mail-Activity .o_bpm_outcomes", { count: 0 });
    await contains(".o-mail-Activity .btn", { text: "Mark Done", count: 0 });
});

test("any other activity is as it was", async () => {
    await startWithActivity({});
    await contains(".o-mail-Activity .btn", { text: "Mark Done" });
    await contains(".o-mail-Activity .o_bpm_outcomes", { count: 0 });
});

test("late: the reason is kept although the activity is gone with its task", async () => {
    stepCalls();
    onRpc("bpm.flow.task", "explain_delay", ({ args, kwargs }) => {
        asyncStep(`why ${args[0]} ${kwargs.reason}`);
        return true;
    });
    await startWithActivity({
        bpm_task_id: 7,
        bpm_outcomes: CALL(),
        bpm_needs_form: false,
        bpm_deadline: "2019-03-11 09:00:00",
    });
    await waitForSteps(["strip"]);
    await contains(".o-mail-Activity");
    const [activity] = Object.values(getService("mail.store")["mail.activity"].records);
    onRpc("bpm.flow.task", "complete", () => {
        MockServer.env["mail.activity"].unlink([activity.id]);
        activity.delete();
    });
    await click(".o-mail-Activity [data-outcome=reached]");
    await contains(".o-mail-Activity", { count: 0 });
    await waitForSteps(["complete 7 reached", "strip", "strip"]);
    await click(".o_notification button", { text: "Give the reason" });
    await insertText(".o_bpm_delay_reason", "No line");
    await click(".modal .btn-primary");
    await waitForSteps(["why 7 No line"]);
});

test("in the list of activities that opens from a list or a kanban card", async () => {
    stepCalls();
    extendActivities({ bpm_task_id: 7, bpm_outcomes: CALL(), bpm_needs_form: false });
    const pyEnv = await startServer();
    const activityId = pyEnv["mail.activity"].create({
        can_write: true,
        res_id: serverState.partnerId,
        res_model: "res.partner",
        state: "today",
        summary: "Call the client",
    });
    pyEnv["res.partner"].write([serverState.partnerId], { activity_ids: [activityId] });
    await start();
    await openListView("res.partner", {
        arch: `<list><field name="name"/><field name="activity_ids" widget="list_activity"/></list>`,
        domain: [["id", "=", serverState.partnerId]],
    });
    await click(".o-mail-ActivityButton");
    await contains(".o-mail-ActivityListPopoverItem .o_bpm_outcomes button", { count: 3 });
    await contains(".o-mail-ActivityListPopoverItem-markAsDone", { count: 0 });
    await click(".o-mail-ActivityListPopoverItem [data-outcome=no_answer]");
    await waitForSteps(["complete 7 no_answer"]);
    await contains(".o-mail-ActivityListPopover", { count: 0 });
});

test("somebody was quicker: the activity goes, and the strip follows", async () => {
    expect.errors(1);
    stepCalls();
    await startWithActivity({ bpm_task_id: 7, bpm_outcomes: CALL(), bpm_needs_form: false });
    await waitForSteps(["strip"]);
    onRpc("bpm.flow.task", "complete", () => {
        MockServer.env["mail.activity"].unlink(MockServer.env["mail.activity"].search([]));
        throw makeServerError({ message: "Anna finished it at 09:20." });
    });
    await click(".o-mail-Activity [data-outcome=reached]");
    await contains(".o_error_dialog", { text: "Anna finished it at 09:20." });
    await contains(".o-mail-Activity", { count: 0 });
    await waitForSteps(["strip", "strip"]);
    expect.verifyErrors(["Anna finished it at 09:20."]);
});
