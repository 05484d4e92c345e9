import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { edit, press, queryAll, queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, runAllTimers } from "@odoo/hoot-mock";
import { allowTranslations, clickSave, contains, onRpc } from "@web/../tests/web_test_helpers";
import {
    cell,
    defineDecisionModels,
    mountTable,
    prepareDecision,
    ruleOf,
    save,
    saved,
    Step,
    TABLE,
    write,
} from "./helpers/bpm_flow_decision_helpers";
import * as tables from "@crm_bpm_flow/flow_decision/decision_table";
import { choiceWords } from "@crm_bpm_flow/flow_decision/decision_words";

describe.current.tags("desktop");
defineDecisionModels();
beforeEach(prepareDecision);

// -------------------------------------------------------------------------- the table

test("what is empty at the end is not kept", () => {
    expect(tables.kept(tables.editable(null))).toEqual({ inputs: [], outputs: [], rules: [] });
    const wide = tables.withColumn(tables.withColumn(TABLE(), "inputs"), "outputs");
    expect(tables.kept(tables.withRule(wide, 2))).toEqual(TABLE());
    const last = tables.withText(wide, { part: "when", column: 2, rule: 1 }, "5");
    expect(tables.kept(last).inputs).toHaveLength(3);
});

test("columns and rules are moved, copied and taken out with their cells", () => {
    const moved = tables.withColumnMoved(TABLE(), "inputs", 0, 1);
    expect(moved.inputs.map(({ formula }) => formula)).toEqual(["rank", "amount"]);
    expect(moved.rules[0].when).toEqual(['"1"', "< 10"]);
    const less = tables.withoutColumn(TABLE(), "inputs", 0);
    expect(less.rules.map(({ when }) => when)).toEqual([['"1"'], [""]]);
    expect(tables.withRuleMoved(TABLE(), 0, 1).rules[1].then).toEqual(["1"]);
    expect(tables.withRuleMoved(TABLE(), 0, 2).rules).toEqual(TABLE().rules);
    expect(tables.withoutRule(tables.withoutRule(TABLE(), 0), 0).rules).toEqual([
        ruleOf(["", ""], [""]),
    ]);
});

test("values by their labels", () => {
    allowTranslations();
    const choices = [
        ["1", "Silver"],
        [true, "yes"],
    ];
    expect(choiceWords('"1"', choices)).toBe("Silver");
    expect(choiceWords('"1", true', choices)).toBe("Silver, yes");
    expect(choiceWords("not(1)", choices)).toBe("");
    expect(choiceWords("", choices)).toBe("");
    expect(choiceWords("10,5", [])).toBe("10 or 5");
    expect(choiceWords("10.5", [])).toBe("");
});

// ------------------------------------------------------------------------- the widget

test("the table, what its columns are called and which rules count", async () => {
    await mountTable();
    expect(queryAll(".o_bpm_decision_rule")).toHaveLength(2);
    expect(cell("label", 0)).toHaveAttribute("placeholder", "Amount");
    expect(cell("label", 1)).toHaveValue("Rank");
    expect(cell("when", 0, 1)).toHaveValue(">= 10");
    expect(".o_bpm_decision_words").toHaveText("Silver");
    expect(".o_bpm_decision_policy_words").toHaveText(/one rule fits/);
    expect(queryAllTexts(".o_bpm_decision_findings li")).toEqual(["Checked as unique"]);
    await contains(".o_bpm_decision_policy_choice").select("collect");
    await animationFrame();
    expect(".o_bpm_decision_policy_words").toHaveText(/count together.*a list/);
    expect(queryAllTexts(".o_bpm_decision_findings li")).toEqual(["Checked as collect"]);
    await contains(".o_bpm_decision_together").select("sum");
    expect(".o_bpm_decision_policy_words").toHaveText(/the sum/);
    await clickSave();
    expect(saved).toEqual([{ decision_policy: "collect", decision_aggregation: "sum" }]);
});

test("an empty table can be filled at once", async () => {
    Step._records[0].decision_table = false;
    await mountTable();
    await write(cell("input", 0), "amount");
    await write(cell("output", 0), "discount");
    await write(cell("when", 0, 0), "> 5");
    await press("Tab");
    await edit("7");
    expect(await save()).toEqual({
        inputs: [{ label: "", formula: "amount" }],
        outputs: [{ name: "discount", type: "any", values: "", default: "" }],
        rules: [ruleOf(["> 5"], ["7"])],
    });
});

test("a mistake is said in its cell while one types", async () => {
    await mountTable();
    await write(cell("then", 0, 1), "?");
    expect(".o_bpm_decision_mistake").toHaveCount(1);
    expect(`td:has(${cell("then", 0, 1)}) .o_bpm_decision_mistake`).toHaveText(/no meaning/);
    expect(cell("then", 0, 1)).toHaveAttribute("aria-invalid", "true");
    expect(".o_bpm_decision_findings").toHaveCount(0);
    await edit("3");
    await advanceTime(400);
    await animationFrame();
    expect(".o_bpm_decision_mistake").toHaveCount(0);
    expect(cell("then", 0, 1)).toBeFocused();
    expect((await save()).rules[1].then).toEqual(["3"]);
});

