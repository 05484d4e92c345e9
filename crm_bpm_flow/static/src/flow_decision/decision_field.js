import { useEffect, useRef, useState } from "@odoo/owl";
import { DecisionCell } from "@crm_bpm_flow/flow_decision/decision_cell";
import { DecisionHead } from "@crm_bpm_flow/flow_decision/decision_head";
import { DecisionTry } from "@crm_bpm_flow/flow_decision/decision_try";
import * as tables from "@crm_bpm_flow/flow_decision/decision_table";
import { DecisionSheet } from "@crm_bpm_flow/flow_decision/decision_sheet";
import { AGGREGATION_WORDS, POLICY_WORDS } from "@crm_bpm_flow/flow_decision/decision_words";
import { FormulaOffer } from "@crm_bpm_flow/flow_formula/formula_offer";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useBus, useService } from "@web/core/utils/hooks";
import { useSortable } from "@web/core/utils/sortable_owl";
import { useDebounced } from "@web/core/utils/timing";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { _t } from "@web/core/l10n/translation";

const FINE = { mistakes: [], quoted: [], findings: [], inputs: [], values: [] };

/**
 * A decision table, edited like a sheet: what is wrong is said in the cell while one types,
 * and it can be tried on a record. The record names its process version in `version_id`.
 */
export class DecisionField extends DecisionSheet {
    static template = "crm_bpm_flow.DecisionField";
    static components = { DecisionCell, DecisionHead, DecisionTry };
    static props = {
        ...standardFieldProps,
        policyField: { type: String, optional: true },
        aggregationField: { type: String, optional: true },
    };
    static defaultProps = {
        policyField: "decision_policy",
        aggregationField: "decision_aggregation",
    };

    setup() {
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.sending = 0;
        // cells that were typed in, and may yet get quotes
        this.typed = new Set();
        this.rootRef = useRef("root");
        this.rulesRef = useRef("rules");
        this.getOffer = this.getOffer.bind(this);
        this.state = useState({ table: null, check: FINE, question: "", hits: [], trying: false });
        this.checkSoon = useDebounced(() => this.check(), 300);
        const { bus } = this.props.record.model;
        useBus(bus, "WILL_SAVE_URGENTLY", () => this.commit());
        useBus(bus, "NEED_LOCAL_CHANGES", ({ detail }) => detail.proms.push(this.commit()));
        useEffect(
            () => this.begin(),
            () => [this.props.record.id, this.stored, this.props.readonly]
        );
        useEffect(
            () => this.giveFocus(),
            () => [this.state.focus]
        );
        useSortable({
            enable: () => !this.props.readonly,
            ref: this.rulesRef,
            elements: ".o_bpm_decision_rule",
            handle: ".o_bpm_decision_handle",
            onDrop: (params) => this.onDrop(params),
        });
    }

    /** Another table comes: of another record, or as it was before. */
    begin() {
        if (this.state.table && (this.sending || this.stored === this.committed)) {
            return;
        }
        this.committed = this.stored;
        this.state.table = tables.editable(JSON.parse(this.stored));
        this.state.check = FINE;
        this.check();
    }

    /** The record's table as a text, by which it is told from another one. */
    get stored() {
        const { inputs = [], outputs = [], rules = [] } = this.props.record.data[this.props.name] || {};
        return JSON.stringify(tables.kept(tables.editable({ inputs, outputs, rules })));
    }

    get table() {
        return this.state.table || tables.editable(null);
    }

    get versionId() {
        return this.props.record.data.version_id?.id || false;
    }

    get model() {
        return this.props.record.data.res_model || false;
    }

    getOffer() {
        this.offer ||= this.versionId && new FormulaOffer(this.orm, this.versionId);
        return this.offer;
    }

    // ------------------------------------------------------------- which rules count

    get policy() {
        return this.props.record.data[this.props.policyField] || "unique";
    }

    get aggregation() {
        return this.props.record.data[this.props.aggregationField] || "list";
    }

    get policies() {
        return this.props.record.fields[this.props.policyField].selection || [];
    }

    get aggregations() {
        return this.props.record.fields[this.props.aggregationField].selection || [];
    }

    get policyWords() {
        const words = [POLICY_WORDS[this.policy]];
        if (this.policy === "collect") {
            words.push(AGGREGATION_WORDS[this.aggregation]);
        }
        return words.join(" ");
    }

    labelOf(selection, value) {
        return selection.find(([key]) => key === value)?.[1] || "";
    }

