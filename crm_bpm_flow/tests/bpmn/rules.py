"""What a good drawing keeps to, counted: for any file that has all its places."""

from itertools import combinations, pairwise, product

from ...bpmn.layout.index import Index, around, corners


class Faults:
    """Lists of what is wrong with the drawing of a file.

    :ivar missing: ids without a shape; ``overlaps``: pairs of ids
    :ivar outside: (id, what it should lie in); ``through``: (flow, element)
    :ivar crooked: flows that do not turn at right angles; ``lines``: how many there are
    """

    def __init__(self, definitions):
        self.missing, self.overlaps, self.outside = [], [], []
        self.through, self.crooked, self.lines = [], [], 0
        for process in definitions.processes:
            self._look_at(process)
        for collaboration in definitions.collaborations:
            pools = {p.id: p.shape for p in collaboration.participants}
            self._look_at_pools(definitions, collaboration, pools)
        self._look_at_ways(definitions)

    def all(self):
        """All but ways through elements, which may be a few."""
        found = (self.missing, self.overlaps, self.outside, self.crooked)
        return [fault for row in found for fault in row]

    def _look_at(self, process):
        elements = {element.id: element for element in process.elements}
        self.missing += [e.id for e in process.elements if e.shape is None]
        self.missing += [lane.id for lane in process.lanes if lane.shape is None]
        lanes = {lane.id: lane for lane in process.lanes}
        for plane in {e.shape.plane for e in process.elements if e.shape}:
            self._look_for_overlaps(process, plane, elements)
        for element in process.elements:
            parent = elements.get(element.parent)
            if parent and parent.shape and parent.shape.plane == element.shape.plane:
                self._check_inside(element, parent)
            lane = lanes.get(element.lane)
            if element.attached_to or not (lane and lane.shape):
                continue
            if lane.shape.plane == element.shape.plane:
                self._check_inside(element, lane)
        for lane in process.lanes:
            if lane.parent in lanes:
                self._check_inside(lane, lanes[lane.parent])

    def _look_for_overlaps(self, process, plane, elements):
        free = {
            e.id: e.shape.bounds
            for e in process.elements
            if e.shape and e.shape.plane == plane and not e.attached_to
        }
        notes = {
            k.id: k.shape.bounds
            for k in process.kept
            if k.shape and k.shape.plane == plane and k.kind != "group"
        }
        index = Index({**free, **notes})
        for key, bounds in index.boxes.items():
            for other in index.near(*corners(bounds)):
                one = elements.get(key) or _note(process, key)
                two = elements.get(other) or _note(process, other)
                nested = _lies_in(one, two, elements) or _lies_in(two, one, elements)
                if other > key and not nested:
                    self.overlaps.append((key, other))

    def _check_inside(self, part, container):
        one, other = corners(part.shape.bounds), corners(container.shape.bounds)
        is_in = one[0] >= other[0] and one[1] >= other[1]
        if not (is_in and one[2] <= other[2] and one[3] <= other[3]):
            self.outside.append((part.id, container.id))

    def _look_at_pools(self, definitions, collaboration, pools):
        index = Index((key, shape.bounds) for key, shape in pools.items() if shape)
        for key, bounds in index.boxes.items():
            self.overlaps += [
                (key, other) for other in index.near(*corners(bounds)) if other > key
            ]
        for participant in collaboration.participants:
            for process in definitions.processes:
                if process.id != participant.process:
                    continue
                for part in (*process.elements, *process.lanes):
                    if not part.shape.plane:
                        self._check_inside(part, participant)

    # ------------------------------------------------------------------
    # Ways
    # ------------------------------------------------------------------
    def _look_at_ways(self, definitions):
        elements = {e.id: e for p in definitions.processes for e in p.elements}
        index = {}
        for element in elements.values():
            if element.shape and not element.attached_to:
                x, y, width, height = element.shape.bounds
                inner = (x + 1, y + 1, width - 2, height - 2)
                plane = index.setdefault(element.shape.plane, Index())
                plane.add(element.id, inner)
        ways = [f for p in definitions.processes for f in p.flows]
        for collaboration in definitions.collaborations:
            ways += collaboration.message_flows
        for way in ways:
            if way.edge is None:
                self.missing.append(way.id)
            else:
                self._look_at_way(way, elements, index)

    def _look_at_way(self, way, elements, index):
        self.lines += 1
        known = set()
        for end in (way.source, way.target):
            element = elements.get(end)
            while element is not None:
                known.update((element.id, element.attached_to))
                element = elements.get(element.parent)
        for one, other in pairwise(way.edge.waypoints):
            if one[0] != other[0] and one[1] != other[1]:
                self.crooked.append(way.id)
            box = corners(around([(*one, 0.1, 0.1), (*other, 0.1, 0.1)]))
            near = index[way.edge.plane].near(*box) if way.edge.plane in index else ()
            hit = next((key for key in near if key not in known), None)
            if hit:
                self.through.append((way.id, hit))
                return


def crossings(definitions):
    """How often flows cross each other."""
    index, count = Index(), 0
    for process in definitions.processes:
        for flow in process.flows:
            for one, other in pairwise(flow.edge.waypoints):
                box = corners(around([(*one, 0, 0), (*other, 0, 0)]))
                for line in index.lines_near(*box):
                    level = line[1] == line[3]
                    if level == (one[1] == other[1]):
                        continue
                    count += _strictly_cross((*one, *other), line)
            index.add_way(flow.edge.waypoints)
    return count


def _strictly_cross(one, other):
    a, b = (one, other) if one[1] == one[3] else (other, one)
    left, right = sorted((a[0], a[2]))
    top, bottom = sorted((b[1], b[3]))
    return left < b[0] < right and top < a[1] < bottom


def _note(process, key):
    return next((kept for kept in process.kept if kept.id == key), None)


def _lies_in(part, container, elements):
    while part is not None and part.parent:
        part = elements.get(part.parent)
        if part is container:
            return True
    return False


def crossings_of_messages(definitions):
    """(how often messages cross each other, how often one lies on another)"""
    edges = [
        flow.edge.waypoints
        for collaboration in definitions.collaborations
        for flow in collaboration.message_flows
    ]
    crossed, hidden = 0, 0
    for one, other in combinations(edges, 2):
        for a, b in product(pairwise(one), pairwise(other)):
            is_level = [line[0][1] == line[1][1] for line in (a, b)]
            if is_level[0] != is_level[1]:
                crossed += _strictly_cross((*a[0], *a[1]), (*b[0], *b[1]))
            else:
                hidden += _share_a_piece(a, b, 0 if is_level[0] else 1)
    return crossed, hidden


def _share_a_piece(one, other, along):
    if one[0][1 - along] != other[0][1 - along]:
        return False
    a, b = (sorted(point[along] for point in line) for line in (one, other))
    return max(a[0], b[0]) < min(a[1], b[1])
