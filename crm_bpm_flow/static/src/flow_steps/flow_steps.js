import { Component, onPatched, onWillStart, onWillUpdateProps, useEffect, useRef, useState } from "@odoo/owl";
import { KindPicker } from "@crm_bpm_flow/flow_steps/kind_picker";
import { useRecordRead } from "@crm_bpm_flow/core/record_read_hook";
import { looseSince, losesWays } from "@crm_bpm_flow/flow_steps/steps_loose";
import { StepRow } from "@crm_bpm_flow/flow_steps/step_row";
import { StepsAddBar } from "@crm_bpm_flow/flow_steps/steps_add_bar";
import { StepsFindings } from "@crm_bpm_flow/flow_steps/steps_findings";
import { StepsModel } from "@crm_bpm_flow/flow_steps/steps_model";
import { TargetPicker } from "@crm_bpm_flow/flow_steps/target_picker";
import { hasTouch } from "@web/core/browser/feature_detection";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { usePopover } from "@web/core/popover/popover_hook";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSortable } from "@web/core/utils/sortable_owl";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { _t } from "@web/core/l10n/translation";

const NODE_FORM = "crm_bpm_flow.bpm_flow_node_view_form";
const TRANSITION_FORM = "crm_bpm_flow.bpm_flow_transition_view_form";

/** The steps of a process version as a list made for the keyboard. */
export class FlowSteps extends Component {
    static template = "crm_bpm_flow.FlowSteps";
    static components = { StepRow, StepsAddBar, StepsFindings };
    static props = {
        ...standardWidgetProps,
        // a many2one to the version, when the form is not the version's own
        versionField: { type: String, optional: true },
    };

    setup() {
        this.dialog = useService("dialog");
        this.rootRef = useRef("root");
        this.listRef = useRef("list");
        const place = {
            arrow: false,
            position: "bottom-start",
            useBottomSheet: this.env.isSmall && hasTouch(),
        };
        this.picker = usePopover(TargetPicker, { ...place });
        this.limitPicker = usePopover(KindPicker, { ...place });
        this.model = useState(new StepsModel(useService("orm"), () => this.showFrozen()));
        this.state = useState({ showKeys: false });
        onWillStart(() => this.model.load(this.versionId(this.props)));
        onWillUpdateProps((props) => {
            const versionId = this.versionId(props);
            if (versionId !== this.model.versionId) {
                return this.read(versionId);
            }
        });
        onPatched(() => this.beginTyping());
        // saving a new process gives it steps, publishing freezes them: whatever was read
        // anew from the server decides which steps are shown and whether they may be edited
        useRecordRead(() => this.read(this.versionId(this.props)));
        useEffect(
            (focus) => this.giveFocus(focus),
            () => [this.model.focus, this.model.data]
        );
        useSortable({
            enable: () => this.model.editable,
            ref: this.listRef,
            elements: "[data-movable]",
            handle: ".o_bpm_step_handle",
            onDrop: (params) => this.onDrop(params),
        });
    }

    versionId({ record, versionField }) {
        return (versionField ? record.data[versionField]?.id : record.resId) || false;
    }

    // -------------------------------------------------------------- finding places

    giveFocus(focus) {
        const row = focus && this.rootRef.el?.querySelector(`[data-step-id="${focus.stepId}"]`);
        if (!row) {
            return;
        }
        this.model.focus = null;
        const exit = focus.selector ? row.querySelector(focus.selector) : null;
        const target =
            exit?.querySelector("button.o_bpm_exit_target") ||
            row.querySelector(".o_bpm_step_name");
        target.focus();
        if (focus.select) {
            target.select();
        }
        row.scrollIntoView({ block: "nearest" });
    }

    read(versionId) {
        this.isNew ||= Boolean(versionId && !this.model.versionId);
        return this.model.load(versionId);
    }

    /** Whoever made a new process goes on with its first step, hands on the keys. */
    beginTyping() {
        const next = this.isNew && this.rootRef.el.querySelector(".o_bpm_add_name");
        if (next) {
            this.isNew = false;
            if (!this.env.isSmall) {
                next.focus();
            }
        }
    }

