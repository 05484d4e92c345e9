import { Component, onWillStart, useState } from "@odoo/owl";
import { Newest } from "@crm_bpm_flow/core/newest";
import { FlowMap } from "@crm_bpm_flow/flow_map/flow_map";
import { MapSteps } from "@crm_bpm_flow/flow_map/map_steps";
import { useWatched } from "@crm_bpm_flow/flow_map/watch_hook";
import { useClock } from "@crm_bpm_flow/core/clock_hook";
import { deadlineWords, momentWords } from "@crm_bpm_flow/core/relative_time";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

const STATES = {
    failed: _t("failed"),
    late: _t("late"),
    here: _t("now"),
    done: _t("done"),
};

/** One case on the map of its process, as it is at this moment. */
export class CaseMap extends Component {
    static template = "crm_bpm_flow.CaseMap";
    static components = { FlowMap, MapSteps };
    static props = { caseId: Number };

    setup() {
        this.orm = useService("orm");
        this.ui = useService("ui");
        this.clock = useClock();
        this.newest = new Newest();
        this.state = useState({ data: null, asList: this.ui.isSmall, selected: false, told: "" });
        onWillStart(() => this.load());
        useWatched(
            () => [`bpm_flow_case_${this.props.caseId}`],
            (cases) => {
                if (!cases || cases.includes(this.props.caseId)) {
                    this.load();
                }
            }
        );
    }

    async load() {
        const call = this.orm.silent.call("bpm.flow.instance", "map_data", [this.props.caseId]);
        const data = await this.newest.add(call);
        // The drawing stays where it is unless it is another one.
        if (this.state.data && this.state.data.xml === data.xml) {
            delete data.xml;
        }
        this.state.data = { ...this.state.data, ...data };
        this.rows = Object.fromEntries(data.steps.map((step) => [step.element, step]));
        this.state.told = this.hereWords;
    }

    // ------------------------------------------------------------------ what is shown

    get hereWords() {
        const here = this.state.data.steps.filter(({ state }) => state && state !== "done");
        return here.map((step) => `${step.name}: ${this.lines(step).join(", ")}`).join("; ");
    }

    lines(step) {
        const lines = step.tasks.map(({ people, deadline }) => {
            const who = people.join(", ");
            const until = deadline && this.clock.tick >= 0 && deadlineWords(deadline);
            return until ? _t("%(who)s, %(until)s", { who, until }) : who;
        });
        if (step.until && this.clock.tick >= 0) {
            lines.push(_t("waits until %(until)s", { until: momentWords(step.until) }));
        }
        if (step.error) {
            lines.push(step.error);
        }
        if (!lines.length && step.date_done) {
            lines.push(_t("finished %(when)s", { when: momentWords(step.date_done) }));
        }
        return lines;
    }

    stateWords({ state, count }) {
        const words = state ? STATES[state] : "";
        return count > 1 ? _t("%(state)s, %(count)s times", { state: words, count }) : `${words}`;
    }

    get steps() {
        return this.state.data.steps.map((step) => ({
            ...step,
            lines: this.lines(step),
            stateWords: this.stateWords(step),
        }));
    }

    get marks() {
        const marks = {};
        for (const step of this.state.data.steps) {
            if (step.state) {
                const lines = this.lines(step);
                marks[step.element] = {
                    state: step.state,
                    badge: step.count > 1 ? `${step.count}×` : "",
                    note: step.state === "done" ? "" : lines[0],
                    title: [step.name, ...lines].join("\n"),
                };
            }
        }
        return marks;
    }

    get ways() {
        const ways = {};
        for (const [id, count] of Object.entries(this.state.data.ways)) {
            ways[id] = { state: "walked", badge: count > 1 ? `${count}×` : "" };
        }
        return ways;
    }

    spoken(element) {
        const step = this.rows[element];
        const words = step && [step.kind, step.name, this.stateWords(step), ...this.lines(step)];
        return words ? words.filter(Boolean).join(", ") : "";
    }

    select(element) {
        this.state.selected = element;
    }
}
