import { routeAround, runsThrough } from "@crm_bpm_flow/flow_designer/way_router";

const LAST = 100;
const TOUCHING = ["connection.create", "connection.layout", "connection.move", "connection.reconnect"];
const ROUTED = ["bpmn:SequenceFlow", "bpmn:MessageFlow"];
const IN_NO_WAY = ["bpmn:Lane", "bpmn:Group", "label"];

const AWAY = { right: 0, bottom: 20, top: 20, left: 60 };
const HITHER = { left: 0, bottom: 20, top: 20, right: 60 };
const UPRIGHT = { top: 0, bottom: 0, left: 60, right: 60 };

/**
 * What a change leaves running through a step is led around it, in the same command, so
 * that one *undo* takes back both. bpmn-js looks at the two ends of a way only.
 *
 * Ways that nobody touched stay as they were drawn, and so do those drawn by hand.
 */
export class WaysAround {
    static $inject = ["eventBus", "commandStack", "modeling", "elementRegistry", "canvas"];

    constructor(eventBus, commandStack, modeling, registry, canvas) {
        Object.assign(this, { commandStack, modeling, registry, canvas });
        this.touched = new Set();
        for (const command of TOUCHING) {
            const touch = ({ context }) => this.touch([context.connection]);
            eventBus.on(`commandStack.${command}.postExecuted`, touch);
        }
        eventBus.on("commandStack.postExecuted", LAST, () => this.isLast && this.end());
        eventBus.on("commandStack.changed", () => this.touched.clear());
    }

    /** Whether what has just been done is the whole command, not a part of one. */
    get isLast() {
        const { actions } = this.commandStack._currentExecution;
        return actions.every((action) => action === actions[0]);
    }

    /** Look at these ways, too, when all is done. */
    touch(ways) {
        ways.forEach((way) => this.touched.add(way));
    }

    /** The ways that run through nothing now. */
    clear() {
        const ways = this.registry.filter(({ waypoints, type }) => waypoints && ROUTED.includes(type));
        return ways.filter((way) => !this.isBlocked(way));
    }

    end() {
        const ways = [...this.touched].filter((way) => this.registry.get(way.id) === way);
        this.touched.clear();
        for (const way of ways) {
            if (ROUTED.includes(way.type) && this.isBlocked(way)) {
                this.lead(way);
            }
        }
    }

    isBlocked(way) {
        const others = this.boxes(way).filter((box) => box !== way.source && box !== way.target);
        return others.some((box) => runsThrough(way.waypoints, box));
    }

    lead(way) {
        const { source, target } = way;
        const boxes = this.boxes(way);
        const points = routeAround(this.endOf(source, target), this.endOf(target, source), {
            boxes,
            lines: this.lines(way),
            from: this.sides(way, source, AWAY),
            to: this.sides(way, target, HITHER),
        });
        if (points) {
            this.modeling.updateWaypoints(way, points);
        }
    }

    /** What is in a way's way: not what its ends lie in. */
    boxes(way) {
        const root = this.canvas.findRoot(way);
        const around = new Set([...parents(way.source), ...parents(way.target)]);
        return this.registry.filter(
            (shape) =>
                !shape.waypoints &&
                shape.parent &&
                !shape.labelTarget &&
                !IN_NO_WAY.includes(shape.type) &&
                !isOpenPool(shape) &&
                !around.has(shape) &&
                this.canvas.findRoot(shape) === root
        );
    }

    lines(way) {
        const root = this.canvas.findRoot(way);
        const others = this.registry.filter(
            (other) => other.waypoints && other !== way && this.canvas.findRoot(other) === root
        );
        return others.flatMap(({ waypoints }) => waypoints.slice(1).map((point, n) => [waypoints[n], point]));
    }

    /** Of a pool only the place that faces the other end. */
    endOf(shape, other) {
        if (shape.type !== "bpmn:Participant") {
            return shape;
        }
        const middle = other.x + other.width / 2;
        const x = Math.min(Math.max(middle, shape.x + 20), shape.x + shape.width - 20);
        return { x, y: shape.y, width: 0, height: shape.height };
    }

    sides(way, shape, usual) {
        if (shape.host) {
            return outward(shape);
        }
        if (shape.type === "bpmn:Participant") {
            return { top: 0, bottom: 0 };
        }
        return way.type === "bpmn:MessageFlow" ? UPRIGHT : usual;
    }
}

function parents(shape) {
    const found = [];
    for (let parent = shape.parent; parent; parent = parent.parent) {
        found.push(parent);
    }
    return found;
}

const isOpenPool = ({ type, businessObject }) => type === "bpmn:Participant" && businessObject.processRef;

/** The sides of an event that do not lie on the step whose border it sits on. */
function outward({ x, y, width, height, host }) {
    const outside = {
        bottom: y + height > host.y + host.height,
        top: y < host.y,
        right: x + width > host.x + host.width,
        left: x < host.x,
    };
    const sides = Object.entries(outside).filter(([, isOutside]) => isOutside);
    return Object.fromEntries(sides.map(([side]) => [side, 0]));
}

export const waysModule = {
    __init__: ["bpmWaysAround"],
    bpmWaysAround: ["type", WaysAround],
};
