import { Component, useRef, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus } from "@web/core/utils/hooks";

/**
 * Asks for one or two lines before something is done with a file: what a version is for,
 * why another's work is crossed, another name.
 */
export class FileWhy extends Component {
    static template = "crm_bpm_flow.FileWhy";
    static components = { Dialog };
    static props = {
        title: String,
        text: { type: String, optional: true },
        // [{ name, label, value, required, placeholder }]
        lines: Array,
        confirmLabel: String,
        confirm: Function,
        close: Function,
    };

    setup() {
        useAutofocus({ refName: "first" });
        this.form = useRef("form");
        const values = Object.fromEntries(this.props.lines.map(({ name, value }) => [name, value || ""]));
        this.state = useState({ values });
    }

    get isReady() {
        return this.props.lines.every(({ name, required }) => !required || this.state.values[name].trim());
    }

    onSubmit() {
        if (this.isReady) {
            this.props.confirm(this.state.values);
            this.props.close();
        }
    }
}
