import { PathSelector } from "@crm_bpm_flow/flow_path/path_selector";
import { registry } from "@web/core/registry";
import { sortBy } from "@web/core/utils/arrays";
import {
    FieldSelectorField,
    fieldSelectorField,
} from "@web/views/fields/field_selector/field_selector_field";

const DATES = ["date", "datetime"];
// what every record has is seldom meant
const LOGGED = ["create_date", "create_uid", "write_date", "write_uid"];

/**
 * A field of the record, perhaps through others: of all its fields only those are offered
 * that are what is meant (`date`, a model as `res.users`, or `record` for any), and after
 * them those that lead on.
 */
export class PathField extends FieldSelectorField {
    static template = "crm_bpm_flow.PathField";
    static components = { PathSelector };
    static props = { ...FieldSelectorField.props, wanted: String };

    get selectorProps() {
        return { ...super.selectorProps, sort: this.sort.bind(this) };
    }

    sort(fieldDefs) {
        const byName = sortBy(Object.keys(fieldDefs), (name) => fieldDefs[name].string);
        const isLikely = (name) => this.isWanted(fieldDefs[name]) && !LOGGED.includes(name);
        return sortBy(byName, (name) => (isLikely(name) ? 0 : 1));
    }

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
