import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";
import {
    cell,
    choose,
    click,
    dialog,
    enter,
    noDialog,
    openApp,
    openMenu,
    pick,
    see,
    statusbarButton,
    strip,
    type,
} from "@crm_bpm_flow/../tests/tours/tour_steps";

const NEXT = ".o_bpm_add_name";

function row(name, rest = "") {
    return `.o_bpm_step:has(.o_bpm_step_name:value(${name})) ${rest}`;
}

function exit(name, label, rest = "") {
    return row(name, `.o_bpm_exit:has(.o_bpm_exit_label:contains(${label})) ${rest}`);
}

function addOutcomes(step, ...names) {
    const input = row(step, ".o_bpm_outcome_name");
    return [
        click(row(step, ".o_bpm_add_outcome")),
        ...names.flatMap((name) => [enter(input, name), see(exit(step, name))]),
        { trigger: input, run: "press Escape" },
    ];
}

/** Open a step's details with the keyboard, and save them. */
function details(step, ...inside) {
    return [
        { trigger: row(step, ".o_bpm_step_name"), run: "click && press Alt+Enter" },
        see(dialog(`[name=name] input:value(${step})`)),
        ...inside.flat(),
        click(dialog(".o_form_button_save")),
        noDialog,
    ];
}

function deadline(amount, unit) {
    return [
        type(dialog("[name=deadline_amount] input"), amount),
        ...pick(dialog("[name=deadline_unit]"), unit),
    ];
}

const steps = [
    enter(NEXT, "Call the client"),
    see(row("Call the client", ".o_bpm_exit:contains(End: Goal reached)")),
    ...addOutcomes("Call the client", "Reached", "No answer"),
    see(exit("Call the client", "Reached", ":contains(End: Goal reached)")),

    type(NEXT, "A pause"),
    click(".o_bpm_add_kinds [data-kind=intermediateCatchEvent]"),
    see(exit("Call the client", "No answer", ":contains(3. A pause)")),
    enter(NEXT, "Call again"),
    see(row("A pause", ".o_bpm_exit:contains(4. Call again)")),
    ...addOutcomes("Call again", "Reached", "No answer"),
];

const ways = [
    click(exit("Call again", "Reached", ".o_bpm_exit_target")),
    type(".o_bpm_target_search", "goal"),
    { trigger: ".o_bpm_target:first:contains(Goal reached)", run: "press Enter" },
    see(exit("Call again", "Reached", ":contains(End: Goal reached)")),
    click(exit("Call again", "No answer", ".o_bpm_exit_target")),
    type(".o_bpm_target_search", "Never reached"),
    click(".o_bpm_target:contains(New end “Never reached”)"),
    see(exit("Call again", "No answer", ":contains(End: Never reached)")),
];

const insides = [
    see(".o_bpm_finding[data-severity=error]", "Nobody and no time are said yet"),
    ...details("Call the client", choose(dialog("[name=user_ids]"), "Worker"), [
        ...deadline(10, "Minutes"),
    ]),
    see(row("Call the client", ".o_bpm_step_who:contains(Worker)")),
    see(row("Call the client", ".o_bpm_step_deadline:contains(10)")),
    ...details("A pause", deadline(2, "Hours")),
    ...details("Call again", choose(dialog("[name=user_ids]"), "Worker")),
    ...details("Never reached", pick(dialog("[name=result]"), "Not reached")),
    see(".o_bpm_no_findings"),
];

const starts = [
    click(".o_notebook .nav-link[name=starts]"),
    click("[name=start_ids] .o_field_x2many_list_row_add a"),
    type(dialog("[name=name] input"), "A new lead"),
    click(dialog(".o_form_button_save")),
    noDialog,
    see("[name=start_ids] .o_data_row:contains(A new lead)"),
    click(statusbarButton("action_publish_wizard")),
    see(statusbarButton("action_start_wizard"), "Published: it can be started"),
    see("body:not(:has(.o_bpm_add_bar))", "and is frozen"),
];

const startByHand = [
    click(statusbarButton("action_start_wizard")),
    ...choose(dialog("[name=record_id]"), "Fifty chairs"),
    click(dialog("button[name=action_apply]")),
    see(".o_field_widget[name=step_names]:contains(Call the client)"),
    click(".nav-link[name=steps]"),
    see(".o_bpm_case_step:contains(Worker)"),
];

const startByRule = [
    ...openApp("crm.crm_menu_root"),
    click(".o-kanban-button-new"),
    type(".o_form_view [name=name] textarea", "A kitchen"),
    ...stepUtils.saveForm(),
    see(strip("Call the client", ".o_bpm_strip_who:contains(Worker)")),
    see(".o_bpm_strip_next:contains(A pause)"),
];

registry.category("web_tour.tours").add("bpm_flow_owner_builds", {
    url: "/odoo",
    steps: () => [
        ...openApp(),
        ...openMenu("menu_processes"),
        click(".o-kanban-button-new"),
        type(".o_form_view [name=name] input", "Call back soon"),
        ...stepUtils.saveForm(),
        ...steps,
        ...ways,
        ...insides,
        ...starts,
        ...startByHand,
        ...startByRule,
        ...openApp(),
        ...openMenu("menu_cases"),
        click(cell("A kitchen")),
        click(".nav-link[name=journal]"),
        see(".o_data_row:contains(Rule “A new lead” started version 1)"),
    ],
});
