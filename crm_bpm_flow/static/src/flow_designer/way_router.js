// In pixels, or in what a pixel more costs.
const STUB = 12;
const MARGIN = 6;
const WINDOW = 250;
const BEND = 40;
const CROSSING = 25;
const ON_LINE = 12;
// Points looked at before a way is given up.
const MOST = 12000;

const HEADINGS = {
    right: { x: 1, y: 0 },
    left: { x: -1, y: 0 },
    bottom: { x: 0, y: 1 },
    top: { x: 0, y: -1 },
};

/** Whether some piece of a way has more than the border in common with a box. */
export function runsThrough(points, { x, y, width, height }, border = 1) {
    const box = {
        left: x + border,
        right: x + width - border,
        top: y + border,
        bottom: y + height - border,
    };
    return points.slice(1).some((point, index) => meets(points[index], point, box));
}

/** Liang and Barsky: the part of a piece between two borders, then the other two. */
function meets(one, other, { left, right, top, bottom }) {
    let [begin, end] = [0, 1];
    for (const [start, length, low, high] of [
        [one.x, other.x - one.x, left, right],
        [one.y, other.y - one.y, top, bottom],
    ]) {
        if (!length && (start <= low || start >= high)) {
            return false;
        }
        if (length) {
            const sides = [(low - start) / length, (high - start) / length];
            begin = Math.max(begin, Math.min(...sides));
            end = Math.min(end, Math.max(...sides));
        }
    }
    return begin < end;
}

/**
 * A way from one box to another around all others: right angles, few of them.
 *
 * @param {{x, y, width, height}} start
 * @param {{x, y, width, height}} end
 * @param {Object} around
 * @param {Object[]} around.boxes what is in the way, the ends too
 * @param {Object[][]} around.lines [[point, point]]: rather crossed than followed, and
 *   neither if it can be helped
 * @param {Object} around.from {side: what it costs to begin there}
 * @param {Object} around.to alike
 * @returns {{x, y}[] | null} null: there is no such way
 */
export function routeAround(start, end, around) {
    return new Search(start, end, around).find();
}

class Search {
    constructor(start, end, { boxes, lines = [], from, to }) {
        const near = grown(hull(start, end), WINDOW);
        this.boxes = boxes.filter((box) => overlaps(box, near));
        this.lines = lines.filter(([a, b]) => overlaps(between(a, b), near));
        this.begins = this.stubs(start, from);
        this.goals = this.stubs(end, to);
        this.setLines();
    }

    /** Places a little outside of the sides at which a way may leave a box. */
    stubs(box, sides) {
        const found = [];
        for (const [side, cost] of Object.entries(sides)) {
            const { x: dx, y: dy } = HEADINGS[side];
            const edge = {
                x: box.x + (box.width / 2) * (1 + dx),
                y: box.y + (box.height / 2) * (1 + dy),
            };
            const point = { x: edge.x + STUB * dx, y: edge.y + STUB * dy };
            if (!this.boxes.some((other) => runsThrough([edge, point], other))) {
                found.push({ edge, point, cost, heading: HEADINGS[side] });
            }
        }
        return found;
    }

    /** Beside each box, and through the ends: elsewhere no way turns. */
    setLines() {
        const stubs = [...this.begins, ...this.goals];
        const xs = stubs.map(({ point }) => point.x);
        const ys = stubs.map(({ point }) => point.y);
        for (const { x, y, width, height } of this.boxes) {
            xs.push(x - 10, x - 20, x + width + 10, x + width + 20);
            ys.push(y - 10, y - 20, y + height + 10, y + height + 20);
        }
        this.xs = sorted(xs);
        this.ys = sorted(ys);
    }

    find() {
        const queue = new Queue();
        this.seen = new Set();
        for (const { edge, point, cost, heading } of this.begins) {
            const trail = { point, before: { point: edge } };
            queue.put(cost + this.rest(point), { cost, heading, trail });
        }
        while (queue.size && this.seen.size < MOST) {
            const { cost, heading, trail, goal } = queue.take();
            if (goal) {
                return walked({ point: goal.edge, before: trail });
            }
            const key = keyOf(trail.point, heading);
            if (!this.seen.has(key)) {
                this.seen.add(key);
                this.arrive(queue, { cost, heading, trail });
                this.goOn(queue, { cost, heading, trail });
            }
        }
        return null;
    }

    arrive(queue, { cost, heading, trail }) {
        for (const goal of this.goals) {
            if (goal.point.x === trail.point.x && goal.point.y === trail.point.y) {
                const isStraight = goal.heading.x === -heading.x && goal.heading.y === -heading.y;
                const total = cost + goal.cost + (isStraight ? 0 : BEND);
                queue.put(total, { cost: total, heading, trail, goal });
            }
        }
    }

