from odoo import models

from ..bpm_flow_version_check import ERROR


class BpmFlowVersion(models.Model):
    """The checker, of steps that make documents."""

    _inherit = "bpm.flow.version"

    def _check_made_document(self, node, action):
        template = action.bpm_template_id
        if not template:
            message = self.env._("“%s”: choose the document's template.", node.name)
            return [self._at(node, ERROR, "no_document_template", message)]
        if template.res_model != self.res_model:
            message = self.env._(
                "“%(step)s” makes a document with the template “%(template)s”, which "
                "is made for other records.",
                step=node.name,
                template=template.name,
            )
            return [self._at(node, ERROR, "document_template_model", message)]
        if not template.is_ready:
            message = self.env._(
                "“%(step)s”: something in the template “%(template)s” has to be mended "
                "first.",
                step=node.name,
                template=template.name,
            )
            return [self._at(node, ERROR, "document_template_mistakes", message)]
        no_type = not (action.bpm_document_type_id or template.type_id)
        if no_type and self.res_model != "bpm.flow.document":
            message = self.env._(
                "“%s”: choose of which type the document is.", node.name
            )
            return [self._at(node, ERROR, "no_document_type", message)]
        return []
