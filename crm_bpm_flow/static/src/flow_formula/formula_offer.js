import { functionWords } from "@crm_bpm_flow/flow_formula/formula_functions";
import { _t } from "@web/core/l10n/translation";

const VERSION_MODEL = "bpm.flow.version";
// what a repeated step's formulas know besides
const COUNTERS = {
    loopCounter: _t("which one it is, from 1"),
    nrOfInstances: _t("how many there are"),
    nrOfActiveInstances: _t("how many are open"),
    nrOfCompletedInstances: _t("how many are done"),
};

/** Names that a formula of one process may use; asked for once, when they are needed. */
export class FormulaOffer {
    /**
     * @param {object} orm
     * @param {number} versionId
     */
    constructor(orm, versionId) {
        this.orm = orm;
        this.versionId = versionId;
        this.asked = new Map();
    }

    call(method, ...args) {
        const key = JSON.stringify([method, ...args]);
        if (!this.asked.has(key)) {
            const answer = this.orm.call(VERSION_MODEL, method, [[this.versionId], ...args]);
            answer.catch(() => this.asked.delete(key));
            this.asked.set(key, answer);
        }
        return this.asked.get(key);
    }

    /**
     * @param {string[]} path names before the last dot
     * @param {{ counters: boolean, names: string[] }} more what is known in this place only
     * @returns {Promise<object[]>} rows `{ key, kind, name, label, hint, model }`
     */
    async at(path, more) {
        const { fields, values, functions } = await this.call("formula_offer");
        if (!path.length) {
            return [
                ...more.names.map((name) => valueRow(name, _t("each one in turn"))),
                ...(more.counters ? counterRows() : []),
                ...values
                    .filter((name) => !more.names.includes(name))
                    .map((name) => valueRow(name)),
                ...fields.map(fieldRow),
                ...functions.map(functionRow),
            ];
        }
        const steps = path[0] === "record" ? path.slice(1) : path;
        let found = fields;
        for (const name of steps) {
            const field = found.find((row) => row.name === name);
            found = field?.model ? await this.call("formula_fields", field.model) : [];
        }
        return found.map(fieldRow);
    }
}

function fieldRow({ name, label, model }) {
    return { key: `field ${name}`, kind: "field", name, label, hint: name, model };
}

function valueRow(name, hint = _t("value of the case")) {
    return { key: `value ${name}`, kind: "value", name, label: name, hint: String(hint) };
}

function counterRows() {
    return Object.entries(COUNTERS).map(([name, hint]) => valueRow(name, hint));
}

function functionRow(name) {
    const { example, words } = functionWords(name);
    return { key: `function ${name}`, kind: "function", name, label: example, hint: words };
}
