import { Component } from "@odoo/owl";
import { DecisionCell } from "@crm_bpm_flow/flow_decision/decision_cell";
import { TYPES } from "@crm_bpm_flow/flow_decision/decision_words";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";

/** The head of a column: what an input looks at, or what a result is called. */
export class DecisionHead extends Component {
    static template = "crm_bpm_flow.DecisionHead";
    static components = { DecisionCell, Dropdown, DropdownItem };
    static props = {
        side: { validate: (side) => ["inputs", "outputs"].includes(side) },
        column: Number,
        count: Number,
        head: Object,
        // what its formula is called
        words: { type: String, optional: true },
        hasValues: { type: Boolean, optional: true },
        readonly: Boolean,
        // messages by part
        mistakes: Object,
        getOffer: Function,
        onType: Function,
        onDone: Function,
        onKey: Function,
        onMove: Function,
        onRemove: Function,
    };

    get isInput() {
        return this.props.side === "inputs";
    }

    get types() {
        return TYPES;
    }

    get typeWords() {
        return TYPES.find(([type]) => type === this.props.head.type)?.[1] || "";
    }

    get title() {
        const number = this.props.column + 1;
        return this.isInput ? _t("Input %s", number) : _t("Result %s", number);
    }

    get valuesPlaceholder() {
        return _t("e.g. %s", '"High", "Low"');
    }

    get valuesLabel() {
        return _t("%s: values, the most important first", this.title);
    }

    get formulaLabel() {
        return _t("%s: formula", this.title);
    }

    get nameLabel() {
        return _t("%s: name", this.title);
    }

    get typeLabel() {
        return _t("%s: type", this.title);
    }

    get canMoveBack() {
        return this.props.column > 0;
    }

    get canMoveOn() {
        return this.props.column < this.props.count - 1;
    }

    move(offset) {
        this.props.onMove(this.props.side, this.props.column, this.props.column + offset);
    }

    remove() {
        this.props.onRemove(this.props.side, this.props.column);
    }

    onType(ev) {
        const place = { part: "type", column: this.props.column };
        this.props.onType(place, ev.target.value);
        this.props.onDone(place);
    }
}
