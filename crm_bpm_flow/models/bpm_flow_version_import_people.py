from odoo import models

from .bpmn_lanes import Known, lane_of
from .bpmn_people import names_in, people_of
from .bpmn_settings import WHO_FIELDS
from .const import PEOPLE_KINDS

NAMED = {*WHO_FIELDS, "user_ids", "group_ids", "team_ids", "user_formula"}
NAMED -= {"pick", "use_manager", "user_field_first"}


class BpmFlowVersionImportPeople(models.Model):
    """Who does the tasks of an imported process: lanes become roles."""

    _inherit = "bpm.flow.version"

    def _people_to_import(self, process):
        """What ``_import_people`` needs, looked up once for a process."""
        elements = {element.id: element for element in process.elements}
        lanes = {lane.id: lane for lane in process.lanes}
        people = [e for e in process.elements if e.kind in PEOPLE_KINDS]
        of_lanes = {e.id: lanes.get(lane_of(e, elements)) for e in people}
        names = [lane.name for lane in of_lanes.values() if lane]
        for element in people:
            names += names_in(element.extra)
        return {
            "is_ours": bool(process.settings.get("format")),
            "lanes": of_lanes,
            "known": Known(self.env, names),
            "roles": {},
        }

    def _import_people(self, element, values, people):
        """Who does it: as the file says where that is somebody here, else the role of
        its lane, else the process's owner."""
        if values["kind"] not in PEOPLE_KINDS or values["role_id"]:
            return {}
        if people["is_ours"] or any(values.get(name) for name in NAMED):
            return {}
        found = people_of(people["known"], element.extra)
        lane = people["lanes"].get(element.id)
        if not found and lane and not names_in(element.extra):
            return {"role_id": self._lane_role(lane, people).id}
        return found or {"is_owner": True}

    def _lane_role(self, lane, people):
        """The role of a lane: whoever is called like it, else the process's owner."""
        roles, name = people["roles"], lane.name or lane.id
        if name not in roles:
            who = people["known"].called(name) or {"is_owner": True}
            values = {"version_id": self.id, "name": name, **who}
            same = self.role_ids.filtered(lambda r: r.name == name)[:1]
            roles[name] = same or self.env["bpm.flow.role"].create(values)
        return roles[name]
