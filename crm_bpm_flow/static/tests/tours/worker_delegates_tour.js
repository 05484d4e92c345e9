import { registry } from "@web/core/registry";
import { choose, click, dialog, noDialog, openApp, see, strip, type } from "@crm_bpm_flow/../tests/tours/tour_steps";

registry.category("web_tour.tours").add("bpm_flow_worker_delegates", {
    url: "/odoo",
    steps: () => [
        ...openApp("crm.crm_menu_root"),
        click(".o_kanban_record:contains(Fifty chairs)"),
        click(strip("Call", ".o_bpm_strip_task")),
        click(dialog("button[name=action_delegate_wizard]")),
        ...choose(dialog("[name=user_id]"), "Mate"),
        type(dialog("[name=comment] textarea"), "She speaks French"),
        click(dialog("button[name=action_apply]")),
        { ...noDialog, content: "Both dialogs have done their work" },
        see(strip("Call", ".o_bpm_strip_who:contains(Mate)")),
        see(strip("Call", ".o_bpm_strip_note:contains(She speaks French)")),
    ],
});
