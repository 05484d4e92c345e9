import { Component } from "@odoo/owl";
import { askToFinishArea } from "@crm_bpm_flow/core/area_finish";
import { useClock } from "@crm_bpm_flow/core/clock_hook";
import { describeDeadline, momentWords } from "@crm_bpm_flow/core/relative_time";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { _t } from "@web/core/l10n/translation";

const STATES = {
    failed: { className: "text-danger", icon: "fa-exclamation-triangle" },
    arrived: { className: "text-muted", icon: "fa-hourglass-half" },
};

/** The branches of a case; its managers repair each with the buttons beside it. */
export class OpenStepsField extends Component {
    static template = "crm_bpm_flow.OpenStepsField";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.clock = useClock();
    }

    get steps() {
        return this.props.record.data[this.props.name] || [];
    }

    get canManage() {
        return this.props.record.data.can_manage;
    }

    look(step) {
        return STATES[step.state] || { className: "", icon: step.icon };
    }

    stateWords(step) {
        return { failed: _t("failed"), arrived: _t("waits for the other branches") }[step.state] || "";
    }

    /** Only reading `tick` makes the words follow the clock. */
    dueOf(step) {
        if (!step.until || this.clock.tick < 0) {
            return {};
        }
        if (step.task_ids.length) {
            return describeDeadline(step.until);
        }
        const { title } = describeDeadline(step.until);
        const words = _t("until %(until)s", { until: momentWords(step.until) });
        return { title, words, className: "text-muted", icon: "fa-clock-o" };
    }

    /** Asks why, does it, and shows the case as it is then. */
    async repair(act, step) {
        const { record } = this.props;
        const action = await this.orm.call(record.resModel, "action_repair_wizard", [[record.resId]], {
            act,
            token: step.token,
            bpmn_id: step.bpmn_id,
            task_ids: act === "finish" ? step.task_ids : [],
        });
        await this.ask(action);
    }

    /** Asks who has the step's one task from now on. */
    async reassign(step) {
        await this.ask(await this.orm.call("bpm.flow.task", "action_reassign_wizard", [step.task_ids]));
    }

    /** Of steps in any order: one of them, as often as it is needed. */
    begin(step) {
        return this.decide("begin_step", step.bpmn_id);
    }

    finishArea(area) {
        askToFinishArea(this.dialog, area, () =>
            this.decide("finish_sub_process", area.bpmn_id)
        );
    }

    async decide(method, bpmnId) {
        const { record } = this.props;
        await this.orm.call(record.resModel, method, [[record.resId], bpmnId]);
        await record.load();
    }

    ask(action) {
        return this.action.doAction(action, { onClose: () => this.props.record.load() });
    }
}

export const openStepsField = {
    component: OpenStepsField,
    supportedTypes: ["json"],
    fieldDependencies: [{ name: "can_manage", type: "boolean" }],
};

registry.category("fields").add("bpm_flow_open_steps", openStepsField);
