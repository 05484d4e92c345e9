import { _t } from "@web/core/l10n/translation";

const MENU = "bpm-ready";
// From one column or row of a ready step to the next, in pixels.
const STEP = { x: 170, y: 130 };
const LOOPS = {
    standard: ["bpmn:StandardLoopCharacteristics", {}],
    parallel: ["bpmn:MultiInstanceLoopCharacteristics", {}],
    sequential: ["bpmn:MultiInstanceLoopCharacteristics", { isSequential: true }],
};

/**
 * Ready steps in the palette: a menu of them, and what is dropped is all of their steps
 * and ways at once, so that one *undo* takes them back.
 *
 * `config.bpmReady` is `{load, onMade}`: `load()` gives sketches as the server has them,
 * `onMade(id, readyId, key)` hears which element stands for which step.
 */
export class ReadySteps {
    static $inject = [
        "config.bpmReady",
        "eventBus",
        "palette",
        "popupMenu",
        "create",
        "elementFactory",
        "bpmnFactory",
        "modeling",
        "canvas",
        "selection",
    ];

    constructor(config, eventBus, palette, popupMenu, create, elementFactory, bpmnFactory, modeling, canvas, selection) {
        Object.assign(this, { config, popupMenu, create, elementFactory, bpmnFactory });
        Object.assign(this, { modeling, canvas, selection });
        this.sketches = [];
        this.wanted = new WeakMap();
        palette.registerProvider(400, this);
        popupMenu.registerProvider(MENU, this);
        eventBus.on("commandStack.elements.create.postExecute", ({ context }) =>
            this.complete(context.elements)
        );
    }

    getPaletteEntries() {
        return {
            "bpm-ready": {
                group: "ready",
                className: "fa fa-star-o o_bpm_palette_ready",
                title: _t("Ready steps"),
                action: { click: (ev) => this.open(ev) },
            },
        };
    }

    async open(ev) {
        const { left, bottom } = ev.currentTarget?.getBoundingClientRect?.() || {};
        const place = { x: ev.clientX || left || 0, y: ev.clientY || bottom || 0 };
        this.sketches = await this.config.load();
        this.popupMenu.open(this.canvas.getRootElement(), MENU, place, {
            title: _t("Ready steps"),
            width: 340,
            search: true,
        });
    }

    getPopupMenuEntries() {
        const entries = {};
        for (const sketch of this.sketches) {
            entries[`ready-${sketch.id}`] = {
                label: sketch.name,
                description: sketch.description,
                className: `fa ${sketch.icon}`,
                action: (ev) => this.begin(ev, sketch),
            };
        }
        return entries;
    }

    /** With the mouse it is carried to its place; by the keyboard it lies beside. */
    begin(ev, sketch) {
        this.popupMenu.close();
        const shape = this.shapeOf(sketch.shapes[0]);
        this.wanted.set(shape, sketch);
        if (ev && "clientX" in ev && ev.clientX) {
            this.create.start(ev, shape);
        } else {
            const made = this.modeling.createElements([shape], this.freePlace(), this.canvas.getRootElement());
            this.selection.select(made[0]);
        }
    }

    freePlace() {
        const [chosen] = this.selection.get();
        if (chosen && !chosen.waypoints && chosen.parent) {
            return { x: chosen.x + chosen.width + STEP.x, y: chosen.y + chosen.height / 2 };
        }
        const { x, y, width, height } = this.canvas.viewbox();
        return { x: x + width / 2, y: y + height / 2 };
    }

    // ------------------------------------------------------------------ shapes

    shapeOf({ type, event, interrupting, loop, name }, more = {}) {
        const values = { type, ...more };
        if (event) {
            values.eventDefinitionType = event;
        }
        if (type === "bpmn:BoundaryEvent") {
            values.cancelActivity = interrupting;
        }
        const shape = this.elementFactory.createShape(values);
        shape.businessObject.name = name;
        if (loop) {
            const marker = this.bpmnFactory.create(...LOOPS[loop]);
            shape.businessObject.loopCharacteristics = marker;
        }
        return shape;
    }

    /** What belongs to the first shapes, in the same command. */
    complete(elements) {
        for (const shape of elements) {
            const sketch = this.wanted.get(shape);
            if (sketch && shape.parent) {
                this.wanted.delete(shape);
                this.completeOne(shape, sketch);
            }
        }
    }

    completeOne(first, { id, shapes, ways }) {
        const made = { [shapes[0].key]: first };
        const middle = { x: first.x + first.width / 2, y: first.y + first.height / 2 };
        for (const sketch of shapes.slice(1)) {
            made[sketch.key] = sketch.on
                ? this.attach(sketch, made[sketch.on])
                : this.modeling.createShape(
                      this.shapeOf(sketch),
                      {
                          x: middle.x + sketch.place[0] * STEP.x,
                          y: middle.y + sketch.place[1] * STEP.y,
                      },
                      first.parent
                  );
        }
        for (const { from, to, name } of ways) {
            const way = this.modeling.connect(made[from], made[to]);
            if (name) {
                this.modeling.updateLabel(way, name);
            }
        }
        for (const [key, shape] of Object.entries(made)) {
            this.config.onMade(shape.businessObject.id, id, key);
        }
    }

    attach(sketch, host) {
        const place = { x: host.x + host.width / 4, y: host.y + host.height };
        return this.modeling.createShape(this.shapeOf(sketch, { host }), place, host, { attach: true });
    }
}

export const readyModule = {
    __init__: ["bpmReadySteps"],
    bpmReadySteps: ["type", ReadySteps],
};
