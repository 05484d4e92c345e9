from odoo import models

from ..bpmn import plain
from .const import PEOPLE_KINDS


class BpmFlowTransitionDraw(models.Model):
    """A way on a map that is drawn."""

    _inherit = "bpm.flow.transition"

    def _merge_drawn(self, flow, source, target, is_default):
        self.ensure_one()
        changes = {
            "source_id": source.id,
            "target_id": target.id,
            "is_default": is_default,
            "source": plain(flow),
        }
        current = {
            "source_id": self.source_id.id,
            "target_id": self.target_id.id,
            "is_default": self.is_default,
            "source": self.source,
        }
        label = self._drawn_label()
        if self.outcome_id and source != self.source_id:
            # The button belongs to the step that it was taken from.
            changes["outcome_id"], current["outcome_id"] = False, self.outcome_id.id
        changed = {n: v for n, v in changes.items() if v != current[n]}
        if changed:
            self.write(changed)
        if flow.name.strip() != label:
            self._name_drawn(flow.name)

    def _drawn_label(self):
        """What the map has at this way (``_way_labels``)."""
        is_plain = self._exit_type() == "next"
        return (self.name or ("" if is_plain else self._label())).strip()

    def _name_drawn(self, name):
        """Words at a way out of a task for people are one of its outcomes: the button
        that its worker sees. Elsewhere they are the way's name."""
        name = (name or "").strip()
        source = self.source_id
        if self.outcome_id and name:
            self.outcome_id.name = name
        elif name and source.kind in PEOPLE_KINDS and not self._is_conditional():
            self.outcome_id = source._outcome_called(name)
        else:
            self.name = name or False
