"""The small signs of BPMN, in a square of a size around a middle."""

from math import cos, pi, sin

from .strokes import Circle, Pen, arc, line, polygon, scaled

ENVELOPE = ((0, 0.18), (1, 0.18), (1, 0.82), (0, 0.82))
FLAP = ((0, 0.18), (0.5, 0.56), (1, 0.18))
BOLT = ((0.05, 0.95), (0.32, 0.1), (0.62, 0.62), (0.95, 0.02), (0.68, 0.9), (0.38, 0.4))
ARROW = ((0.5, 0), (0.95, 1), (0.5, 0.62), (0.05, 1))
LINK = (
    (0, 0.35),
    (0.55, 0.35),
    (0.55, 0.1),
    (1, 0.5),
    (0.55, 0.9),
    (0.55, 0.65),
    (0, 0.65),
)
REWIND = (
    ((0, 0.5), (0.5, 0.15), (0.5, 0.85)),
    ((0.5, 0.5), (1, 0.15), (1, 0.85)),
)
CROSS = (
    (0.12, 0),
    (0.5, 0.38),
    (0.88, 0),
    (1, 0.12),
    (0.62, 0.5),
    (1, 0.88),
    (0.88, 1),
    (0.5, 0.62),
    (0.12, 1),
    (0, 0.88),
    (0.38, 0.5),
    (0, 0.12),
)
PLUS = (
    (0.4, 0),
    (0.6, 0),
    (0.6, 0.4),
    (1, 0.4),
    (1, 0.6),
    (0.6, 0.6),
    (0.6, 1),
    (0.4, 1),
    (0.4, 0.6),
    (0, 0.6),
    (0, 0.4),
    (0.4, 0.4),
)
PAGE = ((0.1, 0), (0.75, 0), (1, 0.25), (1, 1), (0.1, 1))
HAND = (
    (0, 0.3),
    (0.35, 0.1),
    (0.6, 0.1),
    (0.6, 0.25),
    (1, 0.3),
    (1, 0.42),
    (0.6, 0.45),
    (0.95, 0.48),
    (0.95, 0.6),
    (0.6, 0.62),
    (0.9, 0.65),
    (0.85, 0.78),
    (0.6, 0.78),
    (0.6, 0.92),
    (0.3, 0.92),
    (0, 0.8),
)
THICK = 2.4


def _figure(points, pen=None):
    def draw(x, y, size, is_filled, color):
        used = pen or Pen(color, color if is_filled else None, 1.2)
        corner = (x - size / 2, y - size / 2)
        yield line(scaled(points, *corner, size), used, True)

    return draw


def envelope(x, y, size, is_filled, color):
    left, top = x - size / 2, y - size / 2
    outline = Pen("#ffffff" if is_filled else color, color if is_filled else None, 1.2)
    yield line(scaled(ENVELOPE, left, top, size), outline, True)
    flap = Pen("#ffffff" if is_filled else color, None, 1.2)
    yield line(scaled(FLAP, left, top, size), flap)


def clock(x, y, size, _is_filled, color):
    pen = Pen(color, None, 1.2)
    yield Circle(x, y, size / 2, pen)
    for hour in range(12):
        dx, dy = cos(pi * hour / 6) * size / 2, sin(pi * hour / 6) * size / 2
        yield line([(x + dx * 0.8, y + dy * 0.8), (x + dx, y + dy)], pen)
    hands = [(x + size * 0.1, y - size * 0.35), (x, y), (x + size * 0.25, y)]
    yield line(hands, pen)


def page(x, y, size, _is_filled, color):
    """A condition: a sheet with lines."""
    left, top, pen = x - size * 0.4, y - size / 2, Pen(color, None, 1.2)
    corners = ((0, 0), (0.8, 0), (0.8, 1), (0, 1))
    yield line(scaled(corners, left, top, size), pen, True)
    for height in (0.2, 0.4, 0.6, 0.8):
        yield line(scaled(((0.12, height), (0.68, height)), left, top, size), pen)


def signal(x, y, size, is_filled, color):
    pen = Pen(color, color if is_filled else None, 1.2)
    yield line(polygon(x, y + size * 0.08, size * 0.55, 3), pen, True)


def several(x, y, size, is_filled, color):
    pen = Pen(color, color if is_filled else None, 1.2)
    yield line(polygon(x, y, size / 2, 5), pen, True)


def rewind(x, y, size, is_filled, color):
    pen = Pen(color, color if is_filled else None, 1.2)
    for points in REWIND:
        yield line(scaled(points, x - size / 2, y - size / 2, size), pen, True)


def full(x, y, size, _is_filled, color):
    yield Circle(x, y, size / 2, Pen(color, color, 1))


