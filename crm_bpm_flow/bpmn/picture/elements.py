"""Elements of a process as strokes."""

from ..layout.sizes import LINE, wrapped
from ..names import BIOC, COLOR, SUB_PROCESSES
from . import icons
from .strokes import BLACK, DASHED, Circle, Line, Pen, Rect, Text, line

THROWS = ("endEvent", "intermediateThrowEvent", "implicitThrowEvent")
TEXT, LABEL = 12, 11


def colors(drawn):
    """(stroke, fill) that somebody chose for a shape or way, or the usual ones."""
    own = drawn.attributes
    stroke = own.get(f"{{{COLOR}}}border-color") or own.get(f"{{{BIOC}}}stroke")
    fill = own.get(f"{{{COLOR}}}background-color") or own.get(f"{{{BIOC}}}fill")
    return safe(stroke) or BLACK, safe(fill) or "#ffffff"


def safe(color):
    """A colour as files write it; nothing else gets into a picture."""
    text = (color or "").strip()
    is_hex = text.startswith("#") and len(text) in (4, 7)
    if is_hex and all(c in "0123456789abcdefABCDEF" for c in text[1:]):
        return text if len(text) == 7 else "#" + "".join(c * 2 for c in text[1:])
    return None


def element_strokes(element):
    stroke, fill = colors(element.shape)
    if element.kind.endswith("Event"):
        yield from _event(element, stroke, fill)
    elif element.kind.endswith("Gateway"):
        yield from _gateway(element, stroke, fill)
    else:
        yield from _activity(element, stroke, fill)


def _event(element, stroke, fill):
    x, y, width, height = element.shape.bounds
    middle, radius = (x + width / 2, y + height / 2), min(width, height) / 2
    is_end = element.kind == "endEvent"
    dash = () if element.interrupting else (5, 4)
    yield Circle(*middle, radius, Pen(stroke, fill, 3.5 if is_end else 1.5, dash))
    if element.kind not in ("startEvent", "endEvent"):
        yield Circle(*middle, radius - 3.5, Pen(stroke, None, 1.5, dash))
    kind = element.event
    if kind == "multiple" and element.parallel_multiple:
        kind = "parallel"
    icon = icons.EVENTS.get(kind)
    if icon:
        size = radius * (1.25 if kind == "terminate" else 0.95)
        yield from icon(*middle, size, element.kind in THROWS, stroke)


def _gateway(element, stroke, fill):
    x, y, width, height = element.shape.bounds
    middle = (x + width / 2, y + height / 2)
    corners = [
        (middle[0], y),
        (x + width, middle[1]),
        (middle[0], y + height),
        (x, middle[1]),
    ]
    yield line(corners, Pen(stroke, fill), True)
    if element.kind == "eventBasedGateway":
        yield Circle(*middle, width * 0.3, Pen(stroke, None, 1.2))
        if not element.instantiate:
            yield Circle(*middle, width * 0.25, Pen(stroke, None, 1.2))
        is_all = element.gateway_type == "Parallel"
        icon = icons.EVENTS["parallel" if is_all else "multiple"]
        yield from icon(*middle, width * 0.32, False, stroke)
        return
    is_large = element.kind in ("inclusiveGateway", "complexGateway")
    icon = icons.GATEWAYS[element.kind]
    yield from icon(*middle, width * (0.5 if is_large else 0.36), True, stroke)


def _activity(element, stroke, fill):
    x, y, width, height = element.shape.bounds
    is_call, is_sub = element.kind == "callActivity", element.kind in SUB_PROCESSES
    dash = DASHED if element.triggered_by_event else ()
    pen = Pen(stroke, fill, 4 if is_call else 1.5, dash)
    yield Rect(x, y, width, height, 10, pen)
    if element.kind == "transaction":
        yield Rect(x + 4, y + 4, width - 8, height - 8, 7, Pen(stroke, None, 1.2))
    if element.kind in icons.TASKS:
        icon, is_filled = icons.TASKS[element.kind]
        yield from icon(x + 15, y + 15, 15, is_filled, stroke)
    yield from _markers(element, is_sub, stroke)
    if is_sub and element.shape.is_expanded:
        lines = wrapped(element.name, width - 20)[:2]
        yield from text_strokes(lines, x + width / 2, y + 18, TEXT, stroke)
    else:
        lines = wrapped(element.name, width - 14)
        top = y + height / 2 - LINE * len(lines) / 2 + TEXT - 1
        yield from text_strokes(lines, x + width / 2, top, TEXT, stroke)


def _markers(element, is_sub, stroke):
    found = []
    if element.loop:
        found.append(element.loop.kind)
    if element.for_compensation:
        found.append("compensation")
    if is_sub and not element.shape.is_expanded:
        found.append("closed")
    if element.kind == "adHocSubProcess":
        found.append("adHocSubProcess")
    x, y, width, height = element.shape.bounds
    left = x + width / 2 - 9 * (len(found) - 1)
    for number, name in enumerate(found):
        icon = icons.MARKERS[name]
        yield from icon(left + 18 * number, y + height - 11, 12, False, stroke)


def text_strokes(lines, x, y, size, color=BLACK, anchor="middle"):
    for number, text in enumerate(lines):
        yield Text(x, y + LINE * number, text, size, anchor, color)


def label_strokes(bounds, name, color=BLACK):
    """A name beside something."""
    x, y, width, _height = bounds
    lines = wrapped(name, max(width, 30) + 2)
    yield from text_strokes(lines, x + width / 2, y + LABEL, LABEL, color)


# ----------------------------------------------------------------------
# Ways
# ----------------------------------------------------------------------
def way_strokes(points, color, dash=(), head="full", start=None):
    """A line with its arrow; ``head``: full, open, none; ``start``: of what it begins
    with: "circle", "diamond", "slash" or None."""
    yield Line(tuple(points), Pen(color, None, 1.5, dash))
    if head != "none":
        yield _arrow(points[-2], points[-1], color, head == "full")
    if start == "circle":
        yield Circle(*points[0], 4, Pen(color, "#ffffff", 1.2))
    elif start == "diamond":
        yield _diamond(points[0], points[1], color)
    elif start == "slash":
        yield _slash(points[0], points[1], color)


def _unit(one, other):
    dx, dy = other[0] - one[0], other[1] - one[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1
    return dx / length, dy / length


def _arrow(one, tip, color, is_full):
    dx, dy = _unit(one, tip)
    back = (tip[0] - dx * 10, tip[1] - dy * 10)
    wings = [(back[0] - dy * 5, back[1] + dx * 5), (back[0] + dy * 5, back[1] - dx * 5)]
    fill = color if is_full else "#ffffff"
    return line([wings[0], tip, wings[1]], Pen(color, fill, 1.2), True)


def _diamond(one, other, color):
    dx, dy = _unit(one, other)
    middle = (one[0] + dx * 8, one[1] + dy * 8)
    points = [
        one,
        (middle[0] - dy * 5, middle[1] + dx * 5),
        (one[0] + dx * 16, one[1] + dy * 16),
        (middle[0] + dy * 5, middle[1] - dx * 5),
    ]
    return line(points, Pen(color, "#ffffff", 1.2), True)


def _slash(one, other, color):
    dx, dy = _unit(one, other)
    x, y = one[0] + dx * 10, one[1] + dy * 10
    ends = [
        (x - (dx - dy) * 6, y - (dy + dx) * 6),
        (x + (dx - dy) * 6, y + (dy + dx) * 6),
    ]
    return line(ends, Pen(color, None, 1.5))
