import { registry } from "@web/core/registry";
import { choose, click, openApp, openMenu, see, type } from "@crm_bpm_flow/../tests/tours/tour_steps";

/** A letter comes in, is registered, and found again by the partner's number. */
registry.category("web_tour.tours").add("bpm_flow_registrar", {
    steps: () => [
        openApp(),
        ...openMenu("menu_bpm_flow_documents", "menu_document_register"),
        click(".o_list_button_add", "A letter has come in"),
        type(".o_field_widget[name=name] :is(input, textarea)", "Request for an offer"),
        ...choose(".o_field_widget[name=type_id]", "Incoming letter"),
        type(".o_field_widget[name=their_number] input", "17/4"),
        ...choose(".o_field_widget[name=partner_id]", "City Library"),
        click("button[name=action_register]:not(:disabled)", "Register it, saved or not"),
        see(".o_field_widget[name=number]:contains(LI-)", "It has its number"),
        see(".o_statusbar_status .o_arrow_button_current:contains(In force)"),
        click("a[name=control]"),
        click(".o_field_widget[name=control_ids] .o_field_x2many_list_row_add a", "Whoever has to look again"),
        type(".o_field_widget[name=control_ids] .o_field_widget[name=name] input", "Answer it"),
        type(".o_field_widget[name=control_ids] .o_field_widget[name=date] input", "12/31/2030"),
        click(".o_form_button_save"),
        see(".o_form_saved, .o_form_status_indicator_buttons.invisible"),
        click(".o_breadcrumb .o_back_button, .breadcrumb-item:not(.active) a", "Back to the register"),
        type(".o_searchview_input", "17/4", "Find it by the partner's number"),
        { trigger: ".o_searchview_input", run: "press Enter" },
        see(".o_facet_values:contains(17/4)"),
        see(".o_data_row:contains(Request for an offer)"),
    ].flat(),
});
