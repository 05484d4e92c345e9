from odoo import models
from odoo.exceptions import UserError

from ..bpmn import write

# More would be no process, but a way to hide a large file in a small one.
MOST_CALLED = 50


class BpmFlowVersionCalled(models.Model):
    """A process that takes along the processes that it calls, in one file.

    Each of them stands as a whole file in the settings of the one that calls: other
    tools read that one alone.
    """

    _inherit = "bpm.flow.version"

    def _export_with_called(self):
        """As ``export_bpmn``, with all that is called from here, whoever calls it."""
        self.ensure_one()
        self.check_access("read")
        definitions = self.sudo()._to_export()
        texts = [
            flow.shown_version_id.export_bpmn()
            for flow in self._called_flows()
            if flow.shown_version_id
        ]
        if texts:
            settings = definitions.processes[0].settings
            definitions.processes[0].settings = {**settings, "called": texts}
        return write(definitions)

    def _called_flows(self):
        """All processes that are called or started on the way, without itself; those
        that the user may read."""
        seen, wave = self.flow_id, self.flow_id
        while wave:
            nodes = wave.shown_version_id.node_ids
            called = wave.browse()
            for node in nodes.filtered(lambda n: n.kind == "callActivity"):
                called |= node._callee()
            called |= wave.browse(nodes.sudo().action_ids.bpm_flow_id.ids)
            wave = (called - seen)._filtered_access("read")
            seen |= wave
        return (seen - self.flow_id).sorted("code")


class BpmFlow(models.Model):
    _inherit = "bpm.flow"

    def _called_definitions(self, definitions):
        """Files of the called processes that came along and are not here yet; they are
        taken out of ``definitions``.

        :return: ``[bpmn.Definitions]``
        :raises UserError: when one of them cannot be read
        """
        found = []
        for process in definitions.processes:
            texts = process.settings.pop("called", None)
            texts = texts if isinstance(texts, list) else []
            if len(texts) > MOST_CALLED:
                raise UserError(
                    self.env._(
                        "The file brings too many processes along: at most %s.",
                        MOST_CALLED,
                    )
                )
            for text in texts:
                told = self._definitions_of(str(text))
                for inner in told.processes:
                    inner.settings.pop("called", None)
                if told.processes and not self._is_here(told.processes[0].id):
                    found.append(told)
        return found

    def _is_here(self, code):
        known = self.sudo().with_context(active_test=False)
        return bool(known.search_count([("code", "=", code)], limit=1))
