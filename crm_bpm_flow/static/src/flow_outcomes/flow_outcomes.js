import { Component, onMounted, useRef, useState } from "@odoo/owl";
import { saveBeforeFinish } from "@crm_bpm_flow/core/before_finish";
import { orReadAnew, readTaskAnew } from "@crm_bpm_flow/core/read_anew";
import { asksFirst, useTaskActions } from "@crm_bpm_flow/core/task_actions_hook";
import { OutcomeButtons } from "@crm_bpm_flow/outcome_buttons/outcome_buttons";
import { hasTouch } from "@web/core/browser/feature_detection";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/**
 * The outcomes of a task in its own form, where what was entered is saved before it is
 * finished, or on its card.
 */
export class FlowOutcomes extends Component {
    static template = "crm_bpm_flow.FlowOutcomes";
    static components = { OutcomeButtons };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.tasks = useTaskActions();
        this.state = useState({ busy: false });
        this.rootRef = useRef("root");
        onMounted(() => this.focusChosen());
    }

    get isShown() {
        const { state, is_mine: isMine, can_manage: canManage } = this.props.record.data;
        return Boolean(this.props.record.resId && state === "open" && (isMine || canManage));
    }

    get outcomes() {
        return this.props.record.data.outcome_buttons || [];
    }

    /** Chosen already where the dialog was opened from. */
    get chosen() {
        return this.props.record.context.bpm_outcome || false;
    }

    /** On a card nothing can be entered: what the task asks for is asked in its form. */
    get isForm() {
        return Boolean(this.env.inDialog || this.env.config?.viewType === "form");
    }

    /** What was chosen goes on by Enter, or with the comment that it wants. */
    focusChosen() {
        const outcome = this.outcomes.find(({ code }) => code === this.chosen);
        if (!outcome || !this.isShown || !this.env.inDialog || hasTouch()) {
            return;
        }
        const root = this.rootRef.el;
        const comment = root.closest(".o_form_view, .modal")?.querySelector("[name=comment]");
        const input = outcome.require_comment && comment?.querySelector("input, textarea");
        (input || root.querySelector(`[data-outcome="${outcome.code}"]`))?.focus();
    }

    asksFirst(outcome) {
        return !this.isForm && asksFirst(this.props.record.data.needs_form, outcome);
    }

    async select(outcome) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            await orReadAnew(
                () => (this.isForm ? this.finishInForm(outcome) : this.finishOnCard(outcome)),
                () => this.readAnew()
            );
        } finally {
            this.state.busy = false;
        }
    }

    /** The form has a field for what made it late, a card has not. */
    complete(outcome, seen = this.props.record.data.ground_mark) {
        const { resId, data } = this.props.record;
        if (outcome?.returns) {
            return this.tasks.handBack(resId);
        }
        const deadline = !this.isForm && data.date_deadline;
        const known = { name: data.name, deadline: deadline || false, seen };
        return this.tasks.complete(resId, outcome ? outcome.code : false, known);
    }

    async finishInForm(outcome) {
        const { record } = this.props;
        const save = async () => (await saveBeforeFinish(record.model)) && (await record.save());
        const shown = record.data.ground_mark;
        const { saved, seen } = await this.tasks.saving(record.resId, shown, save);
        if (saved) {
            await this.complete(outcome, seen);
            await this.leave(record, outcome);
        }
    }

    async finishOnCard(outcome) {
        const { record } = this.props;
        if (this.asksFirst(outcome) && !outcome?.returns) {
            await this.tasks.open(record.resId, {
                title: record.data.name,
                outcome: outcome ? outcome.code : undefined,
            });
        } else {
            await this.complete(outcome);
        }
        await record.model.load();
    }

    readAnew() {
        const { record } = this.props;
        return this.isForm ? readTaskAnew(this.orm, record) : record.model.load();
    }

    /** A dialog has done its work; a page shows how the task is now. */
    async leave(record, outcome) {
        if (!this.env.inDialog || outcome?.returns) {
            await record.load();
        }
        // whoever thought better of returning it goes on in the dialog
        if (this.env.inDialog && !(outcome?.returns && record.data.state === "open")) {
            this.env.dialogData.close();
        }
    }
}

export const flowOutcomes = {
    component: FlowOutcomes,
    fieldDependencies: [
        { name: "state", type: "selection" },
        { name: "is_mine", type: "boolean" },
        { name: "can_manage", type: "boolean" },
        { name: "needs_form", type: "boolean" },
        { name: "outcome_buttons", type: "json" },
        { name: "ground_mark", type: "char" },
    ],
};

registry.category("view_widgets").add("bpm_flow_outcomes", flowOutcomes);
