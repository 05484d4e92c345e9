"""Simple places for what has none: from left to right, in layers, lanes as bands.

Whole processes and sub-processes are laid out; single elements that lack a place among
others that have one stand in a row below them. Places that are there are kept.
"""

from .drawn import Diagram, Edge, Shape
from .grid import BAND, GAP, Grid
from .names import SUB_PROCESSES
from .routes import between_pools, plain_route

PADDING = 30
HEADER = 30
ORIGIN = (160, 80)
POOL = (600, 80)
SIZES = {"Event": (36, 36), "Gateway": (50, 50)}
TASK = (100, 80)
EMPTY_SUB = (120, 100)


def place(definitions):
    """Give shapes and edges to whatever has none; changes ``definitions``."""
    main = definitions.diagrams[0].element if definitions.diagrams else ""
    own = {diagram.element for diagram in definitions.diagrams[1:]}
    top = _bottom(definitions)
    for process in definitions.processes:
        plane = process.id if process.id in own and process.id != main else ""
        layout = Layout(definitions, process)
        start = top if not plane and top else ORIGIN[1]
        layout.place_all(plane, start)
        if not plane:
            top = max(top, layout.bottom + 2 * GAP)
    for collaboration in definitions.collaborations:
        _place_collaboration(definitions, collaboration, top)


def size_of(element):
    for ending, size in SIZES.items():
        if element.kind.endswith(ending):
            return size
    return EMPTY_SUB if element.kind in SUB_PROCESSES else TASK


class Layout:
    """One process: grids of what is new, the deepest sub-process first."""

    def __init__(self, definitions, process):
        self.definitions, self.process = definitions, process
        self.elements = {element.id: element for element in process.elements}
        self.inside, self.grids = {}, {}
        for element in process.elements:
            self.inside.setdefault(element.parent, []).append(element)
        self.bottom = 0

    def place_all(self, plane, top):
        margin = HEADER * (1 + self._lane_depth()) if self.process.lanes else HEADER
        self._place_inside(None, (ORIGIN[0] + margin, top), plane)
        for element in self.process.elements:
            if element.shape is None:  # on the border of something
                self._place_boundary(element)
        self._place_lanes(plane)
        self._route_all()
        parts = (*self.process.elements, *self.process.lanes)
        self.bottom = max([top, *(_lowest(part) for part in parts)])

    def _place_inside(self, container, origin, plane):
        nodes = [n for n in self.inside.get(container, ()) if n.attached_to is None]
        missing = [node for node in nodes if node.shape is None]
        if not missing:
            self._place_deeper(nodes)
        elif len(missing) == len(nodes):
            self._place_grid(container, nodes, origin, plane)
        else:
            self._place_row(nodes, missing)

    def _place_deeper(self, nodes):
        """Sub-processes that have a place; what is in them may have none."""
        for node in nodes:
            inside = self.inside.get(node.id)
            if not inside:
                continue
            drawn = [other for other in inside if other.shape]
            if not drawn:
                # There may be no room: they get a map of their own.
                node.shape.is_expanded = False
                diagram = Diagram(id="", plane_id="", element=node.id)
                self.definitions.diagrams.append(diagram)
            plane = drawn[0].shape.plane if drawn else node.id
            self._place_inside(node.id, ORIGIN, plane)

    def _place_grid(self, container, nodes, origin, plane):
        grid = self._grid(container, nodes)
        for node_id, (x, y, width, height) in grid.boxes.items():
            node = self.elements[node_id]
            bounds = (origin[0] + x, origin[1] + y, width, height)
            node.shape = Shape(bounds=bounds, plane=plane)
            inside = self.inside.get(node_id)
            if inside:
                node.shape.is_expanded = True
                inner = (bounds[0] + PADDING, bounds[1] + PADDING)
                self._place_inside(node_id, inner, plane)
        grid.origin = origin

    def _grid(self, container, nodes):
        """Sub-processes are as large as what is in them."""
        if container in self.grids:
            return self.grids[container]
        sizes = {}
        for node in nodes:
            inside = self.inside.get(node.id, ())
            inner = [other for other in inside if other.attached_to is None]
            sizes[node.id] = size_of(node)
            if inner:
                width, height = self._grid(node.id, inner).size
                sizes[node.id] = (width + 2 * PADDING, height + 2 * PADDING)
        hosts = {element.id: element.attached_to for element in self.process.elements}
        pairs = [
            (hosts[flow.source] or flow.source, flow.target)
            for flow in self.process.flows
        ]
        direct = {flow.target for flow in self.process.flows if not hosts[flow.source]}
        aside = {target for _source, target in pairs if target not in direct}
        # What only a border leads to gives way to the main path.
        sizes = dict(sorted(sizes.items(), key=lambda item: item[0] in aside))
        grid = Grid(sizes, pairs, self._bands(container, nodes))
        self.grids[container] = grid
        return grid

    def _bands(self, container, nodes):
        """{node: number of its lane} and how many lanes there are."""
        leaves = [lane.id for lane in self._leaves(container)]
        numbers = {lane_id: number for number, lane_id in enumerate(leaves)}
        found = {node.id: numbers.get(node.lane, len(leaves)) for node in nodes}
        return found, len(leaves)

    def _place_row(self, nodes, missing):
        drawn = [node.shape for node in nodes if node.shape]
        x = min(shape.bounds[0] for shape in drawn)
        y = max(shape.bounds[1] + shape.bounds[3] for shape in drawn) + GAP
        for node in missing:
            width, height = size_of(node)
            node.shape = Shape(bounds=(x, y, width, height), plane=drawn[0].plane)
            x += width + GAP
        self._place_deeper(nodes)

    def _place_boundary(self, element):
        host = self.elements[element.attached_to]
        x, y, width, height = host.shape.bounds
        others = [e for e in self.process.elements if e.attached_to == host.id]
        number = others.index(element) + 1
        step = width / (len(others) + 1)
        bounds = (x + step * number - 18, y + height - 18, 36, 36)
        element.shape = Shape(bounds=bounds, plane=host.shape.plane)

    # ------------------------------------------------------------------
    # Lanes and ways
    # ------------------------------------------------------------------
    def _leaves(self, container):
        lanes = [lane for lane in self.process.lanes if lane.container == container]
        parents = {lane.parent for lane in lanes}
        return [lane for lane in lanes if lane.id not in parents]

    def _depth(self, lane):
        """How many lanes are around a lane."""
        lanes = {other.id: other for other in self.process.lanes}
        depth, parent = 0, lane.parent
        while parent in lanes and depth < len(lanes):
            depth, parent = depth + 1, lanes[parent].parent
        return depth

    def _lane_depth(self):
        return max([0, *(self._depth(lane) for lane in self.process.lanes)])

    def _place_lanes(self, plane):
        used = {c: grid for c, grid in self.grids.items() if grid.origin}
        for container, grid in used.items():
            for number, lane in enumerate(self._leaves(container)):
                top, height = grid.bands[number]
                # All begin at the same edge, however many are around them.
                head = HEADER * (1 + self._lane_depth() - self._depth(lane))
                x, width = grid.origin[0] - head, grid.size[0] + head + GAP
                bounds = (x, grid.origin[1] + top, width, height)
                if lane.shape is None:
                    lane.shape = Shape(bounds=bounds, plane=plane, is_horizontal=True)
        for lane in reversed(self.process.lanes):
            if lane.shape is None:
                lane.shape = self._around_lane(lane, plane)

    def _around_lane(self, lane, plane):
        """A lane around its lanes, or around what it holds."""
        inner = [other.shape for other in self.process.lanes if other.parent == lane.id]
        held = [e.shape for e in self.process.elements if e.lane == lane.id and e.shape]
        drawn = [shape for shape in inner if shape] or held
        bounds = around(drawn) or (*ORIGIN, POOL[0], BAND)
        x, y, width, height = bounds
        bounds = (x - HEADER, y, width + HEADER, height)
        return Shape(bounds=bounds, plane=plane, is_horizontal=True)

    def _route_all(self):
        for number, flow in enumerate(self.process.flows):
            if flow.edge is None:
                points = self._route(flow, number)
                plane = self.elements[flow.source].shape.plane
                flow.edge = Edge(waypoints=tuple(points), plane=plane)
        for association in self.process.associations:
            ends = [self.elements.get(association.source)]
            ends.append(self.elements.get(association.target))
            if association.edge is None and all(ends):
                points = plain_route(*(end.shape.bounds for end in ends), False)
                plane = ends[0].shape.plane
                association.edge = Edge(waypoints=tuple(points), plane=plane)

    def _route(self, flow, number):
        source, target = self.elements[flow.source], self.elements[flow.target]
        start = source.attached_to or source.id
        grid = self.grids.get(source.parent)
        ends = (
            source.shape.bounds,
            target.shape.bounds,
            source.attached_to is not None,
        )
        if grid and grid.origin and start in grid.cells and target.id in grid.cells:
            return grid.route(start, target.id, *ends, number)
        return plain_route(*ends)


