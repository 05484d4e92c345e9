import { registry } from "@web/core/registry";
import {
    choose,
    click,
    dialog,
    noDialog,
    openApp,
    openMenu,
    see,
    statusbarButton,
} from "@crm_bpm_flow/../tests/tours/tour_steps";

const page = (name) => click(`.o_notebook .nav-link[name=${name}]`);
const line = (kind) => `.o_bpm_change[data-kind=${kind}]`;
const here = (id) => `.o_bpm_play .djs-shape.o_bpm_here[data-element-id=${id}]`;

const compare = [
    page("versions"),
    click(".o_bpm_changes_on_map"),
    see(".o_bpm_changes_map .djs-shape.o_bpm_added:has(.djs-label:contains(Write))"),
    see(".o_bpm_changes_map .o_bpm_badge_added:contains(+)", "A sign, not the colour alone"),
    click(`${line("removed")} button`, "What is gone is on the older version's map"),
    see(".o_bpm_side_old[aria-pressed=true]"),
    see(".o_bpm_changes_map .djs-shape.o_bpm_removed.o_bpm_chosen:has(.djs-label:contains(Offer))"),
    click(`${line("added")} button`),
    see(".o_bpm_side_new[aria-pressed=true]"),
    see(".o_bpm_changes_map .djs-shape.o_bpm_added.o_bpm_chosen"),
];

const play = [
    page("map"),
    click(".o_bpm_designer_play"),
    ...choose(".o_bpm_play_record", "Fifty chairs"),
    see(here("call")),
    click(".o_bpm_play_option:contains(Call) button:contains(Reached)"),
    see(".o_bpm_play_story:contains(is not true: Expected Revenue = 40)", "and why"),
    see(here("write")),
    click(".o_bpm_play_back"),
    see(here("call")),
    click(".o_bpm_play_option:contains(Call) button:contains(No answer)"),
    see(here("pause")),
    click(".o_bpm_play_option:contains(Pause) button:contains(Its time comes)"),
    see(here("call"), "round again"),
    click(".o_bpm_play_close"),
    see(".o_bpm_designer .djs-palette", "Back at the drawing"),
];

const ready = [
    page("steps"),
    click(".o_bpm_step_name:value(Write)"),
    click(".o_bpm_ready_steps"),
    click(".o_bpm_kind:contains(Contact, else again)"),
    see(".o_bpm_step_name:value(Contact the client)"),
    see(".o_bpm_step:contains(No answer):contains(Again in two hours)"),
];

const discard = [
    click(statusbarButton("action_discard_draft")),
    click(dialog(".btn-primary")),
    noDialog,
    see(statusbarButton("action_new_draft")),
];

registry.category("web_tour.tours").add("bpm_flow_owner_compares", {
    url: "/odoo",
    steps: () => [
        ...openApp(),
        ...openMenu("menu_processes"),
        click(".o_kanban_record:contains(Two ways)"),
        ...compare,
        ...play,
        ...ready,
        ...discard,
    ],
});
