import { Component, onMounted, useRef } from "@odoo/owl";

/** The less common kinds of steps, each with a sentence that says what it is for. */
export class KindPicker extends Component {
    static template = "crm_bpm_flow.KindPicker";
    static props = {
        label: String,
        kinds: { type: Array, element: Object },
        onSelect: Function,
        close: Function,
    };

    setup() {
        this.menuRef = useRef("menu");
        onMounted(() => this.buttons[0]?.focus());
    }

    get buttons() {
        return [...this.menuRef.el.querySelectorAll(".o_bpm_kind")];
    }

    onKeydown(ev) {
        const { buttons } = this;
        const at = buttons.indexOf(ev.target);
        const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[ev.key];
        if (next !== undefined) {
            ev.preventDefault();
            ev.stopPropagation();
            buttons.at(next % buttons.length).focus();
        }
    }

    choose(kind) {
        this.props.close();
        this.props.onSelect(kind);
    }
}
