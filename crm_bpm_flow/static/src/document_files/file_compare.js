import { Component, onWillStart, useState } from "@odoo/owl";
import { asLocal } from "@crm_bpm_flow/core/relative_time";
import { _t } from "@web/core/l10n/translation";
import { Dialog } from "@web/core/dialog/dialog";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { formatDateTime } from "@web/views/fields/formatters";

const VERSION = "bpm.flow.document.file.version";
const AROUND = 1; // paragraphs that stay in sight around a change
const WORDS = { changed: _t("changed"), new: _t("new"), gone: _t("gone") };

/** The text of two versions of a file: what is new in it, and what is gone. */
export class FileCompare extends Component {
    static template = "crm_bpm_flow.FileCompare";
    static components = { Dialog };
    static props = {
        name: String,
        // as files_data gives them, newest first
        versions: Array,
        oldId: Number,
        newId: Number,
        close: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.ui = useService("ui");
        this.keepLast = new KeepLast();
        this.words = WORDS;
        this.state = useState({
            old: this.props.oldId,
            new: this.props.newId,
            beside: !this.ui.isSmall,
            answer: null,
            unfolded: [],
        });
        onWillStart(() => this.load());
    }

    async load() {
        const call = this.orm.call(VERSION, "compare_text", [[this.state.new], this.state.old]);
        const answer = await this.keepLast.add(call);
        Object.assign(this.state, { answer, unfolded: [] });
    }

    choose(side, ev) {
        this.state[side] = Number(ev.target.value);
        return this.load();
    }

    label({ number, date, author }) {
        const when = formatDateTime(asLocal(date), { showSeconds: false });
        return _t("Version %(number)s, %(when)s, %(author)s", { number, when, author });
    }

    get counts() {
        const count = (kind) => this.state.answer.rows.filter((row) => row.kind === kind).length;
        return Object.keys(WORDS)
            .map((kind) => ({ kind, count: count(kind) }))
            .filter((one) => one.count);
    }

    /** Rows, and in the place of long stretches that are the same how long they are. */
    get blocks() {
        const { rows } = this.state.answer;
        const near = rows.map((_row, at) =>
            rows.slice(Math.max(0, at - AROUND), at + AROUND + 1).some((row) => row.kind !== "same")
        );
        const blocks = [];
        for (const [at, row] of rows.entries()) {
            const last = blocks.at(-1);
            const first = last?.isOpen ? last.first : at;
            if (near[at]) {
                blocks.push({ key: at, row, isOpen: false });
            } else if (this.state.unfolded.includes(first)) {
                blocks.push({ key: at, row, isOpen: true, first });
            } else if (last?.count) {
                last.count++;
            } else {
                blocks.push({ key: at, count: 1 });
            }
        }
        return blocks;
    }

    unfold(at) {
        this.state.unfolded.push(at);
    }

    /** Both sides of a row in one: what is gone before what came in its place. */
    merged({ old, new: now }) {
        const [left, right] = [[...(old || [])], [...(now || [])]];
        const parts = [];
        while (left.length || right.length) {
            if (left.length && left[0][0] === "gone") {
                parts.push(left.shift());
            } else if (right.length && right[0][0] === "new") {
                parts.push(right.shift());
            } else {
                left.shift();
                parts.push(right.shift());
            }
        }
        return parts;
    }
}
