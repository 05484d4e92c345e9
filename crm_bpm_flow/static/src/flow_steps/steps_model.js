import { markRaw } from "@odoo/owl";
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
    constructor(orm) {
        super();
        this.orm = orm;
        this.mutex = new Mutex();
        this.versionId = false;
        this.data = null;
        this.currentId = false;
        this.focus = null;
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

    /** Steps that another one can lead to. */
    get targets() {
        return this.steps.filter((step) => !NO_TARGETS.includes(step.kind));
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

    /** Connections that cannot be mended by joining what was before and after the step. */
    losesConnections(step) {
        const owned = this.steps.filter((other) => this.parentOf(other) === step.id);
        const targets = step.exits.filter((exit) => exit.target && exit.target !== step.id);
        const others = this.steps.filter((other) => other.id !== step.id);
        const sources = others.filter((other) => other.exits.some((e) => e.target === step.id));
        return Boolean(owned.length || targets.length > 1 || (sources.length && !targets.length));
    }

    // --------------------------------------------------------------- changing

    load(versionId = this.versionId) {
        if (versionId !== this.versionId) {
            Object.assign(this, { versionId, data: null, currentId: false, focus: null });
        }
        return versionId ? this.call("editor_data") : null;
    }

    call(method, kwargs = {}) {
        const { versionId } = this;
        return this.mutex.exec(async () => {
            let data;
            try {
                data = await this.orm.call(VERSION_MODEL, method, [[versionId]], kwargs);
            } catch (error) {
                if (method !== "editor_data") {
                    await this.read(versionId);
                }
                throw error;
            }
            this.show(versionId, data);
            return data;
        });
    }

    /** Shows how it is on the server after a change was refused. */
    async read(versionId) {
        this.show(versionId, await this.orm.call(VERSION_MODEL, "editor_data", [[versionId]]));
    }

    show(versionId, data) {
        if (versionId === this.versionId) {
            // replaced as a whole each time, so nothing inside needs watching
            this.data = markRaw(data);
        }
    }

    async add(kind, { event = false, name = false, afterId = false, keepFocus = false } = {}) {
        const data = await this.call("editor_add", { kind, event, name, after_id: afterId });
        this.currentId = data.new_step;
        if (!keepFocus) {
            this.focusName(data.new_step, true);
        }
        this.say(_t("Step %(name)s added", { name: this.step(data.new_step)?.name || "" }));
        return data.new_step;
    }

    addSame(step) {
        const kind = REPEATED_KINDS.includes(step.kind) ? step.kind : "userTask";
        return this.add(kind, { afterId: step.id });
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
        const siblings = this.siblings(step);
        const index = siblings.findIndex((other) => other.id === step.id);
        if (index < 0 || !siblings[index + offset]) {
            return null;
        }
        const after = siblings[offset > 0 ? index + 1 : index - 2];
        return this.move(step, after ? after.id : false);
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
    async connectNew(step, exit, kind, name) {
        const stepId = await this.add(kind, { name: name || false, keepFocus: true });
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

    focusExit(stepId, transitionId) {
        this.focus = { stepId, transitionId };
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
