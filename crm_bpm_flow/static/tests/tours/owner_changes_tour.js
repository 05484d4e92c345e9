import { registry } from "@web/core/registry";
import {
    cell,
    choose,
    click,
    dialog,
    enter,
    noDialog,
    openApp,
    openMenu,
    see,
    statusbarButton,
} from "@crm_bpm_flow/../tests/tours/tour_steps";

function page(name) {
    return click(`.o_notebook .nav-link[name=${name}]`);
}

const tryStart = [
    page("starts"),
    click("[name=start_ids] .o_data_row:contains(A new lead) button[name=action_try]"),
    ...choose(dialog("[name=record_id]"), "Fifty chairs"),
    see(dialog("[name=answer]:contains(would start the process)")),
    ...choose(dialog("[name=record_id]"), "Broken leg"),
    see(dialog("[name=answer]:contains(would not start the process)")),
    see(dialog("[name=check_html] tr:contains(Tags):contains(Claim):contains(no)")),
    click(dialog(".modal-footer .btn-primary")),
    noDialog,
];

const look = [
    page("roles"),
    click(cell("Seller")),
    see(dialog("[name=name]:contains(Seller)"), "It can be read, not changed"),
    click(dialog(".btn-close")),
    noDialog,
    page("versions"),
    click("[name=version_ids] .o_data_row button[name=action_open]"),
    see(".o_bpm_step:contains(End) .o_bpm_step_name[readonly], .o_bpm_step_name[readonly]"),
    click(".o_back_button"),
    see(".o_notebook .nav-link[name=starts]", "Back on the process's page"),
];

const change = [
    click(statusbarButton("action_new_draft")),
    see(".alert-info:contains(You see the draft)"),
    see(".o_back_button:contains(Library)", "It is still the same page"),
    page("steps"),
    enter(".o_bpm_add_name", "Write him a letter"),
    see(".o_bpm_step_name:value(Write him a letter)"),
    click(statusbarButton("action_discard_draft")),
    click(dialog(".btn-primary")),
    noDialog,
    see(statusbarButton("action_new_draft")),
    see("body:not(:has(.o_bpm_step_name:value(Write him a letter)))"),
];

registry.category("web_tour.tours").add("bpm_flow_owner_changes", {
    url: "/odoo",
    steps: () => [
        ...openApp(),
        ...openMenu("menu_library"),
        click(".o_kanban_record:contains(Incoming request) button[name=action_install]"),
        see(".o_bpm_no_findings"),
        click(statusbarButton("action_publish")),
        see(statusbarButton("action_start_wizard")),
        ...tryStart,
        ...look,
        ...change,
    ],
});
