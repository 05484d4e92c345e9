import { Component, onWillStart, useState } from "@odoo/owl";
import { Newest } from "@crm_bpm_flow/core/newest";
import { ChangesMap } from "@crm_bpm_flow/flow_changes/changes_map";
import { useRecordRead } from "@crm_bpm_flow/core/record_read_hook";
import { registry } from "@web/core/registry";
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
    static components = { ChangesMap };
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
        this.newest = new Newest();
        this.state = useState({ data: null, onMap: false, side: "new", selected: false });
        onWillStart(() => this.load());
        // publishing and a new draft make other versions the ones to compare
        useRecordRead(() => this.load());
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
        const data = await this.newest.add(call);
        Object.assign(this.state, { data, selected: false });
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

    // ------------------------------------------------------------------ the map beside it

    toggleMap() {
        this.state.onMap = !this.state.onMap;
    }

    /** The other version's map has the same place, where it is there at all. */
    turn(side) {
        const row = this.shown;
        const selected = row ? this.placeOf(row, side) : false;
        Object.assign(this.state, { side, selected });
    }

    select(element) {
        this.state.selected = element;
    }

    /** A line of the list was chosen: where that is, or what it is called today. */
    follow(row) {
        if (!this.state.onMap || !row.element) {
            this.open(row);
            return;
        }
        const other = this.state.side === "old" ? "new" : "old";
        const side = this.placeOf(row, this.state.side) ? this.state.side : other;
        Object.assign(this.state, { side, selected: this.placeOf(row, side) });
    }

    placeOf({ kind, element, old_element: oldElement }, side) {
        const isThere = kind !== (side === "old" ? "added" : "removed");
        return isThere && (side === "old" ? oldElement : element);
    }

    get shown() {
        const { data, side, selected } = this.state;
        return selected && data.rows.find((row) => this.placeOf(row, side) === selected);
    }

    openPlace(element) {
        const row = this.state.data.rows.find((one) => this.placeOf(one, this.state.side) === element);
        if (row) {
            this.open(row);
        }
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
