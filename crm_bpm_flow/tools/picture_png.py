"""A map as a PNG: what ``bpmn.picture`` says, drawn with Pillow."""

from io import BytesIO
from itertools import cycle, pairwise
from math import hypot

from PIL import Image, ImageDraw, ImageFont

from ..bpmn.picture.strokes import Circle, Line, Rect

# Drawn larger and made smaller, so that lines are smooth.
FINE, SHARP = 2, 2
MOST_PIXELS = 60_000_000


def to_png(picture, font_path):
    """The bytes of a PNG, twice as large as the map where that can be.

    :param picture: ``bpmn.picture.Picture``
    """
    _x, _y, width, height = picture.bounds
    most = (MOST_PIXELS / (width * height)) ** 0.5
    painter = Painter(picture.bounds, min(FINE * SHARP, most), font_path)
    for stroke in picture.strokes:
        painter.draw(stroke)
    size = (max(1, painter.image.width // SHARP), max(1, painter.image.height // SHARP))
    image = painter.image.resize(size, Image.LANCZOS)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


class Painter:
    def __init__(self, bounds, scale, font_path):
        self.left, self.top, width, height = bounds
        self.scale, self.font_path, self.fonts = scale, font_path, {}
        size = (max(1, int(width * scale)), max(1, int(height * scale)))
        self.image = Image.new("RGB", size, "#ffffff")
        self.canvas = ImageDraw.Draw(self.image)

    def at(self, x, y):
        return ((x - self.left) * self.scale, (y - self.top) * self.scale)

    def draw(self, stroke):
        if isinstance(stroke, Rect):
            box = [*self.at(stroke.x, stroke.y)]
            box += self.at(stroke.x + stroke.width, stroke.y + stroke.height)
            radius = stroke.radius * self.scale
            self.canvas.rounded_rectangle(box, radius, **self._pen(stroke.pen))
        elif isinstance(stroke, Circle):
            radius = stroke.radius
            box = [*self.at(stroke.x - radius, stroke.y - radius)]
            box += self.at(stroke.x + radius, stroke.y + radius)
            self.canvas.ellipse(box, **self._pen(stroke.pen))
        elif isinstance(stroke, Line):
            self._line(stroke)
        else:
            self._text(stroke)

    def _pen(self, pen):
        width = max(1, round(pen.width * self.scale))
        return {"outline": pen.stroke, "fill": pen.fill, "width": width}

    def _line(self, stroke):
        points = [self.at(*point) for point in stroke.points]
        if stroke.is_closed:
            if stroke.pen.fill:
                self.canvas.polygon(points, fill=stroke.pen.fill)
            points.append(points[0])
        if not stroke.pen.stroke:
            return
        width = max(1, round(stroke.pen.width * self.scale))
        dash = [length * self.scale for length in stroke.pen.dash]
        for piece in _dashed(points, dash) if dash else [points]:
            self.canvas.line(piece, fill=stroke.pen.stroke, width=width, joint="curve")

    def _text(self, text):
        size = max(1, round(text.size * self.scale))
        if size not in self.fonts:
            self.fonts[size] = ImageFont.truetype(self.font_path, size)
        font, anchor = self.fonts[size], "ms" if text.anchor == "middle" else "ls"
        if not text.turned:
            place = self.at(text.x, text.y)
            self.canvas.text(place, text.text, text.color, font, anchor)
            return
        width, height = round(font.getlength(text.text)) + 4, 2 * size
        mask = Image.new("L", (width, height))
        ImageDraw.Draw(mask).text((width / 2, size), text.text, 255, font, "ms")
        mask = mask.rotate(90, expand=True)
        x, y = self.at(text.x, text.y)
        self.image.paste(text.color, (round(x) - size, round(y) - width // 2), mask)


def _dashed(points, dash):
    """Pieces of a line, on and off in turn."""
    lengths, is_on = cycle(dash), True
    rest = next(lengths)
    for (x, y), (to_x, to_y) in pairwise(points):
        length, done = hypot(to_x - x, to_y - y), 0
        while length and done < length:
            step = min(rest, length - done)
            if is_on:
                ends = [(done + part) / length for part in (0, step)]
                yield [(x + (to_x - x) * e, y + (to_y - y) * e) for e in ends]
            done, rest = done + step, rest - step
            if rest <= 0:
                rest, is_on = next(lengths), not is_on
