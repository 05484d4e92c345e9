import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { STATE_LOOKS } from "@crm_bpm_flow/document/document_tree_field";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** All relations of a partner or lead: what must be there, documents, leads, cases. */
export class DocumentRelations extends Component {
    static template = "crm_bpm_flow.DocumentRelations";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ data: null });
        onWillStart(() => this.load(this.props.record));
        onWillUpdateProps((next) => this.load(next.record));
    }

    async load({ resModel, resId }) {
        this.state.data = resId ? await this.orm.call(resModel, "bpm_relations", [[resId]]) : null;
    }

    get groups() {
        const { documents, leads, cases } = this.state.data;
        const found = documents.map((group) => ({ ...group, icon: "fa-file-text-o", canList: true }));
        if (leads.count) {
            found.push({ ...leads, key: "leads", name: _t("Leads"), icon: "fa-star-o", canList: true });
        }
        if (cases.count) {
            found.push({ ...cases, key: "cases", name: _t("Cases"), icon: "fa-random" });
        }
        return found;
    }

    mark(need) {
        return need.is_there ? _t("there") : _t("missing");
    }

    look(row) {
        return STATE_LOOKS[row.state] || "text-bg-light border";
    }

    date(value) {
        return formatDate(deserializeDate(value));
    }

    async act(method, ...args) {
        const { record } = this.props;
        if (await record.save()) {
            await this.action.doAction(await this.orm.call(record.resModel, method, [[record.resId], ...args]));
        }
    }

    make(need) {
        return this.act("action_bpm_make_document", need.line_id);
    }

    list(group) {
        return this.act("action_bpm_relation", group.key);
    }

    async open(row) {
        if (await this.props.record.save()) {
            await this.action.doAction({
                type: "ir.actions.act_window",
                res_model: row.model,
                res_id: row.id,
                views: [[false, "form"]],
            });
        }
    }
}

registry.category("view_widgets").add("bpm_relations", { component: DocumentRelations });
