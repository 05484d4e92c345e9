import { registry } from "@web/core/registry";
import {
    click,
    dialog,
    noDialog,
    openApp,
    openMenu,
    see,
} from "@crm_bpm_flow/../tests/tours/tour_steps";

/** An owner takes running cases over: from the versions tab, then from the list of cases. */
registry.category("web_tour.tours").add("bpm_flow_owner_migrates", {
    url: "/odoo",
    steps: () => [
        ...openApp(),
        ...openMenu("menu_processes"),
        click(".o_kanban_record:contains(Two versions)"),
        click(".o_notebook .nav-link[name=versions]"),
        see(".o_bpm_change:contains(Offer):contains(gone)"),
        click("button[name=action_migrate_wizard]"),
        see(dialog(".o_bpm_migration_group[data-can='1']:contains(2 can go)")),
        see(dialog(".o_bpm_migration_group:contains(1 stay):contains(“Offer”)")),
        click(dialog(".modal-footer button[name=action_apply]")),
        see(dialog(".o_bpm_migration_progress:contains(100)")),
        see(dialog("[name=stayed_ids] .o_data_row:contains(Lead 2):contains(“Offer”)")),
        click(dialog(".modal-footer .btn-primary:contains(Close)")),
        noDialog,
        see("[name=migration_ids] .o_data_row:contains(Done)"),
        ...openMenu("menu_cases"),
        click(".o_data_row:contains(Lead 2) .o_list_record_selector input"),
        click("button[name=action_migrate_wizard]"),
        see(dialog(".o_bpm_migration_group[data-can='0']")),
        click(dialog("[name=step_ids] .o_data_row td[name=new_node_id]")),
        ...pickStep("Call"),
        see(dialog(".o_bpm_migration_group[data-can='1']:contains(1 can go)")),
        click(dialog(".modal-footer button[name=action_apply]")),
        see(dialog(".o_bpm_migration_progress:contains(100)")),
        click(dialog(".modal-footer .btn-primary:contains(Close)")),
        noDialog,
    ],
});

function pickStep(name) {
    return [
        {
            trigger: dialog("[name=step_ids] td[name=new_node_id] input"),
            run: `edit ${name}`,
        },
        click(`.o-autocomplete--dropdown-item:contains(${name}) > a`),
    ];
}
