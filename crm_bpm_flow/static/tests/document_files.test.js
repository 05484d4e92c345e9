import { expect, test } from "@odoo/hoot";
import { manuallyDispatchProgrammaticEvent, queryAllTexts, queryOne, setInputFiles } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, defineModels, fields, getMockEnv, models, mountView, onRpc } from "@web/../tests/web_test_helpers";
import { defineFlowModels } from "./helpers/bpm_flow_test_helpers";

class Document extends models.Model {
    _name = "bpm.flow.document";

    name = fields.Char();

    _records = [{ id: 1, name: "Fifty chairs" }];
}

class DocumentFile extends models.Model {
    _name = "bpm.flow.document.file";

    name = fields.Char();
}

class DocumentFileVersion extends models.Model {
    _name = "bpm.flow.document.file.version";

    name = fields.Char();
}

defineFlowModels();
defineModels([Document, DocumentFile, DocumentFileVersion]);

function version(id, number, values = {}) {
    return {
        id,
        number,
        name: "contract.docx",
        date: "2026-03-02 09:00:00",
        author: "Ann",
        note: "",
        size: 2048,
        mimetype: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        checksum: `sum-${id}`,
        attachment_id: 100 + id,
        ...values,
    };
}

function file(id, values = {}) {
    return {
        id,
        name: "contract.docx",
        current: 12,
        locked_by: false,
        date_locked: false,
        is_mine: false,
        can_remove: true,
        versions: [version(12, 2, { note: "Remarks" }), version(11, 1)],
        ...values,
    };
}

function data(values = {}) {
    return { can_write: true, is_registrar: false, most_bytes: 5000, files: [], loose: [], ...values };
}

/** Shows the page; the server answers as told, the last answer again and again. */
async function mountFiles(...answers) {
    onRpc("bpm.flow.document", "files_data", () => (answers.length > 1 ? answers.shift() : answers[0]));
    await mountView({
        type: "form",
        resModel: "bpm.flow.document",
        resId: 1,
        arch: /* xml */ `<form><widget name="bpm_flow_document_files"/></form>`,
    });
}

/** The server takes files, and notes which and with what. */
function takes(refused = []) {
    onRpc("/bpm_flow/document/1/files", async (request) => {
        const form = await request.formData();
        const names = form.getAll("ufile").map((one) => one.name);
        expect.step([names.join(), form.get("file_id"), form.get("note"), form.get("reason")].join("|"));
        return { added: names, refused };
    }, { pure: true });
}

async function drop(selector, ...files) {
    const dataTransfer = new DataTransfer();
    files.forEach((one) => dataTransfer.items.add(one));
    for (const type of ["dragenter", "dragover", "drop"]) {
        await manuallyDispatchProgrammaticEvent(queryOne(selector), type, { dataTransfer });
    }
    await animationFrame();
}

function noted(step) {
    expect.step(step);
    return true;
}

const text = (name, size = 10) => new File(["x".repeat(size)], name, { type: "text/plain" });

test("a file's row says what it is, and unfolds its versions", async () => {
    await mountFiles(data({ files: [file(1)] }));
    expect(".o_bpm_file").toHaveCount(1);
    expect(".o_bpm_file_main").toHaveText(/contract.docx\s*v2[^]*Ann, .*2.00 Kb.* · Remarks/);
    expect(".o_bpm_file_version").toHaveCount(0);
    await contains(".o_bpm_file_number").click();
    expect(queryAllTexts(".o_bpm_file_version .fw-bold")).toEqual(["v2", "v1"]);
    expect(".o_bpm_file_current").toHaveCount(1);
    expect(".o_bpm_version_compare").toHaveCount(1);
    // what no browser shows is downloaded
    expect("a.o_bpm_file_name").toHaveAttribute("href", /\/web\/content\/112.*download=true/);
});

test("what was handed in waits beside the current version until it is taken", async () => {
    onRpc("bpm.flow.document.file.version", "action_take", ({ args }) => noted(`take ${args[0]}`));
    const handedIn = version(13, 3, { author: "Gemini", is_waiting: true });
    const versions = [handedIn, version(12, 2), version(11, 1)];
    await mountFiles(data({ files: [file(1, { versions })] }));
    expect(".o_bpm_file_number").toHaveText("v2");
    expect(".o_bpm_file_main").toHaveText(/Handed in, not taken yet[^]*Ann/);
    expect("a.o_bpm_file_name").toHaveAttribute("href", /content\/112/);
    await contains(".o_bpm_file_handed_in").click();
    expect(".o_bpm_file_version[data-number='2'] .o_bpm_file_current").toHaveCount(1);
    expect(queryAllTexts(".o_bpm_version_take")).toEqual(["Take it as the current version"]);
    expect(".o_bpm_version_restore").toHaveCount(1);
    await contains(".o_bpm_version_take").click();
    expect.verifySteps(["take 13"]);
});

