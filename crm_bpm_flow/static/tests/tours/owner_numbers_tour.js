import { registry } from "@web/core/registry";
import { click, openApp, openMenu, see } from "@crm_bpm_flow/../tests/tours/tour_steps";

registry.category("web_tour.tours").add("bpm_flow_owner_numbers", {
    url: "/odoo",
    steps: () => [
        ...openApp(),
        ...openMenu("menu_processes"),
        click(".o_kanban_record:contains(Counted)"),
        click(".nav-link[name=numbers]"),
        see(".o_bpm_numbers .o_bpm_badge_here:contains(2)", "Two cases stand at the call"),
        see(".o_bpm_totals:contains(2 running)"),
        click(".o_bpm_how_long"),
        see("body:not(:has(.o_bpm_badge_here))", "Nothing was finished yet"),
        click("tr[data-element=call] button[data-what=now]", "Which cases are these?"),
        see(".o_list_view .o_data_row:contains(A kitchen)"),
        see(".o_list_view .o_data_row:contains(Two sofas)"),
    ],
});
