from odoo import models

from .bpmn_lanes import Known


class BpmFlowVersionDrawLanes(models.Model):
    """Lanes of a drawing are the roles of the process: by their names."""

    _inherit = "bpm.flow.version"

    def _merge_lanes(self, process):
        """Roles of lanes that are new or have another name than before.

        :return: roles of lanes that are gone: who has nothing to do any more may go
        """
        self._lanes_as_kept(process)
        old = self._kept_lanes()
        new = {lane.id: (lane.name or "").strip() for lane in process.lanes}
        for lane_id, name in new.items():
            if name and name != old.get(lane_id):
                self._name_lane(old.get(lane_id), name, new.values())
        gone = {old[lane_id] for lane_id in old.keys() - new.keys()}
        return self._roles_called(gone - set(new.values()))

    def _name_lane(self, old, name, names):
        """The role of a lane is called like it; one that other lanes have stays."""
        if self._roles_called({name}):
            return
        role = self._roles_called({old})[:1] if old not in names else None
        if role:
            role.name = name
        else:
            who = Known(self.env, [name]).called(name) or {"is_owner": True}
            values = {"version_id": self.id, "name": name, **who}
            self.env["bpm.flow.role"].create(values)

    def _drop_idle_roles(self, roles):
        """Of lanes that are gone: those that nobody needs and that name nobody."""
        # Also what may come back.
        nodes = self.with_context(active_test=False).node_ids
        busy = nodes.role_id | nodes.reminder_ids.role_id | nodes.approver_ids.role_id
        idle = roles.exists() - busy
        idle.filtered(lambda role: not role._names_more_than_owner()).unlink()
