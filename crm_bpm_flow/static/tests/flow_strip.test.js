import { waitForChannels } from "@bus/../tests/bus_test_helpers";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, mockDate, runAllTimers } from "@odoo/hoot-mock";
import {
    contains,
    makeServerError,
    MockServer,
    mockService,
    onRpc,
    serverState,
} from "@web/../tests/web_test_helpers";
import {
    defineFlowModels,
    makeCase,
    makeStep,
    mountClient,
    stripOf,
} from "./helpers/bpm_flow_test_helpers";

describe.current.tags("desktop");

defineFlowModels();

beforeEach(() => mockDate("2019-03-11 09:30:00")); // UTC

test("shows where each case is, who has it, until when and what is next", async () => {
    stripOf(
        makeCase({
            steps: [makeStep({ users: [{ id: serverState.userId, name: "Mitchell" }] })],
            next: ["Qualify", "Call again"],
            incidents: 1,
            failed: ["Send the offer"],
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
    expect(".o_bpm_strip_incidents").toHaveText("1 problem: Send the offer");
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

test("among several people I stand first", async () => {
    const people = [
        { id: 21, name: "Anna" },
        { id: serverState.userId, name: "Mitchell" },
    ];
    stripOf(makeCase({ steps: [makeStep({ users: people })] }));
    await mountClient();
    await animationFrame();
    expect(".o_bpm_strip_who").toHaveText("You, Anna");
    expect.verifySteps(["strip client 1"]);
});

test("of a repeated step one sees what each is for", async () => {
    const steps = ["Edwin", "Jesse"].map((item, place) => makeStep({ task_id: 7 + place, item }));
    stripOf(makeCase({ steps }));
    await mountClient();
    await animationFrame();
    expect(queryAllTexts(".o_bpm_strip_item")).toEqual(["Edwin", "Jesse"]);
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

test("is read again when one of its cases moved, whoever moved it", async () => {
    stripOf(makeCase());
    await mountClient();
    await waitForChannels(["bpm_flow_case_5"]);
    expect.verifySteps(["strip client 1"]);
    const moved = async (...cases) => {
        MockServer.env["bus.bus"]._sendone("bpm_flow_case_5", "bpm_flow_moved", { cases });
        await runAllTimers();
        await advanceTime(400);
        await animationFrame();
    };
    await moved(77);
    expect.verifySteps([]);
    await moved(77, 5);
    expect.verifySteps(["strip client 1"]);
});

test("shows a case that somebody else began, on this record or on many", async () => {
    const cases = [];
    onRpc("bpm.flow.instance", "strip_data", () => ({ cases, total: cases.length }));
    await mountClient();
    await waitForChannels(["bpm_flow_record_client_1"]);
    expect(".o_bpm_strip_case").toHaveCount(0);
    const begun = async (id) => {
        const told = { model: "client", id };
        MockServer.env["bus.bus"]._sendone("bpm_flow_record_client_1", "bpm_flow_begun", told);
        await runAllTimers();
        await advanceTime(400);
        await animationFrame();
    };
    cases.push(makeCase());
    await begun(2);
    expect(".o_bpm_strip_case").toHaveCount(0);
    await begun(1);
    expect(".o_bpm_strip_case").toHaveCount(1);
    cases.push(makeCase({ id: 6 }));
    await begun(false);
    expect(".o_bpm_strip_case").toHaveCount(2);
});
