import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { _t } from "@web/core/l10n/translation";

/** Who can go over to another version and who stays, by the reason, each a link. */
export class MigrationPreview extends Component {
    static template = "crm_bpm_flow.MigrationPreview";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
    }

    get preview() {
        return this.props.record.data[this.props.name];
    }

    get groups() {
        const { can, stay } = this.preview;
        const groups = stay.map((group) => ({
            ...group,
            key: group.reason,
            icon: "fa-hand-paper-o text-warning",
            title: _t("%(count)s stay", { count: group.count }),
        }));
        if (can.count) {
            groups.unshift({
                ...can,
                key: "can",
                icon: "fa-check-circle text-success",
                title: _t("%(count)s can go", { count: can.count }),
            });
        }
        return groups;
    }

    openCase(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "bpm.flow.instance",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    openCases(group) {
        return this.action.doAction("crm_bpm_flow.bpm_flow_instance_action", {
            additionalContext: { search_default_running: 0 },
            props: { domain: [["id", "in", group.ids]] },
        });
    }
}

export const migrationPreview = {
    component: MigrationPreview,
    supportedTypes: ["json"],
};

registry.category("fields").add("bpm_flow_migration_preview", migrationPreview);
