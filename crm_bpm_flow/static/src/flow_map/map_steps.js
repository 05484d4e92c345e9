import { Component } from "@odoo/owl";

/**
 * The same as the map in words, in order: for a phone, a screen reader and print.
 *
 * A row is `{element, name, kind, icon, depth, state, stateWords, lines}`.
 */
export class MapSteps extends Component {
    static template = "crm_bpm_flow.MapSteps";
    static props = {
        steps: Array,
        selected: { type: [String, Boolean], optional: true },
        onSelect: { type: Function, optional: true },
        onOpen: { type: Function, optional: true },
    };
}
