import { expect } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { defineModels, fields, models, mountView, onRpc } from "@web/../tests/web_test_helpers";
import { defineFlowModels } from "./bpm_flow_test_helpers";

const KINDS = [
    { kind: "userTask", event: false, label: "Task", icon: "fa-user", help: "Somebody does it" },
    { kind: "intermediateCatchEvent", event: "timer", label: "Wait", icon: "fa-clock-o", help: "" },
    { kind: "boundaryEvent", event: "timer", label: "Time limit", icon: "fa-clock-o", help: "" },
    { kind: "endEvent", event: false, label: "End", icon: "fa-stop", help: "" },
    {
        kind: "intermediateCatchEvent",
        event: "message",
        label: "Wait for a message",
        icon: "fa-envelope-o",
        help: "Told by another process",
        more: true,
    },
    { kind: "scriptTask", event: false, label: "Calculation", icon: "fa-calculator", help: "", more: true },
    { kind: "boundaryEvent", event: "error", label: "Failure", icon: "fa-bolt", help: "", more: true },
];

export class FlowVersion extends models.Model {
    _name = "bpm.flow.version";

    name = fields.Char();

    _records = [{ id: 3, name: "Draft" }];
}

export class FlowNode extends models.Model {
    _name = "bpm.flow.node";

    name = fields.Char();

    _records = [{ id: 11, name: "Call" }];
    _views = {
        "form,crm_bpm_flow.bpm_flow_node_view_form": /* xml */ `<form><field name="name"/></form>`,
    };
}

export class FlowTransition extends models.Model {
    _name = "bpm.flow.transition";

    version_id = fields.Many2one({ relation: "bpm.flow.version" });
    source_id = fields.Many2one({ relation: "bpm.flow.node" });

    _records = [{ id: 31, version_id: 3, source_id: 11 }];
    _views = {
        "form,crm_bpm_flow.bpm_flow_transition_view_form": /* xml */ `
            <form><field name="source_id"/></form>`,
    };
}

export function nodeOf(id, name, values = {}) {
    return {
        id,
        name,
        kind: "userTask",
        event: false,
        kind_label: "Task",
        icon: "fa-user",
        who: "",
        deadline: "",
        depth: 0,
        attached_to: false,
        is_end: false,
        exits: [],
        ...values,
    };
}

export function exitTo(id, label, target, values = {}) {
    return { id, label, type: "next", outcome_id: false, target, ...values };
}

/** The server's side of the editor: enough of it to answer as the real one does. */
export class FakeEditor {
    constructor(steps = [], values = {}) {
        this.steps = steps;
        this.values = values;
        this.nextId = 100;
        for (const method of ["add", "rename", "move", "copy", "delete", "take_back", "connect", "add_outcome"]) {
            onRpc("bpm.flow.version", `editor_${method}`, async ({ kwargs }) => {
                const named = { ...kwargs };
                delete named.context;
                expect.step(`${method} ${JSON.stringify(named)}`);
                return this.data(await this[method](named));
            });
        }
        onRpc("bpm.flow.version", "editor_data", ({ args }) => {
            expect.step(`data ${args[0]}`);
            return this.data();
        });
    }

    data(newStep = false) {
        return {
            version: { id: 3, number: 1, state: "draft", name: "Draft" },
            editable: true,
            kinds: KINDS,
            findings: [],
            ...this.values,
            steps: this.steps.map((step, index) => ({ ...step, number: index + 1 })),
            new_step: newStep,
        };
    }

    index(id) {
        return this.steps.findIndex((step) => step.id === id);
    }

    add({ kind, name, after_id }) {
        const id = this.nextId++;
        const values = { kind, is_end: kind === "endEvent" };
        this.steps.splice(this.index(after_id) + 1, 0, nodeOf(id, name || "New step", values));
        return id;
    }

    rename({ step_id, name }) {
        this.steps[this.index(step_id)].name = name;
    }

    move({ step_id, after_id }) {
        const [step] = this.steps.splice(this.index(step_id), 1);
        this.steps.splice(after_id ? this.index(after_id) + 1 : 0, 0, step);
    }

    copy({ step_id }) {
        const step = this.steps[this.index(step_id)];
        const id = this.nextId++;
        this.steps.splice(this.index(step_id) + 1, 0, { ...step, id, name: `${step.name} (copy)` });
        return id;
    }

    delete({ step_id }) {
        this.steps.splice(this.index(step_id), 1);
    }

    take_back({ step_ids }) {
        this.steps = this.steps.filter(({ id }) => !step_ids.includes(id));
    }

    connect({ step_id, target_id, transition_id, outcome_id }) {
        const { exits } = this.steps[this.index(step_id)];
        const exit = exits.find((e) => e.id === transition_id && e.outcome_id === outcome_id);
        exit.target = target_id;
    }

    add_outcome({ step_id, name }) {
        const { exits } = this.steps[this.index(step_id)];
        const outcome_id = this.nextId++;
        exits.push(exitTo(false, name, false, { type: "outcome", outcome_id }));
    }
}

export const NAMES = ".o_bpm_step_name";

export function defineEditorModels() {
    defineFlowModels();
    defineModels([FlowVersion, FlowNode, FlowTransition]);
}

export async function mountEditor(resId = 3) {
    await mountView({
        type: "form",
        resModel: "bpm.flow.version",
        resId,
        arch: /* xml */ `<form><field name="name"/><widget name="bpm_flow_steps"/></form>`,
    });
    await animationFrame();
}

/** Call -> (Reached) Qualify, (No answer) nowhere; Qualify -> Won */
export function callProcess(values) {
    return new FakeEditor(
        [
            nodeOf(11, "Call", {
                who: "Sales team",
                deadline: "10 minutes",
                exits: [
                    exitTo(31, "Reached", 12, { type: "outcome", outcome_id: 41 }),
                    exitTo(false, "No answer", false, { type: "outcome", outcome_id: 42 }),
                ],
            }),
            nodeOf(12, "Qualify", { exits: [exitTo(32, "then", 13)] }),
            nodeOf(13, "Won", { kind: "endEvent", is_end: true }),
        ],
        values
    );
}

/** One frame for the server's answer, one for the cursor. */
export async function settle() {
    await animationFrame();
    await animationFrame();
}
