import { Component } from "@odoo/owl";
import { formatDate, deserializeDate } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** How a state looks, wherever documents stand in a row. */
export const STATE_LOOKS = {
    draft: "text-bg-light border",
    approval: "text-bg-info",
    approved: "text-bg-primary",
    signed: "text-bg-success",
    in_force: "text-bg-success",
    done: "text-bg-secondary",
    terminated: "text-bg-danger",
    rejected: "text-bg-danger",
};

/** A document among those that it belongs to and that belong to it. */
export class DocumentTreeField extends Component {
    static template = "crm_bpm_flow.DocumentTreeField";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
    }

    get rows() {
        return this.props.record.data[this.props.name] || [];
    }

    look(row) {
        return STATE_LOOKS[row.state];
    }

    date(row) {
        return formatDate(deserializeDate(row.date));
    }

    async open(row) {
        if (!row.is_this && (await this.props.record.save())) {
            await this.action.doAction({
                type: "ir.actions.act_window",
                res_model: this.props.record.resModel,
                res_id: row.id,
                views: [[false, "form"]],
            });
        }
    }
}

registry.category("fields").add("bpm_document_tree", {
    component: DocumentTreeField,
    supportedTypes: ["json"],
});
