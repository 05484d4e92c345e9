import { onMounted, onWillUnmount } from "@odoo/owl";
import { useChannels } from "@crm_bpm_flow/core/channels_hook";
import { useService } from "@web/core/utils/hooks";
import { debounce } from "@web/core/utils/timing";

const PAUSE = 300;

/**
 * Read the page anew when the scheduler went on with a run (models/bpm_flow_retry.py).
 *
 * Whoever asked for a run hears it in any case, others by the runs' processes.
 *
 * @param {() => Object} root the view's root: a record, or a list of them
 */
export function useRetried(root) {
    const bus = useService("bus_service");
    const reload = debounce(() => root().load(), PAUSE);
    useChannels(() => {
        const runs = root().records || [root()];
        const flows = runs.map((run) => run.data.flow_id?.id).filter(Boolean);
        return [...new Set(flows)].map((id) => `bpm_flow_flow_${id}`);
    });
    onMounted(() => bus.subscribe("bpm_flow_retried", reload));
    onWillUnmount(() => {
        reload.cancel();
        bus.unsubscribe("bpm_flow_retried", reload);
    });
}
