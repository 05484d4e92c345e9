"""Processes that leave this database and come in again."""

import base64

from odoo.fields import Command

from .common import FlowCase


class TransferCase(FlowCase):
    maxDiff = None

    def _export(self, version=None, user=None):
        return (version or self.draft).with_user(user or self.owner).export_bpmn()

    def _import(self, xml, user=None):
        """The page of an import into a database that has no such process yet."""
        user = user or self.owner
        attachment = self.env["ir.attachment"].with_user(user)
        file = attachment.create(
            {"name": "rich.bpmn", "datas": base64.b64encode(xml.encode())}
        )
        wizard = self.env["bpm.flow.import.wizard"].with_user(user)
        wizard = wizard.create({"file_ids": [Command.set(file.ids)]})
        page = self.env["bpm.flow.import"].browse(wizard.action_apply()["res_id"])
        return page.with_user(user)

    def _leave(self, flow):
        """The process is not here any more."""
        flow.code = f"{flow.code}_was_{flow.id}"

    def _asked(self, page, *codes):
        lines = page.line_ids.filtered(lambda line: line.code in codes)
        return [(line.element, line.code, line.args) for line in lines]
