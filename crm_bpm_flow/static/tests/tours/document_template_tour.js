import { registry } from "@web/core/registry";
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

const TEXT = ".odoo-editor-editable";

function write(text) {
    return { trigger: TEXT, content: "Write the template's text", run: `editor ${text}` };
}

registry.category("web_tour.tours").add("bpm_flow_owner_writes_template", {
    url: "/odoo",
    steps: () => [
        ...openApp(),
        ...openMenu("menu_bpm_flow_documents", "menu_document_templates"),
        click(".o_list_button_add"),
        type("[name=name] input, [name=name] textarea", "Short offer"),
        ...choose("[name=type_id]", "Offers"),
        write("Dear {{ record.partner_id.nam }}, the price is {{ record.expected_revenue|money }}."),
        click(".o_form_button_save"),
        see("[name=mistakes]:contains(no field “nam”)", "Said with its place"),
        see("[name=mistakes]:contains({{ record.partner_id.nam }})"),

        click("[name=field_path] .o_model_field_selector", "Which name is it?"),
        type(".o_model_field_selector_popover_search input", "Customer"),
        click(".o_model_field_selector_popover_item[data-name=partner_id] .o_model_field_selector_popover_item_relation"),
        type(".o_model_field_selector_popover_search input", "Name"),
        click(".o_model_field_selector_popover_item[data-name=name] button"),
        see("[name=placeholder]:contains({{ record.partner_id.name }})"),

        write("Dear {{ record.partner_id.name }}, the price is {{ record.expected_revenue|money }}."),
        click(".o_notebook_headers a[name=preview]"),
        ...choose("[name=preview_id]", "Fifty chairs"),
        see("[name=preview]:contains(Dear Acme, the price is $ 1,500.50.)"),
        click(".o_form_button_save"),
        see(".o_form_saved, .o_form_view:not(:has(.o_form_button_save:visible))"),
        see("body:not(:has([name=mistakes]:visible))"),
        click(statusbarButton("action_check")),
        see(".o_notification:contains(Nothing is wrong)"),
    ],
});

registry.category("web_tour.tours").add("bpm_flow_worker_makes_document", {
    steps: () => [
        click(statusbarButton("action_make_document")),
        ...choose(dialog("[name=template_id]"), "Short offer"),
        see(dialog("[name=preview]:contains(Dear Acme)")),
        click(dialog("button[name=action_apply]:visible")),
        noDialog,
        see("[name=number]:contains(O-001)", "It has its number"),
        see(".o_form_view:contains(Short offer Fifty chairs.html)", "and its file"),
        click(".breadcrumb-item:contains(Fifty chairs) a, .o_back_button"),
        click("button[name=action_view_bpm_documents]"),
        see(cell("O-001")),
    ],
});
