import { Component } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { Dialog } from "@web/core/dialog/dialog";
import { standardErrorDialogProps } from "@web/core/errors/error_dialogs";
import { registry } from "@web/core/registry";
import { patch } from "@web/core/utils/patch";
import { useService } from "@web/core/utils/hooks";
import { StatusBarField } from "@web/views/fields/statusbar/statusbar_field";

export const DOCUMENTS_MISSING = "odoo.addons.crm_bpm_flow.models.register.documents_missing.DocumentsMissing";

/** What a lead lacks before its stage, and the way to the page where it is made. */
export class DocumentsMissingDialog extends Component {
    static template = "crm_bpm_flow.DocumentsMissingDialog";
    static components = { Dialog };
    static props = { ...standardErrorDialogProps };

    setup() {
        this.action = useService("action");
    }

    get message() {
        return this.props.data.message;
    }

    get leadId() {
        return this.props.data.context.lead_id;
    }

    /** On the lead's form its page is turned to, from anywhere else the form is opened. */
    async show() {
        this.props.close();
        if (!turnToDocuments()) {
            await this.action.doAction({
                type: "ir.actions.act_window",
                res_model: "crm.lead",
                res_id: this.leadId,
                views: [[false, "form"]],
            });
            turnToDocuments();
        }
    }
}

// Which page of a form is shown nobody outside of it is asked or told. A dialog that
// closes gives the focus back to where it was: on a phone that is at the top.
function turnToDocuments() {
    const tab = document.querySelector(".o_form_view .o_notebook_headers a[name=bpm_documents]");
    tab?.click();
    browser.setTimeout(() => tab?.scrollIntoView({ block: "center" }));
    return Boolean(tab);
}

registry.category("error_dialogs").add(DOCUMENTS_MISSING, DocumentsMissingDialog);

// A form keeps what it could not save: a lead that was held up would stand there as won,
// and nothing else could be done on it before that is taken back.
patch(StatusBarField.prototype, {
    async selectItem() {
        const { name, record } = this.props;
        const before = record.data[name];
        const wasDirty = record.dirty;
        try {
            await super.selectItem(...arguments);
        } catch (error) {
            if (error.exceptionName === DOCUMENTS_MISSING) {
                await (wasDirty ? record.update({ [name]: before }) : record.discard());
            }
            throw error;
        }
    },
});
