import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";
import {
    choose,
    click,
    openApp,
    outcome,
    see,
    type,
} from "@crm_bpm_flow/../tests/tours/tour_steps";

registry.category("web_tour.tours").add("bpm_flow_clerk_claim", {
    url: "/odoo",
    steps: () => [
        stepUtils.showAppsMenuItem(),
        click(".o_app:contains(Register a claim)"),
        type("[name=name] input", "Broken leg of a chair"),
        type("[name=contact_name] input", "Ann Buyer"),
        type("[name=email_from] input", "ann@example.com"),
        ...choose("[name=tag_ids]", "Claim"),
        click(".o_form_button_create", "The next one, please: this one is saved"),
        see(".o_form_view [name=tag_ids]:not(:has(.o_tag))"),
    ],
});

registry.category("web_tour.tours").add("bpm_flow_service_claim", {
    url: "/odoo",
    steps: () => [
        ...openApp(),
        click(".o_kanban_record:contains(Find out what happened):contains(Broken leg)"),
        see("[name=instruction]:contains(Talk to the client)"),
        type("[name=comment] textarea", "It was packed badly"),
        click(outcome("Done")),
        see(".o_statusbar_status .o_arrow_button_current:contains(Done)"),
    ],
});
