"""What pictures are made of: boxes, circles, lines and texts."""

from dataclasses import dataclass
from math import cos, pi, sin

BLACK, WHITE, NONE = "#22242a", "#ffffff", None
SOLID, DASHED, DOTTED = (), (8, 5), (2, 4)


@dataclass(frozen=True)
class Pen:
    """How something is drawn; no ``stroke`` or ``fill``: not at all."""

    stroke: str | None = BLACK
    fill: str | None = None
    width: float = 1.5
    dash: tuple = SOLID


@dataclass(frozen=True)
class Rect:
    x: float
    y: float
    width: float
    height: float
    radius: float
    pen: Pen


@dataclass(frozen=True)
class Circle:
    x: float
    y: float
    radius: float
    pen: Pen


@dataclass(frozen=True)
class Line:
    """``is_closed``: an area."""

    points: tuple
    pen: Pen
    is_closed: bool = False


@dataclass(frozen=True)
class Text:
    """``anchor``: start or middle; ``y`` is the base line; ``turned``: upwards."""

    x: float
    y: float
    text: str
    size: float = 12
    anchor: str = "middle"
    color: str = BLACK
    turned: bool = False


def line(points, pen, is_closed=False):
    return Line(tuple((float(x), float(y)) for x, y in points), pen, is_closed)


def scaled(points, x, y, size):
    """Points of a figure in the unit square, at a place."""
    return [(x + px * size, y + py * size) for px, py in points]


def arc(x, y, radius, start, stop, steps=16):
    """Points on a circle; angles in turns, from the right, downwards."""
    return [
        (
            x + radius * cos(2 * pi * (start + (stop - start) * n / steps)),
            y + radius * sin(2 * pi * (start + (stop - start) * n / steps)),
        )
        for n in range(steps + 1)
    ]


def polygon(x, y, radius, corners, turn=-0.25):
    return arc(x, y, radius, turn, turn + 1, corners)[:-1]
