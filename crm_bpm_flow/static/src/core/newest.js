/**
 * Of several questions that are under way, the answer to the newest.
 *
 * Unlike Odoo's `KeepLast`, whoever asked before gets that answer as well: OWL waits for a
 * component's `onWillStart` and `onWillUpdateProps`, and would wait for ever for a promise
 * that is left behind; the whole form would stand still.
 */
export class Newest {
    /**
     * @template T
     * @param {Promise<T>} asked
     * @returns {Promise<T>}
     */
    async add(asked) {
        this.last = asked;
        let awaited, answer;
        do {
            awaited = this.last;
            answer = await awaited;
        } while (awaited !== this.last);
        return answer;
    }
}
