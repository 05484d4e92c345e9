from odoo import models

from ..tools.differences import ADDED, CHANGED, REMOVED


class BpmFlowCompareMap(models.Model):
    """Two versions of a process side by side on their maps."""

    _inherit = "bpm.flow"

    def compare_maps(self, old_id, new_id):
        """The maps of two versions, each element that differs with what became of it.

        :param int old_id: the older ``bpm.flow.version`` of this process
        :param int new_id: the newer one
        :return: ``{"old": {"xml", "marks"}, "new": {"xml", "marks"}}``; ``xml`` is BPMN
            2.0, drawn things only; ``marks`` are {BPMN id of an element or a way:
            "added" (in the new one only), "removed" (in the old one only) or "changed"
            (in both)}
        :raises AccessError: for whoever may not read the process
        """
        self.ensure_one()
        self.check_access("read")
        old, new = self._version_of(old_id), self._version_of(new_id)
        marks = new._difference_marks(old) if old and new and old != new else ({}, {})
        sides = zip(("old", "new"), (old, new), marks, strict=True)
        return {
            side: {"xml": version.sudo()._map_xml() if version else "", "marks": found}
            for side, version, found in sides
        }


class BpmFlowVersionCompareMap(models.Model):
    _inherit = "bpm.flow.version"

    def _difference_marks(self, other):
        """{BPMN id: kind} of the older version ``other``, and of this one."""
        old, new = {}, {}
        changed = set()
        for row in self.compare(other.id):
            changed.update(row["ways"])
            if row["old_element"]:
                old[row["old_element"]] = row["kind"]
            if row["element"] and row["kind"] != REMOVED:
                new[row["element"]] = row["kind"]
        self._mark_ways(other, old, new, changed)
        return old, new

    def _mark_ways(self, other, old, new, changed):
        """A way is known by the newer version's id (``_way_keys``)."""
        keys = self._way_keys(other, self._matching_from(other))
        mine = {keys[way] for way in self.transition_ids}
        theirs = {keys[way] for way in other.transition_ids}
        for way in self.transition_ids:
            if keys[way] not in theirs:
                new[way.bpmn_id] = ADDED
            elif keys[way] in changed:
                new[way.bpmn_id] = CHANGED
        for way in other.transition_ids:
            if keys[way] not in mine:
                old[way.bpmn_id] = REMOVED
            elif keys[way] in changed:
                old[way.bpmn_id] = CHANGED
