/** Where a case's map is shown: on the case's form, and in a dialog over any record. */
import { Component } from "@odoo/owl";
import { CaseMap } from "@crm_bpm_flow/flow_map/case_map";
import { registry } from "@web/core/registry";
import { Dialog } from "@web/core/dialog/dialog";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

export class CaseMapWidget extends Component {
    static template = "crm_bpm_flow.CaseMapWidget";
    static components = { CaseMap };
    static props = { ...standardWidgetProps };
}

registry.category("view_widgets").add("bpm_flow_case_map", { component: CaseMapWidget });

export class CaseMapDialog extends Component {
    static template = "crm_bpm_flow.CaseMapDialog";
    static components = { CaseMap, Dialog };
    static props = { caseId: Number, title: String, close: Function };
}
