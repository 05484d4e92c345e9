import { _t } from "@web/core/l10n/translation";

/** What each hit policy does, in a sentence. */
export const POLICY_WORDS = {
    unique: _t("For each case one rule fits. If two do, the case stops and you are told."),
    first: _t("The rules are asked from above; the first that fits decides."),
    any: _t("Several rules may fit if they give the same. If they do not, the case stops."),
    priority: _t("Of all rules that fit, the one with the most important result decides."),
    collect: _t("All rules that fit count together."),
    rule_order: _t("Each result is a list, with an item of each rule that fits, from above."),
    output_order: _t(
        "Each result is a list, the most important first: in the order of its allowed values."
    ),
};

export const AGGREGATION_WORDS = {
    list: _t("Each result is a list of what they give."),
    sum: _t("Each result is the sum of what they give."),
    min: _t("Each result is the smallest of what they give."),
    max: _t("Each result is the largest of what they give."),
    count: _t("Each result is how many of them say something."),
};

export const TYPES = [
    ["any", _t("anything")],
    ["text", _t("text")],
    ["number", _t("number")],
    ["boolean", _t("yes or no")],
    ["date", _t("date")],
];

// "10,5" is no fraction here, whatever it is elsewhere
const NUMBERS = /^\d+(?:,\d+)+$/;

/** A cell's values by their labels, where the input has a known list of them. */
export function choiceWords(text, choices) {
    if (NUMBERS.test(text)) {
        return text.split(",").join(_t(" or "));
    }
    if (!choices.length || !text) {
        return "";
    }
    const said = text.split(",").map((part) => part.trim());
    const found = said.map((part) => choices.find(([value]) => written(value) === part)?.[1]);
    return found.every(Boolean) ? found.join(", ") : "";
}

/** A value as it stands in a cell. */
export function written(value) {
    return typeof value === "string" ? JSON.stringify(value) : String(value);
}
