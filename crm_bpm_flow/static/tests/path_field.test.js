import { describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, defineModels, fields, models, mountView } from "@web/../tests/web_test_helpers";
import { defineFlowModels } from "./helpers/bpm_flow_test_helpers";

describe.current.tags("desktop");

class Who extends models.Model {
    _name = "who";

    path = fields.Char();
    res_model = fields.Char();

    _records = [{ id: 1, res_model: "meeting" }];
}

class Meeting extends models.Model {
    _name = "meeting";

    parent_id = fields.Many2one({ string: "Parent", relation: "meeting" });
    child_ids = fields.One2many({
        string: "Children",
        relation: "meeting",
        relation_field: "parent_id",
    });
    seller_id = fields.Many2one({ string: "Seller", relation: "res.users" });
    deputy_ids = fields.Many2many({ string: "Deputies", relation: "res.users" });
    planned = fields.Datetime({ string: "Planned" });
}

defineFlowModels();
defineModels({ Meeting, Who });

const COMPONENT = ".o_model_field_selector";

/** The fields of the record that a choice of what is wanted offers, but Odoo's own. */
async function offered(wanted) {
    await mountPath(wanted);
    await contains(COMPONENT).click();
    const names = queryAllTexts(".o_model_field_selector_popover_item_name");
    return names.filter((name) => !["Created on", "Last Modified on"].includes(name));
}

async function mountPath(wanted) {
    const options = `{'model': 'res_model', 'wanted': '${wanted}'}`;
    await mountView({
        type: "form",
        resModel: "who",
        resId: 1,
        arch: `
            <form>
                <field name="res_model" invisible="1"/>
                <field name="path" widget="bpm_flow_path" options="${options}"/>
            </form>`,
    });
}

test("for a person: fields of people, and those that lead to them", async () => {
    expect(await offered("res.users")).toEqual(["Deputies", "Seller", "Parent"]);
});

test("for a moment: dates, and those that lead to them", async () => {
    expect(await offered("date")).toEqual(["Planned", "Parent", "Seller"]);
});

test("for another record: whatever leads to one", async () => {
    expect(await offered("record")).toEqual(["Children", "Deputies", "Parent", "Seller"]);
});

test("empty it says what to do, and Enter opens it", async () => {
    await mountPath("res.users");
    expect(COMPONENT).toHaveText("Choose a field…");
    await contains(".o_model_field_selector_value").press("Enter");
    await animationFrame();
    expect(".o_model_field_selector_popover").toHaveCount(1);
    await contains(".o_model_field_selector_popover_item_name:contains(Seller)").click();
    await animationFrame();
    expect(COMPONENT).toHaveText("Seller");
});
