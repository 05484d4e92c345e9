import { Component, onWillUpdateProps, useRef, useSubEnv } from "@odoo/owl";
import { CallbackRecorder } from "@web/search/action_hook";
import { getDefaultConfig, View } from "@web/views/view";

const FORMS = {
    "bpm.flow.node": "crm_bpm_flow.bpm_flow_node_view_form",
    "bpm.flow.transition": "crm_bpm_flow.bpm_flow_transition_view_form",
};

/**
 * The chosen step's or way's own form beside the map. It is saved when one goes on to
 * another, and when the keyboard or the mouse leaves it.
 */
export class StepPanel extends Component {
    static template = "crm_bpm_flow.StepPanel";
    static components = { View };
    static props = {
        resModel: String,
        resId: Number,
        /** Another one: the row was changed by the drawing, the form reads it anew. */
        stamp: String,
        onSaved: Function,
        register: Function,
    };

    setup() {
        this.root = useRef("root");
        // else the page would be called as what is chosen on its map
        useSubEnv({ config: getDefaultConfig() });
        this.props.register(() => this.save());
        this.prepare(this.props);
        onWillUpdateProps((next) => {
            if (this.keyOf(next) !== this.keyOf(this.props)) {
                this.prepare(next);
            }
        });
    }

    prepare({ resModel, resId }) {
        this.recorder = new CallbackRecorder();
        this.viewProps = {
            type: "form",
            resModel,
            resId,
            display: { controlPanel: false },
            context: { form_view_ref: FORMS[resModel] },
            preventCreate: true,
            __beforeLeave__: this.recorder,
        };
    }

    keyOf({ resModel, resId, stamp }) {
        return `${resModel}-${resId}-${stamp}`;
    }

    /** Save what was typed; false when something in it is wrong. */
    async save() {
        const saved = await Promise.all(this.recorder.callbacks.map((callback) => callback()));
        if (saved.includes(false)) {
            return false;
        }
        if (saved.length) {
            this.props.onSaved();
        }
        return true;
    }

    onFocusout({ relatedTarget }) {
        const inside = relatedTarget && this.root.el.contains(relatedTarget);
        // a menu or dialog that the form opened lies elsewhere in the page
        const isPopup = relatedTarget?.closest(".o_popover, .modal, .o-overlay-container");
        if (relatedTarget && !inside && !isPopup) {
            this.save();
        }
    }
}
