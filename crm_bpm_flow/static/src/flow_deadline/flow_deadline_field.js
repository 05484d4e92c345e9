import { Component } from "@odoo/owl";
import { useClock } from "@crm_bpm_flow/core/clock_hook";
import { describeDeadline } from "@crm_bpm_flow/core/relative_time";
import { registry } from "@web/core/registry";
import { DateTimeField } from "@web/views/fields/datetime/datetime_field";
import { formatDateTime } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { FIELD_WIDTHS } from "@web/views/list/column_width_hook";
import { _t } from "@web/core/l10n/translation";

/** A deadline in words ("late by 2 hr"); of a finished task only the plain date. */
export class FlowDeadlineField extends Component {
    static template = "crm_bpm_flow.FlowDeadlineField";
    static components = { DateTimeField };
    static props = {
        ...standardFieldProps,
        stateField: { type: String, optional: true },
        closedStates: { type: Array, element: String, optional: true },
    };
    static defaultProps = { stateField: "state", closedStates: ["done", "cancelled"] };

    setup() {
        this.clock = useClock();
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    /** Without a field that tells, every deadline counts. */
    get isOpen() {
        const { closedStates, record, stateField } = this.props;
        return !closedStates.includes(record.data[stateField]);
    }

    get due() {
        if (this.isOpen) {
            return this.clock.tick >= 0 && describeDeadline(this.value);
        }
        const words = formatDateTime(this.value, { showSeconds: false });
        return { words, title: words, urgency: "none", className: "text-muted", icon: "" };
    }

    get dateTimeProps() {
        const { id, name, readonly, record } = this.props;
        return { id, name, readonly, record };
    }
}

export const flowDeadlineField = {
    component: FlowDeadlineField,
    displayName: _t("Deadline in words"),
    supportedTypes: ["datetime"],
    supportedOptions: [
        {
            label: _t("State field"),
            name: "state_field",
            type: "field",
            availableTypes: ["selection", "char"],
            help: _t("What is closed by this field is never late. “state” if not given."),
        },
        {
            label: _t("Closed states"),
            name: "closed_states",
            type: "string",
        },
    ],
    extractProps: ({ options }) => ({
        stateField: options.state_field,
        closedStates: options.closed_states,
    }),
    fieldDependencies: ({ options }) =>
        options.state_field ? [{ name: options.state_field, type: "selection" }] : [],
    listViewWidth: () => FIELD_WIDTHS.datetime,
};

registry.category("fields").add("bpm_flow_deadline", flowDeadlineField);
