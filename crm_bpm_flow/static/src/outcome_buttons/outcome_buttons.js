import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

// with Alt, in a task's own form: those that Odoo's forms leave free
const HOTKEYS = ["q", "w", "e", "r", "y"];
const STYLES = ["primary", "success", "warning", "danger", "secondary"];

/**
 * The outcomes of a task as buttons, or one "Done" for a task without a choice.
 * `onSelect(outcome)` gets the outcome or false.
 */
export class OutcomeButtons extends Component {
    static template = "crm_bpm_flow.OutcomeButtons";
    static props = {
        outcomes: { type: Array, element: Object },
        onSelect: Function,
        asksFirst: { type: Function, optional: true },
        disabled: { type: Boolean, optional: true },
        large: { type: Boolean, optional: true },
        chosen: { type: [String, Boolean], optional: true },
        label: { type: String, optional: true },
    };
    static defaultProps = { asksFirst: () => false, disabled: false, large: false, chosen: false };

    get buttons() {
        const { outcomes } = this.props;
        if (!outcomes.length) {
            return [{ key: "", name: _t("Done"), style: "success", outcome: false }];
        }
        return outcomes.map((outcome) => ({
            key: outcome.code,
            name: outcome.name,
            style: STYLES.includes(outcome.style) ? outcome.style : "secondary",
            outcome,
        }));
    }

    hotkey(index) {
        return this.props.large ? HOTKEYS[index] : undefined;
    }

    className(button) {
        const { chosen, large } = this.props;
        // once one is chosen, the others step back
        const style = chosen && chosen !== button.key ? "secondary" : button.style;
        return `btn btn-${style} ${large ? "" : "btn-sm"}`;
    }
}
