import { registry } from "@web/core/registry";
import {
    click,
    dialog,
    noDialog,
    see,
    statusbarButton,
    type,
} from "@crm_bpm_flow/../tests/tours/tour_steps";

const report = ".o_bpm_rehearsal_report";

registry.category("web_tour.tours").add("bpm_flow_owner_rehearses", {
    steps: () => [
        click(statusbarButton("action_rehearse")),
        type("[name=count] input", "3"),
        click(".o_field_radio[name=pace] .o_radio_item:contains(Only after) input"),
        click(".o_bpm_rehearse"),
        see(`${report} tr:contains(Access rights):contains(Stranger cannot open)`),
        see(`${report} tr:contains(Deadlines):contains(late)`),
        click(`${report} > details:contains(Fifty chairs) > summary`),
        see(`${report} details[open] td:contains(Call):contains(Worker)`),
        see(`${report} details[open] th:contains(Version 1 did)`),
        click(statusbarButton("action_again")),
        see(".o_bpm_rehearse", "The choices are back"),
        click(".o_back_button"),
        see(statusbarButton("action_publish_wizard")),
    ],
});

registry.category("web_tour.tours").add("bpm_flow_owner_switches_on", {
    steps: () => [
        click(statusbarButton("action_publish_wizard")),
        see(dialog(".alert-warning:contains(start itself again)")),
        see(dialog("[name=impact_html]:contains(existing records fit)")),
        type(dialog("[name=storm_limit] input"), "30"),
        click(dialog(".modal-footer button[name=action_apply]")),
        noDialog,
        see(statusbarButton("action_start_wizard"), "It is published"),
    ],
});