test("files dropped onto the page are new files", async () => {
    takes();
    await mountFiles(data(), data({ files: [file(1)] }));
    expect(".o_bpm_files_none").toHaveCount(1);
    await drop(".o_bpm_files", text("a.txt"), text("b.txt"));
    await contains(".o_bpm_file").click();
    expect.verifySteps(["a.txt,b.txt|||"]);
});

test("with the files the whole card is read anew, but what is typed stays", async () => {
    onRpc("/bpm_flow/document/1/files", () => ({ added: ["a.txt"], refused: [] }), { pure: true });
    onRpc("bpm.flow.document", "files_data", () => data());
    onRpc("bpm.flow.document", "web_read", () => expect.step("card"));
    await mountView({
        type: "form",
        resModel: "bpm.flow.document",
        resId: 1,
        arch: /* xml */ `<form><field name="name"/><widget name="bpm_flow_document_files"/></form>`,
    });
    getMockEnv().bus.addEventListener("BPM_FLOW:CHANGED", () => expect.step("strip"));
    expect.verifySteps(["card"]);
    await drop(".o_bpm_files", text("a.txt"));
    await expect.waitForSteps(["card"]);
    await contains("[name=name] input").edit("Sixty chairs", { confirm: "blur" });
    await drop(".o_bpm_files", text("a.txt"));
    await expect.waitForSteps(["strip"]);
    expect("[name=name] input").toHaveValue("Sixty chairs");
});

test("a file dropped onto another asks what for and is its new version", async () => {
    takes();
    await mountFiles(data({ files: [file(1)] }));
    await drop(".o_bpm_file_main", text("second.docx"));
    expect(".o_bpm_file_why").toHaveText(/“second.docx” becomes version 3/);
    await contains(".o_bpm_file_why [name=note]").edit("Price", { confirm: false });
    await contains(".o_bpm_why_confirm").click();
    await animationFrame();
    expect.verifySteps(["second.docx|1|Price|"]);
});

test("a file of the same name is a new version or another file, as one says", async () => {
    takes();
    await mountFiles(data({ files: [file(1)] }));
    await drop(".o_bpm_files", text("contract.docx"), text("b.txt"));
    expect(".modal-title").toHaveText("“contract.docx” is here already");
    await contains(".modal-footer .btn-primary").click();
    await contains(".o_bpm_why_confirm").click();
    await animationFrame();
    await animationFrame();
    expect.verifySteps(["contract.docx|1||", "b.txt|||"]);
    await drop(".o_bpm_files", text("contract.docx"));
    await contains(".modal-footer .btn-secondary").click();
    await animationFrame();
    expect.verifySteps(["contract.docx|||"]);
    await drop(".o_bpm_files", text("contract.docx"));
    await contains(".modal-header .btn-close").click();
    await animationFrame();
    expect.verifySteps([]);
});

test("without an answer nothing is sent", async () => {
    takes();
    await mountFiles(data({ files: [file(1)] }));
    await drop(".o_bpm_file_main", text("second.docx"));
    await contains(".modal-footer .btn-secondary").click();
    await animationFrame();
    expect(".modal").toHaveCount(0);
    expect(".o_bpm_files_add").toBeEnabled();
    expect.verifySteps([]);
});

test("what the server refuses is said, and so is what is too large", async () => {
    takes(["“a.txt” is a program."]);
    await mountFiles(data());
    await contains(".o_bpm_files_add").click();
    await setInputFiles([text("a.txt"), text("large.txt", 6000)]);
    await animationFrame();
    await animationFrame();
    expect.verifySteps(["a.txt|||"]);
    const said = queryAllTexts(".o_notification").join(" ");
    expect(said).toMatch(/“a.txt” is a program/);
    expect(said).toMatch(/“large.txt” is too large: a file may have 4.88 Kb at most/);
});

