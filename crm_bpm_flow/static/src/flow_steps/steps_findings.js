import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** What the checker says, each a button that leads to its place. */
export class StepsFindings extends Component {
    static template = "crm_bpm_flow.StepsFindings";
    static props = {
        findings: { type: Array, element: Object },
        onSelect: Function,
    };

    get errorWord() {
        return _t("Error");
    }

    get warningWord() {
        return _t("Warning");
    }

    get sorted() {
        const rank = ({ severity }) => (severity === "error" ? 0 : 1);
        return [...this.props.findings].sort((a, b) => rank(a) - rank(b));
    }
}
