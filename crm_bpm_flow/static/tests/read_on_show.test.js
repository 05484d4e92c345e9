import { describe, expect, test } from "@odoo/hoot";
import { waitFor } from "@odoo/hoot-dom";
import { contains, fields, MockServer, models, mountView, onRpc } from "@web/../tests/web_test_helpers";
import { defineFlowModels } from "./helpers/bpm_flow_test_helpers";

describe.current.tags("desktop");

class Flow extends models.Model {
    _name = "bpm.flow";

    name = fields.Char();
    roles = fields.Char();

    _records = [{ id: 4, name: "Calls", roles: "None" }];
}

defineFlowModels(Flow);

async function mountPages() {
    await mountView({
        type: "form",
        resModel: "bpm.flow",
        resId: 4,
        arch: /* xml */ `
            <form>
                <field name="name"/>
                <notebook>
                    <page string="Steps" name="steps"><p>Steps</p></page>
                    <page string="Roles" name="roles"><field name="roles"/><widget name="bpm_read_on_show"/></page>
                </notebook>
            </form>`,
    });
}

test("what was made on another page is there when the page is opened", async () => {
    await mountPages();
    MockServer.env["bpm.flow"].write([4], { roles: "Boss" });
    onRpc("bpm.flow", "web_read", () => expect.step("read"));
    await contains(".nav-link[name=roles]").click();
    await waitFor("[name=roles] input:value(Boss)");
    expect.verifySteps(["read"]);
});

test("what is typed and not saved yet stays", async () => {
    await mountPages();
    await contains("[name=name] input").edit("Calls of today");
    onRpc("bpm.flow", "web_read", () => expect.step("read"));
    await contains(".nav-link[name=roles]").click();
    expect.verifySteps([]);
    expect("[name=name] input").toHaveValue("Calls of today");
});
