import { useEffect } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";
import { readTaskAnew, useButtonsReadAnew } from "@crm_bpm_flow/core/read_anew";

/** Tasks, which colleagues take and finish too: a refused button shows how they are now. */
export class TaskListController extends ListController {
    setup() {
        super.setup();
        useButtonsReadAnew(() => this.model.load());
    }
}

export class TaskKanbanController extends KanbanController {
    setup() {
        super.setup();
        useButtonsReadAnew(() => this.model.load());
    }
}

export class TaskFormController extends FormController {
    setup() {
        super.setup();
        const orm = useService("orm");
        useButtonsReadAnew(() => readTaskAnew(orm, this.model.root));
        useEffect(
            (isMine) => this.onOthers(isMine),
            () => [this.model.root.data.is_mine]
        );
    }

    /** @override */
    async beforeExecuteActionButton(clickParams) {
        this.handsOn = clickParams.name === "action_delegate_wizard";
        return super.beforeExecuteActionButton(clickParams);
    }

    /** A dialog whose task was handed on to somebody else has done its work. */
    onOthers(isMine) {
        if (this.handsOn && !isMine && this.env.inDialog) {
            this.env.dialogData.close();
        }
    }
}

const views = registry.category("views");
views.add("bpm_flow_task_list", { ...listView, Controller: TaskListController });
views.add("bpm_flow_task_kanban", { ...kanbanView, Controller: TaskKanbanController });
views.add("bpm_flow_task_form", { ...formView, Controller: TaskFormController });
