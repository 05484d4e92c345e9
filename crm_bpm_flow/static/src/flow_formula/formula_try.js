import { Component, onWillUpdateProps, useState } from "@odoo/owl";
import { givenValues, valueWords } from "@crm_bpm_flow/flow_formula/try_values";
import { RPCError } from "@web/core/network/rpc";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { _t } from "@web/core/l10n/translation";

/** What a formula gives for a record, and the values that it used. */
export class FormulaTry extends Component {
    static template = "crm_bpm_flow.FormulaTry";
    static components = { RecordSelector };
    static props = {
        versionId: Number,
        model: String,
        text: String,
        // names that it takes from the case: whoever tries it says them
        names: { type: Array, element: String },
    };

    setup() {
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.state = useState({ resId: false, values: {}, result: null, refusal: "" });
        onWillUpdateProps((props) => {
            if (props.text !== this.props.text) {
                return this.tryOut(props);
            }
        });
    }

    get placeholder() {
        return _t("Choose a record");
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

    choose(resId) {
        this.state.resId = resId;
        return this.tryOut();
    }

    onValue(name, ev) {
        this.state.values[name] = ev.target.value;
        return this.tryOut();
    }

    async tryOut(props = this.props) {
        if (!this.state.resId || !props.text.trim()) {
            Object.assign(this.state, { result: null, refusal: "" });
            return;
        }
        const values = givenValues(props.names, this.state.values);
        const args = [[props.versionId], props.text, this.state.resId, values];
        const call = this.orm.silent.call("bpm.flow.version", "formula_try", args);
        try {
            const result = await this.keepLast.add(call);
            const refusal = result.mistake || "";
            Object.assign(this.state, { result: refusal ? null : result, refusal });
        } catch (error) {
            if (!(error instanceof RPCError)) {
                throw error;
            }
            Object.assign(this.state, { result: null, refusal: error.data.message });
        }
    }
}
