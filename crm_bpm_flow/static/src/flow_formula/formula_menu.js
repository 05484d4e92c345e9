import { Component, useEffect, useRef } from "@odoo/owl";
import { usePosition } from "@web/core/position/position_hook";

const ICONS = { field: "fa-database", value: "fa-tag", function: "fa-superscript" };

/** The names that are offered under a formula's input. The input keeps the cursor. */
export class FormulaMenu extends Component {
    static template = "crm_bpm_flow.FormulaMenu";
    static props = {
        id: String,
        rows: { type: Array, element: Object },
        active: Number,
        getTarget: Function,
        onChoose: Function,
    };

    setup() {
        this.menuRef = useRef("menu");
        usePosition("menu", () => this.props.getTarget(), { position: "bottom-start" });
        useEffect(
            () => {
                this.menuRef.el
                    .querySelector("[aria-selected=true]")
                    ?.scrollIntoView({ block: "nearest" });
            },
            () => [this.props.active, this.props.rows]
        );
    }

    iconOf(row) {
        return ICONS[row.kind];
    }
}