    async onChoice(name, ev) {
        await this.props.record.update({ [name]: ev.target.value });
        await this.check();
    }

    // ---------------------------------------------------------------------- mistakes

    get question() {
        const { policy, aggregation } = this;
        return JSON.stringify({ table: tables.kept(this.table), policy, aggregation });
    }

    async check() {
        if (!this.versionId) {
            return;
        }
        const { question } = this;
        const { table, policy, aggregation } = JSON.parse(question);
        const args = [[this.versionId], table, policy, aggregation];
        const call = this.orm.silent.call("bpm.flow.version", "decision_check", args);
        this.state.check = await this.keepLast.add(call);
        this.state.question = question;
        this.quoteWords();
    }

    /** Messages by part, of the head of a column. */
    headMistakes(column) {
        const parts = { input: "", output: "", type: "", values: "" };
        for (const { part, column: at, message, rule } of this.state.check.mistakes) {
            if (at === column && rule === null && part in parts) {
                parts[part] ||= message;
            }
        }
        return parts;
    }

    get mistakes() {
        const found = {};
        for (const mistake of this.state.check.mistakes) {
            found[tables.placeKey(mistake)] ||= mistake.message;
        }
        return found;
    }

    choicesOf(column) {
        return this.state.check.inputs[column]?.choices || [];
    }

    wordsOf(column) {
        return this.state.check.inputs[column]?.words || "";
    }

    get inputLabels() {
        return this.table.inputs.map(({ label }, column) => label || this.wordsOf(column));
    }

    cellLabel(rule, label) {
        return _t("Rule %(rule)s, %(column)s", { rule: rule + 1, column: label });
    }

    get cellHint() {
        return _t(
            'A cell: 5, >= 1000, [1..5], "Gold", "New", not("Gold"), 2026-01-31, or a formula in which ? is the value. Empty: whatever it is.'
        );
    }

    get noteLabel() {
        return _t("note");
    }

    otherwiseLabel({ name }) {
        return _t("If no rule fits, %s", name);
    }

    // ---------------------------------------------------------------------- changing

    change(table, focus = null) {
        this.state.table = table;
        this.state.hits = [];
        if (focus) {
            this.state.focus = { ...focus };
        }
        this.checkSoon();
    }

    onType(place, text) {
        this.change(tables.withText(this.table, place, text));
        this.typed.add(tables.placeKey(place));
        this.props.record.model.bus.trigger("FIELD_IS_DIRTY", true);
    }

    async onDone() {
        await this.commit();
        this.quoteWords();
    }

    async commit() {
        const kept = tables.kept(this.table);
        const text = JSON.stringify(kept);
        if (!this.props.readonly && this.state.table && text !== this.committed) {
            this.committed = text;
            // until the record has it, what the record says is older than the screen
            this.sending++;
            await this.props.record.update({ [this.props.name]: kept });
            this.sending--;
        }
        this.props.record.model.bus.trigger("FIELD_IS_DIRTY", false);
    }

    /** Puts what was typed as plain words into quotes, in cells that were left. */
    quoteWords() {
        const active = document.activeElement?.dataset.cell;
        let { table } = this;
        for (const place of this.state.check.quoted) {
            const key = tables.placeKey(place);
            const isLeft = this.typed.has(key) && key !== active;
            if (isLeft && tables.textAt(table, place) === place.text) {
                this.typed.delete(key);
                table = tables.withText(table, place, place.quoted);
            }
        }
        return table === this.table ? null : this.act(table);
    }

    onDrop({ element, previous }) {
        const from = Number(element.dataset.rule);
        const before = previous ? Number(previous.dataset.rule) : -1;
        return this.moveRule(from, before < from ? before + 1 : before);
    }

    // ------------------------------------------------------------------------- trying

    get canTry() {
        return Boolean(this.versionId && this.model && this.state.question);
    }

    toggleTrying() {
        this.state.trying = !this.state.trying;
        this.state.hits = [];
    }

    onTried(rules) {
        this.state.hits = rules;
    }
}

export const decisionField = {
    component: DecisionField,
    displayName: _t("Decision table"),
    supportedTypes: ["json"],
    extractProps: ({ options }) => ({
        policyField: options.policy_field,
        aggregationField: options.aggregation_field,
    }),
    fieldDependencies: [
        { name: "version_id", type: "many2one", relation: "bpm.flow.version" },
        { name: "res_model", type: "char" },
    ],
};

registry.category("fields").add("bpm_decision", decisionField);
