/** Where the arrow keys lead on a map: along the ways first, else to what is nearest. */

const isStep = (element) =>
    element.parent &&
    !element.waypoints &&
    !element.labelTarget &&
    !["bpmn:Participant", "bpmn:Lane"].includes(element.type);

const middle = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });

const DIRECTIONS = {
    next: ({ x }) => x,
    previous: ({ x }) => -x,
    below: ({ y }) => y,
    above: ({ y }) => -y,
};

/**
 * @param registry bpmn-js's elementRegistry
 * @param {Object|false} from the chosen element
 * @param {"next"|"previous"|"below"|"above"} turn
 * @returns the element to go to, or undefined
 */
export function neighbour(registry, from, turn) {
    const steps = registry.filter(isStep);
    if (!from) {
        return steps.find(({ type }) => type === "bpmn:StartEvent") || steps[0];
    }
    const linked = {
        next: () => from.outgoing.map(({ target }) => target),
        previous: () => from.incoming.map(({ source }) => source),
    };
    const along = (linked[turn] ? linked[turn]() : []).filter((step) => step && isStep(step));
    return along[0] || nearest(steps, from, turn);
}

function nearest(steps, from, turn) {
    const here = middle(from);
    let best;
    for (const step of steps) {
        const there = middle(step);
        const away = { x: there.x - here.x, y: there.y - here.y };
        const ahead = DIRECTIONS[turn](away);
        const aside = Math.abs(turn === "next" || turn === "previous" ? away.y : away.x);
        if (step !== from && ahead > 0 && aside <= 2 * ahead) {
            const distance = ahead + 2 * aside;
            if (!best || distance < best.distance) {
                best = { step, distance };
            }
        }
    }
    return best && best.step;
}
