import { toRaw } from "@odoo/owl";

/** @type {WeakMap<object, () => Promise<boolean>>} */
const savers = new WeakMap();

/**
 * Something in the form of a task that has to be saved before the task is finished.
 *
 * @param {object} model the form's model
 * @param {() => Promise<boolean>} save answers false when what was entered is not valid
 */
export function setSaver(model, save) {
    savers.set(toRaw(model), save);
}

/**
 * @param {object} model
 * @returns {Promise<boolean>}
 */
export async function saveBeforeFinish(model) {
    const save = savers.get(toRaw(model));
    return save ? save() : true;
}
