import { registry } from "@web/core/registry";
import { click, outcome, see, strip } from "@crm_bpm_flow/../tests/tours/tour_steps";

registry.category("web_tour.tours").add("bpm_flow_worker_activity", {
    url: "/odoo",
    steps: () => [
        click(".o_menu_systray button:has(i[aria-label=Activities])"),
        click(".o-mail-ActivityGroup[data-model_name='crm.lead']"),
        click(".o_switch_view.o_kanban"),
        click(".o_kanban_record:contains(A kitchen) .o-mail-ActivityButton"),
        see(".o-mail-ActivityListPopoverItem:contains(Call)"),
        see(
            "body:not(:has(.o-mail-ActivityListPopoverItem-markAsDone))",
            "A choice is asked for, so there is no plain tick"
        ),
        click(`.o-mail-ActivityListPopoverItem ${outcome("Reached")}`),
        see("body:not(:has(.o-mail-ActivityListPopoverItem))"),
        click(".o_kanban_record:contains(A kitchen) .o-mail-ActivityButton[title=Offer]"),
        see(".o-mail-ActivityListPopoverItem:contains(Offer)", "The next step took its place"),
        click(".o_kanban_record:contains(Two sofas)"),
        see(strip("Call")),
        see(".o-mail-Activity:contains(Call)"),
        click(`.o-mail-Activity ${outcome("No answer")}`),
        see(".o_bpm_strip_wait:contains(Pause: waits until)", "The strip follows the chatter"),
        see("body:not(:has(.o-mail-Activity))"),
    ],
});
