import { Component, onMounted, onWillUpdateProps, useRef, useState } from "@odoo/owl";
import { givenValues } from "@crm_bpm_flow/flow_formula/try_values";
import { hasTouch } from "@web/core/browser/feature_detection";
import { RPCError } from "@web/core/network/rpc";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { _t } from "@web/core/l10n/translation";

/**
 * Something of a process tried on a record that one chooses. Who extends it says what is
 * asked (`questionOf`, `callOf`) and what becomes of the answer (`show`).
 */
export class RecordTry extends Component {
    static template = "crm_bpm_flow.RecordTry";
    static components = { RecordSelector };
    static props = {
        versionId: Number,
        model: String,
        // names that it takes from the case: whoever tries it says them
        names: { type: Array, element: String },
    };

    setup() {
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.state = useState({ resId: false, values: {}, result: null, refusal: "" });
        const inputs = useRef("inputs");
        // it opens by a click: the record is what comes next
        onMounted(() => hasTouch() || inputs.el?.querySelector("input")?.focus());
        onWillUpdateProps((props) => {
            if (this.questionOf(props) !== this.questionOf(this.props)) {
                this.tryOut(props);
            }
        });
    }

    /** Another text, another answer; an empty one is not asked. */
    questionOf() {
        return "";
    }

    /** Name and arguments of the version's method, without the version itself. */
    callOf() {
        return [];
    }

    get placeholder() {
        return _t("Choose a record");
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
        if (!this.state.resId || !this.questionOf(props).trim()) {
            this.show(null, "");
            return;
        }
        const values = givenValues(props.names, this.state.values);
        const [method, ...args] = this.callOf(props, this.state.resId, values);
        const call = this.orm.silent.call("bpm.flow.version", method, [[props.versionId], ...args]);
        try {
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
    }
}
