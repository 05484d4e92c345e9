import { Component, onWillStart, useEffect, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { _t } from "@web/core/l10n/translation";

const FORMS = {
    "bpm.flow.node": "crm_bpm_flow.bpm_flow_node_view_form",
    "bpm.flow.role": "crm_bpm_flow.bpm_flow_role_view_form",
};

/** What differs between two versions of a process, each line a link to its element. */
export class FlowChanges extends Component {
    static template = "crm_bpm_flow.FlowChanges";
    static props = {
        ...standardWidgetProps,
        // a many2one to the process, when the form is not the process's own
        flowField: { type: String, optional: true },
        // nothing to choose: what is about to be published
        fixed: { type: Boolean, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.keepLast = new KeepLast();
        this.state = useState({ data: null });
        onWillStart(() => this.load());
        // publishing and a new draft make other versions the ones to compare
        useEffect(
            (values) => {
                if (this.seenValues && values !== this.seenValues) {
                    this.load();
                }
                this.seenValues = values;
            },
            () => [this.props.record._values]
        );
    }

    get flowId() {
        const { record, flowField } = this.props;
        return flowField ? record.data[flowField]?.id : record.resId;
    }

    async load(oldId = false, newId = false) {
        if (!this.flowId) {
            this.state.data = null;
            return;
        }
        const args = [[this.flowId], oldId, newId];
        const call = this.orm.call("bpm.flow", "compare_versions", args);
        this.state.data = await this.keepLast.add(call);
    }

    choose(side, ev) {
        const chosen = { ...this.state.data, [side]: Number(ev.target.value) };
        return this.load(chosen.old, chosen.new);
    }

    get kinds() {
        return {
            added: { label: _t("new"), icon: "fa-plus-circle text-success" },
            removed: { label: _t("gone"), icon: "fa-minus-circle text-danger" },
            changed: { label: _t("changed"), icon: "fa-pencil text-info" },
        };
    }

    open(row) {
        this.dialog.add(FormViewDialog, {
            resModel: row.model,
            resId: row.id,
            title: row.name,
            readonly: true,
            canExpand: false,
            context: { form_view_ref: FORMS[row.model] },
        });
    }
}

export const flowChanges = {
    component: FlowChanges,
    extractProps: ({ attrs }) => ({
        flowField: attrs.flow_field,
        fixed: Boolean(attrs.fixed),
    }),
};

registry.category("view_widgets").add("bpm_flow_changes", flowChanges);
