/** Two editors work on the rows of one version: who opens waits for what the other saves. */

const pending = new Map();

/** Note that something is being saved; gives the same promise back. */
export function willSave(versionId, promise) {
    const all = Promise.allSettled([pending.get(versionId), promise]).then(() => {
        if (pending.get(versionId) === all) {
            pending.delete(versionId);
        }
    });
    pending.set(versionId, all);
    return promise;
}

/** When nothing of this version is on its way to the server. */
export async function whenSaved(versionId) {
    await pending.get(versionId);
}
