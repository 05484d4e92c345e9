import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { Newest } from "@crm_bpm_flow/core/newest";
import { FlowMap } from "@crm_bpm_flow/flow_map/flow_map";
import { useService } from "@web/core/utils/hooks";
import { _t } from "@web/core/l10n/translation";

// A sign beside the colour: who does not tell colours apart reads the same.
const SIGNS = { added: "+", removed: "−", changed: "✎" };
const WORDS = { added: _t("new"), removed: _t("gone"), changed: _t("changed") };

/**
 * Two versions on their maps, one at a time: what is new and what has changed on the
 * newer one, what is gone on the older one.
 */
export class ChangesMap extends Component {
    static template = "crm_bpm_flow.ChangesMap";
    static components = { FlowMap };
    static props = {
        flowId: Number,
        // ids of the versions
        old: Number,
        new: Number,
        // differences as `compare` gives them
        rows: Array,
        side: { validate: (side) => ["old", "new"].includes(side) },
        onSide: Function,
        selected: { type: [String, Boolean], optional: true },
        onSelect: Function,
        onOpen: { type: Function, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.newest = new Newest();
        this.state = useState({ maps: null });
        this.signs = SIGNS;
        this.words = WORDS;
        onWillStart(() => this.load(this.props));
        onWillUpdateProps((next) => {
            if (next.old !== this.props.old || next.new !== this.props.new || next.rows !== this.props.rows) {
                return this.load(next);
            }
        });
    }

    async load({ flowId, old, new: newer }) {
        const call = this.orm.call("bpm.flow", "compare_maps", [[flowId], old, newer]);
        const maps = await this.newest.add(call);
        for (const map of Object.values(maps)) {
            map.painted = this.painted(map.marks);
        }
        this.state.maps = maps;
    }

    get map() {
        return this.state.maps[this.props.side];
    }

    painted(marks) {
        const painted = {};
        for (const [id, kind] of Object.entries(marks)) {
            painted[id] = { state: kind, badge: SIGNS[kind], title: `${WORDS[kind]}` };
        }
        return painted;
    }

    get counts() {
        const kinds = Object.values(this.map.marks);
        return Object.keys(WORDS)
            .map((kind) => ({ kind, count: kinds.filter((one) => one === kind).length }))
            .filter(({ count }) => count);
    }

    /** What a screen reader reads of an element: its name, what became of it, and how. */
    spoken(element) {
        const kind = this.map.marks[element];
        const row = this.rowOf(element);
        if (!kind) {
            return "";
        }
        const changes = row ? row.changes.map((change) => this.changeWords(change)) : [];
        return [row?.name, `${WORDS[kind]}`, ...changes].filter(Boolean).join(", ");
    }

    changeWords({ what, old, new: now }) {
        return old ? _t("%(what)s: %(old)s, now %(now)s", { what, old, now: now || _t("nothing") }) : `${what}: ${now}`;
    }

    rowOf(element) {
        const key = this.props.side === "old" ? "old_element" : "element";
        return this.props.rows.find((row) => row[key] === element);
    }
}
