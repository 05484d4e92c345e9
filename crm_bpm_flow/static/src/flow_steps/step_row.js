import { Component, useState } from "@odoo/owl";
import { StepDraft } from "@crm_bpm_flow/flow_steps/step_draft";
import { StepExit } from "@crm_bpm_flow/flow_steps/step_exit";
import { useAutofocus } from "@web/core/utils/hooks";
import { _t } from "@web/core/l10n/translation";

const BRANCHING = [
    "exclusiveGateway",
    "parallelGateway",
    "inclusiveGateway",
    "eventBasedGateway",
    "complexGateway",
];
const CAN_BE_LIMITED = [
    "userTask",
    "manualTask",
    "serviceTask",
    "receiveTask",
    "callActivity",
    "subProcess",
    "transaction",
    "adHocSubProcess",
];
const HAS_OUTCOMES = ["userTask", "manualTask"];

/** One step: its name to type over, who and until when, and where its exits lead. */
export class StepRow extends Component {
    static template = "crm_bpm_flow.StepRow";
    static components = { StepDraft, StepExit };
    static props = {
        step: Object,
        // only to act on: what the row shows comes in its own props
        model: Object,
        readonly: Boolean,
        current: Boolean,
        draft: { type: Object, optional: true },
        onDetails: Function,
        onPick: Function,
        onLimit: Function,
        onCondition: Function,
        onDelete: Function,
    };

    setup() {
        this.state = useState({ typed: null, outcome: null });
        useAutofocus({ refName: "outcome" });
    }

    // ------------------------------------------------------------ what is shown

    get isTimer() {
        return Boolean(this.props.step.attached_to);
    }

    get limitWords() {
        const { deadline, is_before: isBefore, what } = this.props.step;
        if (isBefore) {
            return `${deadline}:`;
        }
        return deadline ? _t("after %(time)s:", { time: deadline }) : what && `${what}:`;
    }

    get nameLabel() {
        return _t("Name of step %(number)s", { number: this.props.step.number });
    }

    get canHaveOutcomes() {
        return !this.props.readonly && HAS_OUTCOMES.includes(this.props.step.kind);
    }

    get canBranch() {
        return !this.props.readonly && BRANCHING.includes(this.props.step.kind);
    }

    get canBeLimited() {
        return !this.props.readonly && CAN_BE_LIMITED.includes(this.props.step.kind);
    }

    // -------------------------------------------------------------------- name

    onNameInput(ev) {
        this.state.typed = ev.target.value;
    }

    onNameFocus() {
        this.props.model.currentId = this.props.step.id;
    }

    /** An empty name is never saved: the step keeps the one it has. */
    async saveName() {
        const { typed } = this.state;
        const { model, step } = this.props;
        const name = typed?.trim();
        try {
            if (name && name !== step.name) {
                await model.rename(step, name);
            }
        } finally {
            // unless somebody went on typing meanwhile
            if (this.state.typed === typed) {
                this.state.typed = null;
            }
        }
    }

    nextStep() {
        this.props.model.openDraft(this.props.step);
        return this.saveName();
    }

    onNameKeydown(ev) {
        const act = this.props.model.typeAhead(ev) ? () => {} : this.keyAction(ev);
        if (act) {
            ev.preventDefault();
            ev.stopPropagation();
            act();
        }
    }

    keyAction(ev) {
        const { model, step } = this.props;
        if (ev.isComposing) {
            return null;
        }
        const { Escape, Enter, Delete, ArrowUp, ArrowDown, KeyD } = this.keys(model, step, ev);
        // by place on the keyboard, not by letter: the Russian one has no "d"
        if (ev.code === "KeyD" && (ev.ctrlKey || ev.metaKey)) {
            return KeyD;
        }
        return { Escape, Enter, Delete, ArrowUp, ArrowDown }[ev.key] || null;
    }

    keys(model, step, ev) {
        const editable = !this.props.readonly;
        const saved = (act) => editable && (() => this.saveName().then(act));
        return {
            Escape: this.state.typed !== null && (() => (this.state.typed = null)),
            Enter: this.enterKey(ev, saved),
            Delete: editable && this.state.typed === "" && (() => this.remove()),
            ArrowUp: ev.altKey
                ? saved(() => model.moveBy(step, -1))
                : () => model.focusBeside(step, -1),
            ArrowDown: ev.altKey
                ? saved(() => model.moveBy(step, 1))
                : () => model.focusBeside(step, 1),
            KeyD: saved(() => model.copy(step)),
        };
    }

    enterKey(ev, saved) {
        if (ev.altKey) {
            const details = () => this.props.onDetails(this.props.step);
            return saved(details) || details;
        }
        if (ev.ctrlKey || ev.metaKey) {
            return this.canHaveOutcomes && saved(() => (this.state.outcome = ""));
        }
        return !this.props.readonly && (() => this.nextStep());
    }

    remove() {
        this.state.typed = null;
        this.props.onDelete(this.props.step);
    }

    // ------------------------------------------------------------------- exits

    pick(target, exit, index) {
        this.props.onPick(target, this.props.step, exit, index);
    }

    addTimer() {
        return this.props.model.add("boundaryEvent", {
            event: "timer",
            afterId: this.props.step.id,
        });
    }

    // ---------------------------------------------------------------- outcomes

    /** Keys pressed between the click and the drawing of the field belong to it. */
    onAddOutcomeKeydown(ev) {
        if (this.state.outcome !== null && ev.key.length === 1 && !ev.ctrlKey && !ev.metaKey) {
            ev.preventDefault();
            this.state.outcome += ev.key;
        }
    }

    onOutcomeKeydown(ev) {
        if (ev.key === "Enter") {
            ev.preventDefault();
            ev.stopPropagation();
            this.saveOutcome(true);
            ev.target.value = "";
        } else if (ev.key === "Escape") {
            ev.stopPropagation();
            this.leaveOutcome();
        }
    }

    /** The field goes, the cursor stays with its step. */
    leaveOutcome() {
        this.state.outcome = null;
        this.props.model.focusName(this.props.step.id);
    }

    /** After Enter the field stays for the next outcome, after leaving it goes. */
    async saveOutcome(again) {
        const name = this.state.outcome?.trim();
        if (again && !name) {
            return this.leaveOutcome();
        }
        this.state.outcome = again ? "" : null;
        if (name) {
            await this.props.model.addOutcome(this.props.step, name);
        }
    }
}
