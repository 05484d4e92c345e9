/**
 * A key that was pressed before the opened row is drawn belongs to that row.
 *
 * @param {object | null} draft the row that is being opened
 * @param {KeyboardEvent} ev
 * @param {() => void} onEnter
 * @returns {boolean} whether it was taken
 */
export function typeAhead(draft, ev, onEnter) {
    if (!draft?.opening || ev.ctrlKey || ev.metaKey || ev.altKey) {
        return false;
    }
    if (ev.key.length === 1) {
        draft.name += ev.key;
    } else if (ev.key === "Backspace") {
        draft.name = draft.name.slice(0, -1);
    } else if (ev.key === "Enter") {
        onEnter();
    } else {
        return false;
    }
    return true;
}

/**
 * Behind which of its siblings a step goes that is moved up (-1) or down (1).
 *
 * @returns {object | false | undefined} false: to the very beginning; undefined: nowhere
 */
export function placeBy(siblings, step, offset) {
    const index = siblings.findIndex((other) => other.id === step.id);
    const passed = siblings[index + offset];
    if (index < 0 || !passed || (offset < 0 && passed.kind === "startEvent")) {
        return undefined;
    }
    return siblings[offset > 0 ? index + 1 : index - 2] || false;
}
