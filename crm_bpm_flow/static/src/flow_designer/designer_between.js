import { overlaps } from "@crm_bpm_flow/flow_designer/way_router";

const FIRST = 2000;
const GAP = 60;
const NOT_BETWEEN = ["bpmn:EndEvent", "bpmn:TextAnnotation", "bpmn:BoundaryEvent"];

/**
 * A step that is appended behind one whose only way leads to an end comes between the two,
 * as in the list of steps: whoever goes on drawing does not want both to happen at once.
 * Who does, draws another way.
 */
export class BetweenStepAndEnd {
    static $inject = ["eventBus", "modeling", "elementRegistry"];

    constructor(eventBus, modeling, registry) {
        Object.assign(this, { modeling, registry });
        const onAppend = (phase, act) =>
            eventBus.on(`commandStack.shape.append.${phase}`, FIRST, ({ context }) => act(context));
        onAppend("preExecute", (context) => this.makeRoom(context));
        onAppend("postExecuted", (context) => this.leadOn(context));
    }

    makeRoom(context) {
        const { source, shape } = context;
        const way = NOT_BETWEEN.includes(shape.type) ? null : wayToEnd(source);
        if (!way) {
            return;
        }
        context.bpmWay = way;
        const end = way.target;
        const left = source.x + source.width + GAP;
        const place = { x: left, y: middle(source) - shape.height / 2, width: shape.width, height: shape.height };
        const moved = Math.max(left + shape.width + GAP - end.x, 0);
        if (middle(end) !== middle(source) || !this.isFree([place, { ...boxOf(end), x: end.x + moved }], way)) {
            return;
        }
        if (moved) {
            this.modeling.moveElements([end], { x: moved, y: 0 });
        }
        context.position = { x: left + shape.width / 2, y: middle(source) };
    }

    /** Whether nothing stands there but the two ends of the way. */
    isFree(places, { source, target }) {
        const around = [source, source.parent, source.host, target];
        const others = this.registry.filter(
            (other) => !other.waypoints && other.parent && !other.labelTarget && !around.includes(other)
        );
        const inTheWay = others.filter(({ type }) => !["bpmn:Lane", "bpmn:Participant", "bpmn:Group"].includes(type));
        return !inTheWay.some((other) => places.some((place) => overlaps(place, other)));
    }

    leadOn({ bpmWay, shape }) {
        if (bpmWay) {
            const docking = { x: shape.x + shape.width / 2, y: middle(shape) };
            this.modeling.reconnectStart(bpmWay, shape, docking);
        }
    }
}

/** The only way of a step, if it leads to an end of its own and says nothing. */
function wayToEnd(source) {
    const ways = source.outgoing.filter(({ type }) => type === "bpmn:SequenceFlow");
    const [way] = ways;
    const isLone = ways.length === 1 && way.target.type === "bpmn:EndEvent" && way.target.incoming.length === 1;
    const { name, conditionExpression } = (isLone && way.businessObject) || {};
    const isChoice = source.type.endsWith("Gateway");
    return isLone && !name && !conditionExpression && !isChoice ? way : null;
}

const middle = ({ y, height }) => y + height / 2;

const boxOf = ({ x, y, width, height }) => ({ x, y, width, height });

export const betweenModule = {
    __init__: ["bpmBetweenStepAndEnd"],
    bpmBetweenStepAndEnd: ["type", BetweenStepAndEnd],
};
