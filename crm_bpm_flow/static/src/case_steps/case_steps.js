import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { useClock } from "@crm_bpm_flow/core/clock_hook";
import { Newest } from "@crm_bpm_flow/core/newest";
import { asLocal, describeDeadline, momentWords } from "@crm_bpm_flow/core/relative_time";
import { useWatched } from "@crm_bpm_flow/flow_map/watch_hook";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatDateTime } from "@web/views/fields/formatters";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const STATES = {
    open: _t("now"),
    late: _t("late"),
    failed: _t("failed"),
    done: _t("done"),
    cancelled: _t("withdrawn"),
};
const BADGES = { open: "here", late: "late", failed: "failed", done: "done" };

/** What was done in a case and is open in it, in the order in which it began. */
export class CaseSteps extends Component {
    static template = "crm_bpm_flow.CaseSteps";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.clock = useClock();
        this.newest = new Newest();
        this.state = useState({ rows: [] });
        onWillStart(() => this.load());
        onWillUpdateProps((props) => this.load(props.record.resId));
        useWatched(
            () => [`bpm_flow_case_${this.props.record.resId}`],
            () => this.load()
        );
    }

    async load(caseId = this.props.record.resId) {
        const asked = caseId
            ? this.orm.silent.call("bpm.flow.instance", "history", [caseId])
            : Promise.resolve([]);
        this.state.rows = await this.newest.add(asked);
    }

    stateOf({ state, late }) {
        return state === "open" && late ? "late" : state;
    }

    stateWords(row) {
        return STATES[this.stateOf(row)];
    }

    badge(row) {
        const colour = BADGES[this.stateOf(row)];
        return colour ? `o_bpm_badge_${colour}` : "text-bg-light";
    }

    moment(value) {
        return value ? formatDateTime(asLocal(value), { showSeconds: false }) : "";
    }

    /** Until when it is open: a task has a deadline, a wait simply ends. */
    due(row) {
        const words = row.task ? describeDeadline(row.until) : null;
        const nothing = { words: momentWords(row.until), className: "text-muted", icon: "" };
        return this.clock.tick >= 0 && (words || nothing);
    }

    async open(row) {
        const action = await this.orm.call("bpm.flow.task", "action_open", [[row.task]]);
        await this.action.doAction(action);
    }
}

registry.category("view_widgets").add("bpm_flow_case_steps", { component: CaseSteps });
