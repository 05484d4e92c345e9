import { formatFloat } from "@web/views/fields/formatters";
import { _t } from "@web/core/l10n/translation";

const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** A number or yes/no where the text is one, else the text. */
function valueOf(text) {
    const said = text.trim();
    if (NUMBER.test(said)) {
        return Number(said);
    }
    return { true: true, false: false }[said] ?? said;
}

/**
 * Values of the case that somebody said to try something with.
 *
 * @param {string[]} names that are asked for
 * @param {Object<string, string>} texts as typed
 */
export function givenValues(names, texts) {
    const given = names.filter((name) => (texts[name] || "").trim());
    return Object.fromEntries(given.map((name) => [name, valueOf(texts[name])]));
}

/** A value as people read it. */
export function valueWords(value) {
    if (value === null || value === "" || value === undefined) {
        return _t("nothing");
    }
    if (typeof value === "boolean") {
        return value ? _t("yes") : _t("no");
    }
    if (typeof value === "number") {
        return formatFloat(value, { digits: [16, 6], trailingZeros: false });
    }
    return String(value);
}
