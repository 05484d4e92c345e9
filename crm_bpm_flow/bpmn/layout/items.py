"""What the layout of one flow works on: boxes and links; items in layers of them."""

from dataclasses import dataclass, field


@dataclass
class Box:
    """Something to be placed. ``above``, ``below``: room for what belongs to it
    beyond its own height; ``room``: the width that it and that need.

    :ivar band: number of its lane, from above
    :ivar borders: {id of an event on its border: (middle from its left, is on top)}
    :ivar busy: sides that no way may begin or end at: "top", "bottom"
    """

    id: str
    width: float
    height: float
    above: float = 0
    below: float = 0
    room: float = 0
    band: int = 0
    is_gateway: bool = False
    borders: dict = field(default_factory=dict)
    busy: set = field(default_factory=set)

    def __post_init__(self):
        self.room = max(self.room, self.width)


@dataclass
class Link:
    """A way to be drawn between two boxes. ``border``: the event on the border of its
    source that it comes from; ``label``: (width, height) of its name.

    :ivar is_main: on the main path, which is drawn straight
    """

    id: str
    source: str
    target: str
    border: str | None = None
    label: tuple | None = None
    is_back: bool = False
    is_main: bool = False


class Item:
    """A box, or the place where a link passes a layer that it does not end in.

    ``y`` is the middle; ``up`` and ``down``: what it needs from there.
    """

    __slots__ = ("band", "block", "box", "down", "layer", "link", "place", "up", "y")
    PASSING = 8

    def __init__(self, layer, band, box=None, link=None):
        self.layer, self.band, self.box, self.link = layer, band, box, link
        self.place, self.block, self.y = 0, None, 0
        half = box.height / 2 if box else self.PASSING
        self.up = half + (box.above if box else 0)
        self.down = half + (box.below if box else 0)
