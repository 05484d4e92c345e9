import { Component, markRaw, onWillStart, useState } from "@odoo/owl";
import { setSaver } from "@crm_bpm_flow/core/before_finish";
import { RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { createElement } from "@web/core/utils/xml";
import { Record } from "@web/model/record";
import { extractFieldsFromArchInfo } from "@web/model/relational_model/utils";
import { FormArchParser } from "@web/views/form/form_arch_parser";
import { FormRenderer } from "@web/views/form/form_renderer";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { _t } from "@web/core/l10n/translation";

// what a bare field of these types needs to be entered in a small form
const WIDGETS = { many2many: "many2many_tags" };

/**
 * The fields of the record that a step asks for, in the task's own form. They are
 * saved with it: by its Save button and before the task is finished.
 */
export class RecordFields extends Component {
    static template = "crm_bpm_flow.RecordFields";
    static components = { FormRenderer, Record };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.fieldService = useService("field");
        this.state = useState({ shown: null, unreadable: false });
        /** @type {import('@web/model/relational_model/record').RelationalRecord | undefined} */
        this.target = undefined;
        const { model } = this.props.record;
        setSaver(model, () => this.save());
        useBus(model.bus, "NEED_LOCAL_CHANGES", ({ detail }) => detail.proms.push(this.save()));
        onWillStart(() => this.prepare());
    }

    get unreadableMessage() {
        return _t("This step asks for data of a record that you may not read.");
    }

    /** Who handed his task on, or only looks at it, fills nothing in. */
    get isHis() {
        const { is_mine: isMine, can_manage: canManage } = this.props.record.data;
        return isMine !== false || Boolean(canManage);
    }

    async prepare() {
        const { required_fields: wanted, res_model: resModel, res_id: id } = this.props.record.data;
        if (!wanted?.length || this.props.record.data.state !== "open") {
            return;
        }
        const resId = id?.resId || id;
        const names = wanted.map(({ name }) => name);
        try {
            const fields = await this.fieldService.loadFields(resModel, { fieldNames: names });
            // asked here, because a record that cannot be read must not break the task's form
            await this.orm.read(resModel, [resId], names);
            this.state.shown = markRaw(this.describe(resModel, resId, fields, names));
        } catch (error) {
            if (!(error instanceof RPCError)) {
                throw error;
            }
            this.state.unreadable = true;
        }
    }

    describe(resModel, resId, fields, names) {
        const xmlDoc = this.makeArch(
            names.filter((name) => fields[name]),
            fields
        );
        const models = { [resModel]: { fields } };
        const archInfo = new FormArchParser().parse(xmlDoc, models, resModel);
        const extracted = extractFieldsFromArchInfo(archInfo, fields);
        return {
            archInfo,
            record: {
                resModel,
                resId,
                mode: "edit",
                fields: extracted.fields,
                activeFields: extracted.activeFields,
                hooks: {
                    onRootLoaded: (record) => {
                        this.target = record;
                    },
                },
            },
        };
    }

    makeArch(names, fields) {
        const inner = createElement(
            "group",
            { string: _t("To fill in") },
            names.map((name) => {
                const widget = WIDGETS[fields[name].type];
                return createElement("field", widget ? { name, widget } : { name });
            })
        );
        return createElement("form", {}, [createElement("group", {}, [inner])]);
    }

    /** What is missing is said by the server, with everything else that is. */
    async save() {
        return this.target ? this.target.save() : true;
    }
}

export const recordFields = {
    component: RecordFields,
    fieldDependencies: [
        { name: "state", type: "selection" },
        { name: "is_mine", type: "boolean" },
        { name: "can_manage", type: "boolean" },
        { name: "required_fields", type: "json" },
        { name: "res_model", type: "char" },
        { name: "res_id", type: "many2one_reference" },
    ],
};

registry.category("view_widgets").add("bpm_flow_record_fields", recordFields);
