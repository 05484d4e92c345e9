"""A map as a vector PDF: what ``bpmn.picture`` says, drawn with reportlab."""

from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ..bpmn.picture.strokes import Circle, Line, Rect

FONT = "BpmFlowMap"
# What PDF readers open; larger maps are drawn smaller.
LARGEST = 14_000


def to_pdf(picture, title, font_path):
    """The bytes of a PDF of one page, as large as the map.

    :param picture: ``bpmn.picture.Picture``
    :param font_path: a TrueType font with the letters of the names
    """
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT, font_path))
    x, y, width, height = picture.bounds
    scale = min(1, LARGEST / max(width, height))
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width * scale, height * scale))
    canvas.setTitle(title)
    # From the upper left corner downwards, as maps are.
    canvas.scale(scale, -scale)
    canvas.translate(-x, -y - height)
    canvas.setLineJoin(1)
    for stroke in picture.strokes:
        _draw(canvas, stroke)
    canvas.save()
    return out.getvalue()


def _draw(canvas, stroke):
    if isinstance(stroke, Rect):
        how = _use(canvas, stroke.pen)
        place = (stroke.x, stroke.y, stroke.width, stroke.height)
        canvas.roundRect(*place, min(stroke.radius, *place[2:]), **how)
    elif isinstance(stroke, Circle):
        how = _use(canvas, stroke.pen)
        canvas.circle(stroke.x, stroke.y, stroke.radius, **how)
    elif isinstance(stroke, Line):
        _line(canvas, stroke)
    else:
        _text(canvas, stroke)


def _line(canvas, stroke):
    how = _use(canvas, stroke.pen)
    path = canvas.beginPath()
    path.moveTo(*stroke.points[0])
    for point in stroke.points[1:]:
        path.lineTo(*point)
    if stroke.is_closed:
        path.close()
    canvas.drawPath(path, **how)


def _text(canvas, text):
    canvas.saveState()
    canvas.translate(text.x, text.y)
    canvas.scale(1, -1)
    if text.turned:
        canvas.rotate(90)
    canvas.setFont(FONT, text.size)
    canvas.setFillColor(text.color)
    draw = canvas.drawCentredString if text.anchor == "middle" else canvas.drawString
    draw(0, 0, text.text)
    canvas.restoreState()


def _use(canvas, pen):
    canvas.setLineWidth(pen.width)
    canvas.setDash(*((list(pen.dash), 0) if pen.dash else ()))
    if pen.stroke:
        canvas.setStrokeColor(pen.stroke)
    if pen.fill:
        canvas.setFillColor(pen.fill)
    return {"stroke": int(bool(pen.stroke)), "fill": int(bool(pen.fill))}
