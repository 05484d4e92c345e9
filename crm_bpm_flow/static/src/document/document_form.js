import { registry } from "@web/core/registry";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";

/**
 * A new card is sent once when its page is left by reloading or closing it.
 *
 * Odoo sends what was typed before the page goes, and then, as the page becomes hidden,
 * saves once more; what was new is still new to it and would be made again, empty.
 */
export class DocumentFormController extends FormController {
    async beforeUnload() {
        const { root } = this.model;
        this.sent = root.isNew ? root : null;
        return super.beforeUnload(...arguments);
    }

    beforeVisibilityChange() {
        const { root } = this.model;
        // Whoever stayed and typed on has something that was not sent.
        if (this.sent === root && root.isNew && !root.dirty) {
            return;
        }
        return super.beforeVisibilityChange();
    }
}

registry.category("views").add("bpm_document_form", {
    ...formView,
    Controller: DocumentFormController,
});
