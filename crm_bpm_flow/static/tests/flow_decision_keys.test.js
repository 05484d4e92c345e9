import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { edit, press, queryAll, queryOne } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains } from "@web/../tests/web_test_helpers";
import {
    cell,
    defineDecisionModels,
    mountTable,
    prepareDecision,
    save,
    saved,
} from "./helpers/bpm_flow_decision_helpers";

describe.current.tags("desktop");
defineDecisionModels();
beforeEach(prepareDecision);

test("Enter goes down, and behind the last rule makes a new one", async () => {
    await mountTable();
    await contains(cell("when", 1, 0)).click();
    await press("Enter");
    await animationFrame();
    expect(cell("when", 1, 1)).toBeFocused();
    await press("Enter");
    await animationFrame();
    expect(queryAll(".o_bpm_decision_rule")).toHaveLength(3);
    expect(cell("when", 0, 2)).toBeFocused();
    await edit("5");
    await press("ArrowUp");
    await animationFrame();
    expect(cell("when", 0, 1)).toBeFocused();
    await press(["Shift", "Enter"]);
    await animationFrame();
    expect(cell("when", 0, 2)).toBeFocused();
    expect(cell("when", 0, 3)).toHaveValue("5");
    const { rules } = await save();
    expect(rules.map(({ when }) => when[0])).toEqual(["< 10", ">= 10", "", "5"]);
});

test("Tab behind the last cell makes a new rule, unless the last one is empty", async () => {
    await mountTable();
    await contains(cell("note", "", 1)).click();
    await press("Tab");
    await animationFrame();
    expect(cell("when", 0, 2)).toBeFocused();
    await contains(cell("note", "", 2)).click();
    await press("Tab");
    await animationFrame();
    expect(queryAll(".o_bpm_decision_rule")).toHaveLength(3);
    expect(saved).toEqual([]);
});

test("rules are moved, copied and deleted by keys and buttons", async () => {
    await mountTable();
    await contains(cell("when", 0, 1)).click();
    await press(["Alt", "ArrowUp"]);
    await animationFrame();
    expect(cell("when", 0, 0)).toBeFocused();
    expect(cell("when", 0, 0)).toHaveValue(">= 10");
    const key = { key: "в", code: "KeyD", ctrlKey: true, bubbles: true, cancelable: true };
    queryOne(cell("when", 0, 0)).dispatchEvent(new KeyboardEvent("keydown", key));
    await animationFrame();
    expect(cell("when", 0, 1)).toHaveValue(">= 10");
    expect(cell("when", 0, 1)).toBeFocused();
    await press(["Control", "Delete"]);
    await animationFrame();
    await contains(".o_bpm_decision_rule[data-rule='1'] .o_bpm_decision_copy").click();
    await contains(".o_bpm_decision_rule[data-rule='0'] .o_bpm_decision_remove").click();
    const { rules } = await save();
    expect(rules.map(({ when }) => when[0])).toEqual(["< 10", "< 10"]);
});

test("columns are added, moved and deleted", async () => {
    await mountTable();
    await contains(".o_bpm_decision_add_input").click();
    await animationFrame();
    expect(cell("input", 2)).toBeFocused();
    await edit("limit");
    await contains(".o_bpm_decision_head:eq(2) .o_bpm_decision_column").click();
    expect(".o_bpm_decision_column_on").toHaveCount(0);
    await contains(".o_bpm_decision_column_back").click();
    await contains(".o_bpm_decision_head:eq(0) .o_bpm_decision_column").click();
    await contains(".o_bpm_decision_column_remove").click();
    await contains(".o_bpm_decision_add_output").click();
    await animationFrame();
    await edit("text");
    await contains(".o_bpm_decision_type:eq(1)").select("text");
    const { inputs, outputs, rules } = await save();
    expect(inputs.map(({ formula }) => formula)).toEqual(["limit", "rank"]);
    expect(outputs.map(({ name, type }) => [name, type])).toEqual([
        ["discount", "number"],
        ["text", "text"],
    ]);
    expect(rules[0].when).toEqual(["", '"1"']);
});
