import { isEmptyRule } from "@crm_bpm_flow/flow_decision/decision_table";

/** Parts whose keys go up and down a column. */
const CELLS = ["when", "then", "note"];

/**
 * What a key does in a cell of the table.
 *
 * @param {object} field the `DecisionField`
 * @param {KeyboardEvent} ev
 * @param {{ part: string, column?: number, rule?: number }} place
 * @returns {(() => void) | undefined}
 */
export function decisionKeyAction(field, ev, place) {
    if (!CELLS.includes(place.part)) {
        return headAction(field, ev);
    }
    const { rule } = place;
    if (ev.altKey) {
        const to = rule + { ArrowUp: -1, ArrowDown: 1 }[ev.key];
        const there = to >= 0 && to < field.table.rules.length;
        return there ? () => field.moveRule(rule, to, { ...place, rule: to }) : undefined;
    }
    // by place on the keyboard, not by letter: the Russian one has no "d"
    if (ev.code === "KeyD" && (ev.ctrlKey || ev.metaKey)) {
        return () => field.copyRule(rule);
    }
    return {
        Enter: () => afterEnter(field, ev, place),
        ArrowUp: () => goTo(field, place, rule - 1),
        ArrowDown: () => goTo(field, place, rule + 1),
        Delete: ev.ctrlKey && (() => field.removeRule(rule)),
        Tab: addsRule(field, ev, place) && (() => field.addRule()),
    }[ev.key];
}

function headAction(field, ev) {
    return ev.key === "Enter" ? () => goTo(field, { part: "when", column: 0 }, 0) : undefined;
}

/** Down one rule; behind the last one, or with Shift, a new one. */
function afterEnter(field, ev, place) {
    const next = place.rule + 1;
    if (ev.shiftKey || next === field.table.rules.length) {
        return field.addRule(next);
    }
    return goTo(field, place, next);
}

function goTo(field, place, rule) {
    if (rule >= 0 && rule < field.table.rules.length) {
        field.focusOn({ ...place, rule });
    }
}

/** Tab leaves the last cell of the last rule for a new one, unless that is empty. */
function addsRule(field, ev, { part, rule }) {
    const isLast = part === "note" && rule === field.table.rules.length - 1;
    return isLast && !ev.shiftKey && !isEmptyRule(field.table.rules[rule]);
}
