import { onMounted, onWillUnmount } from "@odoo/owl";
import { useChannels } from "@crm_bpm_flow/core/channels_hook";
import { useService } from "@web/core/utils/hooks";
import { debounce } from "@web/core/utils/timing";

const PAUSE = 300;

/**
 * Call back when cases moved that are watched (models/bpm_flow_watch.py).
 *
 * @param {() => string[]} channels "bpm_flow_case_<id>" or "bpm_flow_flow_<id>"
 * @param {(cases: number[]|false) => void} callback ids that moved; false: many
 */
export function useWatched(channels, callback) {
    let waiting = new Set();
    const tell = () => {
        const cases = waiting.has(false) ? false : [...waiting];
        waiting = new Set();
        callback(cases);
    };
    useChannels(channels);
    useMessages("bpm_flow_moved", tell, ({ cases }) => {
        (cases || [false]).forEach((id) => waiting.add(id));
        return true;
    });
}

/**
 * Call back when a record has one case more, whoever began it.
 *
 * @param {() => {resModel: string, resId: number|false}} shown asked again after each rendering
 * @param {() => void} callback
 */
export function useBegun(shown, callback) {
    useChannels(() => {
        const { resModel, resId } = shown();
        return resId ? [`bpm_flow_record_${resModel}_${resId}`] : [];
    });
    useMessages("bpm_flow_begun", callback, ({ model, id }) => {
        const { resModel, resId } = shown();
        // without an id: many records at once
        return model === resModel && (!id || id === resId);
    });
}

/**
 * Act once, a little after messages of a kind came that concern us.
 *
 * @param {string} type
 * @param {() => void} act
 * @param {(payload: object) => boolean} concerns
 */
function useMessages(type, act, concerns) {
    const bus = useService("bus_service");
    const soon = debounce(act, PAUSE);
    const listen = (payload) => {
        if (concerns(payload)) {
            soon();
        }
    };
    onMounted(() => bus.subscribe(type, listen));
    onWillUnmount(() => {
        soon.cancel();
        bus.unsubscribe(type, listen);
    });
}
