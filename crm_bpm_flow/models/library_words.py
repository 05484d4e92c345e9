"""What a ready process and approvals say, in the languages of the database."""

import re

from odoo.tools.translate import LazyGettext

from ..tools.carriers import WORDS_ONLY

PARAGRAPH = re.compile(r"(?<=<p>).*?(?=</p>)")


class Words:
    """Finds the translation of a text by its English words.

    Rows whose text an owner changed are not found any more, and are left alone; so
    is a translation that somebody wrote himself.
    """

    def __init__(self, env, process, langs):
        self.langs = langs
        self.needs = process["needs"]
        self.plain = {}
        self._envs = {
            code: env(su=True, context={**env.context, "lang": code})
            for code in [*langs, "en_US"]
        }
        for text in texts(process):
            self._add({code: env._(text) for code, env in self._envs.items()})
        self._add_decisions()

    def _add_decisions(self):
        """How approvals end: the steps made these themselves, in words of their own."""
        rows = {
            code: env["bpm.flow.node"]._decision_rows()
            for code, env in self._envs.items()
        }
        for place in range(len(rows["en_US"])):
            self._add({code: row[place]["name"] for code, row in rows.items()})

    def _add(self, by_lang):
        english = by_lang.pop("en_US")
        other = {code: text for code, text in by_lang.items() if text != english}
        if other:
            self.plain[english] = other

    def add_rows(self, rows, names):
        """Texts that stand in records, as the library's own names."""
        for name in names:
            values = {c: rows.with_env(env)[name] for c, env in self._envs.items()}
            if all(values.values()):
                self._add(values)

    def translate_flow(self, flow):
        """Every text of a process, published versions too: words are not its rules."""
        flow = flow.with_env(self._envs["en_US"]).with_context(active_test=False)
        versions = flow.version_ids
        nodes = versions.node_ids
        for rows in (
            flow,
            flow.start_ids,
            versions.role_ids,
            versions.transition_ids,
            nodes,
            nodes.outcome_ids,
            nodes.checklist_ids,
            nodes.action_ids,
            *self._made_for_it(),
        ):
            self.translate(rows)

    def _made_for_it(self):
        """Records that were made because it needs them: stages stay who they are."""
        env = self._envs["en_US"]
        for need in self.needs.values():
            record = env.ref(needs_xmlid(need["xmlid"]), raise_if_not_found=False)
            if record and "." not in need["xmlid"]:
                yield record

    def translate(self, rows):
        # Words alone may change on frozen rows; nobody but the server can say so.
        rows = rows.sudo().with_context(bpm_words_only=WORDS_ONLY)
        for name, field in rows._fields.items():
            if not (field.translate and field.store):
                continue
            translate = self._whole
            if callable(field.translate):
                translate = self._by_terms
            for row in rows.filtered(name):
                translate(row, name)

    def _whole(self, row, name):
        """A text that is translated in one piece, where nobody did it yet."""
        english = row[name]
        found = {}
        for code in self.langs:
            text = self._in_language(str(english), code)
            if text != english and row.with_context(lang=code)[name] == english:
                found[code] = text
        if found:
            row.update_field_translations(name, found)

    def _by_terms(self, row, name):
        """HTML that Odoo translates paragraph by paragraph."""
        terms = row._fields[name].get_trans_terms
        for code in self.langs:
            there = terms(row.with_context(lang=code)[name])
            found = {
                term: self.plain[term][code]
                for term in set(terms(row[name])).intersection(there)
                if code in self.plain.get(term, {})
            }
            if found:
                row.update_field_translations(name, {code: found})

    def _in_language(self, english, code):
        """The text itself, or its paragraphs."""
        if english in self.plain:
            return self.plain[english].get(code, english)
        return PARAGRAPH.sub(
            lambda found: self.plain.get(found[0], {}).get(code, found[0]), english
        )


# Records made for processes belong to the database, not to the add-on: uninstalling
# it must not take the tag from a thousand claims.
NEEDS_MODULE = "__crm_bpm_flow__"


def translate_decisions(env, langs):
    """How approvals of processes that people drew end: made by the steps themselves,
    maybe before these languages came. What somebody renamed stays as it is."""
    words = Words(env, {"needs": {}}, langs)
    codes = [row["code"] for row in env["bpm.flow.node"]._decision_rows()]
    outcomes = env["bpm.flow.outcome"].sudo().with_context(lang="en_US")
    words.translate(
        outcomes.search([("node_id.is_approval", "=", True), ("code", "in", codes)])
    )


def needs_xmlid(name):
    """Full external id of a record that a definition needs."""
    return name if "." in name else f"{NEEDS_MODULE}.{name}"


def texts(value):
    """All texts wrapped for translation inside a definition."""
    if isinstance(value, LazyGettext):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from texts(item)
