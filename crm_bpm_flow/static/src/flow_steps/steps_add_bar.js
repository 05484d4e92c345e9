import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { KindPicker } from "@crm_bpm_flow/flow_steps/kind_picker";
import { hasTouch } from "@web/core/browser/feature_detection";
import { usePopover } from "@web/core/popover/popover_hook";
import { _t } from "@web/core/l10n/translation";

/** Types or picks the next step; the list above grows with every Enter. */
export class StepsAddBar extends Component {
    static template = "crm_bpm_flow.StepsAddBar";
    static props = { model: Object };

    setup() {
        this.state = useState({ name: "" });
        this.barRef = useRef("bar");
        this.nameRef = useRef("name");
        useEffect(
            () => this.stayInSight(),
            () => [this.props.model.steps.length]
        );
        this.picker = usePopover(KindPicker, {
            arrow: false,
            position: "bottom-start",
            useBottomSheet: this.env.isSmall && hasTouch(),
        });
    }

    /** The list grows above: whoever types here goes on seeing what he types. */
    stayInSight() {
        if (document.activeElement === this.nameRef.el) {
            this.barRef.el.scrollIntoView({ block: "nearest" });
        }
    }

    get isEmpty() {
        return !this.props.model.steps.length;
    }

    /** What belongs to a step, like a time limit, is added there. */
    get offered() {
        return this.props.model.data.kinds.filter(({ kind }) => kind !== "boundaryEvent");
    }

    get kinds() {
        return this.offered.filter(({ more }) => !more);
    }

    get moreKinds() {
        return this.offered.filter(({ more }) => more);
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
        } else if (ev.key === "ArrowUp" && !this.state.name && this.props.model.anchor) {
            ev.preventDefault();
            this.props.model.focusName(this.props.model.anchor.id);
        }
    }

    openMore(ev) {
        this.picker.open(ev.currentTarget, {
            label: _t("More kinds of steps"),
            kinds: this.moreKinds,
            onSelect: (kind) => this.add(kind),
        });
    }

    /** Steps with their settings, in the words of the picker of kinds. */
    get ready() {
        return (this.props.model.data.ready || []).map(({ id, name, description, icon }) => ({
            kind: "ready",
            event: `${id}`,
            id,
            label: name,
            help: description,
            icon,
        }));
    }

    openReady(ev) {
        this.picker.open(ev.currentTarget, {
            label: _t("Ready steps"),
            kinds: this.ready,
            onSelect: ({ id }) => this.addReady(id),
        });
    }

    /** A ready step behind the current one, with its settings. */
    async addReady(readyId) {
        const { model } = this.props;
        const data = await model.call("editor_add_ready", () => ({
            ready_id: readyId,
            after_id: model.anchor?.id || false,
        }));
        const name = model.step(data.new_step)?.name || "";
        model.focusName(data.new_step, true);
        model.say(_t("Step %(name)s added", { name }));
    }

    async add({ kind, event }) {
        const { model } = this.props;
        const name = this.state.name.trim();
        this.state.name = "";
        this.nameRef.el.value = "";
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
