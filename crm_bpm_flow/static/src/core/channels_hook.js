import { useEffect } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";

/** How many listen to a channel: Odoo's bus forgets it at the first who leaves. */
const listeners = new Map();

function listen(bus, name) {
    listeners.set(name, (listeners.get(name) || 0) + 1);
    bus.addChannel(name);
}

function leave(bus, name) {
    const left = listeners.get(name) - 1;
    if (left) {
        listeners.set(name, left);
    } else {
        listeners.delete(name);
        bus.deleteChannel(name);
    }
}

/**
 * Listen to channels of Odoo's bus while the component is there.
 *
 * @param {() => string[]} names asked again after each rendering
 */
export function useChannels(names) {
    const bus = useService("bus_service");
    useEffect(
        (joined) => {
            const channels = joined ? joined.split(",") : [];
            channels.forEach((name) => listen(bus, name));
            return () => channels.forEach((name) => leave(bus, name));
        },
        () => [names().join(",")]
    );
}
