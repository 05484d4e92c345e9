import base64

from odoo.fields import Command

from .common import FlowCase

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="urn:test">'
)


def document(inside, more=""):
    return f'{HEAD}<process id="p" name="P">{inside}</process>{more}</definitions>'


class ImportCase(FlowCase):
    """Files come in by the dialog of their owner."""

    def _import(self, *files, **values):
        """The page of an import of (name, content) pairs by the process's owner."""
        attachments = self.env["ir.attachment"].with_user(self.owner)
        for name, content in files:
            raw = content if isinstance(content, bytes) else content.encode()
            attachments += attachments.create(
                {"name": name, "datas": base64.b64encode(raw)}
            )
        wizard = self.env["bpm.flow.import.wizard"].with_user(self.owner)
        wizard = wizard.create({"file_ids": [Command.set(attachments.ids)], **values})
        action = wizard.action_apply()
        return self.env[action["res_model"]].browse(action["res_id"])

    def _lines(self, page, verdict):
        """{element: code} of the lines of one kind."""
        lines = page.line_ids.filtered(lambda line: line.verdict == verdict)
        return {line.element: line.code for line in lines}

    def _line(self, page, element):
        return page.line_ids.filtered(lambda line: line.element == element)
