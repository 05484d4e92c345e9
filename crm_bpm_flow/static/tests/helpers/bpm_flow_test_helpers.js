import { expect } from "@odoo/hoot";
import { mailModels } from "@mail/../tests/mail_test_helpers";
import { defineModels, fields, models, mountView, onRpc } from "@web/../tests/web_test_helpers";

/** A record that processes run on. */
export class Client extends models.Model {
    _name = "client";

    name = fields.Char({ required: true });
    vat = fields.Char({ string: "Tax id" });
    tag_ids = fields.Many2many({ string: "Tags", relation: "res.partner" });

    _records = [
        { id: 1, name: "Azure" },
        { id: 2, name: "Gemini" },
    ];
}

export class FlowTask extends models.Model {
    _name = "bpm.flow.task";

    name = fields.Char();
    state = fields.Selection({
        selection: [
            ["open", "Open"],
            ["done", "Done"],
        ],
        default: "open",
    });
    comment = fields.Char();
    date_deadline = fields.Datetime();
    is_mine = fields.Boolean();
    can_manage = fields.Boolean();
    needs_form = fields.Boolean();
    outcome_buttons = fields.Json();
    ground_mark = fields.Char();
    required_fields = fields.Json();
    res_model = fields.Char();
    res_id = fields.Many2oneReference({ model_field: "res_model", relation: "client" });

    _records = [
        { id: 7, name: "Call the client", state: "open", is_mine: true, outcome_buttons: CALL() },
    ];
    _views = {
        "form,crm_bpm_flow.bpm_flow_task_view_form_dialog": /* xml */ `
            <form>
                <field name="name" readonly="1"/>
                <field name="comment"/>
                <widget name="bpm_flow_outcomes"/>
            </form>`,
    };
}

/** Three ways to end a call; the last one wants to know why. */
export function CALL() {
    return [
        { code: "reached", name: "Reached", style: "success", require_comment: false },
        { code: "no_answer", name: "No answer", style: "warning", require_comment: false },
        { code: "lost", name: "Lost", style: "danger", require_comment: true },
    ];
}

export function makeStep(values = {}) {
    return {
        task_id: 7,
        name: "Call the client",
        users: [{ id: 7, name: "Mitchell" }],
        deadline: "2019-03-11 10:00:00",
        urgency: "today",
        mine: true,
        can_claim: false,
        needs_form: false,
        outcomes: CALL(),
        ...values,
    };
}

export function makeCase(values = {}) {
    return {
        id: 5,
        flow: "Incoming request",
        state: "running",
        date_start: "2019-03-11 09:00:00",
        steps: [makeStep()],
        waits: [],
        incidents: 0,
        failed: [],
        next: [],
        ...values,
    };
}

export function defineFlowModels(...extra) {
    // beside mail's own, which every form needs for its chatter
    defineModels({ ...mailModels, Client, FlowTask });
    if (extra.length) {
        defineModels(extra);
    }
    onRpc("bpm.flow.instance", "strip_data", () => ({ cases: [], total: 0 }));
}

/** Answers the strip and notes each time that it asks. */
export function stripOf(...cases) {
    onRpc("bpm.flow.instance", "strip_data", ({ args }) => {
        expect.step(`strip ${args[0]} ${args[1]}`);
        return { cases, total: cases.length };
    });
}

export function mountClient(params = {}) {
    return mountView({
        type: "form",
        resModel: "client",
        resId: 1,
        arch: /* xml */ `
            <form>
                <widget name="bpm_flow_strip"/>
                <sheet><field name="name"/></sheet>
            </form>`,
        ...params,
    });
}
