import { placeBy, typeAhead } from "@crm_bpm_flow/flow_steps/steps_keys";
import { whenSaved } from "@crm_bpm_flow/core/version_saves";
import { markRaw } from "@odoo/owl";
import { rowsOf } from "@crm_bpm_flow/flow_steps/steps_words";
import { _t } from "@web/core/l10n/translation";
import { Mutex } from "@web/core/utils/concurrency";
import { Reactive } from "@web/core/utils/reactive";

const VERSION_MODEL = "bpm.flow.version";
// after these, Enter goes on with a step of the same kind; after others with a task
const REPEATED_KINDS = ["userTask", "serviceTask", "callActivity"];
const NO_TARGETS = ["startEvent", "boundaryEvent"];

/**
 * The steps of one version as the server sees them. Every change is one call that
 * answers with everything anew, so that numbers, words and findings are never guessed
 * here; the calls run one after another in the order in which keys were pressed.
 */
export class StepsModel extends Reactive {
    /** @param {() => void} onFrozen somebody else has published what was edited */
    constructor(orm, onFrozen) {
        super();
        Object.assign(this, { orm, onFrozen, versionId: false });
        this.mutex = new Mutex();
        this.data = null;
        this.currentId = false;
        this.focus = null;
        /** The row that is being typed and is not on the server yet. */
        this.draft = null;
        this.said = "";
    }

    // ---------------------------------------------------------------- reading

    get editable() {
        return Boolean(this.data?.editable);
    }

    get steps() {
        return this.data?.steps || [];
    }

    step(id) {
        return this.steps.find((step) => step.id === id);
    }

    /** The step after which the next one is added from the bar. */
    get anchor() {
        const open = this.steps.filter((step) => !step.is_end && !step.attached_to);
        return this.step(this.currentId) || open.at(-1) || this.steps.at(-1);
    }

    iconOf(kind) {
        return this.data.kinds.find((offered) => offered.kind === kind)?.icon || "";
    }

    /** What can be put on a step, besides a time limit. */
    get limits() {
        return this.data.kinds.filter(({ kind, more }) => more && kind === "boundaryEvent");
    }

    /** Steps that another one can lead to. */
    get targets() {
        return this.steps.filter((step) => !NO_TARGETS.includes(step.kind) && !step.is_part);
    }

    indexOf(step) {
        return this.steps.findIndex((other) => other.id === step.id);
    }

    parentOf(step) {
        if (step.attached_to) {
            return step.attached_to;
        }
        const before = this.steps.slice(0, Math.max(this.indexOf(step), 0)).reverse();
        return before.find((other) => other.depth < step.depth)?.id || false;
    }

    siblings(step) {
        const parentId = this.parentOf(step);
        return this.steps.filter(
            (other) =>
                other.depth === step.depth &&
                !other.attached_to &&
                this.parentOf(other) === parentId
        );
    }

    // --------------------------------------------------------------- changing

    async load(versionId = this.versionId) {
        if (versionId !== this.versionId) {
            const fresh = { versionId, data: null, currentId: false, focus: null, draft: null };
            Object.assign(this, fresh);
        }
        // the map may be saving what was drawn just now
        await whenSaved(versionId);
        return versionId ? this.call("editor_data") : null;
    }

    /**
     * @param {string} method
     * @param {object | () => object} [kwargs] a function is asked when its turn has come:
     *   what it says may depend on the answer to the call before
     * @param {(data: object) => void} [onShown] runs before the next call is asked
     */
    call(method, kwargs = {}, onShown = () => {}) {
        const { versionId } = this;
        return this.mutex.exec(async () => {
            const named = typeof kwargs === "function" ? kwargs() : kwargs;
            let data;
            try {
                data = await this.orm.call(VERSION_MODEL, method, [[versionId]], named);
            } catch (error) {
                if (method !== "editor_data") {
                    await this.read(versionId);
                }
                throw error;
            }
            this.show(versionId, data);
            onShown(data);
            return data;
        });
    }

    /** Shows how it is on the server after a change was refused. */
    async read(versionId) {
        this.show(versionId, await this.orm.call(VERSION_MODEL, "editor_data", [[versionId]]));
        if (!this.editable) {
            this.onFrozen();
        }
    }

    show(versionId, data) {
        if (versionId === this.versionId) {
            // replaced as a whole each time, so nothing inside needs watching
            this.data = markRaw({ ...data, steps: rowsOf(data.steps, this.steps) });
            this.currentId = data.new_step || this.currentId;
        }
    }

