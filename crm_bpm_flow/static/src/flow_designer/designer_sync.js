import { whenSaved, willSave } from "@crm_bpm_flow/core/version_saves";
import { Mutex } from "@web/core/utils/concurrency";
import { debounce } from "@web/core/utils/timing";

const PAUSE = 600;

/**
 * Keeps the rows of a draft in step with its drawing: each change is saved after a short
 * pause, and what the server calls things comes back onto the map.
 *
 * `status` is "saved", "changed", "saving" or "failed"; `onStatus` hears of it.
 */
export class DesignerSync {
    constructor({ orm, versionId, modeler, onStatus, onRows, onStale }) {
        Object.assign(this, { orm, versionId, modeler, onStatus, onRows, onStale });
        this.mutex = new Mutex();
        this.known = [];
        this.copies = {};
        // Kept for good: what was undone may be done again.
        this.ready = {};
        this.status = "saved";
        this.version = 0;
        this.saveSoon = debounce(() => this.save(), PAUSE);
        this.isSilent = false;
    }

    /** The server's answer to loading or saving; names that were typed since then stay. */
    take(rows, version = this.version) {
        this.rows = rows;
        this.known = [...Object.keys(rows.steps), ...Object.keys(rows.ways)];
        if (version === this.version) {
            this.applyNames(rows.names);
        }
        this.onRows(rows);
    }

    setStatus(status, message = "") {
        this.status = status;
        this.onStatus(status, message);
    }

    changed() {
        if (!this.isSilent) {
            this.version++;
            this.setStatus("changed");
            this.saveSoon();
        }
    }

    copied(origin, id) {
        this.copies[id] = this.copies[origin] || origin;
    }

    /** An element that was drawn from a ready step: which, and which part of it. */
    madeReady(id, readyId, key) {
        this.ready[id] = [readyId, key];
    }

    /** Save what is not saved; false when that failed. */
    async flush() {
        this.saveSoon.cancel();
        if (this.status === "saved") {
            return true;
        }
        return this.save();
    }

    save() {
        return willSave(
            this.versionId,
            this.mutex.exec(() => this.saveNow())
        );
    }

    async saveNow() {
        const version = this.version;
        const drawing = this.modeler.saveXML();
        this.setStatus("saving");
        try {
            const { xml } = await drawing;
            const rows = await this.orm.call("bpm.flow.version", "draw_save", [
                [this.versionId],
                xml,
                this.known,
                this.copies,
                this.ready,
            ]);
            this.copies = {};
            this.afterSave(rows, version);
            return true;
        } catch (error) {
            this.setStatus("failed", error.data?.message || error.message);
            return false;
        }
    }

    afterSave(rows, version) {
        if (this.isClosed) {
            return;
        }
        if (rows.is_stale) {
            this.onStale();
            return;
        }
        this.take(rows, version);
        if (this.version === version) {
            this.setStatus("saved");
        } else {
            this.setStatus("changed");
            this.saveSoon();
        }
    }

    /** After a form of a step was saved: what the map shows of it, and the findings. */
    async refresh() {
        await whenSaved(this.versionId);
        const version = this.version;
        const rows = await this.orm.call("bpm.flow.version", "draw_rows", [[this.versionId]]);
        if (!this.isClosed) {
            this.take(rows, this.status === "saved" ? version : -1);
        }
    }

    /** Names as the server has them, without that counting as a change of the drawing. */
    applyNames(names) {
        const registry = this.modeler.get("elementRegistry");
        const editing = this.modeler.get("directEditing");
        this.isSilent = true;
        try {
            for (const [id, name] of Object.entries(names)) {
                const element = registry.get(id);
                const isTyped = editing.isActive() && editing._active.element === element;
                if (element && !isTyped && (element.businessObject.name || "") !== name) {
                    this.rename(element, name);
                }
            }
        } finally {
            this.isSilent = false;
        }
    }

    rename(element, name) {
        const shape = element.labels?.[0];
        if (shape || !element.waypoints) {
            element.businessObject.name = name;
            const eventBus = this.modeler.get("eventBus");
            for (const changed of [element, shape].filter(Boolean)) {
                eventBus.fire("element.changed", { element: changed });
            }
        } else {
            // A way has no place for words yet.
            this.modeler.get("modeling").updateLabel(element, name);
        }
    }

    close() {
        const saved = this.flush();
        this.isClosed = true;
        return saved;
    }
}
