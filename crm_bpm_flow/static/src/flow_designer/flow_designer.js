import { Component, onWillStart, onWillUnmount, useEffect, useExternalListener, useRef, useState } from "@odoo/owl";
import { paintFindings } from "@crm_bpm_flow/flow_designer/designer_findings";
import { fitBesidePalette, makeModeler } from "@crm_bpm_flow/flow_designer/designer_modeler";
import { moveUnderNaming } from "@crm_bpm_flow/flow_designer/designer_naming";
import { DesignerSync } from "@crm_bpm_flow/flow_designer/designer_sync";
import { PathPlayer } from "@crm_bpm_flow/flow_designer/path_player";
import { StepPanel } from "@crm_bpm_flow/flow_designer/step_panel";
import { loadMinimap, loadModeler } from "@crm_bpm_flow/flow_map/bpmn_library";
import { StepsFindings } from "@crm_bpm_flow/flow_steps/steps_findings";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { _t } from "@web/core/l10n/translation";

/** A draft's map to draw on, with the form of the chosen step beside it. */
export class FlowDesigner extends Component {
    static template = "crm_bpm_flow.FlowDesigner";
    static components = { StepPanel, StepsFindings };
    static props = { versionId: Number, data: Object, onPlay: Function };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.canvas = useRef("canvas");
        this.state = useState({
            status: "saved",
            message: "",
            findings: [],
            chosen: null,
            isFull: false,
            canUndo: false,
            canRedo: false,
            proof: null,
        });
        onWillStart(async () => {
            [this.Modeler, this.minimap] = await Promise.all([loadModeler(), loadMinimap()]);
        });
        useEffect(
            () => {
                this.begin();
                return () => this.end();
            },
            () => []
        );
        useSetupAction({ beforeLeave: () => this.leave() });
        useExternalListener(window, "beforeunload", (ev) => {
            if (this.sync.status !== "saved") {
                ev.preventDefault();
            }
        });
        onWillUnmount(() => {
            this.gone = true;
        });
    }

    call(method) {
        return this.orm.call("bpm.flow.version", method, [[this.props.versionId]]);
    }

    // ------------------------------------------------------------------ life

    begin() {
        this.modeler = makeModeler(this.Modeler, this.minimap, {
            container: this.canvas.el,
            bpmCopies: (origin, id) => this.sync.copied(origin, id),
            bpmReady: {
                load: () => this.call("ready_sketches"),
                onMade: (...made) => this.sync.madeReady(...made),
            },
        });
        this.player = new PathPlayer(this.modeler);
        this.sync = new DesignerSync({
            orm: this.orm,
            versionId: this.props.versionId,
            modeler: this.modeler,
            onStatus: (status, message) => Object.assign(this.state, { status, message }),
            onRows: (rows) => this.onRows(rows),
            onStale: () => this.reload(),
        });
        this.modeler.on("commandStack.changed", () => this.onChanged());
        this.modeler.on("selection.changed", ({ newSelection }) => this.choose(newSelection));
        this.draw(this.props.data);
    }

    end() {
        this.player.clear();
        this.sync.close();
        this.modeler.destroy();
    }

    async draw(data) {
        await this.modeler.importXML(data.xml);
        if (!this.gone) {
            this.fit();
            this.sync.take(data);
        }
    }

    fit() {
        fitBesidePalette(this.modeler.get("canvas"));
    }

    /** Somebody else changed the steps meanwhile: his and ours together. */
    async reload() {
        const data = await this.call("draw_data");
        this.notification.add(_t("Somebody else changed this process too. The map shows both."), {
            type: "info",
        });
        await this.draw(data);
        this.sync.setStatus("saved");
    }

    onChanged() {
        const stack = this.modeler.get("commandStack");
        Object.assign(this.state, { canUndo: stack.canUndo(), canRedo: stack.canRedo() });
        if (this.state.proof && !this.sync.isSilent) {
            // It was about another drawing.
            this.closeProof();
        }
        this.sync.changed();
    }

    /** Everything is saved before one goes away; what cannot be, is asked about. */
    async leave() {
        return (await this.savePanel()) && (await this.sync.flush());
    }

    // ------------------------------------------------------------------ choosing

    registerPanel(save) {
        this.panelSave = save;
    }

    async savePanel() {
        return !this.state.chosen || !this.panelSave || (await this.panelSave());
    }

    async choose(selection) {
        const element = selection.length === 1 ? selection[0].labelTarget || selection[0] : null;
        this.wanted = element && element.id;
        if (!(await this.savePanel())) {
            return;
        }
        if (this.wanted && !this.rowOf(this.wanted)) {
            await this.sync.flush();
        }
        if (!this.gone) {
            this.state.chosen = this.rowOf(this.wanted);
            this.keepInSight(element);
        }
    }

    /** The form beside the map takes some of its room. */
    keepInSight(element) {
        requestAnimationFrame(() => {
            if (!this.gone) {
                const canvas = this.modeler.get("canvas");
                canvas.resized();
                if (element && this.state.chosen && element.id === this.wanted) {
                    const room = { top: 60, bottom: 60, left: 140, right: 140 };
                    moveUnderNaming(this.modeler, () => canvas.scrollToElement(element, room));
                }
            }
        });
    }

    rowOf(id) {
        const { steps, ways, stamps } = this.sync.rows || { steps: {}, ways: {}, stamps: {} };
        const stamp = stamps[id] || "";
        if (steps[id]) {
            return { resModel: "bpm.flow.node", resId: steps[id], stamp };
        }
        return ways[id] ? { resModel: "bpm.flow.transition", resId: ways[id], stamp } : null;
    }

    onRows(rows) {
        this.state.findings = rows.findings;
        paintFindings(this.modeler, rows.findings);
        const row = this.rowOf(this.wanted);
        if (!row || !this.state.chosen || row.stamp !== this.state.chosen.stamp) {
            this.state.chosen = row;
        }
    }

    showFinding({ element }) {
        const shape = element && this.modeler.get("elementRegistry").get(element);
        if (shape) {
            // The foot, where one clicks, may be a screen further down.
            this.canvas.el.scrollIntoView({ block: "nearest" });
            this.modeler.get("canvas").scrollToElement(shape, 80);
            this.modeler.get("selection").select(shape);
        }
    }

    // ------------------------------------------------------------------ buttons

    undo() {
        this.modeler.get("commandStack").undo();
    }

    redo() {
        this.modeler.get("commandStack").redo();
    }

    zoom(step) {
        this.modeler.get("zoomScroll").stepZoom(step);
    }

    search() {
        this.modeler.get("searchPad").toggle();
    }

    toggleMap() {
        this.modeler.get("minimap").toggle();
    }

    toggleFull() {
        this.state.isFull = !this.state.isFull;
        requestAnimationFrame(() => !this.gone && this.modeler.get("canvas").resized());
    }

    onKeydown(ev) {
        if (ev.key === "Escape" && this.state.isFull && !ev.defaultPrevented) {
            this.toggleFull();
        }
    }

    // ------------------------------------------------------------------ proof

    async prove() {
        if (await this.leave()) {
            this.closeProof();
            const proof = await this.call("prove");
            if (!this.gone) {
                this.state.proof = proof;
            }
        }
    }

    /** On what is saved: what cannot be saved, cannot be played. */
    async play() {
        if (await this.leave()) {
            this.props.onPlay();
        }
    }

    get proofClass() {
        const looks = { sound: "alert-success", unsound: "alert-warning" };
        return looks[this.state.proof.verdict] || "alert-info";
    }

    playFault(fault) {
        this.player.play([...fault.path, fault.element]);
    }

    closeProof() {
        this.player.clear();
        this.state.proof = null;
    }

    async layout() {
        const { xml: before } = await this.modeler.saveXML();
        const xml = await this.orm.call("bpm.flow.version", "draw_layout", [before]);
        await this.replaceDrawing(xml);
        const close = this.notification.add(_t("Everything has its place anew."), {
            type: "info",
            buttons: [
                {
                    name: _t("Undo"),
                    onClick: () => {
                        close();
                        this.replaceDrawing(before);
                    },
                },
            ],
        });
    }

    async replaceDrawing(xml) {
        if (!this.gone) {
            await this.modeler.importXML(xml);
            this.fit();
            paintFindings(this.modeler, this.state.findings);
            this.sync.changed();
        }
    }

    get statusWords() {
        return {
            saved: _t("Saved"),
            changed: _t("Saving…"),
            saving: _t("Saving…"),
            failed: _t("Not saved"),
        }[this.state.status];
    }
}
