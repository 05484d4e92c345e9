import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Short lines about a task: who returned it and why, who was asked, what changed. */
export class FlowNotesField extends Component {
    static template = "crm_bpm_flow.FlowNotesField";
    static props = { ...standardFieldProps };

    get notes() {
        return this.props.record.data[this.props.name] || [];
    }
}

export const flowNotesField = { component: FlowNotesField, supportedTypes: ["json"] };

registry.category("fields").add("bpm_flow_notes", flowNotesField);
