import { browser } from "@web/core/browser/browser";

// How long each step of a way stands out before the next, in milliseconds.
const STEP_TIME = 350;

/** Shows a way on the map, step by step; its last element is where it goes wrong. */
export class PathPlayer {
    constructor(viewer) {
        this.viewer = viewer;
        this.timers = [];
        this.painted = [];
    }

    /** @param {string[]} path ids of elements in order */
    play(path) {
        this.clear();
        const registry = this.viewer.get("elementRegistry");
        const way = path.filter((id) => registry.get(id));
        this.timers = way.map((id, place) =>
            browser.setTimeout(
                () => this.show(id, place === way.length - 1 ? "o_bpm_failed" : "o_bpm_done"),
                place * STEP_TIME
            )
        );
    }

    show(id, marker) {
        if (this.viewer.get("elementRegistry").get(id)) {
            const canvas = this.viewer.get("canvas");
            canvas.addMarker(id, marker);
            canvas.scrollToElement(id, 80);
            this.painted.push([id, marker]);
        }
    }

    clear() {
        this.timers.forEach((timer) => browser.clearTimeout(timer));
        for (const [id, marker] of this.painted) {
            if (this.viewer.get("elementRegistry").get(id)) {
                this.viewer.get("canvas").removeMarker(id, marker);
            }
        }
        this.timers = [];
        this.painted = [];
    }
}
