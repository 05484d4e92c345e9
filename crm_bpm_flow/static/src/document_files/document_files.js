import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { FILE, useFileActions } from "./file_actions_hook";
import { Newest } from "@crm_bpm_flow/core/newest";
import { asLocal } from "@crm_bpm_flow/core/relative_time";
import { useRecordRead } from "@crm_bpm_flow/core/record_read_hook";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { FileModel } from "@web/core/file_viewer/file_model";
import { useFileViewer } from "@web/core/file_viewer/file_viewer_hook";
import { registry } from "@web/core/registry";
import { humanSize } from "@web/core/utils/binary";
import { useService } from "@web/core/utils/hooks";
import { useSortable } from "@web/core/utils/sortable_owl";
import { formatDateTime } from "@web/views/fields/formatters";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

export { FILE };

/** The files of a document with all their versions; files are dropped onto it. */
export class DocumentFiles extends Component {
    static template = "crm_bpm_flow.DocumentFiles";
    static components = { Dropdown, DropdownItem };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.viewer = useFileViewer();
        this.newest = new Newest();
        this.humanSize = humanSize;
        this.root = useRef("root");
        this.picker = useRef("picker");
        this.actions = useFileActions(() => this.afterAct());
        this.state = useState({ data: null, unfolded: [], isOver: false, overId: false, isBusy: false });
        onWillStart(() => this.load());
        // another record, or the same one saved: its chatter may hold other files
        useRecordRead(() => this.load());
        useSortable({
            ref: this.root,
            elements: ".o_bpm_file",
            handle: ".o_bpm_file_handle",
            enable: () => Boolean(this.state.data?.can_write),
            onDrop: ({ element, previous }) => this.onSorted(element, previous),
        });
    }

    get documentId() {
        return this.props.record.resId;
    }

    get canAdd() {
        return this.state.data ? this.state.data.can_write : !this.props.readonly;
    }

    async load() {
        const asked = this.documentId
            ? this.orm.call("bpm.flow.document", "files_data", [[this.documentId]])
            : Promise.resolve(null);
        this.state.data = await this.newest.add(asked);
    }

    /** Another version may ask approvers again: the whole card shows what is true then. */
    async afterAct() {
        const { record } = this.props;
        const { resModel, resId } = record;
        await this.load();
        if (await record.isDirty()) {
            // what is typed and not saved yet stays
            this.env.bus.trigger("BPM_FLOW:CHANGED", { resModel, resId });
        } else {
            await record.load();
        }
        this.env.bus.trigger("MAIL:RELOAD-THREAD", { model: resModel, id: resId });
    }

    moment(value) {
        return formatDateTime(asLocal(value), { showSeconds: false });
    }

    /** Whether this person may put a version, as himself or with a reason. */
    canPut(file) {
        const { can_write: canWrite, is_registrar: isRegistrar } = this.state.data;
        return canWrite && (!file.locked_by || file.is_mine || isRegistrar);
    }

    toggle(file) {
        const { unfolded } = this.state;
        this.state.unfolded = unfolded.includes(file.id)
            ? unfolded.filter((id) => id !== file.id)
            : [...unfolded, file.id];
    }

    // ------------------------------------------------------------------ looking

    model(version) {
        const { attachment_id: id, name, mimetype, checksum } = version;
        return Object.assign(new FileModel(), { id, name, mimetype, checksum, type: "binary" });
    }

    isViewable(version) {
        return this.model(version).isViewable;
    }

    downloadUrl(version) {
        return this.model(version).downloadUrl;
    }

    /** Beside it one pages through the other files, or the other versions. */
    preview(version, versions) {
        const models = versions.map((one) => this.model(one));
        this.viewer.open(models[versions.indexOf(version)], models);
    }

    get currentVersions() {
        return this.state.data.files.map((file) => this.current(file));
    }

    /** What somebody outside handed in is newer, and is not it before it is taken. */
    current(file) {
        return file.versions.find((version) => version.id === file.current);
    }

    before(file) {
        return file.versions[file.versions.indexOf(this.current(file)) + 1];
    }

    hasWaiting(file) {
        return file.versions.some((version) => version.is_waiting);
    }

    /** The older of the two stands on the left. */
    compareWithCurrent(file, version) {
        const pair = [version, this.current(file)].sort((one, other) => one.number - other.number);
        this.actions.compare(file, ...pair.map(({ id }) => id));
    }

    // ------------------------------------------------------------------ dropping and choosing

    hasFiles(ev) {
        return this.canAdd && Boolean(ev.dataTransfer?.types.includes("Files"));
    }

    onDragOver(ev) {
        if (this.hasFiles(ev)) {
            ev.preventDefault();
            const row = ev.target.closest?.(".o_bpm_file");
            Object.assign(this.state, { isOver: true, overId: row ? Number(row.dataset.id) : false });
        }
    }

    onDragLeave(ev) {
        if (!this.root.el.contains(ev.relatedTarget)) {
            Object.assign(this.state, { isOver: false, overId: false });
        }
    }

    async onDrop(ev) {
        if (!this.hasFiles(ev)) {
            return;
        }
        ev.preventDefault();
        const files = [...ev.dataTransfer.files];
        const { overId } = this.state;
        Object.assign(this.state, { isOver: false, overId: false });
        await this.receive(files, overId);
    }

    /** @param {number | false} fileId a button of that file, or of the page */
    choose(fileId) {
        this.chosenFor = fileId;
        this.picker.el.multiple = !fileId;
        this.picker.el.click();
    }

    async onChosen(ev) {
        const files = [...ev.target.files];
        ev.target.value = "";
        await this.receive(files, this.chosenFor);
    }

    async receive(uploads, fileId) {
        if (!uploads.length || (!this.documentId && !(await this.props.record.save()))) {
            return;
        }
        this.state.isBusy = true;
        try {
            await this.take(uploads, fileId);
        } finally {
            this.state.isBusy = false;
        }
    }

    async take(uploads, fileId) {
        if (!this.state.data) {
            await this.load();
        }
        const { files, most_bytes: mostBytes } = this.state.data;
        const file = files.find((one) => one.id === fileId);
        if (file && uploads.length === 1) {
            await this.actions.newVersion(this.documentId, file, uploads[0], mostBytes);
            return;
        }
        const others = [];
        for (const upload of uploads) {
            const twin = files.find((one) => one.name === upload.name);
            const isVersion = twin && this.canPut(twin) && (await this.actions.askIfVersion(twin));
            if (isVersion) {
                await this.actions.newVersion(this.documentId, twin, upload, mostBytes);
            } else if (isVersion !== null) {
                others.push(upload);
            }
        }
        await this.actions.send(this.documentId, others, mostBytes);
    }

    // ------------------------------------------------------------------ order

    async onSorted(element, previous) {
        const ids = this.state.data.files.map((file) => file.id).filter((id) => id !== Number(element.dataset.id));
        const at = previous ? ids.indexOf(Number(previous.dataset.id)) + 1 : 0;
        ids.splice(at, 0, Number(element.dataset.id));
        await this.actions.order(ids);
    }

    async move(file, step) {
        const ids = this.state.data.files.map((one) => one.id);
        const at = ids.indexOf(file.id);
        ids.splice(at, 1);
        ids.splice(at + step, 0, file.id);
        await this.actions.order(ids);
    }
}

registry.category("view_widgets").add("bpm_flow_document_files", { component: DocumentFiles });
