import { _t } from "@web/core/l10n/translation";

export const NOWHERE = _t("nowhere yet");
const FREE = _t("whatever its people begin");

/** A step as the place where a way leads. */
export function targetWords(step) {
    return step.is_end
        ? _t("End: %(name)s", { name: step.name })
        : _t("%(number)s. %(name)s", { number: step.number, name: step.name });
}

/** The exits of a step with words for their targets; one that has none shows that, too. */
function exitsInWords(step, steps) {
    const exits = step.exits.length || step.is_end ? step.exits : [missingExit()];
    return exits.map((exit) => {
        const target = steps.get(exit.target);
        // an exit without a way of its own may say by itself where it goes
        const none = exit.like || String(step.is_free ? FREE : NOWHERE);
        const free = step.is_free || Boolean(exit.like);
        return { ...exit, free, words: target ? targetWords(target) : none };
    });
}

function missingExit() {
    return { id: false, label: _t("then"), type: "next", outcome_id: false, target: false };
}

/**
 * Steps as the rows show them. A row of which nothing changed stays the same object, so
 * that it is not drawn again: the list may be long, and keys must not wait for it.
 *
 * @param {object[]} steps as the server sent them
 * @param {object[]} before the rows so far
 */
export function rowsOf(steps, before) {
    const byId = new Map(steps.map((step) => [step.id, step]));
    const known = new Map(before.map((row) => [JSON.stringify(row), row]));
    return steps.map((step) => {
        const row = { ...step, exits: exitsInWords(step, byId) };
        return known.get(JSON.stringify(row)) || row;
    });
}
