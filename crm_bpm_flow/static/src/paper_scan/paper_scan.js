import { Component, onWillStart, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { isBarcodeScannerSupported } from "@web/core/barcode/barcode_video_scanner";
import { scanBarcode } from "@web/core/barcode/barcode_dialog";
import {
    deserializeDate,
    deserializeDateTime,
    formatDate,
    toLocaleDateTimeString,
} from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { useAutofocus, useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const MODEL = "bpm.flow.document.copy";
const PLACE = "bpm_flow_paper_place";
// Odoo's scanner keeps here what part of the picture it looks at.
const CROP = "o-barcode-scanner-overlay";
const EDGE = 16;
const MINUTES = 10;

/**
 * Labels on paper, scanned with a phone: where a copy is, and one tap for what happens
 * to it. After a place, each copy that is scanned goes there. The place is remembered
 * for some minutes beyond this page: a phone's camera opens a new one each time.
 */
export class PaperScan extends Component {
    static template = "crm_bpm_flow.PaperScan";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.codeRef = useAutofocus({ refName: "code" });
        this.canScan = isBarcodeScannerSupported();
        this.state = useState({
            busy: false,
            code: "",
            found: false,
            message: "",
            done: [],
            place: this.rememberedPlace(),
        });
        onWillStart(() => {
            const scan = new URLSearchParams(browser.location.search).get("scan");
            return scan && this.look(scan);
        });
    }

    // ------------------------------------------------------------------ scanning

    async onCamera() {
        let code = "";
        this.lookAtAll();
        try {
            code = await scanBarcode(this.env);
        } catch (error) {
            this.state.message = error.message;
            return;
        }
        await this.scan(code);
    }

    /** Labels are squares: the strip for bar codes, which the scanner begins with, is too
     * low for them. What somebody has drawn himself stays. */
    lookAtAll() {
        if (!browser.localStorage.getItem(CROP)) {
            browser.localStorage.setItem(CROP, JSON.stringify({ x: EDGE, y: EDGE }));
        }
    }

    async onType() {
        const code = this.state.code.trim();
        this.state.code = "";
        // a scanner may have sent it all before it was drawn once
        this.codeRef.el.value = "";
        if (code) {
            await this.scan(code);
        }
    }

    /** A label that is scanned here: a copy goes at once where the place before it says. */
    async scan(code) {
        await this.look(code);
        const { found } = this.state;
        if (found?.kind === "copy" && found.acts.includes("put") && this.goesThere(found)) {
            await this.act("put");
        }
    }

    async look(code) {
        const found = await this.ask("scan", [code]);
        this.state.found = found || false;
        if (found?.kind === "place" && found.acts.includes("put")) {
            this.rememberPlace({ id: found.id, name: found.name });
        }
    }

    // ------------------------------------------------------------------ acts

    async act(name) {
        const { found, place } = this.state;
        const placeId = name === "put" ? place.id : false;
        const now = await this.ask("scan_act", [[found.id], name, placeId, found.seen]);
        if (now) {
            this.state.found = now;
            this.state.done.unshift({ id: now.seen, code: now.code, where: now.where });
        }
    }

    /** Ask who gets it; the card shows it afterwards. */
    handOver() {
        const { found } = this.state;
        return this.action.doAction("crm_bpm_flow.bpm_flow_document_copy_wizard_action", {
            additionalContext: {
                active_model: MODEL,
                active_id: found.id,
                active_ids: [found.id],
                default_act: "handed",
            },
            onClose: () => this.look(`copy-${found.id}`),
        });
    }

    openDocument() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "bpm.flow.document",
            res_id: this.state.found.document_id,
            views: [[false, "form"]],
        });
    }

    async ask(method, args) {
        this.state.message = "";
        this.state.busy = true;
        try {
            return await this.orm.call(MODEL, method, args);
        } catch (error) {
            if (!(error instanceof RPCError)) {
                throw error;
            }
            this.state.message = error.data?.message || error.message;
        } finally {
            this.state.busy = false;
        }
    }

    // ------------------------------------------------------------------ the place

    rememberedPlace() {
        try {
            const place = JSON.parse(browser.localStorage.getItem(PLACE));
            return place && place.until > Date.now() ? place : false;
        } catch {
            return false;
        }
    }

    rememberPlace(place) {
        this.state.place = { ...place, until: Date.now() + MINUTES * 60000 };
        browser.localStorage.setItem(PLACE, JSON.stringify(this.state.place));
    }

    /** Is there a place to put it into, other than where it is? */
    goesThere(found) {
        const { place } = this.state;
        return place && place.id !== found.place_id;
    }

    /** Is its own place another one than that which what is scanned goes to? */
    isElsewhere(home) {
        return home && home.id !== this.state.place.id;
    }

    forgetPlace() {
        this.state.place = false;
        browser.localStorage.removeItem(PLACE);
    }

    // ------------------------------------------------------------------ words

    /** Buttons of the copy on the screen, the likeliest first. */
    get buttons() {
        const { found, place } = this.state;
        const words = {
            confirm: _t("I have it"),
            signed: _t("Came back signed"),
            unsigned: _t("Came back unsigned"),
            take: _t("Hand over to me"),
            home: this.isElsewhere(found.home) && _t("Put back into %s", found.home.name),
            put: this.goesThere(found) && _t("Put into %s", place.name),
            hand: _t("Hand over to…"),
        };
        const names = found.acts.filter((name) => words[name]);
        if (names.includes("put")) {
            names.sort((a, b) => (b === "put") - (a === "put"));
        }
        return names.map((name) => ({ name, label: words[name] }));
    }

    press(name) {
        return name === "hand" ? this.handOver() : this.act(name);
    }

    day(text) {
        return formatDate(deserializeDate(text));
    }

    moment(text) {
        return toLocaleDateTimeString(deserializeDateTime(text));
    }
}

registry.category("actions").add("bpm_flow_paper_scan", PaperScan);
