import { expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { DOCUMENTS_MISSING } from "@crm_bpm_flow/document/documents_missing";
import {
    contains,
    defineModels,
    fields,
    makeServerError,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { defineFlowModels } from "./helpers/bpm_flow_test_helpers";

class Deal extends models.Model {
    _name = "deal";

    name = fields.Char();
    stage = fields.Selection({
        selection: [
            ["new", "New"],
            ["won", "Won"],
        ],
    });

    _records = [{ id: 7, name: "Fifty chairs", stage: "new" }];
}

defineFlowModels();
defineModels([Deal]);

async function holdUp(context, content = `<field name="name"/>`) {
    expect.errors(1);
    onRpc("deal", "web_save", () => {
        throw makeServerError({ errorName: DOCUMENTS_MISSING, message: "Missing: Contract", context });
    });
    await mountView({
        type: "form",
        resModel: "deal",
        resId: 7,
        arch: `<form>
            <header><field name="stage" widget="statusbar" options="{'clickable': 1}"/></header>
            ${content}
        </form>`,
    });
}

async function win() {
    await contains(".o_statusbar_status button[data-value=won]").click();
    await animationFrame();
    expect.verifyErrors([/Server Error|Missing/]);
}

test("a record that is held up stands where it was, and is not left unsaved", async () => {
    await holdUp({});
    await win();
    expect(".o_error_dialog").toHaveText(/Missing: Contract/);
    expect(".o_bpm_show_missing").toHaveCount(0);
    expect(".o_arrow_button_current").toHaveText("New");
    expect(".o_form_button_save").not.toBeVisible();
});

test("what else was changed stays", async () => {
    await holdUp({});
    await contains("[name=name] input").edit("Sixty chairs");
    await win();
    expect(".o_arrow_button_current").toHaveText("New");
    expect("[name=name] input").toHaveValue("Sixty chairs");
});

test("a click opens the lead", async () => {
    mockService("action", {
        doAction({ res_model, res_id }) {
            expect.step(`${res_model} ${res_id}`);
        },
    });
    await holdUp({ lead_id: 7 });
    await win();
    await contains(".o_bpm_show_missing").click();
    expect.verifySteps(["crm.lead 7"]);
    expect(".o_error_dialog").toHaveCount(0);
});

test("a click on the lead's form turns to its page of documents", async () => {
    await holdUp({ lead_id: 7 }, `<notebook>
        <page string="Notes" name="notes"><field name="name"/></page>
        <page string="Documents" name="bpm_documents"><p class="here">Contracts</p></page>
    </notebook>`);
    expect(".here").toHaveCount(0);
    await win();
    await contains(".o_bpm_show_missing").click();
    expect(".here").toHaveCount(1);
});
