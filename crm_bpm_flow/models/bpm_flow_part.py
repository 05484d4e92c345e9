from odoo import api, models, tools
from odoo.exceptions import UserError

from ..tools.carriers import WORDS_ONLY
from .const import DRAFT


class BpmFlowPart(models.AbstractModel):
    """A row of a version's definition: published, it is frozen for ever.

    Running cases read these rows, so not even an administrator edits them.
    """

    _name = "bpm.flow.part"
    _inherit = ["bpm.flow.recall"]
    _description = "Part of a Process Version"

    def _owning_versions(self):
        return self.version_id

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._check_draft()
        return parts

    def write(self, vals):
        self._check_draft()
        result = super().write(vals)
        if "version_id" in vals or "node_id" in vals:
            self._check_draft()
        return result

    def unlink(self):
        self._check_draft()
        return super().unlink()

    def _may_be_remembered(self):
        # Drafts are not run; of what is frozen, the words may be translated.
        return self.env.context.get("bpm_words_only") is WORDS_ONLY

    @tools.ormcache("self._name", "self.id")
    def _links(self):
        """Ids behind the part's relations, remembered: running cases only ask about
        versions that are frozen.

        :return: dict ``{field name: tuple of ids}`` of ``_link_names``
        """
        return {name: self.sudo()[name]._ids for name in self._link_names()}

    def _link_names(self):
        """Relations that running cases read. Extended by each kind of part."""
        return []

    def _check_draft(self):
        if self.env.context.get("bpm_words_only") is WORDS_ONLY:
            return
        if any(v.state != DRAFT for v in self.sudo()._owning_versions()):
            raise UserError(
                self.env._(
                    "A published version is frozen: running cases keep to it. "
                    "Make a new draft to change the process."
                )
            )
