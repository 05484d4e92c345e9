import { Component, useState } from "@odoo/owl";
import { orReadAnew } from "@crm_bpm_flow/core/read_anew";
import { asksFirst, useTaskActions } from "@crm_bpm_flow/core/task_actions_hook";
import { OutcomeButtons } from "@crm_bpm_flow/outcome_buttons/outcome_buttons";
import { Activity } from "@mail/core/web/activity";
import { ActivityListPopoverItem } from "@mail/core/web/activity_list_popover_item";
import { patch } from "@web/core/utils/patch";

/** In the place of "Mark done": the outcomes of the task behind an activity. */
export class ActivityOutcomes extends Component {
    static template = "crm_bpm_flow.ActivityOutcomes";
    static components = { OutcomeButtons };
    static props = {
        activity: Object,
        onFinished: Function,
    };

    setup() {
        this.tasks = useTaskActions();
        this.state = useState({ busy: false });
    }

    get outcomes() {
        return this.props.activity.bpm_outcomes || [];
    }

    asksFirst(outcome) {
        return asksFirst(this.props.activity.bpm_needs_form, outcome);
    }

    async select(outcome) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        const { activity, onFinished } = this.props;
        const showHowItIsNow = async () => {
            activity.notifyFlow();
            await onFinished();
        };
        try {
            await orReadAnew(() => this.finish(activity, outcome), showHowItIsNow);
            await showHowItIsNow();
        } finally {
            this.state.busy = false;
        }
    }

    finish(activity, outcome) {
        if (outcome?.returns) {
            return this.tasks.handBack(activity.bpm_task_id);
        }
        if (this.asksFirst(outcome)) {
            const title = activity.summary || activity.display_name;
            return this.tasks.open(activity.bpm_task_id, {
                title,
                outcome: outcome ? outcome.code : undefined,
            });
        }
        const known = {
            name: activity.summary || "",
            deadline: activity.bpm_deadline,
            seen: activity.bpm_seen,
        };
        return this.tasks.complete(activity.bpm_task_id, outcome ? outcome.code : false, known);
    }
}

Activity.components = { ...Activity.components, ActivityOutcomes };
ActivityListPopoverItem.components = { ...ActivityListPopoverItem.components, ActivityOutcomes };

patch(Activity.prototype, {
    async onFlowFinished() {
        const thread = this.thread;
        this.props.onActivityChanged(thread);
        await this.props.reloadParentView();
    },
});

patch(ActivityListPopoverItem.prototype, {
    get hasMarkDoneButton() {
        const { asksForOutcome, isOthers } = this.props.activity;
        return super.hasMarkDoneButton && !asksForOutcome && !isOthers;
    },
    async onFlowFinished() {
        await this.props.onActivityChanged?.();
    },
});
