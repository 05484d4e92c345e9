import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { FormulaMenu } from "@crm_bpm_flow/flow_formula/formula_menu";
import { FormulaOffer } from "@crm_bpm_flow/flow_formula/formula_offer";
import { FormulaTry } from "@crm_bpm_flow/flow_formula/formula_try";
import { useFormulaOffers } from "@crm_bpm_flow/flow_formula/formula_offers_hook";
import { markedAt } from "@crm_bpm_flow/flow_formula/formula_words";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { useInputField } from "@web/views/fields/input_field_hook";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { _t } from "@web/core/l10n/translation";

const FINE = { mistake: false, position: false, values: [], likely: {} };
let nextId = 1;

/**
 * A formula: names are offered while one types, mistakes are said under it, and it can
 * be tried on a record. The record names its process version in `version_id`.
 */
export class FormulaField extends Component {
    static template = "crm_bpm_flow.FormulaField";
    static components = { FormulaMenu, FormulaTry };
    static props = {
        ...standardFieldProps,
        placeholder: { type: String, optional: true },
        // of a repeated step: its counters are known, and each item by its name
        counters: { type: Boolean, optional: true },
        namesField: { type: String, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.menuId = `o_bpm_formula_${nextId++}`;
        this.rootRef = useRef("root");
        this.inputRef = useRef("input");
        this.state = useState({ check: FINE, text: "", trying: false });
        this.offers = useFormulaOffers(this.inputRef, {
            offer: () => this.getOffer(),
            more: () => this.more,
            // Enter ends a line of a calculation
            waits: () => this.isScript,
        });
        this.checkSoon = useDebounced(() => this.check(), 300);
        useInputField({ getValue: () => this.value, parse: (text) => text.trim() });
        useEffect(
            () => this.begin(),
            () => [this.props.record.id, this.props.readonly]
        );
    }

    /** A record comes, the first or another one. */
    begin() {
        this.offer = null;
        this.offers.close();
        Object.assign(this.state, { check: FINE, text: this.value });
        if (this.value && !this.props.readonly) {
            this.check();
        }
    }

    getOffer() {
        this.offer ||= this.versionId && new FormulaOffer(this.orm, this.versionId);
        return this.offer;
    }

    get value() {
        return this.props.record.data[this.props.name] || "";
    }

    get isScript() {
        return this.props.record.fields[this.props.name].type === "text";
    }

    get versionId() {
        return this.props.record.data.version_id?.id || false;
    }

    get model() {
        return this.props.record.data.res_model || false;
    }

    get marked() {
        return markedAt(this.state.text, this.state.check.position);
    }

    /** What is neither a field nor known in this place. */
    get names() {
        return this.state.check.values.filter((name) => !this.local.includes(name));
    }

    get valuesWords() {
        return _t("Values of the case: %(names)s", { names: this.names.join(", ") });
    }

    get likelyWords() {
        const slip = this.names.find((name) => this.state.check.likely[name]);
        return slip && _t("Did you mean the field %s?", this.state.check.likely[slip]);
    }

    get canTry() {
        return !this.isScript && Boolean(this.versionId && this.model);
    }

    get more() {
        const { counters, namesField, record } = this.props;
        const name = namesField && record.data[namesField];
        return { counters: Boolean(counters), names: name ? [name] : [] };
    }

    get local() {
        const counters = ["loopCounter", "nrOfInstances", "nrOfActiveInstances"];
        const { names } = this.more;
        return this.props.counters ? [...names, ...counters, "nrOfCompletedInstances"] : names;
    }

    // ------------------------------------------------------------------ mistakes

    async check() {
        if (!this.versionId) {
            return;
        }
        const call = this.orm.silent.call(
            "bpm.flow.version",
            "formula_check",
            [[this.versionId], this.state.text],
            { script: this.isScript }
        );
        this.state.check = await this.keepLast.add(call);
    }

    // --------------------------------------------------------------------- names

    onInput() {
        this.state.text = this.inputRef.el.value;
        this.checkSoon();
        return this.offers.onInput();
    }

    onInsert() {
        return this.offers.toggle();
    }
}

export const formulaField = {
    component: FormulaField,
    displayName: _t("Formula"),
    supportedTypes: ["char", "text"],
    extractProps: ({ options, placeholder }) => ({
        placeholder,
        counters: Boolean(options.counters),
        namesField: options.names_field,
    }),
    fieldDependencies: [
        { name: "version_id", type: "many2one", relation: "bpm.flow.version" },
        { name: "res_model", type: "char" },
    ],
};

registry.category("fields").add("bpm_formula", formulaField);
