import { _t } from "@web/core/l10n/translation";

// what each function of the language is for: how it is written, and in words
const WORDS = {
    abs: ["abs(-5)", _t("without its minus")],
    between: ["between(amount, 10, 20)", _t("lies between two values")],
    coalesce: ["coalesce(phone, mobile)", _t("the first that is not empty")],
    contains: ["contains(name, 'chair')", _t("has a part in it")],
    count: ["count(tag_ids)", _t("how many there are")],
    date: ["date('2026-01-31')", _t("a day")],
    datetime: ["datetime('2026-01-31 10:00')", _t("a moment")],
    days: ["days(3)", _t("so many days")],
    defined: ["defined(amount)", _t("is there such a value")],
    duration: ["duration('PT2H')", _t("a length of time from a text")],
    empty: ["empty(phone)", _t("nothing is in it")],
    endswith: ["endswith(email, '.com')", _t("ends with a text")],
    hours: ["hours(2)", _t("so many hours")],
    if: ["if(urgent, 1, 2)", _t("one value or another")],
    int: ["int(7.9)", _t("a number without its fraction")],
    item: ["item(names, 1)", _t("the first, second or last of a list")],
    len: ["len(name)", _t("how long it is")],
    lower: ["lower(name)", _t("in small letters")],
    max: ["max(a, b)", _t("the largest")],
    min: ["min(a, b)", _t("the smallest")],
    minutes: ["minutes(30)", _t("so many minutes")],
    now: ["now()", _t("this moment")],
    number: ["number('12.5')", _t("a number from a text")],
    round: ["round(7.456, 2)", _t("rounded")],
    startswith: ["startswith(name, 'A')", _t("begins with a text")],
    sum: ["sum(order_ids.amount_total)", _t("all together")],
    text: ["text(7)", _t("a text from a number or a date")],
    today: ["today()", _t("this day")],
    upper: ["upper(name)", _t("in capital letters")],
};

/** @returns {{ example: string, words: string }} */
export function functionWords(name) {
    const [example, words] = WORDS[name] || [`${name}()`, ""];
    return { example, words: String(words) };
}

/** Written without anything between its brackets. */
export const WITHOUT_VALUES = ["now", "today"];
