import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { Field } from "@web/views/fields/field";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

// the field that holds a value of each kind; an empty one has none
const HOLDERS = {
    text: "value_text",
    other: "value_text",
    number: "value_number",
    yes: "value_yes",
    date: "value_date",
    moment: "value_moment",
};

/**
 * A value of a case, entered with what Odoo has for its kind. The view names the
 * fields that hold it.
 */
export class FlowValueField extends Component {
    static template = "crm_bpm_flow.FlowValueField";
    static components = { Field };
    static props = { ...standardFieldProps };

    get holder() {
        return HOLDERS[this.props.record.data.kind];
    }

    get extra() {
        return this.holder === "value_number" ? { trailingZeros: false } : {};
    }
}

export const flowValueField = {
    component: FlowValueField,
    supportedTypes: ["char"],
};

registry.category("fields").add("bpm_flow_value", flowValueField);
