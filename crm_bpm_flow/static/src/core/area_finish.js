import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";

/**
 * Asks whether nothing more is needed of steps in any order, and says what becomes of
 * those that are open.
 *
 * @param {object} dialog Odoo's dialog service
 * @param {{name: string, withdraws: boolean}} area
 * @param {() => unknown} confirm
 */
export function askToFinishArea(dialog, area, confirm) {
    dialog.add(ConfirmationDialog, {
        title: area.name,
        body: area.withdraws
            ? _t("The case goes on. What is still open in it is withdrawn.")
            : _t("Nothing more is begun in it. The case goes on when what is open in it is done."),
        confirmLabel: _t("Nothing more is needed"),
        confirm,
        cancel: () => {},
    });
}
