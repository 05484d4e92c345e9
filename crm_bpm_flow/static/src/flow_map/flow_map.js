import { Component, markRaw, onWillStart, onWillUnmount, useEffect, useRef, useState } from "@odoo/owl";
import { COLOURS, loadViewer, TEXTS } from "@crm_bpm_flow/flow_map/bpmn_library";
import { neighbour } from "@crm_bpm_flow/flow_map/map_walk";
import { MapMarks } from "@crm_bpm_flow/flow_map/map_marks";
import { _t } from "@web/core/l10n/translation";

const NO_STEP = new Set(["label", "root"]);
const TURNS = {
    ArrowRight: "next",
    ArrowLeft: "previous",
    ArrowDown: "below",
    ArrowUp: "above",
};

/**
 * A BPMN map to look at: drawn by bpmn-js, with marks on its elements and ways.
 *
 * `marks` is `{element: {state, badge, note, title}}`, `ways` `{flow: {share, title}}`;
 * both may change at any time without the map being drawn anew. `spoken(element)` says
 * what a screen reader reads.
 */
export class FlowMap extends Component {
    static template = "crm_bpm_flow.FlowMap";
    static props = {
        xml: String,
        marks: { type: Object, optional: true },
        ways: { type: Object, optional: true },
        spoken: { type: Function, optional: true },
        onSelect: { type: Function, optional: true },
        onOpen: { type: Function, optional: true },
        selected: { type: [String, Boolean], optional: true },
        class: { type: String, optional: true },
    };
    static defaultProps = { marks: {}, ways: {}, class: "" };

    setup() {
        this.canvas = useRef("canvas");
        this.state = useState({ failed: false, spoken: "", ready: 0 });
        onWillStart(async () => {
            this.Viewer = await loadViewer();
        });
        useEffect(
            () => {
                this.viewer = markRaw(
                    new this.Viewer({
                        container: this.canvas.el,
                        bpmnRenderer: COLOURS,
                        textRenderer: TEXTS,
                    })
                );
                this.marks = new MapMarks(this.viewer);
                this.viewer.on("element.click", ({ element }) => this.select(element));
                this.viewer.on("element.dblclick", ({ element }) => this.open(element));
                return () => this.viewer.destroy();
            },
            () => []
        );
        useEffect(
            (xml) => {
                this.draw(xml);
            },
            () => [this.props.xml]
        );
        useEffect(
            (ready, marks, ways) => {
                if (ready) {
                    this.marks.paint(marks, ways);
                }
            },
            () => [this.state.ready, this.props.marks, this.props.ways]
        );
        useEffect(
            (ready, selected) => {
                if (ready && selected) {
                    this.show(selected);
                }
            },
            () => [this.state.ready, this.props.selected]
        );
        onWillUnmount(() => {
            this.gone = true;
        });
    }

    get keysHelp() {
        return _t("Map. Arrow keys go from step to step, Enter opens, plus and minus zoom.");
    }

    async draw(xml) {
        try {
            await this.viewer.importXML(xml);
        } catch {
            // The list of steps stands beside it and says the same.
            this.state.failed = true;
            return;
        }
        if (!this.gone) {
            this.state.failed = false;
            this.chosen = false;
            this.fit();
            this.state.ready++;
        }
    }

    /** All of it, but never larger than it was drawn. */
    fit() {
        const canvas = this.viewer.get("canvas");
        canvas.resized();
        canvas.zoom("fit-viewport", "auto");
        if (canvas.zoom() > 1) {
            canvas.zoom(1, "auto");
        }
    }

    zoom(step) {
        this.viewer.get("zoomScroll").stepZoom(step);
    }

    // ------------------------------------------------------------------ choosing

    element(id) {
        return this.viewer.get("elementRegistry").get(id);
    }

    /** Mark it and bring it into sight. */
    show(id) {
        const element = this.element(id);
        if (element && this.chosen !== id) {
            this.mark(element);
            this.viewer.get("canvas").scrollToElement(element, 60);
        }
    }

    mark(element) {
        const canvas = this.viewer.get("canvas");
        if (this.chosen && this.element(this.chosen)) {
            canvas.removeMarker(this.chosen, "o_bpm_chosen");
        }
        this.chosen = element && element.id;
        if (element) {
            canvas.addMarker(element.id, "o_bpm_chosen");
            this.state.spoken = this.words(element);
        }
    }

    select(shape) {
        const element = NO_STEP.has(shape.type) || !shape.parent ? null : shape.labelTarget || shape;
        this.mark(element);
        this.props.onSelect?.(element ? element.id : false);
    }

    open(shape) {
        const element = shape.labelTarget || shape;
        if (element.parent) {
            this.props.onOpen?.(element.id);
        }
    }

    words(element) {
        return this.props.spoken?.(element.id) || element.businessObject.name || "";
    }

    onKeydown(ev) {
        const act = ev.key in TURNS ? () => this.walk(TURNS[ev.key]) : this.keys[ev.key];
        if (act) {
            ev.preventDefault();
            ev.stopPropagation();
            act();
        }
    }

    get keys() {
        return {
            Enter: () => this.chosen && this.props.onOpen?.(this.chosen),
            "+": () => this.zoom(1),
            "-": () => this.zoom(-1),
        };
    }

    walk(turn) {
        const from = this.chosen && this.element(this.chosen);
        const next = neighbour(this.viewer.get("elementRegistry"), from, turn);
        if (next) {
            this.show(next.id);
            this.props.onSelect?.(next.id);
        }
    }
}
