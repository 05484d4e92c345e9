import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { whenSaved } from "@crm_bpm_flow/core/version_saves";
import { FlowDesigner } from "@crm_bpm_flow/flow_designer/flow_designer";
import { FlowPlay } from "@crm_bpm_flow/flow_play/flow_play";
import { FlowMap } from "@crm_bpm_flow/flow_map/flow_map";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** The map of a version on a form: to draw on where it is a draft of one's own. */
export class FlowMapPage extends Component {
    static template = "crm_bpm_flow.FlowMapPage";
    static components = { FlowDesigner, FlowMap, FlowPlay };
    static props = { ...standardWidgetProps, versionField: { type: String, optional: true } };

    setup() {
        this.orm = useService("orm");
        this.ui = useService("ui");
        this.state = useState({ data: null, play: null });
        onWillStart(() => this.load(this.props));
        onWillUpdateProps((next) => {
            if (this.idOf(next) !== this.versionId || this.stateOf(next) !== this.shownState) {
                return this.load(next);
            }
        });
    }

    idOf({ record, versionField }) {
        return (versionField ? record.data[versionField]?.id : record.resId) || false;
    }

    /** Publishing and a new draft change what may be done here. */
    stateOf({ record }) {
        return `${record.data.state || ""} ${record.data.draft_id?.id || ""}`;
    }

    async load(props) {
        const versionId = this.idOf(props);
        this.shownState = this.stateOf(props);
        Object.assign(this.state, { data: null, play: null });
        this.versionId = versionId;
        if (versionId) {
            await whenSaved(versionId);
            this.state.data = await this.ask("draw_data");
        }
    }

    ask(method) {
        return this.orm.call("bpm.flow.version", method, [[this.versionId]]);
    }

    // ------------------------------------------------------------------ playing

    /** The map as it is saved now, in the place of the one to draw on. */
    async play() {
        const [data, asked] = await Promise.all([this.ask("draw_data"), this.ask("play_names")]);
        Object.assign(this.state, { data, play: asked });
    }

    endPlay() {
        return this.load(this.props);
    }
}

export const flowMapPage = {
    component: FlowMapPage,
    extractProps: ({ attrs }) => ({ versionField: attrs.version_field }),
};

registry.category("view_widgets").add("bpm_flow_map", flowMapPage);
