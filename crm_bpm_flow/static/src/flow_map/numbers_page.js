import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { Newest } from "@crm_bpm_flow/core/newest";
import { durationWords } from "@crm_bpm_flow/core/relative_time";
import { FlowMap } from "@crm_bpm_flow/flow_map/flow_map";
import { useWatched } from "@crm_bpm_flow/flow_map/watch_hook";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { _t } from "@web/core/l10n/translation";

const PERIODS = [7, 30, 90, 365];
const HEATS = 4;

/** A process's map with all its cases: where they are, how long steps take, which ways. */
export class NumbersPage extends Component {
    static template = "crm_bpm_flow.NumbersPage";
    static components = { FlowMap };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.ui = useService("ui");
        this.newest = new Newest();
        this.periods = PERIODS;
        this.state = useState({ data: null, days: 30, show: "now", selected: false });
        onWillStart(() => this.load());
        onWillUpdateProps((next) => {
            if (next.record.resId !== this.props.record.resId) {
                return this.load(next);
            }
        });
        useWatched(
            () => [`bpm_flow_flow_${this.props.record.resId}`],
            () => this.load()
        );
    }

    async load({ record } = this.props) {
        if (record.resId) {
            this.state.data = await this.newest.add(
                this.orm.silent.call("bpm.flow", "map_numbers", [[record.resId]], {
                    days: this.state.days,
                })
            );
        }
    }

    setDays(days) {
        this.state.days = Number(days);
        return this.load();
    }

    // ------------------------------------------------------------------ what is shown

    get marks() {
        const { steps } = this.state.data;
        const slowest = Math.max(1, ...steps.map(({ median }) => median));
        const paint = this.state.show === "now" ? this.whereMark : this.longMark;
        const marks = {};
        for (const step of steps) {
            const mark = paint.call(this, step, slowest);
            if (mark) {
                marks[step.element] = mark;
            }
        }
        return marks;
    }

    whereMark(step) {
        const state = step.incidents ? "failed" : step.late ? "late" : step.now ? "here" : "";
        if (!state && !step.died) {
            return null;
        }
        const badge = step.now ? `${step.now}` : "";
        const note = step.died ? _t("%(count)s ended here", { count: step.died }) : "";
        return { state: state || "died", badge, note, title: this.words(step) };
    }

    longMark(step, slowest) {
        if (!step.done) {
            return null;
        }
        const heat = Math.ceil((step.median / slowest) * HEATS) || 1;
        return {
            state: `heat${heat}`,
            badge: `${step.done}`,
            note: this.lengthWords(step),
            title: this.words(step),
        };
    }

    length(minutes) {
        return minutes ? durationWords(minutes) : _t("under a minute");
    }

    lengthWords({ median, slow }) {
        return _t("%(median)s, slow %(slow)s", {
            median: this.length(median),
            slow: this.length(slow),
        });
    }

    words(step) {
        const lines = [step.name, _t("now: %(count)s", { count: step.now })];
        if (step.late) {
            lines.push(_t("late: %(count)s", { count: step.late }));
        }
        if (step.incidents) {
            lines.push(_t("with incidents: %(count)s", { count: step.incidents }));
        }
        if (step.done) {
            lines.push(_t("finished: %(count)s", { count: step.done }), this.lengthWords(step));
        }
        if (step.died) {
            lines.push(_t("ended here without their goal: %(count)s", { count: step.died }));
        }
        return lines.join("\n");
    }

    get ways() {
        const ways = {};
        for (const [id, count] of Object.entries(this.state.data.ways)) {
            ways[id] = { state: "walked", badge: `${count}` };
        }
        return ways;
    }

    get rows() {
        return this.state.data.steps.filter(
            ({ now, done, died, incidents }) => now || done || died || incidents
        );
    }

    spoken(element) {
        const step = this.state.data.steps.find((row) => row.element === element);
        return step ? this.words(step).replaceAll("\n", ", ") : "";
    }

    open(element, what = "now") {
        return this.action.doActionButton({
            type: "object",
            resModel: "bpm.flow",
            resId: this.props.record.resId,
            name: "action_view_cases_at",
            args: JSON.stringify([element, what]),
        });
    }
}

registry.category("view_widgets").add("bpm_flow_numbers", { component: NumbersPage });
