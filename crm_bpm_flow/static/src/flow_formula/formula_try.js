import { RecordTry } from "@crm_bpm_flow/flow_formula/record_try";
import { valueWords } from "@crm_bpm_flow/flow_formula/try_values";

/** What a formula gives for a record, and the values that it used. */
export class FormulaTry extends RecordTry {
    static template = "crm_bpm_flow.FormulaTry";
    static props = { ...RecordTry.props, text: String };

    questionOf({ text }) {
        return text;
    }

    callOf({ text }, resId, values) {
        return ["formula_try", text, resId, values];
    }

    get uses() {
        const { used, labels } = this.state.result;
        return Object.keys(used).map((path) => ({
            path,
            label: labels[path],
            value: this.words(used[path]),
        }));
    }

    words(value) {
        return valueWords(value);
    }

    show(result, refusal) {
        const mistake = result?.mistake || "";
        super.show(mistake ? null : result, refusal || mistake);
    }
}
