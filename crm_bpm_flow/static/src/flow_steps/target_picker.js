import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { NOWHERE, targetWords } from "@crm_bpm_flow/flow_steps/steps_words";
import { useAutofocus } from "@web/core/utils/hooks";
import { fuzzyLookup } from "@web/core/utils/search";
import { _t } from "@web/core/l10n/translation";

/**
 * A searchable list of the steps to which a way can lead. What was typed and does not
 * exist yet becomes a new step.
 */
export class TargetPicker extends Component {
    static template = "crm_bpm_flow.TargetPicker";
    static props = {
        label: String,
        targets: { type: Array, element: Object },
        value: { type: [Number, Boolean] },
        onSelect: Function,
        onCreate: Function,
        onLeave: Function,
        close: Function,
    };

    setup() {
        this.listRef = useRef("list");
        this.state = useState({ typed: "", active: 0 });
        useAutofocus({ refName: "search", mobile: false });
        useEffect(
            () => {
                this.listRef.el.querySelector(".o_bpm_active")?.scrollIntoView({ block: "nearest" });
            },
            () => [this.state.active]
        );
        const chosen = this.items.findIndex((item) => item.id === this.props.value);
        this.state.active = Math.max(chosen, 0);
    }

    get items() {
        const typed = this.state.typed.trim();
        const steps = this.props.targets.map((step) => ({
            key: `step-${step.id}`,
            id: step.id,
            words: targetWords(step),
        }));
        const found = typed ? fuzzyLookup(typed, steps, ({ words }) => words) : steps;
        const nowhere = { key: "nowhere", id: false, words: String(NOWHERE) };
        return [...found, ...(typed ? [] : [nowhere]), ...this.newItems(typed)];
    }

    newItems(name) {
        return [
            {
                key: "new-step",
                kind: "userTask",
                className: "o_bpm_new_step border-top",
                words: name ? _t("+ New step “%(name)s”", { name }) : _t("+ New step…"),
            },
            {
                key: "new-wait",
                kind: "intermediateCatchEvent",
                event: "timer",
                className: "o_bpm_new_wait",
                words: name ? _t("+ New wait “%(name)s”", { name }) : _t("+ New wait…"),
            },
            {
                key: "new-end",
                kind: "endEvent",
                className: "o_bpm_new_end",
                words: name ? _t("+ New end “%(name)s”", { name }) : _t("+ New end…"),
            },
        ];
    }

    onInput(ev) {
        Object.assign(this.state, { typed: ev.target.value, active: 0 });
    }

    onKeydown(ev) {
        const { items } = this;
        const { active } = this.state;
        const act = {
            ArrowDown: () => (this.state.active = (active + 1) % items.length),
            ArrowUp: () => (this.state.active = (active + items.length - 1) % items.length),
            Enter: () => this.choose(items[active]),
            Escape: () => this.leave(),
            Tab: () => this.leave(),
        }[ev.isComposing ? "" : ev.key];
        if (act) {
            ev.preventDefault();
            ev.stopPropagation();
            act();
        }
    }

    /** Nothing is chosen; the cursor goes back to where it came from. */
    leave() {
        this.props.close();
        this.props.onLeave();
    }

    choose(item) {
        if (item.kind) {
            this.props.onCreate(item.kind, this.state.typed.trim(), item.event);
        } else if (item.id === this.props.value) {
            return this.leave();
        } else {
            this.props.onSelect(item.id);
        }
        this.props.close();
    }
}
