import { Component, xml } from "@odoo/owl";
import * as tables from "@crm_bpm_flow/flow_decision/decision_table";
import { decisionKeyAction } from "@crm_bpm_flow/flow_decision/decision_keys";

/** What a person does to the columns and rules of a table, with the mouse or with keys. */
export class DecisionSheet extends Component {
    static template = xml``;
    static props = ["*"];

    // who derives from it keeps `state.table` and `state.focus`, has `table`, `rootRef`,
    // and `change(table, focus)` and `commit()`

    /** Changes the table and keeps it at once. */
    act(table, focus) {
        this.change(table, focus);
        return this.commit();
    }

    addColumn(side) {
        const part = side === "inputs" ? "input" : "output";
        this.change(tables.withColumn(this.table, side), { part, column: this.table[side].length });
    }

    removeColumn(side, column) {
        return this.act(tables.editable(tables.withoutColumn(this.table, side, column)));
    }

    moveColumn(side, from, to) {
        return this.act(tables.withColumnMoved(this.table, side, from, to));
    }

    addRule(index = this.table.rules.length) {
        const focus = { part: "when", column: 0, rule: index };
        return this.act(tables.withRule(this.table, index), focus);
    }

    copyRule(index) {
        const focus = { part: "when", column: 0, rule: index + 1 };
        return this.act(tables.withRule(this.table, index + 1, this.table.rules[index]), focus);
    }

    removeRule(index) {
        return this.act(tables.withoutRule(this.table, index));
    }

    moveRule(from, to, focus) {
        return this.act(tables.withRuleMoved(this.table, from, to), focus);
    }

    // -------------------------------------------------------------------------- keys

    onKey(ev, place) {
        const act = decisionKeyAction(this, ev, place);
        if (act) {
            ev.preventDefault();
            ev.stopPropagation();
            act();
        }
    }

    focusOn(place) {
        this.state.focus = { ...place };
    }

    giveFocus() {
        const { focus } = this.state;
        const el = focus && this.rootRef.el?.querySelector(`[data-cell="${tables.placeKey(focus)}"]`);
        if (el) {
            el.focus();
            el.select?.();
        }
    }
}
