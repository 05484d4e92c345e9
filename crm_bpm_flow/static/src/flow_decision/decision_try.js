import { Component, onWillUpdateProps, useState } from "@odoo/owl";
import { givenValues, valueWords } from "@crm_bpm_flow/flow_formula/try_values";
import { RPCError } from "@web/core/network/rpc";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { _t } from "@web/core/l10n/translation";

/** What a table says for a record: its inputs' values, the rules that fit, the results. */
export class DecisionTry extends Component {
    static template = "crm_bpm_flow.DecisionTry";
    static components = { RecordSelector };
    static props = {
        versionId: Number,
        model: String,
        // the table and how its rules count, as JSON: another text, another answer
        question: String,
        // what each input is called
        labels: { type: Array, element: String },
        // names that it takes from the case: whoever tries it says them
        names: { type: Array, element: String },
        onTried: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.state = useState({ resId: false, values: {}, result: null, refusal: "" });
        onWillUpdateProps((props) => {
            if (props.question !== this.props.question) {
                this.tryOut(props);
            }
        });
    }

    get placeholder() {
        return _t("Choose a record");
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

    choose(resId) {
        this.state.resId = resId;
        return this.tryOut();
    }

    onValue(name, ev) {
        this.state.values[name] = ev.target.value;
        return this.tryOut();
    }

    async tryOut(props = this.props) {
        if (!this.state.resId) {
            this.show(null, "");
            return;
        }
        const { table, policy, aggregation } = JSON.parse(props.question);
        const values = givenValues(props.names, this.state.values);
        const args = [[props.versionId], table, this.state.resId, values, policy, aggregation];
        try {
            const call = this.orm.silent.call("bpm.flow.version", "decision_try", args);
            this.show(await this.keepLast.add(call), "");
        } catch (error) {
            if (!(error instanceof RPCError)) {
                throw error;
            }
            this.show(null, error.data.message);
        }
    }

    show(result, refusal) {
        Object.assign(this.state, { result, refusal });
        this.props.onTried(result?.rules || []);
    }
}
