import { useState } from "@odoo/owl";
import { WITHOUT_VALUES } from "@crm_bpm_flow/flow_formula/formula_functions";
import { offered, wordAt } from "@crm_bpm_flow/flow_formula/formula_words";

const MOST_ROWS = 200;

/**
 * Names that are offered under an input where a formula is typed: the menu, its keys, and
 * what a chosen name does to the text. `state.menu` is what `FormulaMenu` shows.
 */
class FormulaOffers {
    /**
     * @param {{ el: HTMLInputElement }} inputRef
     * @param {object} options
     * @param {() => FormulaOffer | null} options.offer the names of a process
     * @param {() => { counters: boolean, names: string[] }} options.more known in this place
     * @param {() => object[]} [options.extra] rows that come before the names
     * @param {() => boolean} options.waits Enter and the arrow down have a meaning of their
     *   own here: a name has to be gone to first
     * @param {() => boolean} [options.takesFirst] unless nothing else than a name is likely
     *   here, and what is typed is none yet
     */
    constructor(inputRef, options) {
        this.inputRef = inputRef;
        this.options = options;
        this.inserting = false;
        this.state = useState({ menu: null, active: 0 });
    }

    onInput() {
        return this.inserting ? null : this.open();
    }

    /** @param {boolean} all also without anything typed */
    async open(all = false) {
        const { value, selectionStart: caret } = this.inputRef.el;
        const word = wordAt(value, caret);
        const isTyped = word && (all || word.typed || word.path.length);
        const offer = isTyped && this.options.offer();
        if (!offer) {
            this.close();
            return;
        }
        const rows = [...this.extraRows(word), ...(await this.namesAt(offer, word))];
        // unless somebody went on typing meanwhile, or went away
        const { el } = this.inputRef;
        if (el?.value === value && el === document.activeElement) {
            this.show(offered(rows, word, value, caret), word.typed);
        }
    }

    extraRows(word) {
        return (!word.path.length && this.options.extra?.()) || [];
    }

    namesAt(offer, word) {
        return offer.at(word.path, this.options.more());
    }

    show(found, typed) {
        const rows = found.rows.slice(0, MOST_ROWS);
        const done = rows.length === 1 && rows[0].name === typed;
        this.state.menu = rows.length && !done ? { ...found, rows } : null;
        const isName = rows.some((row) => row.name === typed);
        const takesFirst = !isName && this.options.takesFirst?.();
        this.state.active = this.options.waits() && !takesFirst ? -1 : 0;
    }

    close() {
        this.state.menu = null;
    }

    choose(row) {
        const { start, end } = this.state.menu;
        const { el } = this.inputRef;
        const isFunction = row.kind === "function" && el.value[end] !== "(";
        el.focus();
        el.setRangeText(isFunction ? `${row.name}()` : row.name, start, end, "end");
        if (isFunction && !WITHOUT_VALUES.includes(row.name)) {
            el.setSelectionRange(el.selectionStart - 1, el.selectionStart - 1);
        }
        // so that whoever listens knows of it, as of what is typed
        this.inserting = true;
        el.dispatchEvent(new Event("input", { bubbles: true }));
        this.inserting = false;
        this.close();
    }

    toggle() {
        this.inputRef.el.focus();
        return this.state.menu ? this.close() : this.open(true);
    }

    /** @returns {boolean} whether the key was meant for the names */
    onKeydown(ev) {
        const act = ev.isComposing ? null : this.keyAction(ev);
        if (act) {
            ev.preventDefault();
            ev.stopImmediatePropagation();
            act();
        }
        return Boolean(act);
    }

    keyAction(ev) {
        const { menu, active } = this.state;
        if (!menu) {
            const opens = ev.key === "ArrowDown" && !this.options.waits();
            return (opens || (ev.key === " " && ev.ctrlKey)) && (() => this.open(true));
        }
        const { length } = menu.rows;
        return {
            ArrowDown: () => (this.state.active = (active + 1) % length),
            ArrowUp: () => (this.state.active = (Math.max(active, 0) + length - 1) % length),
            Enter: menu.rows[active] && (() => this.choose(menu.rows[active])),
            Escape: () => this.close(),
        }[ev.key];
    }
}

export function useFormulaOffers(inputRef, options) {
    return new FormulaOffers(inputRef, options);
}
