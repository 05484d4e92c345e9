import { registry } from "@web/core/registry";
import {
    FieldSelectorField,
    fieldSelectorField,
} from "@web/views/fields/field_selector/field_selector_field";

const DATES = ["date", "datetime"];

/**
 * A field of the record, perhaps through others: of all its fields only those are offered
 * that are what is meant (`date`, a model as `res.users`, or `record` for any), or lead on.
 */
export class PathField extends FieldSelectorField {
    static props = { ...FieldSelectorField.props, wanted: String };

    filter(fieldDef) {
        return super.filter(fieldDef) && (this.isWanted(fieldDef) || fieldDef.type === "many2one");
    }

    isWanted({ type, relation }) {
        const { wanted } = this.props;
        if (wanted === "date") {
            return DATES.includes(type);
        }
        return Boolean(relation) && (wanted === "record" || relation === wanted);
    }
}

export const pathField = {
    ...fieldSelectorField,
    component: PathField,
    supportedOptions: [
        ...fieldSelectorField.supportedOptions,
        { label: "Wanted", name: "wanted", type: "string" },
    ],
    extractProps(info, dynamicInfo) {
        const wanted = info.options.wanted || "record";
        return { ...fieldSelectorField.extractProps(info, dynamicInfo), wanted };
    },
};

registry.category("fields").add("bpm_flow_path", pathField);
