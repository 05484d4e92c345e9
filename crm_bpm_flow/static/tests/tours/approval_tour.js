import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";
import {
    choose,
    click,
    dialog,
    enter,
    noDialog,
    openApp,
    openMenu,
    outcome,
    see,
    statusbarButton,
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

registry.category("web_tour.tours").add("bpm_flow_approver_rejects", {
    steps: () => [
        see(strip("Agree", outcome("Approved"))),
        click(strip("Agree", outcome("Rejected")), "He has to say why"),
        type(dialog("[name=comment] textarea"), "Too dear"),
        click(dialog(outcome("Rejected"))),
        noDialog,
        see(strip("Write", ":contains(Worker)"), "It is to be written anew"),
    ],
});

registry.category("web_tour.tours").add("bpm_flow_initiator_hands_in_again", {
    steps: () => [
        see(strip("Write", outcome("Done"))),
        type("[name=expected_revenue] input", "90"),
        ...stepUtils.saveForm(),
        click(strip("Write", outcome("Done"))),
        see(strip("Agree", ":contains(Mate)"), "Who rejected is asked"),
        see(strip("Agree", ":contains(Owner)"), "Who looks at the price is asked, too"),
        see("body:not(:has(.o_bpm_strip_step:contains(Admin)))", "Who looks at the phone is not"),
    ],
});

const NEXT = ".o_bpm_add_name";

function row(name, rest = "") {
    return `.o_bpm_step:has(.o_bpm_step_name:value(${name})) ${rest}`;
}

function exit(name, label, rest = "") {
    return row(name, `.o_bpm_exit:has(.o_bpm_exit_label:contains(${label})) ${rest}`);
}

function details(step, ...inside) {
    return [
        { trigger: row(step, ".o_bpm_step_name"), run: "click && press Alt+Enter" },
        see(dialog(`[name=name] input:value(${step})`)),
        ...inside.flat(),
        click(dialog(".o_form_button_save")),
        noDialog,
    ];
}

registry.category("web_tour.tours").add("bpm_flow_owner_draws_approval", {
    url: "/odoo",
    steps: () => [
        ...openApp(),
        ...openMenu("menu_processes"),
        click(".o-kanban-button-new"),
        type(".o_form_view [name=name] input", "Agree on a contract"),
        ...stepUtils.saveForm(),
        enter(NEXT, "Write"),
        see(row("Write")),
        type(NEXT, "Agree"),
        click(".o_bpm_add_kinds [data-kind=approval]"),
        see(exit("Agree", "Approved", ":contains(End: Goal reached)")),
        see(exit("Agree", "Approved with remarks", ":contains(where approved goes)")),
        see(".o_bpm_finding:contains(say where it goes when it is rejected)"),
        click(exit("Agree", "Rejected", ".o_bpm_exit_target")),
        type(".o_bpm_target_search", "Refused"),
        click(".o_bpm_target:contains(New end “Refused”)"),
        see(exit("Agree", "Rejected", ":contains(End: Refused)")),
        ...details("Write", choose(dialog("[name=user_ids]"), "Worker")),
        ...details("Agree", [
            click(dialog(".nav-link[name=approval]")),
            click(dialog("[name=approval_rule] .o_radio_item:contains(More than half) input")),
            click(dialog(".nav-link[name=who]")),
            ...choose(dialog("[name=user_ids]"), "Mate"),
        ]),
        see(row("Agree", ".o_bpm_step_who:contains(more than half of: Mate)")),
        see(row("Agree", ".o_bpm_step_what:contains(may be returned)")),
        see(".o_bpm_no_findings"),
        click(statusbarButton("action_publish_wizard")),
        see(statusbarButton("action_start_wizard"), "Published: it can be started"),
    ],
});
