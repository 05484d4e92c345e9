import { Component, useState } from "@odoo/owl";
import { saveBeforeFinish } from "@crm_bpm_flow/core/before_finish";
import { useTaskActions } from "@crm_bpm_flow/core/task_actions_hook";
import { OutcomeButtons } from "@crm_bpm_flow/outcome_buttons/outcome_buttons";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** The outcomes of a task in its own form: saves what was entered, then finishes it. */
export class FlowOutcomes extends Component {
    static template = "crm_bpm_flow.FlowOutcomes";
    static components = { OutcomeButtons };
    static props = { ...standardWidgetProps };

    setup() {
        this.tasks = useTaskActions();
        this.state = useState({ busy: false });
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

    async finish(outcome) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            const { record } = this.props;
            if ((await saveBeforeFinish(record.model)) && (await record.save())) {
                await this.tasks.complete(record.resId, outcome ? outcome.code : false);
                await this.leave(record);
            }
        } finally {
            this.state.busy = false;
        }
    }

    /** A dialog has done its work; a page shows how the task is now. */
    leave(record) {
        if (this.env.inDialog) {
            return this.env.dialogData.close();
        }
        return record.load();
    }
}

export const flowOutcomes = {
    component: FlowOutcomes,
    fieldDependencies: [
        { name: "state", type: "selection" },
        { name: "is_mine", type: "boolean" },
        { name: "can_manage", type: "boolean" },
        { name: "outcome_buttons", type: "json" },
    ],
};

registry.category("view_widgets").add("bpm_flow_outcomes", flowOutcomes);
