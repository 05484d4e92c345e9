import { Component, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** Types or picks the next step; the list above grows with every Enter. */
export class StepsAddBar extends Component {
    static template = "crm_bpm_flow.StepsAddBar";
    static props = { model: Object };

    setup() {
        this.state = useState({ name: "" });
        this.nameRef = useRef("name");
    }

    get isEmpty() {
        return !this.props.model.steps.length;
    }

    /** A time limit belongs to a step, so it is added there. */
    get kinds() {
        return this.props.model.data.kinds.filter(({ kind }) => kind !== "boundaryEvent");
    }

    get label() {
        const { anchor } = this.props.model;
        return anchor
            ? _t("Add after %(number)s. %(name)s", { number: anchor.number, name: anchor.name })
            : _t("Add a step");
    }

    get placeholder() {
        return this.isEmpty
            ? _t("Type the first step, for example: Call the client")
            : _t("Type the next step and press Enter");
    }

    onKeydown(ev) {
        if (ev.key === "Enter" && !ev.isComposing) {
            ev.preventDefault();
            ev.stopPropagation();
            if (this.state.name.trim()) {
                this.add({ kind: "userTask" });
            }
        }
    }

    async add({ kind, event }) {
        const { model } = this.props;
        const name = this.state.name.trim();
        this.state.name = "";
        await model.add(kind, {
            event: event || false,
            name: name || false,
            afterId: () => model.anchor?.id || false,
            // whoever types a list goes on typing it here
            keepFocus: Boolean(name),
        });
        if (name) {
            this.nameRef.el?.focus();
        }
    }
}
