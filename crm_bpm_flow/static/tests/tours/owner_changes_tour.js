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
    type,
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

const publish = [
    click(statusbarButton("action_new_draft")),
    see(".o_bpm_add_name", "The draft can be edited"),
    enter(".o_bpm_step_name:value(Call again)", "Call once more"),
    see(".o_bpm_step_name:value(Call once more)"),
    see(".o_bpm_exit_target:contains(Call once more)", "It is saved"),
    click(statusbarButton("action_publish_wizard")),
    see(dialog(".o_bpm_change:contains(Call once more):contains(Name):contains(Call again)")),
    type(dialog("[name=note] input"), "Clearer words"),
    click(dialog(".modal-footer button[name=action_apply]")),
    noDialog,
    see(statusbarButton("action_new_draft")),
    page("versions"),
    see("[name=version_ids] .o_data_row:contains(Clearer words)"),
    click(".o_bpm_change:contains(Call once more) button"),
    see(dialog("[name=name]:contains(Call once more)"), "A line leads to its step"),
    click(dialog(".btn-close")),
    noDialog,
];

registry.category("web_tour.tours").add("bpm_flow_owner_changes", {
    url: "/odoo",
    steps: () => [
        ...openApp(),
        ...openMenu("menu_library"),
        click(".o_kanban_record:contains(Incoming request) button[name=action_install]"),
        see(".o_bpm_no_findings"),
        click(statusbarButton("action_publish_wizard")),
        see(statusbarButton("action_start_wizard")),
        ...tryStart,
        ...look,
        ...change,
        ...publish,
    ],
});
