"""The map as plain data: places, ways and the diagrams that they are on."""

from dataclasses import dataclass, field


@dataclass(kw_only=True)
class Shape:
    """A place on the map: (x, y, width, height). ``plane``: id of the element whose
    own map it lies on; empty for the main one."""

    bounds: tuple
    id: str = ""
    plane: str = ""
    label: tuple | None = None
    is_expanded: bool | None = None
    is_horizontal: bool | None = None
    is_marker_visible: bool | None = None
    attributes: dict = field(default_factory=dict)
    label_attributes: dict = field(default_factory=dict)


@dataclass(kw_only=True)
class Edge:
    """A way on the map: ((x, y), ...)."""

    waypoints: tuple
    id: str = ""
    plane: str = ""
    label: tuple | None = None
    attributes: dict = field(default_factory=dict)
    label_attributes: dict = field(default_factory=dict)


@dataclass(kw_only=True)
class Diagram:
    """A map; ``element``: whose it is; ``styles``: XML of its fonts."""

    id: str
    plane_id: str
    element: str
    attributes: dict = field(default_factory=dict)
    styles: tuple = ()
