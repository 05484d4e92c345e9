import { useRef } from "@odoo/owl";
import { RecordTry } from "@crm_bpm_flow/flow_formula/record_try";
import { valueWords } from "@crm_bpm_flow/flow_formula/try_values";
import { FlowMap } from "@crm_bpm_flow/flow_map/flow_map";
import { _t } from "@web/core/l10n/translation";

/**
 * A case that is only imagined, on the map: what comes next is a click, conditions are
 * looked at on a chosen record. The server plays all clicks anew each time and keeps
 * nothing, so that a step back is one click less.
 */
export class FlowPlay extends RecordTry {
    static template = "crm_bpm_flow.FlowPlay";
    static components = { ...RecordTry.components, FlowMap };
    static props = { ...RecordTry.props, xml: String, onClose: Function };

    setup() {
        super.setup();
        this.next = useRef("next");
        this.story = useRef("story");
        this.clicks = [];
        Object.assign(this.state, { selected: false });
    }

    questionOf() {
        return "play";
    }

    callOf(props, resId, values) {
        return ["play", resId, this.clicks, values];
    }

    show(result, refusal) {
        super.show(result, refusal);
        if (result) {
            this.clicks = result.clicks;
            this.state.selected = Object.keys(result.here)[0] || false;
            // the newest part is what one wants to read
            requestAnimationFrame(() => this.story.el?.lastElementChild?.scrollIntoView({ block: "nearest" }));
        }
    }

    // ------------------------------------------------------------------ clicks

    play(key) {
        this.clicks = [...this.clicks, key];
        return this.tryOut();
    }

    back() {
        this.clicks = this.clicks.slice(0, -1);
        return this.tryOut();
    }

    restart() {
        this.clicks = [];
        return this.tryOut();
    }

    get canGoBack() {
        return Boolean(this.state.result?.clicks.length);
    }

    /** A step on the map: what can happen there happens, where that is one thing. */
    openElement(element) {
        const options = this.optionsAt(element);
        if (options.length === 1) {
            return this.play(options[0].key);
        }
        this.next.el?.querySelector(`[data-element="${window.CSS.escape(element)}"] button`)?.focus();
    }

    select(element) {
        this.state.selected = element;
    }

    // ------------------------------------------------------------------ what is shown

    optionsAt(element) {
        return (this.state.result?.options || []).filter((option) => option.element === element);
    }

    /** Possible clicks by the step that they are at. */
    get groups() {
        const groups = new Map();
        for (const option of this.state.result.options) {
            const group = groups.get(option.element) || { ...option, options: [] };
            group.options.push(option);
            groups.set(option.element, group);
        }
        return [...groups.values()];
    }

    get marks() {
        const { here = {}, walked = {} } = this.state.result || {};
        const marks = {};
        for (const [element, count] of Object.entries(walked)) {
            marks[element] = { state: "done", badge: count > 1 ? `${count}×` : "" };
        }
        for (const [element, state] of Object.entries(here)) {
            // a sign that does not need its colour
            marks[element] = { state, badge: state === "failed" ? "!" : "●", title: this.stateWords(state) };
        }
        return marks;
    }

    get ways() {
        const ways = {};
        for (const [way, count] of Object.entries(this.state.result?.ways || {})) {
            ways[way] = { state: "walked", badge: count > 1 ? `${count}×` : "" };
        }
        return ways;
    }

    stateWords(state) {
        return state === "failed" ? _t("failed") : _t("the case is here");
    }

    spoken(element) {
        const { here = {}, walked = {} } = this.state.result || {};
        const options = this.optionsAt(element).map(({ label }) => label);
        const words = [here[element] && this.stateWords(here[element]), walked[element] && _t("done"), ...options];
        return words.filter(Boolean).join(", ");
    }

    get valueWords() {
        return Object.entries(this.state.result.values).map(([name, value]) => ({
            name,
            words: typeof value === "object" && value !== null ? JSON.stringify(value) : valueWords(value),
        }));
    }
}
