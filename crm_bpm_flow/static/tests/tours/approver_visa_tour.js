import { registry } from "@web/core/registry";
import { cell, click, openApp, openMenu, see } from "@crm_bpm_flow/../tests/tours/tour_steps";

/** An approver reads the sheet on the document's card, decides there, and sees his visa. */
registry.category("web_tour.tours").add("bpm_flow_approver_visa", {
    url: "/odoo",
    steps: () => [
        ...openApp(),
        ...openMenu("menu_bpm_flow_documents", "menu_document_register"),
        click(cell("Fifty chairs for the shop")),
        click(".nav-link[name=visas]"),
        see(".o_bpm_visa_sheet tr:contains(Ben):contains(Approved with remarks):contains(Brown ones)"),
        see(".o_bpm_visa_sheet tr:contains(Ann):contains(is asked)"),
        see(".o_bpm_visa_sheet tr:contains(Paula):contains(outside, by a link)"),
        see("button[name=action_send_link]"),
        click(".o_bpm_strip button:contains(Approved):first"),
        click(".nav-link[name=visas]"),
        see(".o_bpm_visa_sheet tr:contains(Ann):contains(Approved)"),
        see(".o_bpm_visa_sheet tr:contains(Ann):contains(contract.txt, version 1)"),
    ],
});
