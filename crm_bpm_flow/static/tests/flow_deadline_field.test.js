import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { mockDate } from "@odoo/hoot-mock";
import { mountView } from "@web/../tests/web_test_helpers";
import { defineFlowModels, FlowTask } from "./helpers/bpm_flow_test_helpers";

describe.current.tags("desktop");

defineFlowModels();

beforeEach(() => {
    mockDate("2019-03-11 09:30:00");
    FlowTask._records = [
        { id: 1, name: "Late", state: "open", date_deadline: "2019-03-11 07:20:00" },
        { id: 2, name: "Soon", state: "open", date_deadline: "2019-03-11 09:40:00" },
        { id: 3, name: "Tomorrow", state: "open", date_deadline: "2019-03-12 08:00:00" },
        { id: 4, name: "Done", state: "done", date_deadline: "2019-03-11 07:20:00" },
        { id: 5, name: "None", state: "open", date_deadline: false },
    ];
});

const FIELD = `<field name="date_deadline" widget="bpm_flow_deadline" options="{'state_field': 'state'}"/>`;

test("in a list: words with urgency for what is open, a plain date for what is done", async () => {
    await mountView({
        type: "list",
        resModel: "bpm.flow.task",
        arch: `<list><field name="name"/>${FIELD}</list>`,
    });
    expect(queryAllTexts("td[name=date_deadline]")).toEqual([
        "late by 2 hr",
        "in 10 min",
        "tomorrow 09:00",
        "Mar 11, 8:20 AM",
        "",
    ]);
    expect(".o_bpm_deadline:eq(0)").toHaveClass("text-danger");
    expect(".o_bpm_deadline:eq(0)").toHaveAttribute("title", "03/11/2019 08:20");
    expect(".o_bpm_deadline:eq(0) i.fa-exclamation-circle").toHaveCount(1);
    expect(".o_bpm_deadline:eq(3)").not.toHaveClass("text-danger");
    expect(".o_bpm_deadline:eq(3) i").toHaveCount(0);
});

test("in a kanban card", async () => {
    await mountView({
        type: "kanban",
        resModel: "bpm.flow.task",
        arch: `<kanban><templates><t t-name="card">${FIELD}</t></templates></kanban>`,
    });
    expect(".o_kanban_record:eq(0) .o_bpm_deadline[data-urgency=late]").toHaveText("late by 2 hr");
    expect(".o_kanban_record:eq(3) .o_bpm_deadline[data-urgency=late]").toHaveCount(0);
});

test("in a form: words when readonly, Odoo's own picker when it is edited", async () => {
    await mountView({
        type: "form",
        resModel: "bpm.flow.task",
        resId: 1,
        arch: `<form>
            <field name="date_deadline" widget="bpm_flow_deadline" readonly="1"/>
        </form>`,
    });
    expect(".o_bpm_deadline").toHaveText("late by 2 hr");
});

test("editable in a form", async () => {
    await mountView({
        type: "form",
        resModel: "bpm.flow.task",
        resId: 1,
        arch: `<form>${FIELD}</form>`,
    });
    expect(".o_bpm_deadline").toHaveCount(0);
    expect("[name=date_deadline] input, [name=date_deadline] button").toHaveCount(1);
});

test("'state' is heeded by itself where the view has it", async () => {
    await mountView({
        type: "list",
        resModel: "bpm.flow.task",
        arch: `<list>
            <field name="state"/><field name="date_deadline" widget="bpm_flow_deadline"/>
        </list>`,
    });
    expect(".o_bpm_deadline[data-urgency=late]").toHaveCount(1);
});

test("without any state every deadline counts", async () => {
    await mountView({
        type: "list",
        resModel: "bpm.flow.task",
        arch: `<list><field name="date_deadline" widget="bpm_flow_deadline"/></list>`,
    });
    expect(".o_bpm_deadline[data-urgency=late]").toHaveCount(2);
});
