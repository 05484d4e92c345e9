"""The texts of a ready process in the languages of the database."""

from odoo.tools.translate import LazyGettext


class Words:
    """Finds the translation of a text by its English words.

    Rows whose text an owner changed are not found any more, and are left alone; so
    is a translation that somebody wrote himself.
    """

    def __init__(self, env, process, langs):
        self.langs = langs
        self.plain = {}
        self.html = {}
        self._envs = {
            code: env(su=True, context={**env.context, "lang": code})
            for code in [*langs, "en_US"]
        }
        for text in texts(process):
            self._add({code: env._(text) for code, env in self._envs.items()})

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
        actions = nodes.action_ids
        for rows in (
            flow,
            flow.start_ids,
            versions.role_ids,
            versions.transition_ids,
            nodes,
            nodes.outcome_ids,
            nodes.checklist_ids,
            actions,
            actions.template_id,
            *self._values_set_by(actions),
        ):
            self._translate(rows)

    def _values_set_by(self, actions):
        """Records of ours that the actions point at: stages stay who they are."""
        own = actions.env["ir.model.data"].search([("module", "=", NEEDS_MODULE)])
        keys = {(data.model, data.res_id) for data in own}
        for action in actions.filtered("resource_ref"):
            record = action.resource_ref
            if (record._name, record.id) in keys:
                yield record

    def _translate(self, rows):
        for name, field in rows._fields.items():
            if not (field.translate and field.store):
                continue
            for row in rows:
                if callable(field.translate):
                    self._translate_html(row, name, field)
                else:
                    self._translate_plain(row, name)

    def _translate_plain(self, row, name):
        english = row[name]
        found = {
            code: text
            for code, text in self.plain.get(english, {}).items()
            if row.with_context(lang=code)[name] == english
        }
        if found:
            row.update_field_translations(name, found)

    def _translate_html(self, row, name, field):
        terms = field.get_trans_terms(row[name] or "")
        known = self._html_terms(field) if terms else {}
        for code in self.langs:
            there = field.get_trans_terms(row.with_context(lang=code)[name] or "")
            found = {
                term: known[term][code]
                for term in terms
                if term in there and code in known.get(term, {})
            }
            if found:
                row.update_field_translations(name, {code: found})

    def _html_terms(self, field):
        """The same texts as terms of an HTML field, the way Odoo cuts them out."""
        if not self.html:
            for english, by_lang in self.plain.items():
                term = _term(field, english)
                if term:
                    self.html[term] = {c: _term(field, t) for c, t in by_lang.items()}
        return self.html


# Records made for processes belong to the database, not to the add-on: uninstalling
# it must not take the tag from a thousand claims.
NEEDS_MODULE = "__crm_bpm_flow__"


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


def _term(field, text):
    terms = field.get_trans_terms(f"<p>{text}</p>")
    return terms[0] if len(terms) == 1 else None
