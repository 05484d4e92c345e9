import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";
import {
    cell,
    choose,
    click,
    dialog,
    noDialog,
    openApp,
    openMenu,
    see,
    statusbarButton,
    type,
} from "@crm_bpm_flow/../tests/tours/tour_steps";

/** A button of the status bar that asks why first. */
function repairButton(words) {
    return `${statusbarButton("action_repair_wizard")}:contains(${words})`;
}

registry.category("web_tour.tours").add("bpm_flow_manager_case", {
    url: "/odoo",
    steps: () => [
        ...openApp(),
        ...openMenu("menu_cases"),
        click(cell("A kitchen")),
        see(".o_field_widget[name=step_names]:contains(Call)"),
        see(".o_bpm_map .bjs-powered-by:visible", "The map's licence asks for its mark"),
        see(".o_bpm_map .djs-element.o_bpm_here[data-element-id=call]"),
        click(".nav-link[name=steps]"),
        click(".o_bpm_case_step:contains(Call) .o_bpm_case_step_open"),
        see(".o_form_view [name=comment] textarea", "The task's own page"),
        click(".o_back_button"),

        click(statusbarButton("action_move_wizard")),
        see(dialog("[name=from_node_id] input:value(Call)")),
        ...choose(dialog("[name=to_node_id]"), "Offer"),
        type(dialog("[name=reason] input"), "They called themselves"),
        click(dialog("button[name=action_apply]")),
        noDialog,
        see(".o_field_widget[name=step_names]:contains(Offer)"),

        click(".o_bpm_open_step[data-step=offer] button:contains(Start again)"),
        type(dialog("[name=reason] input"), "The offer was for somebody else"),
        click(dialog(".btn-primary")),
        noDialog,

        click(repairButton("Suspend")),
        type(dialog("[name=reason] input"), "Nobody is there in August"),
        click(dialog(".btn-primary")),
        noDialog,
        see(".o_statusbar_status .o_arrow_button_current:contains(Suspended)"),
        click(repairButton("Resume")),
        click(dialog("[name=clock] label:contains(What was left is left)")),
        type(dialog("[name=reason] input"), "They are back"),
        click(dialog(".btn-primary")),
        noDialog,
        see(".o_statusbar_status .o_arrow_button_current:contains(Running)"),

        click(repairButton("Do a step once more")),
        ...choose(dialog("[name=node_id]"), "Offer"),
        type(dialog("[name=reason] input"), "A second offer"),
        click(dialog(".btn-primary")),
        noDialog,
        see(".o_bpm_open_step[data-step=offer]:eq(1)"),
        click(".o_bpm_open_step[data-step=offer]:eq(1) button:contains(End the branch)"),
        type(dialog("[name=reason] input"), "One is enough"),
        click(dialog("footer .btn-danger")),
        noDialog,
        see("body:not(:has(.o_bpm_open_step:eq(1)))"),

        click(statusbarButton("action_cancel_wizard")),
        type(dialog("[name=reason] textarea, [name=reason] input"), "They moved away"),
        click(dialog("button[name=action_apply]")),
        noDialog,
        see(".o_statusbar_status .o_arrow_button_current:contains(Cancelled)"),
        see(".o_field_widget[name=end_reason]:contains(They moved away)"),
        click(".nav-link[name=journal]"),
        see(".o_data_row:contains(was moved from):contains(Owner)"),
        see(".o_data_row:contains(They moved away)"),
        see(".o_data_row:contains(The branch at “Offer” was ended. Reason: One is enough)"),
    ],
});

registry.category("web_tour.tours").add("bpm_flow_manager_incident", {
    url: "/odoo",
    steps: () => [
        ...openApp(),
        ...openMenu("menu_processes"),
        click(".o_kanban_record:contains(Priced) a:contains(2 incidents)"),
        click(cell("Fifty chairs")),
        see(".o_field_widget[name=step_names]:contains(Set the price)"),
        see("[name=incident_ids] .o_data_row:contains(No price)"),
        click(".oe_stat_button[name=action_open_record]"),
        see(".o_bpm_strip .o_bpm_strip_incidents:contains(1 problem)"),
        type("[name=expected_revenue] input", "1000", "What it lacks"),
        ...stepUtils.saveForm(),
        click(".o_bpm_strip_flow:contains(Priced)"),
        click("[name=incident_ids] .o_data_row button[name=action_retry]"),
        see(".ribbon .text-bg-success"),
        see("body:not(:has([name=incident_ids] .o_data_row))"),

        ...openMenu("menu_watch", "menu_incidents"),
        see(".o_data_row:contains(Two sofas)"),
        click(".o_data_row:contains(Two sofas) button[name=action_skip_wizard]"),
        click(dialog(".btn-primary"), "Go on as if it had been done"),
        see(".o_view_nocontent:contains(No incidents)"),

        ...openMenu("menu_watch", "menu_journal"),
        see(".o_list_view .o_data_row"),
        type(".o_searchview_input", "Two sofas"),
        click(".o_searchview_autocomplete .o-dropdown-item:contains(Record)"),
        click(cell("“Set the price” was skipped")),
        see(".ribbon .text-bg-success", "The case that the row is about"),
    ],
});
