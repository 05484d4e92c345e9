import { ModelFieldSelector } from "@web/core/model_field_selector/model_field_selector";

/** Odoo's choice of a field, which says while it is empty what to do, and opens by keys. */
export class PathSelector extends ModelFieldSelector {
    static template = "crm_bpm_flow.PathSelector";

    onKeydown(ev) {
        const isChoice = ev.target.classList.contains("o_model_field_selector_value");
        if (isChoice && (ev.key === "Enter" || ev.key === " ")) {
            ev.preventDefault();
            this.openPopover(ev.currentTarget);
        }
    }
}
