/**
 * Steps made since, to which nothing leads and which lead nowhere.
 *
 * @param {Object[]} steps rows of the list
 * @param {Set<number>} known ids of the steps that there were
 * @returns {number[]} their ids
 */
export function looseSince(steps, known) {
    const targets = new Set(steps.flatMap(({ exits }) => exits.map(({ target }) => target)));
    const leads = ({ exits }) => exits.some(({ target }) => target);
    const loose = steps.filter((step) => !known.has(step.id) && !targets.has(step.id) && !leads(step));
    return loose.map(({ id }) => id);
}

/** Whether a step's ways cannot be mended by joining what was before and after it. */
export function losesWays(steps, step) {
    const targets = step.exits.filter(({ target }) => target && target !== step.id);
    const leadsHere = (other) => other.id !== step.id && other.exits.some((exit) => exit.target === step.id);
    return targets.length > 1 || (!targets.length && steps.some(leadsHere));
}