    /** To the next line in each direction but back. */
    goOn(queue, { cost, heading, trail }) {
        const { point } = trail;
        const column = this.xs.indexOf(point.x);
        const row = this.ys.indexOf(point.y);
        for (const turned of Object.values(HEADINGS)) {
            const next = { x: this.xs[column + turned.x], y: this.ys[row + turned.y] };
            const isBack = turned.x === -heading.x && turned.y === -heading.y;
            if (isBack || !this.isOpen(point, next, turned)) {
                continue;
            }
            const total = cost + far(point, next) + (turned === heading ? 0 : BEND) + this.friction(point, next);
            const step = { cost: total, heading: turned, trail: { point: next, before: trail } };
            queue.put(total + this.rest(next), step);
        }
    }

    isOpen(one, other, heading) {
        const isThere = other.x !== undefined && other.y !== undefined;
        return isThere && !this.seen.has(keyOf(other, heading)) && this.isFree(one, other);
    }

    isFree(one, other) {
        const room = grown(between(one, other), MARGIN);
        return !this.boxes.some((box) => overlaps(box, room));
    }

    friction(one, other) {
        const room = grown(between(one, other), 3);
        let cost = 0;
        for (const [a, b] of this.lines) {
            if (overlaps(between(a, b), room)) {
                const isAlong = (a.y === b.y) === (one.y === other.y);
                cost += isAlong ? ON_LINE * far(one, other) : CROSSING;
            }
        }
        return cost;
    }

    /** What it costs from here at least: a way that is not straight turns. */
    rest(point) {
        const costs = this.goals.map(({ point: { x, y }, cost }) => {
            const isStraight = x === point.x || y === point.y;
            return cost + far(point, { x, y }) + (isStraight ? 0 : BEND);
        });
        return Math.min(...costs);
    }
}

/** What is cheapest comes first; among equals, what was put first. */
class Queue {
    constructor() {
        this.rows = [];
        this.count = 0;
    }

    get size() {
        return this.rows.length;
    }

    isBefore(one, other) {
        const [a, b] = [this.rows[one], this.rows[other]];
        return a.rank < b.rank || (a.rank === b.rank && a.number < b.number);
    }

    swap(one, other) {
        [this.rows[one], this.rows[other]] = [this.rows[other], this.rows[one]];
    }

    put(rank, step) {
        this.rows.push({ rank, step, number: this.count++ });
        for (let place = this.size - 1; place > 0; ) {
            const above = (place - 1) >> 1;
            if (!this.isBefore(place, above)) {
                break;
            }
            this.swap(place, above);
            place = above;
        }
    }

    take() {
        this.swap(0, this.size - 1);
        const { step } = this.rows.pop();
        for (let place = 0; ; ) {
            const below = [2 * place + 1, 2 * place + 2].filter((n) => n < this.size);
            const least = below.reduce((a, b) => (this.isBefore(b, a) ? b : a), place);
            if (least === place) {
                return step;
            }
            this.swap(place, least);
            place = least;
        }
    }
}

const keyOf = (point, heading) => [point.x, point.y, heading.x, heading.y].join();

// ---------------------------------------------------------------------- geometry

const sorted = (numbers) => [...new Set(numbers)].sort((a, b) => a - b);

const far = (one, other) => Math.abs(one.x - other.x) + Math.abs(one.y - other.y);

function between(one, other) {
    return {
        x: Math.min(one.x, other.x),
        y: Math.min(one.y, other.y),
        width: Math.abs(one.x - other.x),
        height: Math.abs(one.y - other.y),
    };
}

function hull(one, other) {
    const x = Math.min(one.x, other.x);
    const y = Math.min(one.y, other.y);
    return {
        x,
        y,
        width: Math.max(one.x + one.width, other.x + other.width) - x,
        height: Math.max(one.y + one.height, other.y + other.height) - y,
    };
}

function grown({ x, y, width, height }, by) {
    return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

/** Whether two boxes, or lines, have more than their borders in common. */
export function overlaps(one, other) {
    return (
        one.x < other.x + other.width &&
        other.x < one.x + one.width &&
        one.y < other.y + other.height &&
        other.y < one.y + one.height
    );
}

/** The points of a trail from its beginning, without those in the middle of a line. */
function walked(trail) {
    const points = [];
    for (let at = trail; at; at = at.before) {
        points.unshift(at.point);
    }
    return points.filter(({ x, y }, index) => {
        const [before, after] = [points[index - 1], points[index + 1]];
        const isOnLine =
            before && after && ((before.x === x && after.x === x) || (before.y === y && after.y === y));
        return !isOnLine;
    });
}
