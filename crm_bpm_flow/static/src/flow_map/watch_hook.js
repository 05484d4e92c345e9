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
    const bus = useService("bus_service");
    let waiting = new Set();
    const tell = debounce(() => {
        const cases = waiting.has(false) ? false : [...waiting];
        waiting = new Set();
        callback(cases);
    }, PAUSE);
    const listen = ({ cases }) => {
        (cases || [false]).forEach((id) => waiting.add(id));
        tell();
    };
    useChannels(channels);
    onMounted(() => bus.subscribe("bpm_flow_moved", listen));
    onWillUnmount(() => {
        tell.cancel();
        bus.unsubscribe("bpm_flow_moved", listen);
    });
}
