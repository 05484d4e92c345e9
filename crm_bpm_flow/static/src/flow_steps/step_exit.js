import { Component } from "@odoo/owl";

/** One way out of a step: what it is for, and where it leads. */
export class StepExit extends Component {
    static template = "crm_bpm_flow.StepExit";
    static props = {
        exit: Object,
        index: Number,
        readonly: { type: Boolean, optional: true },
        onPick: Function,
        onOpen: { type: Function, optional: true },
    };
    static defaultProps = { readonly: false };

    /** Steps in any order need no way: people begin the next one. */
    get isNowhere() {
        return !this.props.exit.target && !this.props.exit.free;
    }

    get canOpen() {
        return Boolean(this.props.onOpen && this.props.exit.id);
    }
}
