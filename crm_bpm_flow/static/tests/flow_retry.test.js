import { waitForChannels } from "@bus/../tests/bus_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { queryAllTexts, waitFor } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, runAllTimers } from "@odoo/hoot-mock";
import {
    defineModels,
    fields,
    MockServer,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { defineFlowModels } from "./helpers/bpm_flow_test_helpers";

describe.current.tags("desktop");

class Flow extends models.Model {
    _name = "bpm.flow";
    name = fields.Char();
    _records = [
        { id: 3, name: "Claim" },
        { id: 4, name: "Offer" },
    ];
}

class Retry extends models.Model {
    _name = "bpm.flow.retry";
    flow_id = fields.Many2one({ relation: "bpm.flow" });
    solved_count = fields.Integer();
    _records = [
        { id: 1, flow_id: 3, solved_count: 0 },
        { id: 2, flow_id: 4, solved_count: 7 },
        { id: 5, flow_id: 3, solved_count: 9 },
    ];
}

defineFlowModels();
defineModels([Flow, Retry]);

/** The scheduler solved some incidents of the first run. */
async function goOn(count) {
    const { env } = MockServer;
    env["bpm.flow.retry"].write([1], { solved_count: count });
    env["bus.bus"]._sendone("bpm_flow_flow_3", "bpm_flow_retried", {});
    await runAllTimers();
    await advanceTime(400);
    await animationFrame();
}

test("the list of runs is read anew when one of them went on", async () => {
    onRpc("bpm.flow.retry", "web_search_read", () => expect.step("read"));
    await mountView({
        type: "list",
        resModel: "bpm.flow.retry",
        arch: `<list js_class="bpm_flow_retry_list"><field name="flow_id"/><field name="solved_count"/></list>`,
    });
    await waitForChannels(["bpm_flow_flow_3", "bpm_flow_flow_4"]);
    expect.verifySteps(["read"]);
    await goOn(5);
    await waitFor(".o_data_row [name=solved_count]:contains(5)");
    expect(queryAllTexts(".o_data_row [name=solved_count]")).toEqual(["5", "7", "9"]);
    expect.verifySteps(["read"]);
});

test("so is the page of one run", async () => {
    await mountView({
        type: "form",
        resModel: "bpm.flow.retry",
        resId: 1,
        arch: `<form js_class="bpm_flow_retry_form" edit="0"><field name="flow_id"/><field name="solved_count"/></form>`,
    });
    await waitForChannels(["bpm_flow_flow_3"]);
    expect("[name=solved_count]").toHaveText("0");
    await goOn(6);
    await waitFor("[name=solved_count]:contains(6)");
    expect("[name=solved_count]").toHaveText("6");
});
