import { registry } from "@web/core/registry";
import {
    cell,
    choose,
    click,
    dialog,
    noDialog,
    openApp,
    openMenu,
    see,
    type,
} from "@crm_bpm_flow/../tests/tours/tour_steps";

const copy = (number) => `.o_field_widget[name=copy_ids] .o_data_row:contains(Original):eq(${number - 1})`;
const card = (rest) => `.o_bpm_paper_card ${rest}`;
const scan = (code) => [
    type(".o_bpm_paper input[name=code]", code),
    click(".o_bpm_paper form button[type=submit]"),
];

/** A registrar gives a copy out, and takes it back by its label. */
registry.category("web_tour.tours").add("bpm_flow_registrar_paper", {
    url: "/odoo",
    steps: () => [
        ...openApp(),
        ...openMenu("menu_bpm_flow_documents", "menu_document_register"),
        click(cell("Fifty chairs")),
        click(".nav-link[name=paper]"),
        click(`${copy(1)} button[name]:contains(Hand over)`),
        see(dialog("h4:contains(Hand over)")),
        ...choose(dialog("[name=user_id]"), "Mate"),
        type(dialog("[name=note] input"), "For the court"),
        click(dialog("button[name=action_apply]")),
        noDialog,
        see(`${copy(1)}:contains(Mate)`),
        click(`${copy(2)} button[name=action_take_back]`, "The other one to oneself"),
        see(`${copy(2)}:contains(Registrar)`),

        ...openMenu("menu_bpm_flow_documents", "menu_document_scan"),
        ...scan("no label"),
        see(".o_bpm_paper_message:contains(not known here)"),
        ...scan("S-1/1"),
        see(card(".o_bpm_paper_where:contains(Mate)")),
        click(card("button[name=take]:enabled"), "Back to the registrar, by one tap"),
        see(card(".o_bpm_paper_where:contains(Registrar)")),
        see(".o_bpm_paper_done:contains(S-1/1: Registrar)"),
        ...scan("C2-S"),
        see(".o_bpm_paper_place:contains(Cabinet 2 / Folder S)"),
        ...scan("S-1/1"),
        see(card(".o_bpm_paper_where:contains(Folder S)"), "After a place, it goes there"),
        ...scan("S-1/2"),
        see(".o_bpm_paper_done:contains(S-1/2: Cabinet 2 / Folder S)"),
        click(card("button[name=take]:enabled")),
        see(card("button[name=put]")),
        see(".o_bpm_paper_card:not(:has(button[name=home]))", "One place, one button"),
        click(card("button[name=put]:enabled")),
        see(card(".o_bpm_paper_where:contains(Folder S)")),
        click(card("a:contains(Open)")),
        click(".nav-link[name=paper]"),
        see(`${copy(1)}:contains(Folder S)`),
    ],
});