    /** Somebody else published it: the form's buttons are those of a draft still. */
    async showFrozen() {
        const { record } = this.props;
        if (!(await record.isDirty())) {
            await record.load();
        }
    }

    saveNew() {
        return this.props.record.save();
    }

    showFinding(finding) {
        if (finding.step_id) {
            const { step_id: stepId, transition_id: wayId } = finding;
            this.model.focusExit(stepId, wayId ? `[data-transition-id="${wayId}"]` : "");
            if (finding.opens) {
                this.openDetails(this.model.step(stepId));
            }
        } else {
            this.rootRef.el.querySelector(".o_bpm_add_name, .o_bpm_step_name")?.focus();
        }
    }

    onKeydown(ev) {
        if (ev.key === "?" && ev.target.tagName !== "INPUT") {
            this.state.showKeys = !this.state.showKeys;
        }
    }

    // -------------------------------------------------------------------- changing

    onDrop({ element, previous }) {
        const step = this.model.step(Number(element.dataset.stepId));
        // a time limit stays with its step: dropped behind it means behind the step
        let after = previous && this.model.step(Number(previous.dataset.stepId));
        if (after?.attached_to && after.attached_to !== step.id) {
            after = this.model.step(after.attached_to);
        }
        return this.model.move(step, after ? after.id : false);
    }

    pickTarget(target, step, exit, index) {
        this.picker.open(target, {
            label: exit.label,
            targets: this.model.targets,
            value: exit.target || false,
            onSelect: async (targetId) => {
                await this.model.connect(step, exit, targetId);
                this.model.focusExit(step.id, `[data-exit-index="${index}"]`);
            },
            onCreate: (...made) => this.model.connectNew(step, exit, ...made),
            onLeave: () => target.focus(),
        });
    }

    /** What else can happen while a step is open, besides its time being over. */
    pickLimit(target, step) {
        this.limitPicker.open(target, {
            label: _t("What else may happen meanwhile"),
            kinds: this.model.limits,
            onSelect: ({ kind, event }) => this.model.add(kind, { event, afterId: step.id }),
        });
    }

    onDelete(step) {
        const { steps } = this.model;
        const holdsOthers = steps.some((other) => this.model.parentOf(other) === step.id);
        if (!holdsOthers && !losesWays(steps, step)) {
            return this.model.remove(step);
        }
        this.dialog.add(ConfirmationDialog, {
            title: _t("Delete “%(name)s”?", { name: step.name }),
            body: _t("What leads to this step or from it will lead nowhere."),
            confirmLabel: _t("Delete"),
            confirm: () => this.model.remove(step),
            cancel: () => {},
        });
    }

    openForm(resModel, resId, viewRef, title, { context = {}, size = "lg", onClose } = {}) {
        this.dialog.add(
            FormViewDialog,
            {
                resModel,
                resId,
                title,
                readonly: !this.model.editable,
                canExpand: false,
                size,
                context: { ...context, form_view_ref: viewRef },
            },
            { onClose: onClose || (() => this.model.load()) }
        );
    }

    openDetails(step) {
        // it may just have got another name
        const { name, kind } = this.model.step(step.id) || step;
        const size = kind === "businessRuleTask" ? "xl" : "lg"; // a table is wide
        this.openForm("bpm.flow.node", step.id, NODE_FORM, name, { size });
    }

    /** A step that was typed in a way's form stays only if a way leads there. */
    async afterWay(known) {
        await this.model.load();
        const loose = looseSince(this.model.steps, known);
        if (loose.length) {
            await this.model.call("editor_take_back", { step_ids: loose });
        }
    }

    /** Opens a way out, or a new one when it has no id yet. */
    openCondition(exit, step) {
        const context = exit.id
            ? {}
            : { default_version_id: this.model.versionId, default_source_id: step.id };
        const title = exit.id ? _t("When this way is taken") : _t("Another way");
        const known = new Set(this.model.steps.map(({ id }) => id));
        const onClose = () => this.afterWay(known);
        this.openForm("bpm.flow.transition", exit.id, TRANSITION_FORM, title, { context, onClose });
    }
}

export const flowSteps = {
    component: FlowSteps,
    extractProps: ({ attrs }) => ({ versionField: attrs.version_field }),
};

registry.category("view_widgets").add("bpm_flow_steps", flowSteps);
