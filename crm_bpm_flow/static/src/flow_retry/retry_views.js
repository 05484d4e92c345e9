import { registry } from "@web/core/registry";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";
import { useRetried } from "@crm_bpm_flow/flow_retry/retried_hook";

/** Runs that try many incidents again: the page shows how far they are by itself. */
export class RetryListController extends ListController {
    setup() {
        super.setup();
        useRetried(() => this.model.root);
    }
}

export class RetryFormController extends FormController {
    setup() {
        super.setup();
        useRetried(() => this.model.root);
    }
}

registry.category("views").add("bpm_flow_retry_list", {
    ...listView,
    Controller: RetryListController,
});
registry.category("views").add("bpm_flow_retry_form", {
    ...formView,
    Controller: RetryFormController,
});
