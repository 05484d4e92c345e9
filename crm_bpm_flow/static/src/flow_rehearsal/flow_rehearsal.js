import { Component, onWillDestroy, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { useService } from "@web/core/utils/hooks";

const MODEL = "bpm.flow.rehearsal";

/**
 * Plays a rehearsal slice by slice, and shows how far it is.
 *
 * Each slice is a request of its own, so that whoever works on one of the records
 * waits for no more than that.
 */
export class FlowRehearsal extends Component {
    static template = "crm_bpm_flow.FlowRehearsal";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ running: false, done: 0, total: 0 });
        this.isStopped = false;
        onWillDestroy(() => (this.isStopped = true));
    }

    get phase() {
        return this.props.record.data.state;
    }

    get percent() {
        return this.state.total ? (100 * this.state.done) / this.state.total : 0;
    }

    get words() {
        const { done, total } = this.state;
        return _t("%(done)s of %(total)s records", { done, total });
    }

    async onRehearse() {
        if (await this.props.record.save()) {
            await this.play("begin");
        }
    }

    async onGoOn() {
        await this.play("go_on");
    }

    onStop() {
        this.isStopped = true;
    }

    async play(method) {
        const { record } = this.props;
        const call = (name) => this.orm.call(MODEL, name, [record.resId]);
        this.isStopped = false;
        this.state.running = true;
        try {
            Object.assign(this.state, await call(method));
            while (!this.isStopped && this.state.done < this.state.total) {
                Object.assign(this.state, await call("go_on"));
            }
            if (this.isStopped && this.state.done < this.state.total) {
                await call("stop");
            }
        } finally {
            this.state.running = false;
            await record.load();
        }
    }
}

registry.category("view_widgets").add("bpm_flow_rehearsal", {
    component: FlowRehearsal,
    fieldDependencies: [{ name: "state", type: "selection" }],
});
