import { Component } from "@odoo/owl";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { SelectMenu } from "@web/core/select_menu/select_menu";
import { _t } from "@web/core/l10n/translation";

/** One way out of a step: what it is for, and a searchable list of where it leads. */
export class StepExit extends Component {
    static template = "crm_bpm_flow.StepExit";
    static components = { DropdownItem, SelectMenu };
    static props = {
        step: Object,
        exit: Object,
        targets: { type: Array, element: Object },
        readonly: { type: Boolean, optional: true },
        onConnect: Function,
        onConnectNew: Function,
        onOpen: { type: Function, optional: true },
    };
    static defaultProps = { readonly: false };

    static targetWords(step) {
        return step.is_end
            ? _t("End: %(name)s", { name: step.name })
            : _t("%(number)s. %(name)s", { number: step.number, name: step.name });
    }

    get nowhere() {
        return _t("nowhere yet");
    }

    get target() {
        return this.props.targets.find(({ id }) => id === this.props.exit.target);
    }

    get words() {
        return this.target ? this.constructor.targetWords(this.target) : this.nowhere;
    }

    get choices() {
        const steps = this.props.targets.map((step) => ({
            value: step.id,
            label: this.constructor.targetWords(step),
        }));
        return [...steps, { value: false, label: this.nowhere }];
    }

    get canOpen() {
        return Boolean(this.props.onOpen && this.props.exit.id);
    }

    newStepWords(typed) {
        return typed ? _t("+ New step “%(name)s”", { name: typed }) : _t("+ New step…");
    }

    newEndWords(typed) {
        return typed ? _t("+ New end “%(name)s”", { name: typed }) : _t("+ New end…");
    }
}
