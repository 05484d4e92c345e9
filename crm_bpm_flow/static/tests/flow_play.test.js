import { describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { xml } from "@odoo/owl";
import { contains, makeServerError, mountWithCleanup, onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { FlowMap } from "@crm_bpm_flow/flow_map/flow_map";
import { FlowPlay } from "@crm_bpm_flow/flow_play/flow_play";
import { defineFlowModels } from "./helpers/bpm_flow_test_helpers";

describe.current.tags("desktop");

defineFlowModels();

const option = (key, element, step, label, what = "TaskDone") => ({
    key,
    element,
    step,
    label,
    what,
    icon: "fa-user",
});

/** Call: reached -> over; no answer -> a pause, and round again. */
function played(clicks) {
    const last = clicks.at(-1) || "";
    const story = [
        { label: "", lines: [{ element: "call", text: "“Call” comes to Sellers.", tone: "" }] },
        ...clicks.map((key) => ({ label: `Click ${key}`, lines: [] })),
    ];
    const common = { clicks, story, ways: {}, walked: {}, values: {}, is_ended: false };
    if (last === "reached") {
        return { ...common, options: [], here: {}, walked: { call: 1 }, is_ended: true };
    }
    if (last === "busy") {
        const options = [option("time", "pause", "Pause", "Its time comes", "TimerDue")];
        return { ...common, options, here: { pause: "here" }, walked: { call: 1 }, values: { total: 2 } };
    }
    const options = [option("reached", "call", "Call", "Reached"), option("busy", "call", "Call", "No answer")];
    return { ...common, options, here: { call: "here" } };
}

async function mountPlay(names = []) {
    // bpmn-js itself is tried in the tours, choosing a record by Odoo's own tests
    patchWithCleanup(FlowMap.prototype, { setup() {} });
    patchWithCleanup(FlowMap, {
        template: xml`
            <div class="fake_map" t-att-data-selected="props.selected">
                <button t-foreach="Object.keys(props.marks)" t-as="id" t-key="id" t-att-data-id="id" t-out="id + ' ' + props.marks[id].state + ' ' + props.spoken(id)" t-on-click="() => props.onOpen(id)"/>
            </div>`,
    });
    patchWithCleanup(RecordSelector.prototype, { setup() {} });
    patchWithCleanup(RecordSelector, {
        template: xml`<button class="fake_record" t-on-click="() => props.update(5)">Choose</button>`,
    });
    onRpc("bpm.flow.version", "play", ({ args }) => {
        expect.step(`play ${args[1]} [${args[2]}] ${JSON.stringify(args[3])}`);
        return played(args[2]);
    });
    await mountWithCleanup(FlowPlay, {
        props: {
            versionId: 3,
            model: "client",
            names,
            xml: "<xml/>",
            onClose: () => expect.step("close"),
        },
    });
}

test("nothing is asked before a record is chosen", async () => {
    await mountPlay();
    expect.verifySteps([]);
    expect(".o_bpm_play_back").not.toBeEnabled();
    await contains(".fake_record").click();
    expect.verifySteps(["play 5 [] {}"]);
    expect(".fake_map").toHaveAttribute("data-selected", "call");
    expect(queryAllTexts(".o_bpm_play_option .btn-sm.btn-outline-primary")).toEqual(["Reached", "No answer"]);
});

test("clicks follow each other, and a step back is one less", async () => {
    await mountPlay();
    await contains(".fake_record").click();
    await contains("button[aria-label='Call: No answer']").click();
    expect(queryAllTexts(".fake_map button")).toEqual([
        "call done done",
        "pause here the case is here, Its time comes",
    ]);
    await contains("button[aria-label='Pause: Its time comes']").click();
    await contains(".o_bpm_play_back").click();
    await contains(".o_bpm_play_restart").click();
    expect.verifySteps([
        "play 5 [] {}",
        "play 5 [busy] {}",
        "play 5 [busy,time] {}",
        "play 5 [busy] {}",
        "play 5 [] {}",
    ]);
});

test("what happened is told, with what was clicked and what the case knows", async () => {
    await mountPlay();
    await contains(".fake_record").click();
    await contains("button[aria-label='Call: No answer']").click();
    expect(".o_bpm_play_story").toHaveText(/“Call” comes to Sellers\.[\s\S]*Click busy/);
    expect(".o_bpm_play_values").toHaveText("total = 2");
    await contains(".o_bpm_play_story button").click();
    expect(".fake_map").toHaveAttribute("data-selected", "call");
    expect.verifySteps(["play 5 [] {}", "play 5 [busy] {}"]);
});

test("the end is said; nothing else can be clicked", async () => {
    await mountPlay();
    await contains(".fake_record").click();
    await contains("button[aria-label='Call: Reached']").click();
    expect(".o_bpm_play_next").toHaveText("The case is over.");
    expect(".o_bpm_play_option").toHaveCount(0);
    expect.verifySteps(["play 5 [] {}", "play 5 [reached] {}"]);
});

test("on the map: where one thing can happen it does, else the buttons are shown", async () => {
    await mountPlay();
    await contains(".fake_record").click();
    await contains(".fake_map [data-id=call]").click();
    expect("button[aria-label='Call: Reached']").toHaveCount(1);
    expect(".o_bpm_play_option button:first").toBeFocused();
    await contains("button[aria-label='Call: No answer']").click();
    await contains(".fake_map [data-id=pause]").click();
    expect.verifySteps(["play 5 [] {}", "play 5 [busy] {}", "play 5 [busy,time] {}"]);
});

test("values that conditions ask for are given beside the record", async () => {
    await mountPlay(["amount"]);
    await contains(".fake_record").click();
    await contains("[data-value=amount]").edit("200");
    expect.verifySteps(["play 5 [] {}", 'play 5 [] {"amount":200}']);
});

test("what the server refuses is said in its place", async () => {
    await mountPlay();
    onRpc("bpm.flow.version", "play", () => {
        throw makeServerError({ message: "You may not read it" });
    });
    await contains(".fake_record").click();
    await animationFrame();
    expect(".o_bpm_play_side [role=alert]").toHaveText("You may not read it");
    await contains(".o_bpm_play_close").click();
    expect.verifySteps(["close"]);
});
