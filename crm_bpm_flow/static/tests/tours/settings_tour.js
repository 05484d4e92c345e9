import { registry } from "@web/core/registry";
import {
    choose,
    click,
    dialog,
    noDialog,
    openApp,
    openMenu,
    outcome,
    see,
    strip,
} from "@crm_bpm_flow/../tests/tours/tour_steps";

const MODELS = ".o_setting_box [name=bpm_model_ids]";

registry.category("web_tour.tours").add("bpm_flow_switch_on", {
    url: "/odoo",
    steps: () => [
        ...openApp(),
        ...openMenu("menu_config", "menu_settings"),
        see(`${MODELS} .o_tag:contains(Lead)`),
        ...choose(MODELS, "Sales Team"),
        see(`${MODELS} .o_tag:contains(Sales Team)`),
        {
            trigger: ".o_form_button_save:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        ...openApp("crm.crm_menu_root"),
        click("[data-menu-xmlid='crm.crm_menu_config']"),
        click("[data-menu-xmlid='crm.crm_team_config']"),
        click(".o_data_row .o_data_cell:contains(Night shift)"),
        see(".o_form_view [name=name] input:value(Night shift)"),
        click(".o_cp_action_menus button:has(.fa-cog)"),
        see(".o-dropdown--menu .o_menu_item:contains(Start a process)"),
    ],
});

registry.category("web_tour.tours").add("bpm_flow_switched_on", {
    url: "/odoo",
    steps: () => [
        ...openApp("crm.crm_menu_root"),
        click("[data-menu-xmlid='crm.crm_menu_config']"),
        click("[data-menu-xmlid='crm.crm_team_config']"),
        click(".o_data_row .o_data_cell:contains(Night shift)"),
        see(".o_form_view [name=name] input:value(Night shift)"),
        click(".o_cp_action_menus button:has(.fa-cog)"),
        click(".o-dropdown--menu .o_menu_item:contains(Start a process)"),
        see(dialog("[name=flow_id] input:value(Yearly talk)"), "The only one that fits"),
        click(dialog("button[name=action_apply]")),
        noDialog,
        click(strip("Talk", outcome("Done"))),
        see("body:not(:has(.o_bpm_strip))"),
    ],
});
