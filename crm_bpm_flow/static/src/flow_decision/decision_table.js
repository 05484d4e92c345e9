/**
 * A decision table as the editor holds it; every function gives a new one.
 *
 *     { inputs: [{ label, formula }], outputs: [{ name, type, values, default }],
 *       rules: [{ when: [text], then: [text], note }] }
 *
 * A place is `{ part, column, rule }` as on the server: "input", "output", "values", "type"
 * and "default" belong to a column, "when" and "then" to a rule; here also "label" and, of
 * a rule without a column, "note".
 */

const INPUT = { label: "", formula: "" };
const OUTPUT = { name: "", type: "any", values: "", default: "" };
// where a column's own texts are, by part
const HEADS = {
    label: ["inputs", "label"],
    input: ["inputs", "formula"],
    output: ["outputs", "name"],
    type: ["outputs", "type"],
    values: ["outputs", "values"],
    default: ["outputs", "default"],
};
const CELLS = { inputs: "when", outputs: "then" };

/** What the editor shows of a table: at least a column of each side and a rule. */
export function editable(table) {
    const inputs = (table?.inputs || []).map((column) => ({ ...INPUT, ...column }));
    const outputs = (table?.outputs || []).map((column) => ({ ...OUTPUT, ...column }));
    const shown = {
        inputs: inputs.length ? inputs : [INPUT],
        outputs: outputs.length ? outputs : [OUTPUT],
        rules: (table?.rules || []).map(({ when, then, note }) => ({ when, then, note })),
    };
    shown.rules = shown.rules.map((rule) => fitted(shown, rule));
    return shown.rules.length ? shown : { ...shown, rules: [emptyRule(shown)] };
}

function fitted({ inputs, outputs }, { when = [], then = [], note = "" }) {
    return {
        when: inputs.map((_column, index) => when[index] || ""),
        then: outputs.map((_column, index) => then[index] || ""),
        note,
    };
}

export function emptyRule(table) {
    return fitted(table, {});
}

export function isEmptyRule({ when, then, note }) {
    return ![...when, ...then, note].some((text) => text.trim());
}

/** What is kept: nothing that is empty at the end of a side. */
export function kept(table) {
    const rules = withoutLast(table.rules, isEmptyRule);
    const inputs = withoutLast(table.inputs, (column, index) => {
        const cells = rules.map(({ when }) => when[index]);
        return !`${column.label}${column.formula}${cells.join("")}`.trim();
    });
    const outputs = withoutLast(table.outputs, (column, index) => {
        const cells = rules.map(({ then }) => then[index]);
        return !`${column.name}${column.values}${column.default}${cells.join("")}`.trim();
    });
    return { inputs, outputs, rules: rules.map((rule) => fitted({ inputs, outputs }, rule)) };
}

function withoutLast(items, isEmpty) {
    let count = items.length;
    while (count && isEmpty(items[count - 1], count - 1)) {
        count--;
    }
    return items.slice(0, count);
}

// ---------------------------------------------------------------------------- cells

export function placeKey({ part, column, rule }) {
    return `${part}.${column ?? ""}.${rule ?? ""}`;
}

export function textAt(table, { part, column, rule }) {
    if (HEADS[part]) {
        const [side, name] = HEADS[part];
        return table[side][column]?.[name] ?? "";
    }
    const row = table.rules[rule];
    return (part === "note" ? row?.note : row?.[part][column]) ?? "";
}

export function withText(table, { part, column, rule }, text) {
    if (HEADS[part]) {
        const [side, name] = HEADS[part];
        return { ...table, [side]: replaced(table[side], column, { [name]: text }) };
    }
    const row = table.rules[rule];
    const change =
        part === "note" ? { note: text } : { [part]: row[part].with(column, text) };
    return { ...table, rules: replaced(table.rules, rule, change) };
}

function replaced(items, index, change) {
    return items.with(index, { ...items[index], ...change });
}

// -------------------------------------------------------------------------- columns

/** @param {"inputs" | "outputs"} side */
export function withColumn(table, side) {
    const column = side === "inputs" ? INPUT : OUTPUT;
    const wider = { ...table, [side]: [...table[side], column] };
    return { ...wider, rules: table.rules.map((rule) => fitted(wider, rule)) };
}

export function withoutColumn(table, side, index) {
    return rearranged(table, side, (items) => items.toSpliced(index, 1));
}

export function withColumnMoved(table, side, from, to) {
    return rearranged(table, side, (items) => moved(items, from, to));
}

function rearranged(table, side, change) {
    const cells = CELLS[side];
    return {
        ...table,
        [side]: change(table[side]),
        rules: table.rules.map((rule) => ({ ...rule, [cells]: change(rule[cells]) })),
    };
}

// ---------------------------------------------------------------------------- rules

export function withRule(table, index, rule = emptyRule(table)) {
    return { ...table, rules: table.rules.toSpliced(index, 0, rule) };
}

export function withoutRule(table, index) {
    const rules = table.rules.toSpliced(index, 1);
    return { ...table, rules: rules.length ? rules : [emptyRule(table)] };
}

export function withRuleMoved(table, from, to) {
    return { ...table, rules: moved(table.rules, from, to) };
}

function moved(items, from, to) {
    if (to < 0 || to >= items.length) {
        return items;
    }
    return items.toSpliced(from, 1).toSpliced(to, 0, items[from]);
}
