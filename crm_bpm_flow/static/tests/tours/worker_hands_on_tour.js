import { registry } from "@web/core/registry";
import { click, openApp, outcome, see, strip } from "@crm_bpm_flow/../tests/tours/tour_steps";

registry.category("web_tour.tours").add("bpm_flow_worker_hands_on", {
    url: "/odoo",
    steps: () => [
        ...openApp("crm.crm_menu_root"),
        click(".o_kanban_record:contains(Fifty chairs)"),
        click(strip("Call", outcome("Reached"))),
        see(strip("Offer"), "Somebody else has it now"),
    ],
});
