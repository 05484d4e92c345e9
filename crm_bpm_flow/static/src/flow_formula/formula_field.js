import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { FormulaMenu } from "@crm_bpm_flow/flow_formula/formula_menu";
import { FormulaOffer } from "@crm_bpm_flow/flow_formula/formula_offer";
import { FormulaTry } from "@crm_bpm_flow/flow_formula/formula_try";
import { WITHOUT_VALUES } from "@crm_bpm_flow/flow_formula/formula_functions";
import { markedAt, offered, wordAt } from "@crm_bpm_flow/flow_formula/formula_words";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { useInputField } from "@web/views/fields/input_field_hook";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { _t } from "@web/core/l10n/translation";

const MOST_ROWS = 200;
const FINE = { mistake: false, position: false, values: [] };
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
        this.inserting = false;
        this.menuId = `o_bpm_formula_${nextId++}`;
        this.rootRef = useRef("root");
        this.inputRef = useRef("input");
        this.state = useState({ menu: null, active: 0, check: FINE, text: "", trying: false });
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
        Object.assign(this.state, { menu: null, check: FINE, text: this.value });
        if (this.value && !this.props.readonly) {
            this.check();
        }
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
        return this.inserting ? null : this.openMenu();
    }

    /** @param {boolean} all also without anything typed */
    async openMenu(all = false) {
        const { value, selectionStart: caret } = this.inputRef.el;
        const word = wordAt(value, caret);
        if (!word || !this.versionId || (!all && !word.typed && !word.path.length)) {
            this.closeMenu();
            return;
        }
        this.offer ||= new FormulaOffer(this.orm, this.versionId);
        const rows = await this.offer.at(word.path, this.more);
        // unless somebody went on typing meanwhile
        if (this.inputRef.el?.value === value) {
            this.showMenu(offered(rows, word, value, caret), word.typed);
        }
    }

    showMenu(found, typed) {
        const rows = found.rows.slice(0, MOST_ROWS);
        const done = rows.length === 1 && rows[0].name === typed;
        this.state.menu = rows.length && !done ? { ...found, rows } : null;
        // Enter ends a line of a calculation: there, a name has to be gone to first
        this.state.active = this.isScript ? -1 : 0;
    }

    closeMenu() {
        this.state.menu = null;
    }

    choose(row) {
        const { start, end } = this.state.menu;
        const { el } = this.inputRef;
        const isFunction = row.kind === "function" && el.value[end] !== "(";
        el.focus();
        el.setRangeText(isFunction ? `${row.name}()` : row.name, start, end, "end");
        if (isFunction && !WITHOUT_VALUES.includes(row.name)) {
            el.setSelectionRange(el.selectionStart - 1, el.selectionStart - 1);
        }
        // so that the form knows of it, as of what is typed
        this.inserting = true;
        el.dispatchEvent(new Event("input", { bubbles: true }));
        this.inserting = false;
        this.closeMenu();
    }

    onInsert() {
        this.inputRef.el.focus();
        return this.state.menu ? this.closeMenu() : this.openMenu(true);
    }

    onKeydown(ev) {
        const act = ev.isComposing ? null : this.keyAction(ev);
        if (act) {
            ev.preventDefault();
            ev.stopImmediatePropagation();
            act();
        }
    }

    keyAction(ev) {
        const { menu, active } = this.state;
        if (!menu) {
            const opens = ev.key === "ArrowDown" && !this.isScript;
            return (opens || (ev.key === " " && ev.ctrlKey)) && (() => this.openMenu(true));
        }
        const { length } = menu.rows;
        return {
            ArrowDown: () => (this.state.active = (active + 1) % length),
            ArrowUp: () => (this.state.active = (Math.max(active, 0) + length - 1) % length),
            Enter: menu.rows[active] && (() => this.choose(menu.rows[active])),
            Escape: () => this.closeMenu(),
        }[ev.key];
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
