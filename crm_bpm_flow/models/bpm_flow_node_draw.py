from odoo import models

from ..bpmn import plain
from .bpmn_rows import begins_with
from .const import PEOPLE_KINDS

# What a drawing says about a step that is there already.
DRAWN = ("kind", "event", "interrupting", "for_compensation", "loop", "lane", "source")
# What else an event of another kind begins without.
OF_EVENTS = ("event_name", "event_code", "timer_kind", "timer_text", "condition")


class BpmFlowNodeDraw(models.Model):
    """A step on a map that is drawn."""

    _inherit = "bpm.flow.node"

    def _drawn_changes(self, element, values):
        """What a drawing shows differently from this row."""
        self.ensure_one()
        changes = {
            name: values.get(name) or False
            for name in DRAWN
            if (values.get(name) or False) != (self[name] or False)
        }
        if "event" in changes:
            changes.update({name: values.get(name) or False for name in OF_EVENTS})
            changes.update(begins_with(element))
        shown = self._own_name(self.source or {})
        if element.name != shown and element.name.strip():
            changes["name"] = element.name.strip()
        return changes

    def _role_in_lane(self, lane):
        """Values of a task that was moved into a lane: its people are that lane's,
        unless it has people of its own."""
        self.ensure_one()
        role = self.version_id._roles_called({lane})[:1]
        is_own = self.role_id and self.role_id.name != self.lane
        if self.kind not in PEOPLE_KINDS or not role or is_own:
            return {}
        if not self.role_id and self._names_more_than_owner():
            return {}
        return {"role_id": role.id}

    def _outcome_called(self, name):
        """The outcome of that name, made where the step has none yet."""
        self.ensure_one()
        found = self.outcome_ids.filtered(lambda o: o.name.lower() == name.lower())
        last = max(self.outcome_ids.mapped("sequence"), default=0)
        values = {"node_id": self.id, "name": name, "sequence": last + 10}
        return found[:1] or self.env["bpm.flow.outcome"].create(values)

    def _copy_drawn(self, element):
        """A copy of this step for a new element, as the list of steps makes one.

        Under sudo for its server actions, as in ``_copy_as_draft``.
        """
        values = {
            "version_id": self.version_id.id,
            "bpmn_id": element.id,
            "name": element.name or self.name,
            "parent_id": False,
            "attached_to_id": False,
            "source": plain(element),
        }
        twin = self.sudo().copy(values).with_env(self.env)
        pairs = zip(self.outcome_ids, twin.outcome_ids, strict=True)
        twin._relink({}, {}, dict(pairs))
        return twin
