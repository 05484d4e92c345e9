import { useEnv } from "@odoo/owl";
import { offerDelayReason } from "@crm_bpm_flow/core/delay_reason";
import { useService } from "@web/core/utils/hooks";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";
import { _t } from "@web/core/l10n/translation";

export const TASK_MODEL = "bpm.flow.task";
const TASK_FORM = "crm_bpm_flow.bpm_flow_task_view_form_dialog";

/**
 * What a worker does with a task, the same from the strip, the activity and the task form.
 */
export function useTaskActions() {
    const orm = useService("orm");
    const dialog = useService("dialog");
    const action = useService("action");
    // Whoever asked is often gone when he is asked why: an activity goes with its task.
    const { services } = useEnv();
    const readMark = async (taskId) => {
        const [task] = await orm.silent.read(TASK_MODEL, [taskId], ["ground_mark"]);
        return task?.ground_mark || false;
    };

    return {
        /**
         * Opens the task with its instruction and all it asks for.
         *
         * @param {number} taskId
         * @param {object} [options]
         * @param {string} [options.title] its name
         * @param {string} [options.outcome] the outcome that was already chosen outside
         * @returns {Promise<void>} resolved when the dialog is closed
         */
        open(taskId, { title, outcome } = {}) {
            const context = { form_view_ref: TASK_FORM };
            if (outcome) {
                context.bpm_outcome = outcome;
            }
            return new Promise((resolve) => {
                dialog.add(
                    FormViewDialog,
                    { resModel: TASK_MODEL, resId: taskId, context, title: title || _t("Task") },
                    { onClose: () => resolve() }
                );
            });
        },
        /**
         * Asks to which earlier step the case is returned, and why.
         *
         * @returns {Promise<void>} resolved when the dialog is closed
         */
        async handBack(taskId) {
            const asked = await orm.call(TASK_MODEL, "action_return_wizard", [[taskId]]);
            return new Promise((resolve) => {
                action.doAction(asked, { onClose: () => resolve() });
            });
        },
        /**
         * Finishes the task; `outcome` false = it has no choice, it is simply done.
         *
         * @param {number} taskId
         * @param {string | false} [outcome]
         * @param {object} [known] its name and deadline, where nobody was asked yet what
         *   made it late
         * @param {string} [known.name]
         * @param {string | false} [known.deadline]
         * @param {string | false} [known.seen] the mark of what he was shown of what he
         *   approves
         */
        async complete(taskId, outcome = false, { name = "", deadline = false, seen = false } = {}) {
            const values = { outcome, comment: false, seen };
            const result = await services.orm.call(TASK_MODEL, "complete", [[taskId]], values);
            offerDelayReason(services, { id: taskId, name, deadline });
            return result;
        },
        /**
         * Saves what was typed. What one has changed oneself one has seen; what others
         * changed meanwhile one has not.
         *
         * @param {number} taskId
         * @param {string | false} seen the mark of what is on the screen
         * @param {() => Promise<boolean>} save
         * @returns {Promise<{ saved: boolean, seen: string | false }>}
         */
        async saving(taskId, seen, save) {
            const before = seen && (await readMark(taskId));
            const saved = await save();
            const isAsSeen = saved && seen && before === seen;
            return { saved, seen: isAsSeen ? await readMark(taskId) : seen };
        },
        claim(taskId) {
            return orm.call(TASK_MODEL, "action_claim", [[taskId]]);
        },
    };
}

/**
 * Must something be entered before the task can be finished with this outcome? An
 * outcome that says so itself ("Spam" asks for nothing) has the last word.
 */
export function asksFirst(needsForm, outcome) {
    return Boolean(outcome?.returns || (outcome?.needs_form ?? needsForm) || outcome?.require_comment);
}
