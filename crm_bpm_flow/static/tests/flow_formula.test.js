import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { click, edit, press, queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, runAllTimers } from "@odoo/hoot-mock";
import {
    clickSave,
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { defineFlowModels } from "./helpers/bpm_flow_test_helpers";
import { FlowVersion } from "./helpers/bpm_flow_steps_helpers";
import { markedAt, wordAt } from "@crm_bpm_flow/flow_formula/formula_words";

describe.current.tags("desktop");

class Way extends models.Model {
    _name = "way";

    version_id = fields.Many2one({ relation: "bpm.flow.version" });
    res_model = fields.Char();
    expression = fields.Char();
    script = fields.Text();
    item = fields.Char();

    _records = [{ id: 1, version_id: 3, res_model: "client", expression: "", item: "contact" }];
}

const FIELDS = {
    client: [
        { name: "country_id", label: "Country", type: "many2one", model: "country" },
        { name: "expected_revenue", label: "Expected Revenue", type: "float", model: false },
    ],
    country: [{ name: "code", label: "Country Code", type: "char", model: false }],
};

defineFlowModels();
defineModels([FlowVersion, Way]);

beforeEach(() => {
    onRpc("bpm.flow.version", "formula_offer", () => {
        expect.step("offer");
        return { fields: FIELDS.client, values: ["amount", "amount_left"], functions: ["empty", "today"] };
    });
    onRpc("bpm.flow.version", "formula_fields", ({ args }) => {
        expect.step(`fields of ${args[1]}`);
        return FIELDS[args[1]];
    });
    onRpc("bpm.flow.version", "formula_check", ({ args, kwargs }) => {
        expect.step(`check ${kwargs.script ? "script " : ""}${args[1]}`);
        return args[1].includes("?")
            ? { mistake: "“?” has no meaning here.", position: args[1].indexOf("?"), values: [], likely: {} }
            : {
                  mistake: false,
                  position: false,
                  values: args[1].includes("amount") ? ["amount"] : [],
                  likely: args[1].includes("amount_total") ? { amount: "amount_total" } : {},
              };
    });
});

const EXPRESSION = `<field name="expression" widget="bpm_formula"/>`;
const INPUT = ".o_bpm_formula_input";

async function mountFormula(field = EXPRESSION) {
    await mountView({
        type: "form",
        resModel: "way",
        resId: 1,
        arch: `<form><field name="version_id" invisible="1"/><field name="res_model" invisible="1"/><field name="item"/>${field}</form>`,
    });
}

async function write(text) {
    await contains(INPUT).click();
    await edit(text);
    await animationFrame();
}

test("the name at the cursor", () => {
    expect(wordAt("a and part", 10)).toEqual({ path: [], typed: "part", start: 6, end: 10 });
    expect(wordAt("partner_id.na > 1", 13)).toEqual({
        path: ["partner_id"],
        typed: "na",
        start: 11,
        end: 13,
    });
    expect(wordAt("стр", 3).typed).toBe("стр");
    expect(wordAt("name == 'Fif", 12)).toBe(null);
    expect(wordAt("name == 'Fifty' or na", 21).typed).toBe("na");
    expect(wordAt("amount > 10", 11)).toBe(null);
    expect(wordAt("amount > 10 and", 15)).toBe(null);
    expect(wordAt("a = 1\nb = to", 12).start).toBe(10);
});

test("the place of a mistake, in its line", () => {
    expect(markedAt("a ? b", 2)).toEqual({ before: "a ", wrong: "?", after: " b" });
    expect(markedAt("a = 1\nb == 2\nc = 3", 8)).toEqual({ before: "b ", wrong: "=", after: "= 2" });
    expect(markedAt("a >", 3)).toEqual({ before: "a >", wrong: "", after: "" });
    expect(markedAt("a", false)).toBe(null);
});

test("fields are offered by their labels, of which a part is typed", async () => {
    await mountFormula();
    await write("amount > 1 and expected rev");
    expect.verifySteps(["offer"]);
    expect(queryAllTexts(".o_bpm_formula_row .o_bpm_formula_label")).toEqual(["Expected Revenue"]);
    await press("Enter");
    await animationFrame();
    expect(INPUT).toHaveValue("amount > 1 and expected_revenue");
    expect(".o_bpm_formula_menu").toHaveCount(0);
    await advanceTime(400);
    expect.verifySteps(["check amount > 1 and expected_revenue"]);
    await animationFrame();
    expect(".o_bpm_formula_values").toHaveText("Values of the case: amount");
});

test("a name that is nearly a field's may be a slip", async () => {
    await mountFormula();
    await write("amount < 5");
    await advanceTime(400);
    await animationFrame();
    expect(".o_bpm_formula_likely").toHaveCount(0);
    await write("amount_total < 5");
    await advanceTime(400);
    await animationFrame();
    expect(".o_bpm_formula_likely").toHaveText("Did you mean the field amount_total?");
    expect.verifySteps(["offer", "check amount < 5", "check amount_total < 5"]);
});

test("after a dot come the fields of the related record", async () => {
    await mountFormula();
    await write("country_id.c");
    expect.verifySteps(["offer", "fields of country"]);
    await press("ArrowDown");
    await press("Enter");
    await animationFrame();
    expect(INPUT).toHaveValue("country_id.code");
});

test("arrows go round, Escape closes the names and nothing else", async () => {
    await mountFormula();
    await contains(INPUT).click();
    await press("ArrowDown");
    await animationFrame();
    expect(queryAllTexts(".o_bpm_formula_label")).toEqual([
        "amount",
        "amount_left",
        "Country",
        "Expected Revenue",
        "empty(phone)",
        "today()",
    ]);
    await press("ArrowUp");
    await animationFrame();
    expect(".o_bpm_formula_row:eq(5)").toHaveAttribute("aria-selected", "true");
    await press("Escape");
    await animationFrame();
    expect(".o_bpm_formula_menu").toHaveCount(0);
    expect(INPUT).toBeFocused();
    expect.verifySteps(["offer"]);
});

test("a function is inserted with its brackets, the cursor between them", async () => {
    await mountFormula();
    await write("emp");
    await contains(".o_bpm_formula_row[data-name=empty]").click();
    expect(INPUT).toHaveValue("empty()");
    expect(queryOne(INPUT).selectionStart).toBe(6);
    expect(INPUT).toBeFocused();
    await write("tod");
    await press("Enter");
    await animationFrame();
    expect(queryOne(INPUT).selectionStart).toBe("today()".length);
    expect.verifySteps(["offer"]);
});

test("a mistake is said under it, at its place, and what was typed is saved", async () => {
    onRpc("way", "web_save", ({ args }) => expect.step(`save ${args[1].expression}`));
    await mountFormula();
    await write("amount ? 1");
    await advanceTime(400);
    await animationFrame();
    expect(".o_bpm_formula_mistake").toHaveText(/has no meaning here/);
    expect(".o_bpm_formula_place").toHaveText("?");
    await clickSave();
    expect.verifySteps(["offer", "check amount ? 1", "save amount ? 1"]);
});

test("in a calculation Enter begins a new line, until a name has been gone to", async () => {
    await mountFormula(`<field name="script" widget="bpm_formula"/>`);
    await write("total = am");
    expect("textarea.o_bpm_formula_input").toHaveCount(1);
    expect(".o_bpm_formula_row[aria-selected=true]").toHaveCount(0);
    await press("ArrowDown");
    await press("Enter");
    await animationFrame();
    expect(INPUT).toHaveValue("total = amount");
    await runAllTimers();
    await animationFrame();
    expect(".o_bpm_formula_menu").toHaveCount(0);
    expect.verifySteps(["offer", "check script total = amount"]);
    expect(".o_bpm_formula_try_button").toHaveCount(0);
});

test("a repeated step's formula knows its counters and the name of each one", async () => {
    const options = `{'counters': True, 'names_field': 'item'}`;
    await mountFormula(`<field name="expression" widget="bpm_formula" options="${options}"/>`);
    await contains(".o_bpm_formula_insert").click();
    expect(queryAllTexts(".o_bpm_formula_label").slice(0, 3)).toEqual([
        "contact",
        "loopCounter",
        "nrOfInstances",
    ]);
    expect.verifySteps(["offer"]);
});

test("it is tried on a record, with values that are said for the case", async () => {
    onRpc("bpm.flow.version", "formula_try", ({ args }) => {
        expect.step(`try ${JSON.stringify(args.slice(1))}`);
        return {
            value: false,
            holds: false,
            used: { amount: 7.5, expected_revenue: 1500 },
            labels: { amount: "amount", expected_revenue: "Expected Revenue" },
        };
    });
    Way._records[0].expression = "expected_revenue < amount";
    await mountFormula();
    await contains(".o_bpm_formula_try_button").click();
    expect(".o_bpm_formula_try .o-autocomplete--input").toBeFocused();
    await contains(".o_bpm_formula_try .o-autocomplete--input").click();
    await runAllTimers();
    await contains(".o-autocomplete--dropdown-item:contains(Gemini)").click();
    await contains("[data-value=amount]").edit("7.5");
    await animationFrame();
    expect(".o_bpm_formula_result b").toHaveText("no");
    expect(queryAllTexts(".o_bpm_formula_result .small")).toEqual([
        "amount = 7.5",
        "Expected Revenue = 1,500",
    ]);
    expect.verifySteps([
        "check expected_revenue < amount",
        `try ["expected_revenue < amount",2,{}]`,
        `try ["expected_revenue < amount",2,{"amount":7.5}]`,
    ]);
});

test("whoever may only read sees it as it is", async () => {
    Way._records[0].expression = "amount > 1";
    await mountFormula(`<field name="expression" widget="bpm_formula" readonly="1"/>`);
    expect(".o_bpm_formula_text").toHaveText("amount > 1");
    expect("input.o_bpm_formula_input").toHaveCount(0);
    await click(".o_bpm_formula_text");
    expect.verifySteps([]);
});
