import { registry } from "@web/core/registry";
import {
    click,
    dialog,
    enter,
    noDialog,
    openApp,
    openMenu,
    pick,
    see,
    statusbarButton,
    type,
} from "@crm_bpm_flow/../tests/tours/tour_steps";

const FORMULA = ".o_bpm_formula_input";

function row(name, rest = "") {
    return `.o_bpm_step:has(.o_bpm_step_name:value(${name})) ${rest}`;
}

/** The label of the way out of a step that leads to another one. */
function way(name, target) {
    const exit = `.o_bpm_exit:has(.o_bpm_exit_target:contains(${target}))`;
    return row(name, `${exit} .o_bpm_exit_label`);
}

/** Lead a step's only way to the end. */
function leadToEnd(name) {
    return [
        click(row(name, ".o_bpm_exit_target")),
        click(".o_bpm_target:contains(Goal reached)"),
        see(row(name, ".o_bpm_exit_target:contains(Goal reached)")),
    ];
}

/** Add one of the less common kinds behind a step, under a name. */
function addMore(after, kind, name) {
    return [
        click(row(after, ".o_bpm_step_name")),
        type(".o_bpm_add_name", name),
        click(".o_bpm_more_kinds"),
        click(`.o_bpm_kind${kind}`),
        see(row(name)),
    ];
}

function details(name, ...inside) {
    return [
        click(row(name, ".o_bpm_step_details")),
        see(dialog("[name=kind_label]")),
        ...inside.flat(),
        click(dialog(".o_form_button_save")),
        noDialog,
    ];
}

function field(name) {
    return dialog(`[name=${name}] ${FORMULA}`);
}

/** Type a part of a field's label; the name that is offered is inserted. */
function byLabel(input, label, text) {
    return [
        { trigger: input, run: `edit ${label}` },
        click(`.o_bpm_formula_row[data-name=${text}]`),
        see(`${input}:value(${text})`),
    ];
}

const calculation = [
    ...addMore("Start", "[data-kind=scriptTask]", "Sum up"),
    see(".o_bpm_finding:contains(“Sum up” calculates nothing yet)"),
    ...details("Sum up", [
        type(field("script"), "limit = 1000 +"),
        see(".o_bpm_formula_mistake:contains(stops too early)"),
        type(field("script"), "limit = 1000"),
        see("body:not(:has(.o_bpm_formula_mistake))"),
    ]),
    see(row("Sum up", ".o_bpm_step_what:contains(limit = 1000)")),
];

const choice = [
    click(row("Sum up", ".o_bpm_step_name")),
    type(".o_bpm_add_name", "Is it much"),
    click(".o_bpm_add_kinds [data-kind=exclusiveGateway]"),
    see(row("Is it much")),
    ...addMore("Is it much", "[data-event=message]", "Paid"),
    click(way("Is it much", "Paid")),
    ...byLabel(field("expression"), "expected rev", "expected_revenue"),
    type(field("expression"), "expected_revenue > limit"),
    see(".o_bpm_formula_values:contains(limit)"),
    click(".o_bpm_formula_try_button"),
    type(".o_bpm_formula_try .o-autocomplete--input", "Fifty"),
    click(".o-autocomplete--dropdown-item:contains(Fifty chairs) > a"),
    see(".o_bpm_formula_result:contains(neither a value of the case)"),
    { trigger: ".o_bpm_formula_try [data-value=limit]", run: "edit 1000 && press Tab" },
    see(".o_bpm_formula_result b:contains(yes)"),
    click(dialog(".o_form_button_save")),
    noDialog,
    see(row("Is it much", ".o_bpm_exit_label:contains(when Expected Revenue > limit)")),
    see(row("Paid", ".o_bpm_step_what:contains(waits for the message “Paid”)")),
];

const otherwise = [
    see(row("Is it much", ".o_bpm_exit_label:contains(otherwise)")),
];

const repeated = [
    click(row("Paid", ".o_bpm_step_name")),
    enter(".o_bpm_add_name", "Thank"),
    ...details("Thank", [
        { trigger: dialog("[name=user_ids] input"), run: "edit Worker" },
        click(".o-autocomplete--dropdown-item:contains(Worker) > a"),
        click(dialog(".nav-link[name=repeat]")),
        ...pick(dialog("[name=loop]"), "all at once"),
        type(field("loop_number"), "2"),
    ]),
    see(row("Thank", ".o_bpm_step_what:contains(2 times, all at once)")),
    ...leadToEnd("Thank"),
    click(row("Thank", ".o_bpm_add_limit")),
    click(".o_bpm_kind[data-event=conditional]"),
    see(".o_bpm_finding:contains(say what it waits for)"),
    ...details("Change meanwhile", [type(field("condition"), "priority == '3'")]),
    see(row("Change meanwhile", ".o_bpm_step_when:contains(when Priority == )")),
    ...leadToEnd("Change meanwhile"),
    see(".o_bpm_no_findings"),
    click(statusbarButton("action_publish_wizard")),
    see(statusbarButton("action_start_wizard")),
];

registry.category("web_tour.tours").add("bpm_flow_owner_formulas", {
    url: "/odoo",
    steps: () => [
        ...openApp(),
        ...openMenu("menu_processes"),
        click(".o_kanban_record:contains(Much or little)"),
        see(row("Start")),
        ...calculation,
        ...choice,
        ...otherwise,
        ...repeated,
    ],
});
