import { Component, useState } from "@odoo/owl";
import { urgencyOf } from "@crm_bpm_flow/core/relative_time";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus } from "@web/core/utils/hooks";
import { _t } from "@web/core/l10n/translation";

const STAYS = 10 * 1000;

/** One line: what made a task late. */
export class DelayDialog extends Component {
    static template = "crm_bpm_flow.DelayDialog";
    static components = { Dialog };
    static props = { name: String, onSave: Function, close: Function };

    setup() {
        this.state = useState({ reason: "" });
        useAutofocus({ refName: "reason" });
    }

    onKeydown(ev) {
        if (ev.key === "Enter" && !ev.isComposing) {
            this.save();
        }
    }

    async save() {
        const reason = this.state.reason.trim();
        if (reason) {
            await this.props.onSave(reason);
            this.props.close();
        }
    }
}

/**
 * After a late task: offers to say why. It stands in nobody's way.
 *
 * @param {{ orm: object, notification: object, dialog: object }} services
 * @param {{ id: number, name: string, deadline: string | false }} task
 */
export function offerDelayReason({ orm, notification, dialog }, { id, name, deadline }) {
    if (urgencyOf(deadline) !== "late") {
        return;
    }
    const close = notification.add(_t("“%(name)s” was late. What made it late?", { name }), {
        type: "info",
        autocloseDelay: STAYS,
        buttons: [
            {
                name: _t("Give the reason"),
                primary: true,
                onClick: () => {
                    close();
                    const onSave = (reason) =>
                        orm.call("bpm.flow.task", "explain_delay", [[id]], { reason });
                    dialog.add(DelayDialog, { name, onSave });
                },
            },
        ],
    });
}
