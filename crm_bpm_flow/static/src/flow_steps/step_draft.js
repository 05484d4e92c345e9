import { Component, onMounted, useRef } from "@odoo/owl";

/** The row of a step that is still being typed. */
export class StepDraft extends Component {
    static template = "crm_bpm_flow.StepDraft";
    static props = { model: Object, draft: Object, icon: String, depth: Number };

    setup() {
        this.nameRef = useRef("name");
        onMounted(() => {
            const { el } = this.nameRef;
            el.focus();
            el.setSelectionRange(el.value.length, el.value.length);
            el.scrollIntoView({ block: "nearest" });
            Object.assign(this.props.draft, { moving: false, opening: false });
        });
    }

    onInput(ev) {
        this.props.draft.name = ev.target.value;
    }

    onKeydown(ev) {
        const act = ev.isComposing ? null : this.keyAction(ev);
        if (act) {
            ev.preventDefault();
            ev.stopPropagation();
            act();
        }
    }

    keyAction(ev) {
        const { model } = this.props;
        const leave = (offset) => () => {
            const step = model.step(this.props.draft.afterId);
            model.saveDraft(false);
            if (step) {
                model.focusBeside(step, offset);
            }
        };
        const again = () => {
            // at once, not with the next drawing: a quick hand has typed on by then
            ev.target.value = "";
            model.saveDraft(true);
        };
        return {
            Enter: this.props.draft.name.trim() ? again : leave(0),
            Escape: () => {
                this.props.draft.name = "";
                leave(0)();
            },
            ArrowUp: leave(0),
            ArrowDown: leave(1),
        }[ev.key];
    }

    /** Whoever leaves a name that is typed wants that step. */
    onBlur() {
        if (this.props.model.draft && !this.props.draft.moving) {
            this.props.model.saveDraft(false);
        }
    }
}
