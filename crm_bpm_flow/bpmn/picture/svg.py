"""A picture as SVG: shapes and texts only, nothing that runs or is fetched."""

from lxml import etree

from ..writer import clean
from .strokes import Circle, Line, Rect

SVG = "http://www.w3.org/2000/svg"
FONT = "Arial, Helvetica, sans-serif"


def to_svg(picture, title=""):
    """The text of an SVG file."""
    root = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})
    x, y, width, height = picture.bounds
    root.set("viewBox", " ".join(map(_number, (x, y, width, height))))
    root.set("width", _number(width))
    root.set("height", _number(height))
    root.set("font-family", FONT)
    if title:
        etree.SubElement(root, f"{{{SVG}}}title").text = clean(title)
    _add(root, "rect", x=x, y=y, width=width, height=height, fill="#ffffff")
    for stroke in picture.strokes:
        _draw(root, stroke)
    return etree.tostring(root, encoding="unicode")


def _draw(root, stroke):
    if isinstance(stroke, Rect):
        values = {"x": stroke.x, "y": stroke.y, "rx": stroke.radius}
        values.update(width=stroke.width, height=stroke.height)
        _pen(_add(root, "rect", **values), stroke.pen)
    elif isinstance(stroke, Circle):
        circle = _add(root, "circle", cx=stroke.x, cy=stroke.y, r=stroke.radius)
        _pen(circle, stroke.pen)
    elif isinstance(stroke, Line):
        name = "polygon" if stroke.is_closed else "polyline"
        points = " ".join(f"{_number(x)},{_number(y)}" for x, y in stroke.points)
        _pen(_add(root, name, points=points), stroke.pen)
    else:
        _text(root, stroke)


def _text(root, text):
    element = _add(root, "text", x=text.x, y=text.y, fill=text.color)
    element.set("font-size", _number(text.size))
    element.set("text-anchor", text.anchor)
    if text.turned:
        place = f"{_number(text.x)} {_number(text.y)}"
        element.set("transform", f"rotate(-90 {place})")
    element.text = clean(text.text)


def _pen(element, pen):
    element.set("stroke", pen.stroke or "none")
    element.set("fill", pen.fill or "none")
    element.set("stroke-width", _number(pen.width))
    element.set("stroke-linejoin", "round")
    if pen.dash:
        element.set("stroke-dasharray", " ".join(map(_number, pen.dash)))


def _add(root, name, **values):
    element = etree.SubElement(root, f"{{{SVG}}}{name}")
    for key, value in values.items():
        element.set(key, value if isinstance(value, str) else _number(value))
    return element


def _number(value):
    return f"{value:.2f}".rstrip("0").rstrip(".")
