import { registry } from "@web/core/registry";
import { click, dialog, noDialog, see, type } from "@crm_bpm_flow/../tests/tours/tour_steps";

const ROW = ".o_bpm_file:contains(contract)";

/** What a person's hand does when it brings files from the desktop. */
function drop(trigger, content, ...files) {
    return {
        trigger,
        content,
        run({ anchor }) {
            const dataTransfer = new DataTransfer();
            for (const [name, text] of files) {
                dataTransfer.items.add(new File([text], name));
            }
            for (const kind of ["dragenter", "dragover", "drop"]) {
                anchor.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }));
            }
        },
    };
}

registry.category("web_tour.tours").add("bpm_flow_document_files", {
    steps: () => [
        see(".o_bpm_files_none", "No file yet"),
        drop(
            ".o_bpm_files",
            "Two files at once",
            ["contract.txt", "Fifty chairs\nAt once"],
            ["letter.txt", "Dear partner"]
        ),
        see(".o_bpm_file:contains(letter.txt)"),
        click(`${ROW} .o_bpm_file_name`, "Odoo's own viewer"),
        see(".o-FileViewer:contains(contract.txt) iframe"),
        click(".o-FileViewer [aria-label=Close]"),
        see("body:not(:has(.o-FileViewer))"),
        click(`${ROW} .o_bpm_file_out`),
        see(`${ROW} .o_bpm_file_lock:contains(You have it)`),
        drop(`${ROW} .o_bpm_file_main`, "The next version", ["draft.txt", "Sixty chairs\nAt once"]),
        type(dialog("[name=note]"), "The lawyer's remarks"),
        click(dialog(".o_bpm_why_confirm")),
        noDialog,
        see(`${ROW} .o_bpm_file_number:contains(v2)`),
        see(`${ROW}:not(:has(.o_bpm_file_lock)):contains(remarks)`, "It is checked in with it"),
        click(`${ROW} .o_bpm_file_number`),
        click(`${ROW} .o_bpm_file_version[data-number='1'] .o_bpm_version_compare`),
        see(dialog(".o_bpm_text_gone:contains(Fifty)")),
        see(dialog(".o_bpm_text_new:contains(Sixty)")),
        click(dialog(".btn-close")),
        noDialog,
        drop(".o_bpm_files", "No document", ["act.pdf", "This is no PDF file"]),
        see(".o_notification:contains(no .pdf file by its content)"),
    ],
});
