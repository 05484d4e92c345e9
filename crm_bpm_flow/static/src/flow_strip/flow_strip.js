import { Component, onWillUnmount, useEffect, useState } from "@odoo/owl";
import { askToFinishArea } from "@crm_bpm_flow/core/area_finish";
import { useClock } from "@crm_bpm_flow/core/clock_hook";
import { describeDeadline, momentWords } from "@crm_bpm_flow/core/relative_time";
import { orReadAnew } from "@crm_bpm_flow/core/read_anew";
import { asksFirst, useTaskActions } from "@crm_bpm_flow/core/task_actions_hook";
import { CaseMapDialog } from "@crm_bpm_flow/flow_map/case_map_places";
import { useBegun, useWatched } from "@crm_bpm_flow/flow_map/watch_hook";
import { OutcomeButtons } from "@crm_bpm_flow/outcome_buttons/outcome_buttons";
import { RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { KeepLast } from "@web/core/utils/concurrency";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { _t } from "@web/core/l10n/translation";

const CASE_MODEL = "bpm.flow.instance";
const AVATARS = 3;
// what a reader of the record may simply not see, or what is gone by now
const QUIET_ERRORS = ["odoo.exceptions.AccessError", "odoo.exceptions.MissingError"];

/** The cases with the marks of what is on the screen already, where they have any. */
function withMarks(cases, shown) {
    for (const step of cases.flatMap((flowCase) => flowCase.steps)) {
        step.seen = shown[step.task_id] || step.seen;
    }
    return cases;
}

/** Where the processes of this record are, and the buttons of my own tasks in them. */
export class FlowStrip extends Component {
    static template = "crm_bpm_flow.FlowStrip";
    static components = { OutcomeButtons };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.tasks = useTaskActions();
        this.clock = useClock();
        this.keepLast = new KeepLast();
        this.alive = true;
        this.state = useState({ cases: [], failed: false, busy: false });
        // `_values` is a new object whenever the server was read, and only then
        useEffect(
            (resId) => {
                // an act of ours saves and reads the record itself: one reading at its end
                if (!this.state.busy || resId !== this.shownId) {
                    this.load(resId);
                }
            },
            () => [this.props.record.resId, this.props.record._values]
        );
        useBus(this.env.bus, "BPM_FLOW:CHANGED", ({ detail }) => this.onFlowChanged(detail));
        // a timer, a colleague, the scheduler: the record itself need not have changed
        useWatched(
            () => this.state.cases.map(({ id }) => `bpm_flow_case_${id}`),
            (moved) => this.onMoved(moved)
        );
        useBegun(
            () => this.props.record,
            () => this.onBegun()
        );
        onWillUnmount(() => {
            this.alive = false;
        });
    }

    // ------------------------------------------------------------------ data

    /**
     * @param {number} [resId]
     * @param {boolean} [keepsMarks] the record itself is not read with it: of what is to
     *   be approved, the screen still shows what it showed before
     */
    async load(resId = this.props.record.resId, keepsMarks = false) {
        if (resId !== this.shownId) {
            this.state.cases = [];
            this.shownId = resId;
        }
        if (!resId) {
            return;
        }
        try {
            const shown = keepsMarks ? this.marks : {};
            const data = await this.keepLast.add(
                this.orm.silent.call(CASE_MODEL, "strip_data", [
                    this.props.record.resModel,
                    resId,
                ])
            );
            const cases = withMarks(data.cases || [], shown);
            Object.assign(this.state, { cases, failed: false });
        } catch (error) {
            if (!(error instanceof RPCError)) {
                throw error;
            }
            const quiet = QUIET_ERRORS.includes(error.exceptionName);
            Object.assign(this.state, { cases: [], failed: !quiet });
        }
    }

    /** Reads the record and with it this strip and the chatter again. */
    async reloadRecord() {
        if (this.alive) {
            await this.props.record.load();
        }
    }

    /** With the record its chatter, but what is typed and not saved yet stays. */
    async readAnew() {
        if (this.alive && (await this.props.record.isDirty())) {
            await this.load();
        } else {
            await this.reloadRecord();
        }
    }

    onFlowChanged({ resModel, resId }) {
        const { record } = this.props;
        if (resModel === record.resModel && resId === record.resId) {
            this.load(resId, true);
        }
    }

    onMoved(moved) {
        if (this.state.cases.some(({ id }) => !moved || moved.includes(id))) {
            this.onBegun();
        }
    }

    onBegun() {
        if (!this.state.busy) {
            this.load(this.props.record.resId, true);
        }
    }

    /** {task: the mark of what was shown of what it approves} */
    get marks() {
        const steps = this.state.cases.flatMap((flowCase) => flowCase.steps);
        return Object.fromEntries(steps.map((step) => [step.task_id, step.seen]));
    }

    // ------------------------------------------------------------ what is shown

    get failedMessage() {
        return _t("The processes of this record could not be read.");
    }

    /** Only reading `tick` makes the words follow the clock. */
    deadline(step) {
        return this.clock.tick >= 0 && describeDeadline(step.deadline);
    }

    waitWords(wait) {
        if (!wait.until) {
            return _t("waits: %(name)s", { name: wait.name });
        }
        const until = this.clock.tick >= 0 && momentWords(wait.until);
        return _t("%(name)s: waits until %(until)s", { name: wait.name, until });
    }

    momentTitle(wait) {
        return describeDeadline(wait.until).title;
    }

    nextWords(flowCase) {
        return _t("next: %(steps)s", { steps: flowCase.next.join(", ") });
    }

    incidentWords(flowCase) {
        const steps = flowCase.failed.filter(Boolean).join(", ");
        const words =
            flowCase.incidents === 1
                ? _t("1 problem")
                : _t("%(count)s problems", { count: flowCase.incidents });
        return steps ? _t("%(problems)s: %(steps)s", { problems: words, steps }) : words;
    }

    people(step) {
        // myself first: that is what one looks for
        const isMe = ({ id }) => id === user.userId;
        const people = [...step.users].sort((a, b) => isMe(b) - isMe(a));
        const names = people.map((person) => (isMe(person) ? _t("You") : person.name));
        return {
            shown: people.slice(0, AVATARS),
            words:
                names.length > 2
                    ? _t("%(name)s and %(count)s more", { name: names[0], count: names.length - 1 })
                    : names.join(", "),
            all: names.join(", "),
        };
    }

    asksFirst(step) {
        return (outcome) => asksFirst(step.needs_form, outcome);
    }

    hasButtons(step) {
        return step.mine && !step.can_claim;
    }

    // --------------------------------------------------------------- what is done

    openCase(flowCase) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: CASE_MODEL,
            res_id: flowCase.id,
            views: [[false, "form"]],
        });
    }

    showMap(flowCase) {
        this.dialog.add(CaseMapDialog, { caseId: flowCase.id, title: flowCase.flow });
    }

    openTask(step) {
        return this.guarded(async () => {
            if (await this.props.record.save()) {
                await this.tasks.open(step.task_id, { title: step.name });
                await this.reloadRecord();
            }
        });
    }

    finish(step, outcome) {
        return this.guarded(async () => {
            // what was typed into the record belongs to the step that is finished with it
            const save = () => this.props.record.save();
            const { saved, seen } = await this.tasks.saving(step.task_id, step.seen, save);
            if (!saved) {
                return;
            }
            if (outcome?.returns) {
                await this.tasks.handBack(step.task_id);
            } else if (asksFirst(step.needs_form, outcome)) {
                const chosen = { title: step.name, outcome: outcome ? outcome.code : undefined };
                await this.tasks.open(step.task_id, chosen);
            } else {
                await this.tasks.complete(step.task_id, outcome ? outcome.code : false, {
                    ...step,
                    seen,
                });
            }
            await this.reloadRecord();
        });
    }

    claim(step) {
        return this.guarded(async () => {
            await this.tasks.claim(step.task_id);
            await this.reloadRecord();
        });
    }

    beginStep(flowCase, step) {
        return this.actWithin("begin_step", flowCase, step);
    }

    finishArea(flowCase, area) {
        askToFinishArea(this.dialog, area, () =>
            this.actWithin("finish_sub_process", flowCase, area)
        );
    }

    actWithin(method, flowCase, { bpmn_id: bpmnId }) {
        return this.guarded(async () => {
            if (await this.props.record.save()) {
                await this.orm.call(CASE_MODEL, method, [[flowCase.id], bpmnId]);
                await this.reloadRecord();
            }
        });
    }

    /** One act at a time: a second click while the first runs does nothing. */
    async guarded(act) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            // somebody else was quicker, or something is missing
            await orReadAnew(act, () => this.readAnew());
        } finally {
            this.state.busy = false;
        }
    }
}

export const flowStrip = { component: FlowStrip };

registry.category("view_widgets").add("bpm_flow_strip", flowStrip);
