import { Component, useEffect, useRef } from "@odoo/owl";
import { choiceWords, written } from "@crm_bpm_flow/flow_decision/decision_words";
import { FormulaMenu } from "@crm_bpm_flow/flow_formula/formula_menu";
import { useFormulaOffers } from "@crm_bpm_flow/flow_formula/formula_offers_hook";

let nextId = 1;

/** A cell of a decision table: one line of text, with names that are offered in it. */
export class DecisionCell extends Component {
    static template = "crm_bpm_flow.DecisionCell";
    static components = { FormulaMenu };
    static props = {
        part: String,
        column: { type: Number, optional: true },
        rule: { type: Number, optional: true },
        text: String,
        label: String,
        placeholder: { type: String, optional: true },
        readonly: Boolean,
        mistake: { type: String, optional: true },
        // [value, label] of all values that the input has
        choices: { type: Array, optional: true },
        // gives the names of the process; without it the cell is plain text
        getOffer: { type: Function, optional: true },
        onType: Function,
        onDone: Function,
        onKey: Function,
    };
    static defaultProps = { choices: [], placeholder: "", mistake: "" };

    setup() {
        this.menuId = `o_bpm_decision_${nextId++}`;
        this.inputRef = useRef("input");
        this.offers = useFormulaOffers(this.inputRef, {
            offer: () => this.props.getOffer?.(),
            more: () => ({ counters: false, names: [] }),
            extra: () => this.choiceRows,
            waits: () => true,
            takesFirst: () => this.props.part === "input",
        });
        // typed over by the browser only, so that the cursor stays where it is
        useEffect(
            (el, text) => {
                if (el && el.value !== text) {
                    el.value = text;
                }
            },
            () => [this.inputRef.el, this.props.text]
        );
    }

    get place() {
        const { part, column, rule } = this.props;
        return { part, column, rule };
    }

    get key() {
        const { part, column, rule } = this.props;
        return `${part}.${column ?? ""}.${rule ?? ""}`;
    }

    get words() {
        return choiceWords(this.props.text, this.props.choices);
    }

    get choiceRows() {
        return this.props.choices.map(([value, label]) => ({
            key: `choice ${value}`,
            kind: "choice",
            name: written(value),
            label,
            hint: written(value),
        }));
    }

    onInput(ev) {
        this.props.onType(this.place, ev.target.value);
        return this.offers.onInput();
    }

    /** Values that are known need not be typed. */
    onClick() {
        if (this.props.choices.length && !this.props.text) {
            this.offers.open(true);
        }
    }

    onBlur() {
        this.offers.close();
        this.props.onDone(this.place);
    }

    onKeydown(ev) {
        if (!this.offers.onKeydown(ev) && !ev.isComposing) {
            this.props.onKey(ev, this.place);
        }
    }
}
