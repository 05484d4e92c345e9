import { describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { xml } from "@odoo/owl";
import { contains, fields, models, mountView, onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { FlowMap } from "@crm_bpm_flow/flow_map/flow_map";
import { defineFlowModels } from "./helpers/bpm_flow_test_helpers";

describe.current.tags("desktop");

class Flow extends models.Model {
    _name = "bpm.flow";

    name = fields.Char();

    _records = [{ id: 4, name: "Calls" }];
}

class FlowNode extends models.Model {
    _name = "bpm.flow.node";

    name = fields.Char();

    _records = [{ id: 11, name: "Ring" }];
    _views = {
        "form,crm_bpm_flow.bpm_flow_node_view_form": /* xml */ `<form><field name="name"/></form>`,
    };
}

defineFlowModels(Flow, FlowNode);

const CHANGED = {
    element: "call",
    old_element: "call",
    kind: "changed",
    name: "Ring",
    model: "bpm.flow.node",
    id: 11,
    ways: [],
    changes: [{ what: "Name", old: "Call", new: "Ring" }],
};
const REMOVED = { ...CHANGED, element: "offer", old_element: "offer", kind: "removed", name: "Offer", changes: [] };
const ADDED = { ...CHANGED, element: "write", old_element: false, kind: "added", name: "Write", changes: [] };

/** The map as it is asked to be: bpmn-js itself is tried in the tours. */
function fakeMap() {
    patchWithCleanup(FlowMap.prototype, { setup() {} });
    patchWithCleanup(FlowMap, {
        template: xml`
            <div class="fake_map" t-att-data-xml="props.xml" t-att-data-selected="props.selected">
                <button t-foreach="Object.keys(props.marks)" t-as="id" t-key="id" t-att-data-id="id" t-out="id + ' ' + props.marks[id].badge + ' ' + props.spoken(id)" t-on-click="() => props.onSelect(id)" t-on-dblclick="() => props.onOpen(id)"/>
            </div>`,
    });
}

async function mountChanges(rows = [CHANGED, ADDED, REMOVED]) {
    fakeMap();
    onRpc("bpm.flow", "compare_versions", () => ({
        versions: [
            { id: 2, name: "2 (Draft)" },
            { id: 1, name: "1 (Published)" },
        ],
        old: 1,
        new: 2,
        rows,
    }));
    onRpc("bpm.flow", "compare_maps", ({ args }) => {
        expect.step(`maps ${args}`);
        return {
            old: { xml: "older", marks: { call: "changed", offer: "removed" } },
            new: { xml: "newer", marks: { call: "changed", write: "added" } },
        };
    });
    await mountView({
        type: "form",
        resModel: "bpm.flow",
        resId: 4,
        arch: /* xml */ `<form><field name="name"/><widget name="bpm_flow_changes"/></form>`,
    });
}

test("the maps are read when they are asked for", async () => {
    await mountChanges();
    expect(".fake_map").toHaveCount(0);
    expect.verifySteps([]);
    await contains(".o_bpm_changes_on_map").click();
    expect.verifySteps(["maps 4,1,2"]);
    expect(".fake_map").toHaveAttribute("data-xml", "newer");
    await contains(".o_bpm_changes_on_map").click();
    expect(".fake_map").toHaveCount(0);
});

test("colours are not alone: signs, counts and words say the same", async () => {
    await mountChanges();
    await contains(".o_bpm_changes_on_map").click();
    expect(queryAllTexts(".fake_map button")).toEqual([
        "call ✎ Ring, changed, Name: Call, now Ring",
        "write + Write, new",
    ]);
    expect(queryAllTexts(".o_bpm_changes_count")).toEqual(["+ new: 1", "✎ changed: 1"]);
    await contains(".o_bpm_side_old").click();
    expect(queryAllTexts(".o_bpm_changes_count")).toEqual(["− gone: 1", "✎ changed: 1"]);
    expect.verifySteps(["maps 4,1,2"]);
});

test("a line shows its place, on the version that has it", async () => {
    await mountChanges();
    await contains(".o_bpm_changes_on_map").click();
    await contains(".o_bpm_change[data-kind=removed] button").click();
    expect(".fake_map").toHaveAttribute("data-xml", "older");
    expect(".fake_map").toHaveAttribute("data-selected", "offer");
    expect(".o_bpm_change_shown[data-kind=removed]").toHaveCount(1);
    await contains(".o_bpm_change[data-kind=changed] button").click();
    expect(".fake_map").toHaveAttribute("data-xml", "older");
    await contains(".o_bpm_side_new").click();
    expect(".fake_map").toHaveAttribute("data-selected", "call");
    expect.verifySteps(["maps 4,1,2"]);
});

test("what is chosen on the map is marked in the list", async () => {
    await mountChanges();
    await contains(".o_bpm_changes_on_map").click();
    await contains(".fake_map [data-id=write]").click();
    expect(".o_bpm_change_shown").toHaveCount(1);
    expect(".o_bpm_change_shown").toHaveAttribute("data-kind", "added");
    expect.verifySteps(["maps 4,1,2"]);
});

test("without the map, a line opens its step", async () => {
    await mountChanges();
    await contains(".o_bpm_change[data-kind=changed] button").click();
    await animationFrame();
    expect(".modal [name=name]").toHaveText("Ring");
    expect.verifySteps([]);
});
