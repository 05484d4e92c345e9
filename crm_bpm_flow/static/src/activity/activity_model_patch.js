import { Activity } from "@mail/core/common/activity_model";
import { offerDelayReason } from "@crm_bpm_flow/core/delay_reason";
import { user } from "@web/core/user";
import { patch } from "@web/core/utils/patch";

/**
 * An activity of a process's task knows how the task may end.
 *
 * @type {import("models").Activity}
 */
const flowActivity = {
    setup() {
        super.setup(...arguments);
        /** @type {number|false|undefined} */
        this.bpm_task_id = undefined;
        /** @type {Object[]|undefined} */
        this.bpm_outcomes = undefined;
        /** @type {boolean|undefined} */
        this.bpm_needs_form = undefined;
        /** @type {boolean|undefined} */
        this.bpm_is_others = undefined;
        /** @type {string|false|undefined} */
        this.bpm_deadline = undefined;
        /** @type {string|false} */
        this.bpm_seen = undefined;
    },
    /**
     * Somebody else's to finish. Of a task for several people, each has an activity: one
     * finishes it at one's own.
     */
    get isOthers() {
        const isMine = ({ user_id: owner }) => owner?.id === user.userId;
        const hasTwin = () =>
            !isMine(this) &&
            Object.values(this.store["mail.activity"].records).some(
                (other) => other.bpm_task_id === this.bpm_task_id && isMine(other)
            );
        return Boolean(this.bpm_task_id && (this.bpm_is_others || hasTwin()));
    },
    /** Odoo's own "Mark done" asks for nothing, so it serves steps without a choice only. */
    get asksForOutcome() {
        return Boolean(
            this.bpm_task_id &&
                this.state !== "done" &&
                !this.isOthers &&
                (this.bpm_needs_form || this.bpm_outcomes?.length)
        );
    },
    /** Lets what shows the processes of this record follow. */
    notifyFlow() {
        if (this.bpm_task_id) {
            const detail = { resModel: this.res_model, resId: this.res_id };
            this.store.env.bus.trigger("BPM_FLOW:CHANGED", detail);
        }
    },
    /** What Odoo's own buttons for a task's activity mean for its process. */
    afterMarkDone() {
        this.notifyFlow();
        if (this.bpm_task_id) {
            offerDelayReason(this.store.env.services, {
                id: this.bpm_task_id,
                name: this.summary || "",
                deadline: this.bpm_deadline || false,
            });
        }
    },
    async markAsDone() {
        const result = await super.markAsDone(...arguments);
        this.afterMarkDone();
        return result;
    },
    async markAsDoneAndScheduleNext() {
        const result = await super.markAsDoneAndScheduleNext(...arguments);
        this.afterMarkDone();
        return result;
    },
};

patch(Activity.prototype, flowActivity);
