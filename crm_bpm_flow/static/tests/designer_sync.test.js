import { describe, expect, test } from "@odoo/hoot";
import { advanceTime, Deferred } from "@odoo/hoot-mock";
import { DesignerSync } from "@crm_bpm_flow/flow_designer/designer_sync";

describe.current.tags("headless");

const ROWS = { steps: { call: 1 }, ways: { go: 2 }, names: {}, stamps: {}, findings: [] };

/** A sync between a drawing and a server that notes what it is asked. */
function syncOf(answers = {}) {
    const calls = [];
    const heard = [];
    const sync = new DesignerSync({
        versionId: 3,
        orm: {
            call(model, method, args) {
                calls.push([method, ...args.slice(1)]);
                return answers[method] ? answers[method](calls.length) : Promise.resolve(ROWS);
            },
        },
        modeler: {
            saveXML: async () => ({ xml: "<drawn/>" }),
            get: () => ({ get() {}, isActive: () => false }),
        },
        onStatus: (status, message) => heard.push(message ? `${status}: ${message}` : status),
        onRows: () => heard.push("rows"),
        onStale: () => heard.push("stale"),
    });
    sync.take(ROWS);
    heard.length = 0;
    return { sync, calls, heard };
}

test("what is drawn is saved after a pause, once", async () => {
    const { sync, calls, heard } = syncOf();
    sync.changed();
    sync.changed();
    expect(calls).toEqual([]);
    await advanceTime(700);
    expect(calls).toEqual([["draw_save", "<drawn/>", ["call", "go"], {}, {}]]);
    expect(heard).toEqual(["changed", "changed", "saving", "rows", "saved"]);
    expect(await sync.flush()).toBe(true);
    expect(calls).toHaveLength(1);
});

test("what is drawn while it is saved is saved next", async () => {
    const answer = new Deferred();
    const { sync, calls, heard } = syncOf({ draw_save: (n) => (n === 1 ? answer : Promise.resolve(ROWS)) });
    sync.changed();
    await advanceTime(700);
    sync.changed();
    answer.resolve(ROWS);
    await advanceTime(10);
    expect(heard.at(-1)).toBe("changed");
    await advanceTime(700);
    expect(calls).toHaveLength(2);
    expect(heard.at(-1)).toBe("saved");
});

test("a refusal is said, and going away waits for it", async () => {
    const refused = () => Promise.reject({ data: { message: "No pool" } });
    const { sync, heard } = syncOf({ draw_save: refused });
    sync.changed();
    expect(await sync.flush()).toBe(false);
    expect(heard.at(-1)).toBe("failed: No pool");
    expect(sync.status).toBe("failed");
});

test("where somebody else changed it, it is loaded anew", async () => {
    const { sync, heard } = syncOf({ draw_save: () => Promise.resolve({ ...ROWS, is_stale: true }) });
    sync.changed();
    await sync.flush();
    expect(heard.at(-1)).toBe("stale");
});

test("a copy takes over the settings of its first model; that is said once", async () => {
    const { sync, calls } = syncOf();
    sync.copied("call", "twin");
    sync.copied("twin", "third");
    sync.changed();
    await sync.flush();
    expect(calls[0][3]).toEqual({ twin: "call", third: "call" });
    sync.changed();
    await sync.flush();
    expect(calls[1][3]).toEqual({});
});

test("what came of a ready step is said each time: an undone one may be drawn again", async () => {
    const { sync, calls } = syncOf();
    sync.madeReady("new", 7, "contact");
    for (const place of [0, 1]) {
        sync.changed();
        await sync.flush();
        expect(calls[place][4]).toEqual({ new: [7, "contact"] });
    }
});

test("nothing is told any more once it is closed", async () => {
    const { sync, heard, calls } = syncOf();
    sync.changed();
    await sync.close();
    expect(calls).toHaveLength(1);
    expect(heard).toEqual(["changed", "saving"]);
});
