import { FileCompare } from "./file_compare";
import { FileWhy } from "./file_why";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { humanSize } from "@web/core/utils/binary";

export const FILE = "bpm.flow.document.file";
export const VERSION = "bpm.flow.document.file.version";

/**
 * What people do with the files of a document; each act ends with `done`.
 *
 * @param {() => Promise<void>} done shows what is true then
 */
export function useFileActions(done) {
    const orm = useService("orm");
    const http = useService("http");
    const dialog = useService("dialog");
    const notification = useService("notification");

    async function call(model, method, args) {
        try {
            await orm.call(model, method, args);
        } finally {
            await done();
        }
    }

    function ask(values) {
        return new Promise((resolve) => {
            const options = { onClose: () => resolve(null) };
            dialog.add(FileWhy, { ...values, confirm: resolve }, options);
        });
    }

    /** The line that a registrar fills in before he crosses somebody's work. */
    function reasonLine(file) {
        const held = file?.locked_by && !file.is_mine;
        return held ? [{ name: "reason", label: _t("Why although %s has it?", file.locked_by), required: true }] : [];
    }

    async function send(documentId, files, mostBytes, extra = {}) {
        const small = files.filter((file) => file.size <= mostBytes);
        for (const file of files.filter((one) => one.size > mostBytes)) {
            const values = { name: file.name, size: humanSize(mostBytes) };
            warn(_t("“%(name)s” is too large: a file may have %(size)s at most.", values));
        }
        if (!small.length) {
            return;
        }
        try {
            const params = { csrf_token: odoo.csrf_token, ufile: small, ...extra };
            const { refused } = await http.post(`/bpm_flow/document/${documentId}/files`, params);
            refused.forEach(warn);
        } catch {
            warn(_t("The server did not take the files. They may be too large for it."));
        } finally {
            await done();
        }
    }

    function warn(message) {
        notification.add(message, { type: "danger", sticky: true });
    }

    return {
        send,
        async newVersion(documentId, file, upload, mostBytes) {
            const lines = [
                { name: "note", label: _t("What for?"), placeholder: _t("e.g. The lawyer's remarks") },
                ...reasonLine(file),
            ];
            const text = _t("“%(upload)s” becomes version %(number)s.", {
                upload: upload.name,
                number: file.versions[0].number + 1,
            });
            const title = _t("New version of “%s”", file.name);
            const told = await ask({ title, text, lines, confirmLabel: _t("Add version") });
            if (told) {
                await send(documentId, [upload], mostBytes, { file_id: file.id, ...told });
            }
        },
        /** @returns {Promise<boolean|null>} null: neither, it was closed */
        askIfVersion(file) {
            return new Promise((resolve) => {
                dialog.add(ConfirmationDialog, {
                    title: _t("“%s” is here already", file.name),
                    body: _t("Is it a new version of that file, or another file of the same name?"),
                    confirmLabel: _t("New version"),
                    confirm: () => resolve(true),
                    cancelLabel: _t("Another file"),
                    cancel: () => resolve(false),
                    dismiss: () => resolve(null),
                });
            });
        },
        checkOut: (file) => call(FILE, "action_check_out", [[file.id]]),
        async checkIn(file) {
            const lines = reasonLine(file);
            const title = _t("Take “%s” back", file.name);
            const told = lines.length ? await ask({ title, lines, confirmLabel: _t("Take back") }) : {};
            if (told) {
                await call(FILE, "action_check_in", [[file.id], told.reason || false]);
            }
        },
        async restore(file, version) {
            const lines = reasonLine(file);
            const title = _t("Make version %s the current one again", version.number);
            const told = lines.length ? await ask({ title, lines, confirmLabel: _t("Restore") }) : {};
            if (told) {
                await call(VERSION, "action_restore", [[version.id], told.reason || false]);
            }
        },
        take: (version) => call(VERSION, "action_take", [[version.id]]),
        async rename(file) {
            const lines = [{ name: "name", label: _t("Name"), value: file.name, required: true }];
            const told = await ask({ title: _t("Rename"), lines, confirmLabel: _t("Rename") });
            if (told) {
                await call(FILE, "write", [[file.id], { name: told.name }]);
            }
        },
        remove(file) {
            dialog.add(ConfirmationDialog, {
                title: _t("Remove “%s”?", file.name),
                body: _t("All its versions are removed with it."),
                confirmLabel: _t("Remove"),
                confirm: () => call(FILE, "unlink", [[file.id]]),
                cancel: () => {},
            });
        },
        takeOver: (documentId, ids) => call("bpm.flow.document", "take_over", [[documentId], ids]),
        async order(ids) {
            await orm.webResequence(FILE, ids);
            await done();
        },
        compare(file, oldId, newId) {
            dialog.add(FileCompare, { name: file.name, versions: file.versions, oldId, newId });
        },
    };
}