    /**
     * @param {string} kind
     * @param {object} [options]
     * @param {string | false} [options.event]
     * @param {string | false} [options.name]
     * @param {number | false | () => number | false} [options.afterId]
     * @param {number | false} [options.besideId] a step in whose sub-process it lies
     * @param {boolean} [options.keepFocus]
     * @param {(stepId: number) => void} [options.onAdded]
     */
    async add(kind, options = {}) {
        const { event = false, name = false, afterId = false, besideId = false } = options;
        const { keepFocus, onAdded } = options;
        const data = await this.call(
            "editor_add",
            () => ({
                kind,
                event,
                name,
                after_id: typeof afterId === "function" ? afterId() : afterId,
                ...(besideId ? { beside_id: besideId } : {}),
            }),
            (answer) => onAdded?.(answer.new_step)
        );
        if (!keepFocus) {
            this.focusName(data.new_step, true);
        }
        this.say(_t("Step %(name)s added", { name: this.step(data.new_step)?.name || "" }));
        return data.new_step;
    }

    // ------------------------------------------------------------------ draft

    /** An empty row under a step, at once: no key is lost while the server answers. */
    openDraft(step) {
        const kind = REPEATED_KINDS.includes(step.kind) ? step.kind : "userTask";
        this.draft = { afterId: step.id, kind, name: "", moving: false, opening: true };
    }

    /** @returns {boolean} whether the key was taken, see `typeAhead` */
    typeAhead(ev) {
        return typeAhead(this.draft, ev, () => this.saveDraft(true));
    }

    closeDraft() {
        this.draft = null;
    }

    /**
     * Sends what was typed; with `again` the row stays, empty, for the next step.
     */
    async saveDraft(again) {
        const { draft } = this;
        const name = draft.name.trim();
        if (!name || !again) {
            this.closeDraft();
        }
        if (!name) {
            return;
        }
        draft.name = "";
        await this.add(draft.kind, {
            name,
            // by then, the step before it is no draft any more
            afterId: () => draft.afterId,
            keepFocus: true,
            onAdded: (stepId) => Object.assign(draft, { moving: true, afterId: stepId }),
        });
    }

    rename(step, name) {
        return this.call("editor_rename", { step_id: step.id, name });
    }

    async move(step, afterId) {
        await this.call("editor_move", { step_id: step.id, after_id: afterId });
        this.focusName(step.id);
        this.say(_t("Moved: now step %(number)s", { number: this.step(step.id)?.number || "" }));
    }

    moveBy(step, offset) {
        const after = placeBy(this.siblings(step), step, offset);
        return after === undefined ? null : this.move(step, after ? after.id : false);
    }

    async copy(step) {
        const data = await this.call("editor_copy", { step_id: step.id });
        this.currentId = data.new_step;
        this.focusName(data.new_step, true);
        this.say(_t("Step copied"));
    }

    async remove(step) {
        const index = this.indexOf(step);
        const neighbour = this.steps[index - 1] || this.steps[index + 1];
        await this.call("editor_delete", { step_id: step.id });
        this.focusName(neighbour?.id || false);
        this.say(_t("Step %(name)s deleted", { name: step.name }));
    }

    connect(step, exit, targetId) {
        return this.call("editor_connect", {
            step_id: step.id,
            target_id: targetId,
            transition_id: exit.id || false,
            outcome_id: exit.outcome_id || false,
        });
    }

    /**
     * A new step to which just this exit leads. It is made apart from the chain and put
     * in its place afterwards: added behind the step, it would take over another way.
     */
    async connectNew(step, exit, kind, name, event = false) {
        const made = { event, name: name || false, besideId: step.id, keepFocus: true };
        const stepId = await this.add(kind, made);
        await this.connect(step, exit, stepId);
        const after = kind === "endEvent" ? this.steps.findLast((s) => s.id !== stepId) : step;
        await this.move(this.step(stepId), after.id);
        this.focusName(stepId, true);
    }

    addOutcome(step, name) {
        return this.call("editor_add_outcome", { step_id: step.id, name });
    }

    // ------------------------------------------------------------------ focus

    /** Asks for the cursor; the list gives it once it is drawn. */
    focusName(stepId, select = false) {
        this.focus = stepId ? { stepId, select } : null;
    }

    /** @param {string} selector of the exit inside its row */
    focusExit(stepId, selector) {
        this.focus = { stepId, selector };
    }

    focusBeside(step, offset) {
        const other = this.steps[this.indexOf(step) + offset];
        if (other) {
            this.focusName(other.id);
        }
    }

    /** For those who do not see the list change. */
    say(words) {
        this.said = words;
    }
}
