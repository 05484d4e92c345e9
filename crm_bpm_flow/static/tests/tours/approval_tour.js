import { registry } from "@web/core/registry";
import {
    click,
    dialog,
    noDialog,
    openApp,
    outcome,
    see,
    strip,
    type,
} from "@crm_bpm_flow/../tests/tours/tour_steps";

registry.category("web_tour.tours").add("bpm_flow_worker_approves", {
    url: "/odoo",
    steps: () => [
        ...openApp("crm.crm_menu_root"),
        click(".o_kanban_record:contains(Fifty chairs)"),
        see(strip("Agree", outcome("Approved"))),
        click(strip("Agree", outcome("Returned")), "Something has to be done again"),
        see(dialog("[name=target_id] .o_radio_item:contains(Write)")),
        type(dialog("[name=text] textarea"), "The price is wrong"),
        click(dialog("button[name=action_apply]:visible")),
        noDialog,
        see(strip("Write", ".o_bpm_strip_note:contains(The price is wrong)")),
        click(strip("Write", outcome("Done"))),

        see(strip("Agree", outcome("Approved")), "The second round"),
        click(strip("Agree", ".o_bpm_strip_task")),
        see(dialog("[name=trail_ids]:contains(The price is wrong)")),
        click(dialog("button[name=action_ask_wizard]")),
        type(dialog("[name=user_id] input"), "Mate"),
        click(".o-autocomplete--dropdown-item:contains(Mate) > a"),
        type(dialog("[name=text] textarea"), "Is that usual?"),
        click(dialog("button[name=action_apply]:visible")),
        see(dialog(".o_bpm_notes:contains(asked Mate, waiting)")),
        click(dialog(outcome("Approved")), "No need to wait for the answer"),
        noDialog,
        see(strip("Sign", outcome("Done"))),
    ],
});
