import { _t } from "@web/core/l10n/translation";

const isLane = (shape) => shape.type === "bpmn:Lane";

/** Along which side lanes lie one after the other: standing ones lie side by side. */
const AXES = {
    lying: { start: "y", size: "height", still: "x" },
    standing: { start: "x", size: "width", still: "y" },
};

const axisOf = (lane) => (lane.di?.isHorizontal === false ? AXES.standing : AXES.lying);

/**
 * The lane above or below (beside, in a standing pool).
 *
 * @param lane a shape
 * @param {1|-1} turn 1: the next one, -1: the one before
 */
export function lanesNeighbour(lane, turn) {
    const { start } = axisOf(lane);
    const lanes = lane.parent.children.filter(isLane).sort((a, b) => a[start] - b[start]);
    return lanes[lanes.indexOf(lane) + turn];
}

/** Two lanes that lie next to each other change places, with all that is in them. */
class SwapLanes {
    static $inject = ["modeling", "elementRegistry", "bpmWaysAround"];

    constructor(modeling, registry, waysAround) {
        Object.assign(this, { modeling, registry, waysAround });
    }

    /** Everything is done by commands of bpmn-js, so that one *undo* takes all back. */
    preExecute({ first, second }) {
        const { start, size, still } = axisOf(first);
        // A step may come to lie under a way between lanes that stay.
        this.waysAround.touch(this.waysAround.clear());
        const moves = [
            [this.contents(first), second[size]],
            [this.contents(second), -first[size]],
        ];
        for (const [shapes, distance] of moves) {
            const delta = { [start]: distance, [still]: 0 };
            this.modeling.moveElements(shapes, delta, undefined, { autoResize: false });
        }
    }

    /** The lane, and the steps in it or in a lane inside it; what hangs on them follows. */
    contents(lane) {
        const refs = this.refsOf(lane).map(({ id }) => this.registry.get(id));
        const steps = refs.filter((shape) => shape && !refs.includes(shape.host));
        return [lane, ...new Set(steps)];
    }

    refsOf(lane) {
        const inner = lane.children.filter(isLane).flatMap((child) => this.refsOf(child));
        return [...(lane.businessObject.flowNodeRef || []), ...inner];
    }
}

/** Lanes change their order: by their small buttons, or with Alt and the arrow keys. */
export class LaneOrder {
    static $inject = ["commandStack", "contextPad", "keyboard", "selection", "canvas"];

    constructor(commandStack, contextPad, keyboard, selection, canvas) {
        Object.assign(this, { commandStack, selection, canvas });
        commandStack.registerHandler("bpm.lanes.swap", SwapLanes);
        contextPad.registerProvider(400, this);
        keyboard.addListener(2000, ({ keyEvent }) => this.onKey(keyEvent));
    }

    move(lane, turn) {
        const other = lanesNeighbour(lane, turn);
        if (other) {
            const [first, second] = turn > 0 ? [lane, other] : [other, lane];
            this.commandStack.execute("bpm.lanes.swap", { first, second });
            this.selection.select(lane);
            // The button that was pressed is gone: keys are for the map again.
            this.canvas.focus();
        }
    }

    getContextPadEntries(element) {
        if (!isLane(element)) {
            return {};
        }
        const stands = axisOf(element) === AXES.standing;
        const entries = {};
        if (lanesNeighbour(element, -1)) {
            entries["bpm-lane-up"] = {
                group: "lane-order",
                className: stands ? "fa fa-arrow-left" : "fa fa-arrow-up",
                title: stands ? _t("Move the lane to the left (Alt+Up)") : _t("Move the lane up (Alt+Up)"),
                action: { click: () => this.move(element, -1) },
            };
        }
        if (lanesNeighbour(element, 1)) {
            entries["bpm-lane-down"] = {
                group: "lane-order",
                className: stands ? "fa fa-arrow-right" : "fa fa-arrow-down",
                title: stands ? _t("Move the lane to the right (Alt+Down)") : _t("Move the lane down (Alt+Down)"),
                action: { click: () => this.move(element, 1) },
            };
        }
        return entries;
    }

    /** Nothing else listens once a lane has moved. */
    onKey(ev) {
        const turn = { ArrowUp: -1, ArrowDown: 1 }[ev.key];
        const [lane, ...others] = this.selection.get();
        if (turn && ev.altKey && lane && !others.length && isLane(lane)) {
            this.move(lane, turn);
            ev.preventDefault();
            return true;
        }
    }
}

export const lanesModule = {
    __init__: ["bpmLaneOrder"],
    bpmLaneOrder: ["type", LaneOrder],
};
