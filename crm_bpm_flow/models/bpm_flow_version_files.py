from odoo import api, fields, models
from odoo.tools.misc import file_path

from ..bpmn import completed
from ..bpmn.drawing import labelled, only_drawn
from ..bpmn.picture import picture_of, to_svg
from ..tools.picture_pdf import to_pdf
from ..tools.picture_png import to_png

FONT = "web/static/fonts/sign/NotoSans-Reg.ttf"
TYPES = {
    "bpmn": "application/xml",
    "bpmn_all": "application/xml",
    "dmn": "application/xml",
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
}


class BpmFlowVersionFiles(models.Model):
    """Files of a version to be downloaded: BPMN, and pictures of its map."""

    _inherit = "bpm.flow.version"

    def _file(self, kind):
        """The bytes of a file; the caller has checked that it may be read.

        :param str kind: one of ``TYPES``
        """
        self.ensure_one()
        if kind == "bpmn":
            return self.export_bpmn().encode()
        if kind == "dmn":
            return self.export_dmn().encode()
        if kind == "bpmn_all":
            # With the reader's own rights: what he may not read stays away.
            return self.with_user(self.env.uid)._export_with_called().encode()
        definitions = labelled(self._as_definitions(), self._way_labels())
        picture = picture_of(completed(only_drawn(definitions)))
        if kind == "svg":
            return to_svg(picture, self.display_name).encode()
        if kind == "png":
            return to_png(picture, file_path(FONT))
        return to_pdf(picture, self.display_name, file_path(FONT))

    def _file_name(self, kind):
        return f"{self.flow_id.code or 'process'}.{kind.removesuffix('_all')}"


class BpmFlow(models.Model):
    _inherit = "bpm.flow"

    has_decisions = fields.Boolean(compute="_compute_has_decisions")

    @api.depends("draft_id", "version_id")
    def _compute_has_decisions(self):
        for flow in self:
            flow.has_decisions = bool(flow.sudo().shown_version_id.decision_ids)

    def action_download(self):
        """A file of the version that is shown; the button says which kind.

        :return: an action that opens its address
        """
        self.ensure_one()
        self.check_access("read")
        kind = self.env.context.get("bpm_kind")
        kind = kind if kind in TYPES else "bpmn"
        version = self.shown_version_id
        return {
            "type": "ir.actions.act_url",
            "url": f"/bpm_flow/version/{version.id}/{kind}",
            "target": "download",
        }
