import { describe, expect, queryOne, test } from "@odoo/hoot";
import { click, press } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { mapOf } from "./helpers/bpm_flow_map_helpers";

describe.current.tags("desktop");

test("after a button beside a step, keys are for the map", async () => {
    const { get, modeler, stack } = await mapOf({ a: [100, 100] }, {});
    modeler.get("selection").select(get("a"));
    await animationFrame();
    await click(".djs-context-pad .entry[data-action='append.gateway']");
    await animationFrame();
    expect(queryOne(".djs-container svg[tabindex]")).toBeFocused();
    expect(stack.canUndo()).toBe(true);
    await press(["Control", "z"]);
    expect(stack.canUndo()).toBe(false);
});

test("a name that is being typed keeps the keys", async () => {
    const { get, modeler } = await mapOf({ a: [100, 100] }, {});
    modeler.get("selection").select(get("a"));
    await animationFrame();
    await click(".djs-context-pad .entry[data-action='append.append-task']");
    await animationFrame();
    expect(".djs-direct-editing-content").toBeFocused();
});
