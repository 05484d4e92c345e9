import { expect, test } from "@odoo/hoot";
import { unload } from "@odoo/hoot-dom";
import { animationFrame, mockSendBeacon } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    hideTab,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { defineFlowModels } from "./helpers/bpm_flow_test_helpers";

class Document extends models.Model {
    _name = "bpm.flow.document";

    name = fields.Char();

    _records = [{ id: 1, name: "Fifty chairs" }];
}

defineFlowModels();
defineModels([Document]);

const VIEW = {
    type: "form",
    resModel: "bpm.flow.document",
    arch: `<form js_class="bpm_document_form"><field name="name"/></form>`,
};

function saves() {
    mockSendBeacon((_url, blob) => {
        blob.text().then((text) => {
            const [ids, values] = JSON.parse(text).params.args;
            expect.step(`sent ${ids} ${values.name}`);
        });
        return true;
    });
    onRpc("bpm.flow.document", "web_save", ({ args }) => {
        expect.step(`saved ${args[0]} ${args[1].name}`);
    });
}

test("a new card is sent once when its page is left", async () => {
    saves();
    await mountView(VIEW);
    await contains("[name=name] input").edit("Sixty chairs", { confirm: false });
    await unload();
    await hideTab();
    await animationFrame();
    expect.verifySteps(["sent  Sixty chairs"]);
});

test("whoever stays on the page and types on saves it", async () => {
    saves();
    await mountView(VIEW);
    await contains("[name=name] input").edit("Sixty chairs", { confirm: false });
    await unload();
    await contains("[name=name] input").edit("Seventy chairs");
    await hideTab();
    await animationFrame();
    expect.verifySteps(["sent  Sixty chairs", "saved  Seventy chairs"]);
});

test("a new card is saved when its tab is hidden", async () => {
    saves();
    await mountView(VIEW);
    await contains("[name=name] input").edit("Sixty chairs");
    await hideTab();
    expect.verifySteps(["saved  Sixty chairs"]);
});

test("a card that is known is sent once, too", async () => {
    saves();
    await mountView({ ...VIEW, resId: 1 });
    await contains("[name=name] input").edit("Sixty chairs", { confirm: false });
    await unload();
    await hideTab();
    await animationFrame();
    expect.verifySteps(["sent 1 Sixty chairs"]);
});
