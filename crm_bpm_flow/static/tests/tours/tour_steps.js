import { stepUtils } from "@web_tour/tour_utils";

const ADDON = "crm_bpm_flow";

/** Click what the selector finds; `content` says why, for whoever reads a failure. */
export function click(trigger, content) {
    return { trigger, content, run: "click" };
}

/** Wait until it is there. */
export function see(trigger, content) {
    return { trigger, content };
}

/** Type into an input, in the place of what it held. */
export function type(trigger, text, content) {
    return { trigger, content, run: `edit ${text}` };
}

/** Type and press Enter, as for a line of a list. */
export function enter(trigger, text, content) {
    return { trigger, content, run: `edit ${text} && press Enter` };
}

export function openApp(menu = `${ADDON}.menu_root`) {
    return stepUtils.goToAppSteps(menu);
}

export function openMenu(...ids) {
    return ids.map((id) => click(`[data-menu-xmlid="${ADDON}.${id}"]`));
}

/** Choose from the list of a field that holds one record. */
export function choose(field, text) {
    return [
        type(`${field} input`, text),
        click(`.o-autocomplete--dropdown-item:contains(${text}) > a`, `Choose ${text}`),
    ];
}

/** Choose from the list of a field that holds one of a few words. */
export function pick(field, words) {
    return [
        click(`${field} .o_select_menu_toggler`),
        click(`.o_select_menu_item:contains(${words})`, `Choose ${words}`),
    ];
}

/** One of the record's running cases in the strip on its form. */
export function strip(step, rest = "") {
    return `.o_bpm_strip_step:has(.o_bpm_strip_task:contains(${step})) ${rest}`;
}

/** An outcome's button; the dots of those that ask for more first are no part of it. */
export function outcome(name) {
    return `.o_bpm_outcomes button:enabled:contains(${name})`;
}

export const noDialog = { trigger: "body:not(:has(.modal))", content: "No dialog is open" };

/** A button of a form's status bar. */
export function statusbarButton(name) {
    return `.o_statusbar_buttons button[name=${name}]:enabled`;
}

/** The dialog above all others. */
export function dialog(rest) {
    return `.modal:not(.o_inactive_modal) ${rest}`;
}

/** The cell of a list that holds the text; what a person clicks to open the row. */
export function cell(text) {
    return `.o_data_row .o_data_cell:contains(${text})`;
}
