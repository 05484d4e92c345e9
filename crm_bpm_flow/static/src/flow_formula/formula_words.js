/** What is being typed in a formula, and which names fit there. */

const WORD = /[\p{L}\p{N}_.]*$/u;
const REST = /^[\p{L}\p{N}_]*/u;
const PHRASE = /(?:[\p{L}\p{N}_]+ ){0,4}[\p{L}\p{N}_]*$/u;
const RESERVED = ["and", "or", "not", "in", "true", "false", "null", "none"];
const TEXTS = /'[^']*'|"[^"]*"/g;

/**
 * The name at the cursor.
 *
 * @param {string} text
 * @param {number} caret
 * @returns {{ path: string[], typed: string, start: number, end: number } | null} `path`
 *   is what stands before the last dot; null inside a text, a remark or a number, and
 *   for a word of the language itself
 */
export function wordAt(text, caret) {
    const before = text.slice(0, caret);
    const line = before.slice(before.lastIndexOf("\n") + 1).replace(/\\./g, "  ");
    if (/['"#]/.test(line.replace(TEXTS, ""))) {
        return null;
    }
    const [word] = before.match(WORD);
    if (/^\d/.test(word) || RESERVED.includes(word)) {
        return null;
    }
    const path = word.split(".");
    const typed = path.pop();
    const [rest] = text.slice(caret).match(REST);
    return { path, typed, start: caret - typed.length, end: caret + rest.length };
}

/** Rows that fit one typed word, the best first; all of them for no word. */
function fitting(rows, typed) {
    const ranked = rows.map((row, index) => ({ row, index, rank: rankOf(row, typed) }));
    return ranked
        .filter(({ rank }) => rank < 4)
        .sort((a, b) => a.rank - b.rank || a.index - b.index)
        .map(({ row }) => row);
}

function rankOf({ name, label }, typed) {
    const wanted = typed.toLowerCase();
    const words = [name.toLowerCase(), label.toLowerCase()];
    if (words.includes(wanted)) {
        return 0;
    }
    if (words.some((word) => word.startsWith(wanted))) {
        return 1;
    }
    if (words.some((word) => word.split(/[\s_]+/).some((part) => part.startsWith(wanted)))) {
        return 2;
    }
    return words.some((word) => word.includes(wanted)) ? 3 : 4;
}

/**
 * Names that fit at the cursor. Labels have several words: "expected rev" is one thing.
 *
 * @param {object[]} rows `{ name, label, ... }`
 * @param {object} word as `wordAt` gave it
 * @param {string} text
 * @param {number} caret
 * @returns {{ rows: object[], start: number, end: number }} with what a chosen name
 *   takes the place of
 */
export function offered(rows, word, text, caret) {
    const [phrase] = word.path.length ? [""] : text.slice(0, caret).match(PHRASE);
    const parts = phrase.split(" ");
    for (let first = 0; first < parts.length - 1; first++) {
        const typed = parts.slice(first).join(" ");
        const found = rows.filter(({ label }) =>
            label.toLowerCase().startsWith(typed.toLowerCase())
        );
        if (found.length) {
            return { rows: found, start: caret - typed.length, end: word.end };
        }
    }
    return { rows: fitting(rows, word.typed), start: word.start, end: word.end };
}

/**
 * A formula in three parts, the mistake in the middle; of several lines only its own.
 *
 * @param {string} text
 * @param {number | false} position
 */
export function markedAt(text, position) {
    if (position === false) {
        return null;
    }
    const start = text.lastIndexOf("\n", position - 1) + 1;
    const stop = text.indexOf("\n", position);
    const end = stop < 0 ? text.length : stop;
    const [wrong] = text.slice(position, end).match(/^(?:[\p{L}\p{N}_]+|.|)/u);
    return {
        before: text.slice(start, position),
        wrong,
        after: text.slice(position + wrong.length, end),
    };
}