test("plain words get quotes when the cell is left", async () => {
    await mountTable();
    await write(cell("when", 0, 0), "Gold");
    expect(cell("when", 0, 0)).toHaveValue("Gold");
    await press("Tab");
    await animationFrame();
    expect(cell("when", 0, 0)).toHaveValue('"Gold"');
    expect(cell("when", 1, 0)).toBeFocused();
    expect((await save()).rules[0].when[0]).toBe('"Gold"');
});

test("quotes come too when the answer is late", async () => {
    await mountTable();
    await contains(cell("when", 0, 0)).click();
    await edit("Gold");
    await press("Enter");
    await advanceTime(400);
    await animationFrame();
    expect(cell("when", 0, 0)).toHaveValue('"Gold"');
});

test("the order of results is asked for where it counts", async () => {
    await mountTable();
    expect(cell("values", 0)).toHaveCount(0);
    await contains(".o_bpm_decision_policy_choice").select("priority");
    await write(cell("values", 0), "2, 1");
    expect((await save()).outputs[0].values).toBe("2, 1");
});

test("Enter takes the field that is offered for an input", async () => {
    await mountTable();
    await write(cell("input", 1), "am");
    await press("Enter");
    await animationFrame();
    expect(cell("input", 1)).toHaveValue("amount");
    expect(cell("input", 1)).toBeFocused();
});

test("fields are offered for an input, known values in its cells", async () => {
    await mountTable();
    await write(cell("input", 1), "am");
    expect(queryAllTexts(".o_bpm_formula_label")).toEqual(["Amount"]);
    await press("ArrowDown");
    await press("Enter");
    await animationFrame();
    expect(cell("input", 1)).toHaveValue("amount");
    await write(cell("input", 1), "rank");
    await contains(cell("when", 1, 1)).click();
    await animationFrame();
    expect(queryAllTexts(".o_bpm_formula_label").slice(0, 2)).toEqual(["Silver", "Gold client"]);
    await contains(".o_bpm_formula_row:eq(1)").click();
    expect(cell("when", 1, 1)).toHaveValue('"2"');
    expect((await save()).rules[1].when).toEqual([">= 10", '"2"']);
});

test("it is tried on a record: which rules fit, and what comes out", async () => {
    onRpc("bpm.flow.version", "decision_try", ({ args }) => {
        const [, table, resId, values, policy] = args;
        expect.step(`try ${resId} ${JSON.stringify(values)} ${policy} ${table.rules.length}`);
        return { inputs: [500, "Silver"], rules: [1], outputs: [["discount", 2]], mistake: false };
    });
    await mountTable();
    await contains(".o_bpm_decision_try_button").click();
    expect(".o_bpm_decision_try .o-autocomplete--input").toBeFocused();
    await contains(".o_bpm_decision_try .o-autocomplete--input").click();
    await runAllTimers();
    await contains(".o-autocomplete--dropdown-item:contains(Gemini)").click();
    await contains("[data-value=limit]").edit("7");
    await animationFrame();
    expect(queryAllTexts(".o_bpm_decision_use")).toEqual(["Amount = 500", "Rank = Silver"]);
    expect(".o_bpm_decision_gives").toHaveText("discount = 2");
    expect(".o_bpm_decision_hit").toHaveCount(1);
    expect(".o_bpm_decision_hit").toHaveAttribute("data-rule", "1");
    await write(cell("then", 0, 0), "8");
    await animationFrame();
    expect.verifySteps([`try 2 {} unique 2`, `try 2 {"limit":7} unique 2`, `try 2 {"limit":7} unique 2`]);
    await contains(".o_bpm_decision_try_button").click();
    expect(".o_bpm_decision_hit").toHaveCount(0);
});

test("why it says nothing is told", async () => {
    onRpc("bpm.flow.version", "decision_try", () => ({
        inputs: [500],
        rules: [0, 1],
        outputs: [],
        mistake: "rules 1, 2 fit, but only one may.",
    }));
    await mountTable();
    await contains(".o_bpm_decision_try_button").click();
    await contains(".o_bpm_decision_try .o-autocomplete--input").click();
    await runAllTimers();
    await contains(".o-autocomplete--dropdown-item:contains(Gemini)").click();
    await animationFrame();
    expect(".o_bpm_decision_refused").toHaveText(/only one may/);
    expect(".o_bpm_decision_hit").toHaveCount(2);
});

test("whoever may only read sees it, and can try it", async () => {
    await mountTable(`readonly="1"`);
    expect("input.o_bpm_decision_cell").toHaveCount(0);
    expect(queryOne(cell("when", 0, 0)).textContent).toBe("< 10");
    expect(".o_bpm_decision_add_rule, .o_bpm_decision_acts, .o_bpm_decision_column").toHaveCount(0);
    expect(".o_bpm_decision_policy").toHaveText(/One rule at most/);
    expect(".o_bpm_decision_try_button").toHaveCount(1);
});
