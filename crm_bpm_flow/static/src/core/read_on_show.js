import { Component, onMounted, xml } from "@odoo/owl";
import { whenSaved } from "@crm_bpm_flow/core/version_saves";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/**
 * On a page of a process's form: what was made on its other pages meanwhile (a role typed
 * at a step, a lane drawn on the map) is there when the page is opened.
 */
export class ReadOnShow extends Component {
    static template = xml``;
    static props = { ...standardWidgetProps };

    setup() {
        onMounted(() => this.read());
    }

    async read() {
        const { record } = this.props;
        await whenSaved(record.data.shown_version_id?.id);
        if (!record.isNew && !(await record.isDirty())) {
            await record.load();
        }
    }
}

registry.category("view_widgets").add("bpm_read_on_show", { component: ReadOnShow });