test("who has a file is shown, and the others put no version", async () => {
    const held = { locked_by: "Ben", date_locked: "2026-03-02 09:00:00" };
    await mountFiles(data({ files: [file(1, held), file(2, { locked_by: "Me", is_mine: true })] }));
    expect(queryAllTexts(".o_bpm_file_lock")).toEqual(["Ben", "You have it"]);
    expect(".o_bpm_file:eq(0) .o_bpm_file_put").toHaveCount(0);
    expect(".o_bpm_file:eq(0) .o_bpm_file_in").toHaveCount(0);
    expect(".o_bpm_file:eq(1) .o_bpm_file_put").toHaveCount(1);
    expect(".o_bpm_file:eq(1) .o_bpm_file_in").toHaveCount(1);
});

test("check-out, and a registrar's reason to take a file back", async () => {
    onRpc("bpm.flow.document.file", "action_check_out", ({ args }) => noted(`out ${args[0]}`));
    onRpc("bpm.flow.document.file", "action_check_in", ({ args }) => noted(`in ${args[0]} ${args[1]}`));
    const free = data({ files: [file(1)], is_registrar: true });
    await mountFiles(free, data({ files: [file(1, { locked_by: "Ben" })], is_registrar: true }));
    await contains(".o_bpm_file_out").click();
    await contains(".o_bpm_file_in").click();
    expect(".o_bpm_why_confirm").not.toBeEnabled();
    await contains(".o_bpm_file_why [name=reason]").edit("On leave", { confirm: false });
    await contains(".o_bpm_why_confirm").click();
    await animationFrame();
    expect.verifySteps(["out 1", "in 1 On leave"]);
});

test("readers look and do nothing else", async () => {
    await mountFiles(data({ files: [file(1)], can_write: false }));
    expect(".o_bpm_files_add").toHaveCount(0);
    expect(".o_bpm_file_handle, .o_bpm_file_put, .o_bpm_file_out").toHaveCount(0);
    expect(".o_bpm_file_download").toHaveCount(1);
});

test("files of the messages are taken over by a click", async () => {
    onRpc("bpm.flow.document", "take_over", ({ args }) => noted(`take ${args[1]}`));
    const loose = [{ id: 5, name: "letter.pdf", size: 10 }];
    await mountFiles(data({ loose }), data({ files: [file(1)] }));
    await contains(".o_bpm_files_loose button").click();
    expect(".o_bpm_files_loose").toHaveCount(0);
    expect.verifySteps(["take 5"]);
});

test("the current version is compared with the one before by the file's menu", async () => {
    onRpc("bpm.flow.document.file.version", "compare_text", ({ args }) => {
        expect.step(`compare ${args[0]} ${args[1]}`);
        return { old: version(11, 1), new: version(12, 2), rows: [], whole: true, message: "The same" };
    });
    await mountFiles(data({ files: [file(1)] }));
    await contains(".o_bpm_file_more").click();
    await contains(".o_bpm_file_compare_last").click();
    expect(".modal").toHaveText(/The same/);
    expect.verifySteps(["compare 12 11"]);
});

test("two versions are compared side by side and in one text", async () => {
    const same = { kind: "same", old: [["same", "As ever"]], new: [["same", "As ever"]] };
    const changed = {
        kind: "changed",
        old: [["same", "The "], ["gone", "old"], ["same", " price"]],
        new: [["same", "The "], ["new", "new"], ["same", " price"]],
    };
    onRpc("bpm.flow.document.file.version", "compare_text", ({ args }) => {
        expect.step(`compare ${args[0]} ${args[1]}`);
        const rows = [same, same, same, same, changed];
        return { old: version(11, 1), new: version(12, 2), rows, whole: true, message: false };
    });
    await mountFiles(data({ files: [file(1)] }));
    await contains(".o_bpm_file_number").click();
    await contains(".o_bpm_version_compare").click();
    expect(".o_bpm_compare_row").toHaveCount(2);
    expect(".o_bpm_compare_row[data-kind=changed] .o_bpm_compare_side").toHaveCount(2);
    expect(queryAllTexts(".o_bpm_compare_row del, .o_bpm_compare_row ins")).toEqual(["old", "new"]);
    await contains(".o_bpm_compare_inline").click();
    expect(".o_bpm_compare_row[data-kind=changed]").toHaveText("The oldnew price");
    expect(".o_bpm_compare_fold").toHaveText(/the same: 3/);
    await contains(".o_bpm_compare_fold").click();
    expect(".o_bpm_compare_row").toHaveCount(5);
    expect.verifySteps(["compare 12 11"]);
});
