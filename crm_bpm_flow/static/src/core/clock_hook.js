import { onMounted, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";

const TICK = 30 * 1000;

/**
 * Renders the component anew twice a minute, so that "in 10 min" stays true while
 * the page is open. Read `clock.tick` in the template to follow it.
 *
 * @returns {{ tick: number }}
 */
export function useClock() {
    const clock = useState({ tick: 0 });
    let timer;
    onMounted(() => {
        timer = browser.setInterval(() => clock.tick++, TICK);
    });
    onWillUnmount(() => browser.clearInterval(timer));
    return clock;
}
