import { _t } from "@web/core/l10n/translation";

const TIMER = { eventDefinitionType: "bpmn:TimerEventDefinition" };

/** What a process's owner draws with; names are the list of steps' own. */
const SHAPES = [
    ["start", "event", "bpmn-icon-start-event-none", _t("Start"), "bpmn:StartEvent"],
    ["task", "activity", "bpmn-icon-user-task", _t("Task for people"), "bpmn:UserTask"],
    ["automatic", "activity", "bpmn-icon-service-task", _t("Automatic step"), "bpmn:ServiceTask"],
    ["choice", "gateway", "bpmn-icon-gateway-xor", _t("Choice"), "bpmn:ExclusiveGateway"],
    ["split", "gateway", "bpmn-icon-gateway-parallel", _t("Split or join"), "bpmn:ParallelGateway"],
    [
        "wait",
        "event",
        "bpmn-icon-intermediate-event-catch-timer",
        _t("Wait"),
        "bpmn:IntermediateCatchEvent",
        TIMER,
    ],
    ["call", "activity", "bpmn-icon-call-activity", _t("Call of another process"), "bpmn:CallActivity"],
    [
        "sub",
        "activity",
        "bpmn-icon-subprocess-expanded",
        _t("Sub-process"),
        "bpmn:SubProcess",
        { isExpanded: true },
    ],
    ["end", "event", "bpmn-icon-end-event-none", _t("End"), "bpmn:EndEvent"],
];

export class Palette {
    static $inject = [
        "palette",
        "create",
        "elementFactory",
        "handTool",
        "lassoTool",
        "spaceTool",
        "globalConnect",
    ];

    constructor(palette, create, elementFactory, hand, lasso, space, connect) {
        Object.assign(this, { create, elementFactory, hand, lasso, space, connect });
        palette.registerProvider(this);
    }

    getPaletteEntries() {
        const entries = {
            "hand-tool": this.tool("bpmn-icon-hand-tool", _t("Move the map"), (ev) =>
                this.hand.activateHand(ev)
            ),
            "lasso-tool": this.tool("bpmn-icon-lasso-tool", _t("Select several"), (ev) =>
                this.lasso.activateSelection(ev)
            ),
            "space-tool": this.tool("bpmn-icon-space-tool", _t("Make room"), (ev) =>
                this.space.activateSelection(ev)
            ),
            "global-connect-tool": this.tool("bpmn-icon-connection-multi", _t("Connect"), (ev) =>
                this.connect.start(ev)
            ),
            "tool-separator": { group: "tools", separator: true },
        };
        for (const [name, group, className, title, type, options] of SHAPES) {
            entries[`create.${name}`] = this.shape(group, className, title, { type, ...options });
        }
        entries["create.pool"] = this.pool();
        return entries;
    }

    tool(className, title, act) {
        return { group: "tools", className, title, action: { click: act } };
    }

    shape(group, className, title, values) {
        const begin = (ev) => this.create.start(ev, this.elementFactory.createShape(values));
        // bpmn-js draws a tip of a plain string only, not of words translated later
        const action = { dragstart: begin, click: begin };
        return { group, className, title: String(title), action };
    }

    pool() {
        const begin = (ev) => this.create.start(ev, this.elementFactory.createParticipantShape());
        return {
            group: "collaboration",
            className: "bpmn-icon-participant",
            title: _t("Pool with lanes"),
            action: { dragstart: begin, click: begin },
        };
    }
}

/** What is appended behind a step is a task for people, not one that passes at once. */
export class AppendsTasks {
    static $inject = ["contextPad", "autoPlace", "elementFactory", "create"];

    constructor(contextPad, autoPlace, elementFactory, create) {
        Object.assign(this, { autoPlace, elementFactory, create });
        contextPad.registerProvider(500, this);
    }

    getContextPadEntries(element) {
        return (entries) => {
            const name = "append.append-task";
            if (name in entries) {
                entries[name] = {
                    ...entries[name],
                    className: "bpmn-icon-user-task",
                    title: _t("Task for people"),
                    action: {
                        click: () => this.autoPlace.append(element, this.task()),
                        dragstart: (ev) =>
                            this.create.start(ev, this.task(), { source: element }),
                    },
                };
            }
            return entries;
        };
    }

    task() {
        return this.elementFactory.createShape({ type: "bpmn:UserTask" });
    }
}

/** The library asks a deprecated method where the pad stands, and complains of it. */
export class ChangesElements {
    static $inject = ["contextPad", "popupMenu"];

    constructor(contextPad, popupMenu) {
        this.popupMenu = popupMenu;
        contextPad.registerProvider(450, this);
    }

    getContextPadEntries() {
        return (entries) => {
            if (entries.replace) {
                const { title } = entries.replace;
                const click = (ev, element) => this.open(ev, element, title);
                entries.replace = { ...entries.replace, action: { click } };
            }
            return entries;
        };
    }

    open(ev, element, title) {
        const { left, bottom } = ev.target.closest(".djs-context-pad").getBoundingClientRect();
        const place = { x: left, y: bottom + 5, cursor: { x: ev.x, y: ev.y } };
        const looks = { title, width: 300, search: true };
        this.popupMenu.open(element, "bpmn-replace", place, looks);
    }
}

/** A button of the palette or beside a step was pressed: keys are for the map again. */
export class KeysAfterButtons {
    static $inject = ["canvas"];

    constructor(canvas) {
        this.canvas = canvas;
        canvas.getContainer().addEventListener("click", (ev) => {
            if (ev.target.closest(".djs-context-pad, .djs-palette")) {
                requestAnimationFrame(() => this.focus());
            }
        });
    }

    /** Unless the button opened something to type into. */
    focus() {
        const { activeElement, body } = document;
        const isButton = activeElement?.closest(".djs-context-pad, .djs-palette");
        if (this.canvas.getContainer().isConnected && (activeElement === body || isButton)) {
            this.canvas.focus();
        }
    }
}

/** Which element was copied from which: a copy takes over the settings of its step. */
export class Copies {
    static $inject = ["eventBus", "config.bpmCopies"];

    constructor(eventBus, onCopy) {
        eventBus.on("copyPaste.copyElement", 100, ({ descriptor, element }) => {
            descriptor.bpmOrigin = element.id;
        });
        eventBus.on("copyPaste.pasteElement", 100, ({ descriptor }) => {
            this.origins = this.origins || new WeakMap();
            this.origins.set(descriptor.businessObject, descriptor.bpmOrigin);
        });
        eventBus.on("shape.added", ({ element }) => {
            const origin = this.origins?.get(element.businessObject);
            if (origin && origin !== element.id) {
                onCopy(origin, element.id);
            }
        });
    }
}

export const designerModule = {
    __init__: ["paletteProvider", "bpmAppendsTasks", "bpmChangesElements", "bpmKeysAfterButtons", "bpmCopies"],
    paletteProvider: ["type", Palette],
    bpmAppendsTasks: ["type", AppendsTasks],
    bpmChangesElements: ["type", ChangesElements],
    bpmKeysAfterButtons: ["type", KeysAfterButtons],
    bpmCopies: ["type", Copies],
};
