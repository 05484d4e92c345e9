import { registry } from "@web/core/registry";
import {
    cell,
    choose,
    click,
    dialog,
    noDialog,
    openApp,
    outcome,
    see,
    statusbarButton,
    type,
} from "@crm_bpm_flow/../tests/tours/tour_steps";

registry.category("web_tour.tours").add("bpm_flow_my_tasks", {
    url: "/odoo",
    steps: () => [
        ...openApp(),
        see(".o_kanban_record:contains(Pack):contains(Fifty chairs) [data-urgency=late]"),
        click(".o_kanban_record:contains(Load):contains(Doors) button[name=action_claim]"),
        see("body:not(:has(button[name=action_claim]))", "It is mine now"),

        click(".o_switch_view.o_list"),
        see(".o_data_row:contains(Pack):contains(Fifty chairs)"),
        click(".o_switch_view.o_calendar"),
        see(".fc-event:contains(Pack: Fifty chairs)"),
        click(".o_switch_view.o_list"),

        click(cell("Doors"), "Somebody else shall do it after all"),
        click(statusbarButton("action_give_back")),
        see(statusbarButton("action_claim")),
        click(".o_back_button"),

        click(cell("Two sofas")),
        click(statusbarButton("action_delegate_wizard")),
        ...choose(dialog("[name=user_id]"), "Mate"),
        type(dialog("[name=comment] textarea"), "I am at the dentist's"),
        click(dialog("button[name=action_apply]")),
        noDialog,
        see(".o_field_widget[name=user_ids]:contains(Mate)"),
        see("body:not(:has(.o_bpm_outcomes))", "It is not mine any more"),
        click(".o_back_button"),
        see(".o_list_view:not(:has(.o_data_row:contains(Two sofas)))"),

        click(cell("Fifty chairs")),
        type("[name=delay_reason] input", "The lorry came late"),
        click(outcome("Done")),
        see(".o_statusbar_status .o_arrow_button_current:contains(Done)"),
        click(".o_back_button"),
        see(".o_list_view:not(:has(.o_data_row:contains(Fifty chairs)))"),
    ],
});
