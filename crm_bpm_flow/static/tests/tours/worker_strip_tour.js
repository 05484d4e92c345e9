import { registry } from "@web/core/registry";
import {
    cell,
    click,
    dialog,
    noDialog,
    openApp,
    outcome,
    see,
    strip,
    type,
} from "@crm_bpm_flow/../tests/tours/tour_steps";

registry.category("web_tour.tours").add("bpm_flow_worker_strip", {
    url: "/odoo",
    steps: () => [
        ...openApp("crm.crm_menu_root"),
        click(".o_kanban_record:contains(Fifty chairs)"),
        see(strip("Call", ".o_bpm_strip_who:contains(You)")),
        see(strip("Call", ".o_bpm_strip_due[data-urgency=soon]")),
        see(".o_bpm_strip_next:contains(Offer)"),
        click(strip("Call", outcome("Reached")), "The first call went well"),

        see(strip("Offer", outcome("Agreed…")), "The dots: something is asked for"),
        see(`body:not(:has(${strip("Call")}))`),
        click(strip("Offer", outcome("Agreed"))),
        see(dialog(".o_field_widget[name=instruction]:contains(Write an offer)")),
        click(dialog(outcome("Agreed")), "Too early"),
        see(dialog(".modal-body:contains(fill in “Email”):contains(write a comment)")),
        click(dialog(".modal-footer .btn-primary")),
        type(dialog(".o_bpm_record_fields [name=email_from] input"), "ann@example.com"),
        type(dialog("[name=comment] textarea"), "He takes fifty."),
        click(dialog(outcome("Agreed"))),

        noDialog,
        see(".o_form_view [name=email_from] input:value(ann@example.com)"),
        click(strip("Say thanks", outcome("Done"))),
        see("body:not(:has(.o_bpm_strip))", "The case is over"),
        see(".o-mail-Message:contains(Incoming call)"),
        click(".oe_stat_button[name=action_view_bpm_cases]"),
        click(cell("Fifty chairs")),
        see(".ribbon .text-bg-success"),
        see(".o_data_row:contains(Offer):contains(Agreed):contains(He takes fifty.)"),
    ],
});
