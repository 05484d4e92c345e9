import { edit } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import {
    clickSave,
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { defineFlowModels } from "./bpm_flow_test_helpers";
import { FlowVersion } from "./bpm_flow_steps_helpers";

export class Step extends models.Model {
    _name = "step";

    version_id = fields.Many2one({ relation: "bpm.flow.version" });
    res_model = fields.Char();
    decision_table = fields.Json();
    decision_policy = fields.Selection({
        selection: [
            ["unique", "One rule at most"],
            ["priority", "The most important result"],
            ["collect", "All together"],
        ],
    });
    decision_aggregation = fields.Selection({
        selection: [
            ["list", "A list"],
            ["sum", "Their sum"],
        ],
    });

    _records = [
        {
            id: 1,
            version_id: 3,
            res_model: "client",
            decision_policy: "unique",
            decision_aggregation: "list",
        },
    ];
}

export function ruleOf(when, then, note = "") {
    return { when, then, note };
}

export function TABLE() {
    return {
        inputs: [
            { label: "", formula: "amount" },
            { label: "Rank", formula: "rank" },
        ],
        outputs: [{ name: "discount", type: "number", values: "", default: "" }],
        rules: [ruleOf(["< 10", '"1"'], ["1"]), ruleOf([">= 10", ""], ["2"])],
    };
}

/** What was saved, the last one last. */
export const saved = [];

export function defineDecisionModels() {
    defineFlowModels();
    defineModels([FlowVersion, Step]);
}

/** The step begins with the table, and the server answers. */
export function prepareDecision() {
    saved.length = 0;
    Step._records[0].decision_table = TABLE();
    onRpc("bpm.flow.version", "formula_offer", () => ({
        fields: [{ name: "amount", label: "Amount", type: "float", model: false }],
        values: [],
        functions: [],
    }));
    onRpc("bpm.flow.version", "decision_check", ({ args }) => check(...args.slice(1)));
    onRpc("step", "web_save", ({ args }) => {
        saved.push(args[1]);
    });
}

/** The server's part: "?" cannot be read, and "Gold" has no quotes. */
function check(table, policy) {
    const mistakes = [];
    const quoted = [];
    table.rules.forEach(({ when, then }, ruleAt) => {
        for (const [part, texts] of Object.entries({ when, then })) {
            texts.forEach((text, column) => {
                const place = { part, column, rule: ruleAt };
                if (text === "?") {
                    mistakes.push({ ...place, message: "“?” has no meaning here." });
                }
                if (text === "Gold") {
                    quoted.push({ ...place, text, quoted: '"Gold"' });
                }
            });
        }
    });
    return {
        mistakes,
        quoted,
        findings: mistakes.length ? [] : [`Checked as ${policy}`],
        inputs: table.inputs.map(({ formula }) => ({
            words: formula === "amount" ? "Amount" : "",
            choices: formula === "rank" ? [["1", "Silver"], ["2", "Gold client"]] : [],
        })),
        values: ["limit"],
    };
}

export async function mountTable(attributes = "") {
    await mountView({
        type: "form",
        resModel: "step",
        resId: 1,
        arch: /* xml */ `
            <form>
                <field name="version_id" invisible="1"/>
                <field name="res_model" invisible="1"/>
                <field name="decision_policy" invisible="1"/>
                <field name="decision_aggregation" invisible="1"/>
                <field name="decision_table" widget="bpm_decision" ${attributes}/>
            </form>`,
    });
    await animationFrame();
}

export function cell(part, column = "", row = "") {
    return `[data-cell="${part}.${column}.${row}"]`;
}

export async function write(selector, text) {
    await contains(selector).click();
    await edit(text);
    await advanceTime(400);
    await animationFrame();
}

export async function save() {
    await clickSave();
    return saved.at(-1).decision_table;
}
