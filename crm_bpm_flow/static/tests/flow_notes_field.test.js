import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { defineModels, fields, models, mountView } from "@web/../tests/web_test_helpers";
import { defineFlowModels } from "./helpers/bpm_flow_test_helpers";

describe.current.tags("desktop");

class Approval extends models.Model {
    _name = "approval";

    notes = fields.Json();
}

defineFlowModels();
defineModels([Approval]);

beforeEach(() => {
    Approval._records = [
        {
            id: 1,
            notes: [
                { icon: "fa-undo", text: "Ben returned it: <b>The price</b> is wrong" },
                { icon: "fa-question-circle-o", text: "asked Mate, waiting" },
            ],
        },
        { id: 2, notes: [] },
        { id: 3, notes: false },
    ];
});

function mountNotes(resId) {
    return mountView({
        type: "form",
        resModel: "approval",
        resId,
        arch: `<form><field name="notes" widget="bpm_flow_notes" readonly="1" nolabel="1"/></form>`,
    });
}

test("a line for each note, as it was written", async () => {
    await mountNotes(1);
    expect(queryAllTexts(".o_bpm_notes > div")).toEqual([
        "Ben returned it: <b>The price</b> is wrong",
        "asked Mate, waiting",
    ]);
    expect(".o_bpm_notes b").toHaveCount(0, { message: "what people write is no markup" });
    expect(".o_bpm_notes > div:eq(0) i").toHaveClass("fa-undo");
    expect(".o_bpm_notes > div:eq(1) i").toHaveClass("fa-question-circle-o");
    expect(".o_bpm_notes").toHaveAttribute("role", "status");
});

test("nothing is shown where there is nothing to say", async () => {
    await mountNotes(2);
    expect(".o_field_bpm_flow_notes").toHaveCount(1);
    expect(".o_bpm_notes").toHaveCount(0);
});

test("a task that never had notes", async () => {
    await mountNotes(3);
    expect(".o_bpm_notes").toHaveCount(0);
});
