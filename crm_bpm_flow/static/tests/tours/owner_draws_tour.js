import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";
import {
    click,
    openApp,
    openMenu,
    see,
    statusbarButton,
    type,
} from "@crm_bpm_flow/../tests/tours/tour_steps";

const SAVED = ".o_bpm_designer_status[data-status=saved]";
const named = (name) => `.o_bpm_designer .djs-shape:has(.djs-label:contains(${name}))`;

/** bpmn-js chooses with the pointer's whole way down, up and click. */
function point(trigger, content) {
    return {
        trigger,
        content,
        run({ anchor }) {
            const target = anchor.querySelector(".djs-hit") || anchor;
            const { left, top, width, height } = target.getBoundingClientRect();
            const at = { clientX: left + width / 2, clientY: top + height / 2 };
            for (const kind of ["mouseover", "mousedown", "mouseup", "click"]) {
                target.dispatchEvent(new MouseEvent(kind, { bubbles: true, button: 0, ...at }));
            }
        },
    };
}

function typeOnMap(text) {
    return [
        {
            trigger: ".o_bpm_designer .djs-direct-editing-content",
            content: `Call it ${text}`,
            run({ anchor }) {
                anchor.textContent = text;
                anchor.dispatchEvent(new Event("input", { bubbles: true }));
                const enter = { key: "Enter", keyCode: 13, which: 13, bubbles: true };
                anchor.dispatchEvent(new KeyboardEvent("keydown", enter));
            },
        },
        see(named(text)),
    ];
}

registry.category("web_tour.tours").add("bpm_flow_owner_draws", {
    url: "/odoo",
    steps: () => [
        ...openApp(),
        ...openMenu("menu_processes"),
        click(".o-kanban-button-new"),
        type(".o_form_view [name=name] input", "Drawn by hand"),
        ...stepUtils.saveForm(),
        click(".nav-link[name=map]"),
        see(".o_bpm_designer .bjs-powered-by:visible", "The map's licence asks for its mark"),
        see(".o_bpm_designer .djs-palette .entry[data-action='create.task']"),

        point(".o_bpm_designer .djs-shape:has(circle)", "The start"),
        see(".o_bpm_step_panel [name=name] input:value(Start)"),
        click(".djs-context-pad .entry[data-action='append.append-task']"),
        ...typeOnMap("Call the client"),
        see(SAVED),
        see(".o_bpm_step_panel [name=name] input:value(Call the client)"),
        see(".o_bpm_no_findings", "It comes between the start and the end"),
        point(".o_bpm_designer .djs-shape[data-element-id]:has(circle):eq(1)", "The end"),
        see(".o_bpm_step_panel [name=name] input:value(Goal reached)"),
        click(".djs-context-pad .entry[data-action='delete']"),
        see(".o_bpm_finding:contains(Call the client)", "It has no way out any more"),
        see(".o_bpm_finding_mark", "which its place on the map shows too"),
        point(".o_bpm_designer .djs-shape:has(circle)", "Away from it"),
        see(".o_bpm_step_panel [name=name] input:value(Start)"),
        click(".o_bpm_finding:contains(has no way out)", "What is wrong leads to its place"),
        see(`${named("Call the client")}.selected`),
        see(".o_bpm_step_panel [name=name] input:value(Call the client)"),
        // What a minifier makes of bpmn-js shows here first: this page's assets are minified.
        click(".djs-context-pad .entry[data-action='replace']"),
        see(".djs-popup .entry[data-id='replace-with-manual-task']:contains(Task by hand)"),
        click(".djs-popup .entry[data-id='replace-with-service-task']:contains(Automatic step)"),
        see(SAVED),
        see(".o_bpm_step_panel [name=kind_label]:contains(Automatic step)"),
        click(".o_bpm_designer [aria-label=Undo]"),
        see("body:not(:has(.o_bpm_step_panel))"),
        see(SAVED),
        point(named("Call the client")),
        see(".o_bpm_step_panel [name=kind_label]:contains(Task for people)"),
        click(".djs-context-pad .entry[data-action='append.end-event']"),
        see(SAVED),
        see(".o_bpm_no_findings"),

        point(named("Call the client")),
        type(".o_bpm_step_panel [name=name] input", "Ring up"),
        click(".o_bpm_step_panel .nav-link:contains(Outcomes)", "and on to another field"),
        point(".o_bpm_designer .djs-shape:has(circle)", "The name is saved"),
        see(named("Ring up"), "and shown on the map"),

        click(".o_bpm_designer [aria-label=Undo]"),
        see(SAVED),
        see(".o_bpm_finding:contains(Ring up)", "The end is gone again"),
        click(".o_bpm_designer [aria-label=Redo]"),
        see(".o_bpm_no_findings"),
        click(".o_bpm_designer_prove"),
        see(".o_bpm_proof[data-verdict=sound]"),
        click(".o_bpm_designer_layout"),
        see(SAVED),

        click(".nav-link[name=steps]"),
        see(".o_bpm_step_list [data-step-id] input:value(Ring up)", "The list has the same"),
        click(".nav-link[name=versions]"),
        see("[name=version_ids] td[name=step_count]:contains(3)", "And so many steps there are"),
        click(statusbarButton("action_publish_wizard")),
        see(statusbarButton("action_start_wizard")),
        click(".nav-link[name=map]"),
        see(".o_bpm_map_page .o_bpm_map .djs-container", "Published: it is only looked at"),
        see("body:not(:has(.djs-palette))"),
    ],
});

/** Behind the chosen step one more, whose name is typed when the form stands beside it. */
function appendNamed(name) {
    return [
        click(".djs-context-pad .entry[data-action='append.append-task']"),
        see(SAVED),
        see(".o_bpm_step_panel [name=name] input:value(Task for people)"),
        ...typeOnMap(name),
        see(SAVED),
        see(`.o_bpm_step_panel [name=name] input:value(${name})`),
    ];
}

registry.category("web_tour.tours").add("bpm_flow_owner_names", {
    url: "/odoo",
    steps: () => [
        ...openApp(),
        ...openMenu("menu_processes"),
        click(".o-kanban-button-new"),
        type(".o_form_view [name=name] input", "Named while drawn"),
        ...stepUtils.saveForm(),
        click(".nav-link[name=map]"),
        point(".o_bpm_designer .djs-shape:has(circle)", "The start"),
        see(".o_bpm_step_panel [name=name] input:value(Start)"),
        // the later ones come to the edge of the map, which moves under their names
        ...["Call", "Visit", "Offer", "Agree", "Sign"].flatMap(appendNamed),
        {
            trigger: ".o_bpm_step_panel .o_notebook_headers",
            content: "Nobody scrolls sideways for a tab",
            run({ anchor }) {
                if (anchor.scrollWidth > anchor.clientWidth) {
                    throw new Error("A tab of the step's form is out of sight");
                }
            },
        },
        { trigger: ".djs-palette .entry[data-action='create.task']", run: "hover" },
        see(".djs-hover-tooltip:contains(Task for people)"),
        click(".o_bpm_designer [aria-label='Find a step']"),
        type(".djs-search-container.open input", "Vis"),
        { trigger: ".djs-search-container.open input", run: "press i" },
        see(".djs-search-container.open .djs-search-result:contains(Visit)"),
    ],
});
