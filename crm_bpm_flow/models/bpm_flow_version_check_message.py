from odoo import models

from ..bpmn import Definitions, Process
from ..bpmn.messages import subscribed, subscriptions
from ..bpmn.parts import part
from ..engine.expression import ExpressionError, parse
from .bpm_flow_version_check import WARNING, finding


class BpmFlowVersionCheckMessage(models.Model):
    """The checker: how messages find their case."""

    _inherit = "bpm.flow.version"

    def _check_flow(self):
        return super()._check_flow() + self._check_correlation()

    def _check_node(self, node):
        return super()._check_node(node) + self._check_key(node)

    def _check_key(self, node):
        """A value by which a message finds its case, that cannot be worked out."""
        if not node.message_key:
            return []
        try:
            parse(node.message_key)
        except ExpressionError:
            message = self.env._(
                "“%(step)s”: the key “%(key)s” cannot be read here. The message finds "
                "its case by the case's business key.",
                step=node.name,
                key=node.message_key,
            )
            return [self._at(node, WARNING, "key_unread", message)]
        return []

    def _check_correlation(self):
        """What a file says of correlation, where it cannot be taken over."""
        kept = self.source or {}
        process = part(Process, kept.get("process"))
        if not subscriptions(process):
            return []
        found = subscribed(process, part(Definitions, kept.get("definitions")))
        if found and None not in found.values():
            return []
        message = self.env._(
            "The file says by which values messages find their case (correlation). "
            "That cannot be taken over as it is: messages find it by its business "
            "key, or by the key of the step that waits, which you can set."
        )
        return [finding(WARNING, "correlation", False, message)]
