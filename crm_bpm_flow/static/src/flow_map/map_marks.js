const BADGE = { top: -10, right: 12 };
const [ABOVE, BELOW] = [-18, 2];
const NOTE = { top: -22, left: 0 };

/** Colours, badges and notes on a drawn map. */
export class MapMarks {
    constructor(viewer) {
        this.viewer = viewer;
        this.painted = [];
    }

    /** What is painted is exactly this. */
    paint(marks, ways) {
        const registry = this.viewer.get("elementRegistry");
        this.clear(registry);
        for (const [id, mark] of Object.entries({ ...ways, ...marks })) {
            const element = registry.get(id);
            if (element) {
                this.paintOne(element, mark);
            }
        }
    }

    clear(registry) {
        const canvas = this.viewer.get("canvas");
        for (const [id, marker] of this.painted) {
            if (registry.get(id)) {
                canvas.removeMarker(id, marker);
            }
        }
        this.painted = [];
        this.viewer.get("overlays").remove({ type: "bpm_flow" });
    }

    paintOne(element, { state, badge, note, title }) {
        if (state) {
            const marker = `o_bpm_${state}`;
            this.viewer.get("canvas").addMarker(element.id, marker);
            this.painted.push([element.id, marker]);
        }
        if (badge) {
            this.overlay(element, `o_bpm_badge o_bpm_badge_${state}`, badge, title);
        }
        if (note && !element.waypoints) {
            this.overlay(element, `o_bpm_note o_bpm_note_${state}`, note, title);
        }
    }

    /** Words go in as text: names of steps and people are nobody's HTML. */
    overlay(element, classes, text, title) {
        const html = document.createElement("div");
        html.className = classes;
        html.textContent = text;
        html.title = title || text;
        const isNote = classes.includes("o_bpm_note");
        const position = element.waypoints ? this.halfWay(element) : isNote ? NOTE : BADGE;
        if (isNote) {
            html.style.maxWidth = `${Math.max(element.width + 40, 130)}px`;
        }
        this.viewer.get("overlays").add(element.id, "bpm_flow", { position, html });
    }

    /** In the middle of a way, on the side where its name is not. */
    halfWay({ waypoints, labels }) {
        const place = Math.max(0, Math.floor((waypoints.length - 1) / 2));
        const [one, two] = [waypoints[place], waypoints[place + 1] || waypoints[place]];
        const left = Math.min(...waypoints.map(({ x }) => x));
        const top = Math.min(...waypoints.map(({ y }) => y));
        const middle = (one.y + two.y) / 2;
        const isNamedAbove = labels?.some(({ y, height }) => y + height / 2 < middle);
        return {
            left: (one.x + two.x) / 2 - left - 8,
            top: middle - top + (isNamedAbove ? BELOW : ABOVE),
        };
    }
}
