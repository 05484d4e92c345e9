import { useEnv, useSubEnv } from "@odoo/owl";
import { RPCError } from "@web/core/network/rpc";

/**
 * Acts; when the server refuses, the page shows what is not true any more: somebody else
 * was quicker. It is read anew before the server's words are shown.
 *
 * @template T
 * @param {() => Promise<T>} act
 * @param {() => Promise<unknown>} readAnew
 * @returns {Promise<T>}
 */
export async function orReadAnew(act, readAnew) {
    try {
        return await act();
    } catch (error) {
        await quietly(readAnew);
        throw error;
    }
}

/** The refusal says enough: that what is gone cannot be read either is no second message. */
async function quietly(read) {
    try {
        await read();
    } catch (error) {
        if (!(error instanceof RPCError)) {
            throw error;
        }
    }
}

/**
 * Reads a task's form anew, unless that would throw away what was typed into a task that
 * is still to be done.
 *
 * @param {object} orm
 * @param {object} record the form's record
 */
export async function readTaskAnew(orm, record) {
    if (await record.isDirty()) {
        const { resModel, resId } = record;
        const [task] = await orm.silent.read(resModel, [resId], ["state"]);
        if (task?.state === "open") {
            return;
        }
    }
    await record.load();
}

/**
 * For a view's controller: its buttons read the page anew when the server refuses.
 *
 * @param {() => Promise<unknown>} readAnew
 */
export function useButtonsReadAnew(readAnew) {
    const { onClickViewButton } = useEnv();
    useSubEnv({
        onClickViewButton: (params) => orReadAnew(() => onClickViewButton(params), readAnew),
    });
}
