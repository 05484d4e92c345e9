"""Pools and lanes of an XPDL package."""

from ..model import Lane, Participant
from .ids import name_of, note_of
from .nodes import child, each, is_true, text
from .places import shape_of


class Pool:
    """A pool of the file; ``process``: as the file calls it."""

    def __init__(self, element, ids):
        self.element = element
        self.name = name_of(element)
        self.process = (element.get("Process") or "").strip()
        self.process_id = None
        self.is_drawn = is_true(element, "BoundaryVisible", True)
        self.participant = Participant(id=ids.claim(element, {}), name=self.name)
        self.participant.shape = shape_of(element, self.participant)
        if self.participant.shape:
            self.participant.shape.is_horizontal = True
        self.participant.documentation = text(child(element, "Description"))

    def read_lanes(self, process, ids):
        """{lane as the file calls it: its id}"""
        known, rows = {}, each(self.element, "Lanes", "Lane")
        lane_set = ids.free(f"{self.participant.id}_lanes") if rows else ""
        for element in rows:
            lane = Lane(id=ids.claim(element, known), lane_set=lane_set)
            lane.name, lane.documentation = name_of(element), note_of(element)
            lane.shape = shape_of(element, lane)
            if lane.shape:
                lane.shape.is_horizontal = True
            process.lanes.append(lane)
        self._nest(process, rows, known, ids)
        return known

    def _nest(self, process, rows, known, ids):
        """Lanes in lanes; what would lie in itself lies in none."""
        sets = {}
        for lane, element in zip(process.lanes, rows, strict=True):
            parent = known.get((element.get("ParentLane") or "").strip())
            earlier = {other.id for other in process.lanes}
            if parent and parent != lane.id and parent in earlier:
                lane.parent = parent
        parents = {lane.id: lane.parent for lane in process.lanes}
        for lane in process.lanes:
            seen, parent = {lane.id}, lane.parent
            while parent:
                if parent in seen:
                    lane.parent = parents[lane.id] = None
                    break
                seen.add(parent)
                parent = parents.get(parent)
            if lane.parent:
                if lane.parent not in sets:
                    sets[lane.parent] = ids.free(f"{lane.parent}_lanes")
                lane.lane_set = sets[lane.parent]
