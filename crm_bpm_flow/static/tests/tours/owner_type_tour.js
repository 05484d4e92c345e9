import { registry } from "@web/core/registry";
import { choose, click, openApp, openMenu, see, type } from "@crm_bpm_flow/../tests/tours/tour_steps";

const OWN = ".o_field_widget[name=own_field_ids]";
const ROUTES = ".o_field_widget[name=route_ids]";

/** A process owner sets up a type with its own field and its route, alone. */
registry.category("web_tour.tours").add("bpm_flow_owner_type", {
    steps: () => [
        openApp(),
        ...openMenu("menu_config", "menu_document_types"),
        click(".o_list_button_add"),
        type(".o_field_widget[name=name] input", "Lease"),
        type(".o_field_widget[name=number_prefix] input", "L-%(year)s-"),
        click(`${OWN} .o_field_x2many_list_row_add a`, "A field of its own"),
        type(`${OWN} .o_field_widget[name=name] input`, "House"),
        click("a[name=routes]"),
        click(`${ROUTES} .o_field_x2many_list_row_add a`, "Its route"),
        ...choose(`${ROUTES} .o_field_widget[name=flow_id]`, "Leases"),
        click(".o_form_button_save"),
        see(".o_field_widget[name=number_sample]:contains(L-20)", "The next number is shown"),
        ...openMenu("menu_bpm_flow_documents", "menu_document_register"),
        click(".o_list_button_add", "A document of the new type"),
        type(".o_field_widget[name=name] :is(input, textarea)", "Office in Main Street"),
        ...choose(".o_field_widget[name=type_id]", "Lease"),
        click(".o_form_button_save"),
        see(".o_property_field:contains(House)", "It asks for the own field"),
        click("button[name=action_register]:not(:disabled)"),
        see(".o_field_widget[name=number]:contains(L-20)"),
        see(".o_bpm_strip:contains(Leases)", "The route has begun"),
    ].flat(),
});