def _place_collaboration(definitions, collaboration, top):
    places = {}
    for process in definitions.processes:
        for part in process.elements:
            places[part.id] = part.shape
    y = top or ORIGIN[1]
    for participant in collaboration.participants:
        if participant.shape is None:
            participant.shape = _pool(definitions, participant, y)
            y = max(y, sum(participant.shape.bounds[1::2]) + GAP)
        places[participant.id] = participant.shape
    for flow in collaboration.message_flows:
        ends = (places.get(flow.source), places.get(flow.target))
        if flow.edge is None and all(ends):
            flow.edge = Edge(waypoints=between_pools(*(end.bounds for end in ends)))


def _pool(definitions, participant, y):
    drawn = []
    if participant.process:
        process = definitions.process(participant.process)
        lanes = [lane.shape for lane in process.lanes if lane.shape]
        drawn = lanes + [e.shape for e in process.elements if e.shape]
    found = around([shape for shape in drawn if not shape.plane])
    if found is None:
        return Shape(bounds=(ORIGIN[0], y, *POOL), is_horizontal=True)
    x, top, width, height = found
    margin = 0 if lanes else PADDING
    bounds = (x - HEADER - margin, top - margin)
    bounds += (width + HEADER + 2 * margin, height + 2 * margin)
    return Shape(bounds=bounds, is_horizontal=True)


def around(shapes):
    """The box around some shapes; None without any."""
    if not shapes:
        return None
    left = min(shape.bounds[0] for shape in shapes)
    top = min(shape.bounds[1] for shape in shapes)
    right = max(shape.bounds[0] + shape.bounds[2] for shape in shapes)
    bottom = max(shape.bounds[1] + shape.bounds[3] for shape in shapes)
    return (left, top, right - left, bottom - top)


def _lowest(part):
    return part.shape.bounds[1] + part.shape.bounds[3] if part.shape else 0


def _bottom(definitions):
    """Below everything that has a place on the main map; 0 when nothing has."""
    parts = [part for process in definitions.processes for part in process.elements]
    parts += [lane for process in definitions.processes for lane in process.lanes]
    for collaboration in definitions.collaborations:
        parts += collaboration.participants
    lowest = [_lowest(part) for part in parts if part.shape and not part.shape.plane]
    return max(lowest) + 2 * GAP if lowest else 0
