import { RecordTry } from "@crm_bpm_flow/flow_formula/record_try";
import { valueWords } from "@crm_bpm_flow/flow_formula/try_values";
import { _t } from "@web/core/l10n/translation";

/** What a table says for a record: its inputs' values, the rules that fit, the results. */
export class DecisionTry extends RecordTry {
    static template = "crm_bpm_flow.DecisionTry";
    static props = {
        ...RecordTry.props,
        // the table and how its rules count, as JSON: another text, another answer
        question: String,
        // what each input is called
        labels: { type: Array, element: String },
        onTried: Function,
    };

    questionOf({ question }) {
        return question;
    }

    callOf({ question }, resId, values) {
        const { table, policy, aggregation } = JSON.parse(question);
        return ["decision_try", table, resId, values, policy, aggregation];
    }

    get uses() {
        return this.state.result.inputs.map((value, column) => ({
            column,
            label: this.props.labels[column] || "",
            value: valueWords(value),
        }));
    }

    get outputs() {
        return this.state.result.outputs.map(([name, value]) => ({
            name,
            value: valueWords(value),
        }));
    }

    get rulesWords() {
        const { mistake, rules } = this.state.result;
        if (rules.length) {
            return _t("Fits: rule %s", rules.map((rule) => rule + 1).join(", "));
        }
        return mistake ? "" : _t("No rule fits");
    }

    show(result, refusal) {
        super.show(result, refusal);
        this.props.onTried(result?.rules || []);
    }
}