def person(x, y, size, _is_filled, color):
    pen = Pen(color, None, 1.2)
    yield Circle(x, y - size * 0.22, size * 0.22, pen)
    shoulders = arc(x, y + size * 0.5, size * 0.42, 0.5, 1)
    yield line(shoulders, pen, True)


def gear(x, y, size, _is_filled, color):
    pen, points = Pen(color, None, 1.2), []
    for tooth in range(8):
        for part, radius in ((0, 0.5), (0.4, 0.5), (0.5, 0.36), (0.9, 0.36)):
            angle = 2 * pi * (tooth + part) / 8
            points.append(
                (x + radius * size * cos(angle), y + radius * size * sin(angle))
            )
    yield line(points, pen, True)
    yield Circle(x, y, size * 0.16, pen)


def scroll(x, y, size, _is_filled, color):
    left, top, pen = x - size / 2, y - size / 2, Pen(color, None, 1.2)
    body = (
        (0.25, 0),
        (1, 0),
        (0.8, 0.35),
        (0.95, 0.65),
        (0.75, 1),
        (0, 1),
        (0.2, 0.65),
    )
    yield line(scaled((*body, (0.05, 0.35)), left, top, size), pen, True)
    for height in (0.28, 0.5, 0.72):
        yield line(scaled(((0.3, height), (0.7, height)), left, top, size), pen)


def table(x, y, size, _is_filled, color):
    left, top, pen = x - size / 2, y - size / 2, Pen(color, None, 1.2)
    corners = ((0, 0.1), (1, 0.1), (1, 0.9), (0, 0.9))
    yield line(scaled(corners, left, top, size), pen, True)
    for ends in (
        ((0, 0.35), (1, 0.35)),
        ((0, 0.62), (1, 0.62)),
        ((0.3, 0.35), (0.3, 0.9)),
    ):
        yield line(scaled(ends, left, top, size), pen)


def ring(x, y, size, _is_filled, color):
    yield Circle(x, y, size / 2, Pen(color, None, THICK))


def star(x, y, size, _is_filled, color):
    pen, half = Pen(color, None, THICK), size / 2
    for turn in range(4):
        dx, dy = half * cos(pi * turn / 4), half * sin(pi * turn / 4)
        yield line([(x - dx, y - dy), (x + dx, y + dy)], pen)


def again(x, y, size, _is_filled, color):
    pen = Pen(color, None, 1.5)
    yield line(arc(x, y, size * 0.42, 0.35, 1.2), pen)
    tip = (x - size * 0.24, y + size * 0.34)
    yield line([(tip[0] - 4, tip[1] + 1), tip, (tip[0] + 1, tip[1] - 4)], pen)


def bars(x, y, size, _is_filled, color):
    for shift in (-0.35, 0, 0.35):
        points = [(x + shift * size, y - size / 2), (x + shift * size, y + size / 2)]
        yield line(points, Pen(color, None, 2))


def rows(x, y, size, _is_filled, color):
    for shift in (-0.35, 0, 0.35):
        points = [(x - size / 2, y + shift * size), (x + size / 2, y + shift * size)]
        yield line(points, Pen(color, None, 2))


def tilde(x, y, size, _is_filled, color):
    left = arc(x - size * 0.22, y, size * 0.22, 0.5, 1, 8)
    right = arc(x + size * 0.22, y, size * 0.22, 0.5, 0, 8)
    yield line([*left, *right], Pen(color, None, 2.2))


def closed(x, y, size, _is_filled, color):
    """The sign of a sub-process that does not show what lies in it."""
    half, pen = size / 2, Pen(color, None, 1.2)
    corners = [(x - half, y - half), (x + half, y - half), (x + half, y + half)]
    yield line([*corners, (x - half, y + half)], pen, True)
    for dx, dy in ((half * 0.6, 0), (0, half * 0.6)):
        yield line([(x - dx, y - dy), (x + dx, y + dy)], pen)


EVENTS = {
    "message": envelope,
    "timer": clock,
    "conditional": page,
    "signal": signal,
    "error": _figure(BOLT),
    "escalation": _figure(ARROW),
    "link": _figure(LINK),
    "compensation": rewind,
    "cancel": _figure(CROSS),
    "terminate": full,
    "multiple": several,
    "parallel": _figure(PLUS),
}
TASKS = {
    "userTask": (person, False),
    "manualTask": (_figure(HAND), False),
    "serviceTask": (gear, False),
    "scriptTask": (scroll, False),
    "sendTask": (envelope, True),
    "receiveTask": (envelope, False),
    "businessRuleTask": (table, False),
}
GATEWAYS = {
    "exclusiveGateway": _figure(CROSS),
    "parallelGateway": _figure(PLUS),
    "inclusiveGateway": ring,
    "complexGateway": star,
}
MARKERS = {
    "standard": again,
    "parallel": bars,
    "sequential": rows,
    "compensation": rewind,
    "adHocSubProcess": tilde,
    "closed": closed,
}
