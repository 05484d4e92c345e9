from odoo import api, fields, models
from odoo.tools import is_html_empty

from ...documents import Place, TemplateError, docx, html, syntax, xlsx
from ...documents.errors import raise_first
from .bpm_flow_document_template import DOCX, HTML


class BpmFlowDocumentTemplate(models.Model):
    """Mistakes: looked for whenever a template changes, shown with their place."""

    _inherit = "bpm.flow.document.template"

    is_ready = fields.Boolean(
        string="Can be used",
        compute="_compute_is_ready",
        store=True,
        help="Nothing in it is wrong.",
    )
    mistakes = fields.Text(compute="_compute_mistakes")

    @api.depends("kind", "body_html", "file", "file_pattern", "model_id")
    def _compute_is_ready(self):
        for template in self:
            template.is_ready = not template._mistakes()

    @api.depends("kind", "body_html", "file", "file_pattern", "model_id")
    @api.depends_context("lang")
    def _compute_mistakes(self):
        for template in self:
            template.mistakes = template._all_mistake_words() or False

    def _all_mistake_words(self):
        # The text of another language may be the same, with the same mistake.
        told = dict.fromkeys(self._mistake_words(error) for error in self._mistakes())
        return "\n\n".join(told)

    def action_check(self):
        """Say whether anything is wrong."""
        self.check_access("read")
        mistakes = self.filtered(lambda template: template._mistakes())
        self.check_access("write")
        self._compute_is_ready()
        words = "\n\n".join(template._all_mistake_words() for template in mistakes)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": words or self.env._("Nothing is wrong with it."),
                "type": "danger" if words else "success",
                "sticky": bool(words),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _mistakes(self):
        """``TemplateError`` for each part in which something is wrong."""
        self.ensure_one()
        looks = (self._check_pattern, *self._body_checks())
        errors = [error for look in looks if (error := mistake_of(look))]
        return [mistake for error in errors for mistake in error.all()]

    def _check_pattern(self):
        pattern = self.file_pattern or ""
        try:
            self._check_paths(self._box(self.env).tree(pattern))
        except TemplateError as error:
            for mistake in error.all():
                mistake.place = Place("name", "", pattern)
            raise

    def _body_checks(self):
        """What looks at each text: one for each language."""
        if self.kind != HTML:
            return [self._check_uploaded]
        if self._origin != self:  # being typed
            return [self._check_html]
        return [
            self.with_context(lang=code)._check_html
            for code, _name in self.env["res.lang"].get_installed()
        ]

    def _check_html(self):
        if is_html_empty(self.body_html):
            raise TemplateError("empty")
        tree = html.tree_of(self.body_html, self._box(self.env))
        with html.in_lines(html.source_of(self.body_html)):
            self._check_paths(tree)

    def _check_uploaded(self):
        look = docx.check_docx if self.kind == DOCX else xlsx.check_xlsx
        look(self._needed_content(), self._box(self.env), self._check_paths)

    def _check_paths(self, tree):
        """Fields that are not there.

        :raises TemplateError: with the line
        """
        roots = {
            "record": self.res_model or self.sudo().model_id.model,
            "company": "res.company",
            "user": "res.users",
            "document": "bpm.flow.document",
        }
        found = []
        for line, root, parts in syntax.paths(tree):
            model = self.env.get(roots.get(root) or "")
            mistake = self._path_mistake(model, parts)
            if mistake:
                mistake.line = line
                found.append(mistake)
        raise_first(found)

    def _path_mistake(self, model, parts):
        """What a path of fields leads to that is not there, or None."""
        for name in parts:
            if model is None:
                return None
            field = model._fields.get(name)
            if field is None:
                words = self.env["ir.model"]._get(model._name).name
                return TemplateError("unknown_field", name=name, model=words)
            if not field.relational:
                return None
            model = self.env.get(field.comodel_name)
        return None


def mistake_of(look):
    """What a function raises, or None."""
    try:
        look()
    except TemplateError as error:
        return error
    return None
