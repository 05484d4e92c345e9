import { Component, onMounted, onWillUnmount } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const PAUSE = 2000;
const ACTIVE = ["waiting", "running"];

/** How far it is, looked up again and again until it is over. */
export class MigrationWatch extends Component {
    static template = "crm_bpm_flow.MigrationWatch";
    static props = { ...standardWidgetProps };

    setup() {
        onMounted(() => this.plan());
        onWillUnmount(() => browser.clearTimeout(this.timer));
    }

    get isActive() {
        return ACTIVE.includes(this.props.record.data.state);
    }

    get width() {
        return `width: ${Math.round(this.props.record.data.progress || 0)}%`;
    }

    plan() {
        browser.clearTimeout(this.timer);
        this.timer = browser.setTimeout(() => this.look(), PAUSE);
    }

    async look() {
        if (this.isActive) {
            await this.props.record.load();
        }
        this.plan();
    }
}

export const migrationWatch = {
    component: MigrationWatch,
    fieldDependencies: [
        { name: "state", type: "selection" },
        { name: "progress", type: "float" },
    ],
};

registry.category("view_widgets").add("bpm_flow_migration_watch", migrationWatch);
