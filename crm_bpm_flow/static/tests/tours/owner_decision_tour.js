import { registry } from "@web/core/registry";
import {
    click,
    dialog,
    noDialog,
    openApp,
    openMenu,
    see,
    statusbarButton,
    type,
} from "@crm_bpm_flow/../tests/tours/tour_steps";

function row(name, rest = "") {
    return `.o_bpm_step:has(.o_bpm_step_name:value(${name})) ${rest}`;
}

function cell(part, column = "", rule = "") {
    return dialog(`[data-cell="${part}.${column}.${rule}"]`);
}

/** Type into a cell and go on to the next one. */
function fill(part, column, rule, text) {
    return { trigger: cell(part, column, rule), run: `edit ${text} && press Tab` };
}

function way(name, target) {
    const exit = `.o_bpm_exit:has(.o_bpm_exit_target:contains(${target}))`;
    return row(name, `${exit} .o_bpm_exit_label`);
}

/** A decision step behind the start, its table filled in. */
const decision = [
    click(row("Start", ".o_bpm_step_name")),
    type(".o_bpm_add_name", "Discount"),
    click(".o_bpm_more_kinds"),
    click(".o_bpm_kind[data-kind=businessRuleTask]"),
    see(".o_bpm_finding:contains(The table of “Discount” has no rules yet)"),
    click(row("Discount", ".o_bpm_step_details")),
    // an input by its field's label
    { trigger: cell("input", 0), run: "edit expected rev" },
    click(".o_bpm_formula_row[data-name=expected_revenue]"),
    click(dialog(".o_bpm_decision_add_input")),
    fill("input", 1, "", "partner_id.city"),
    fill("output", 0, "", "discount"),
    fill("when", 0, 0, ">= 1000"),
    fill("when", 1, 0, "Gent"),
    // plain words get quotes
    fill("then", 0, 0, "15 +"),
    see(dialog(".o_bpm_decision_mistake:contains(stops too early)")),
    { trigger: cell("then", 0, 0), run: "edit 15 && press Enter" },
    see(dialog(".o_bpm_decision:not(:has(.o_bpm_decision_mistake))")),
    see(`${cell("when", 1, 0)}[title='"Gent"']`),
    fill("when", 0, 1, ">= 500"),
    fill("then", 0, 1, "5"),
    see(dialog(".o_bpm_decision_findings:contains(Rules 1 and 2 can both fit)")),
    { trigger: dialog(".o_bpm_decision_policy_choice"), run: "select first" },
    see(dialog(".o_bpm_decision_policy_words:contains(asked from above)")),
    see(dialog(".o_bpm_decision_findings:contains(No rule fits when)")),
    fill("default", 0, "", "0"),
    see(dialog(".o_bpm_decision:not(:has(.o_bpm_decision_findings))")),
];

/** What it says for a record, before anything is saved. */
const tried = [
    click(dialog(".o_bpm_decision_try_button")),
    type(dialog(".o_bpm_decision_try .o-autocomplete--input"), "Fifty"),
    click(".o-autocomplete--dropdown-item:contains(Fifty chairs) > a"),
    see(dialog(".o_bpm_decision_use:contains(Expected Revenue = 1,500)")),
    see(dialog(".o_bpm_decision_hit[data-rule='0']")),
    see(dialog(".o_bpm_decision_gives:contains(discount = 15)")),
    click(dialog(".o_form_button_save")),
    noDialog,
    see(row("Discount", ".o_bpm_step_what:contains(rules: 2, gives discount)")),
];

/** A choice by what the table gives, then publishing. */
const choice = [
    click(row("Discount", ".o_bpm_step_name")),
    type(".o_bpm_add_name", "Is it much"),
    click(".o_bpm_add_kinds [data-kind=exclusiveGateway]"),
    see(row("Is it much")),
    type(".o_bpm_add_name", "Ask the director"),
    click(".o_bpm_add_kinds [data-kind=userTask]"),
    click(row("Ask the director", ".o_bpm_step_details")),
    { trigger: dialog("[name=user_ids] input"), run: "edit Worker" },
    click(".o-autocomplete--dropdown-item:contains(Worker) > a"),
    click(dialog(".o_form_button_save")),
    noDialog,
    click(way("Is it much", "Ask the director")),
    type(dialog("[name=expression] .o_bpm_formula_input"), "disc"),
    click(".o_bpm_formula_row[data-name=discount]"),
    type(dialog("[name=expression] .o_bpm_formula_input"), "discount > 10"),
    click(dialog(".o_form_button_save")),
    noDialog,
    see(row("Is it much", ".o_bpm_exit_label:contains(otherwise)")),
    see(".o_bpm_no_findings"),
    click(statusbarButton("action_publish_wizard")),
    see(statusbarButton("action_start_wizard")),
];

/** What is published can be looked at, and tried, but not changed. */
const published = [
    click(row("Discount", ".o_bpm_step_details")),
    see(dialog(".o_bpm_decision_text:contains(>= 1000)")),
    see(dialog(".o_bpm_decision:not(:has(.o_bpm_decision_cell))")),
    click(dialog(".o_bpm_decision_try_button")),
    type(dialog(".o_bpm_decision_try .o-autocomplete--input"), "One sofa"),
    click(".o-autocomplete--dropdown-item:contains(One sofa) > a"),
    see(dialog(".o_bpm_decision_fits:contains(No rule fits)")),
    see(dialog(".o_bpm_decision_gives:contains(discount = 0)")),
    click(dialog(".btn-close")),
    noDialog,
];

registry.category("web_tour.tours").add("bpm_flow_owner_decision", {
    url: "/odoo",
    steps: () => [
        ...openApp(),
        ...openMenu("menu_processes"),
        click(".o_kanban_record:contains(Which discount)"),
        see(row("Start")),
        ...decision,
        ...tried,
        ...choice,
        ...published,
    ],
});
