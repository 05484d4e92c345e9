"""Pictures that go into a document: known kinds only, of a bounded size, made anew."""

import warnings
from base64 import b64encode
from io import BytesIO

from PIL import Image

from .errors import TemplateError
from .limits import MOST_PIXELS

KINDS = ("PNG", "JPEG", "GIF", "BMP", "WEBP")
USUAL_WIDTH = 40  # millimetres
MOST_WIDTH = 250
MOST_SIDE = 2000  # pixels


def as_png(data):
    """``(PNG bytes, width, height)`` in pixels, of what is a picture.

    :raises TemplateError: it is none, or too large
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(data), formats=KINDS)
            if picture.width * picture.height > MOST_PIXELS:
                raise TemplateError("picture_too_large")
            picture = picture.convert("RGBA")
    except TemplateError:
        raise
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise TemplateError("no_picture") from error
    picture.thumbnail((MOST_SIDE, MOST_SIDE))
    buffer = BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue(), picture.width, picture.height


def width_of(picture):
    """Its width in the document, in millimetres."""
    return min(max(float(picture.width or USUAL_WIDTH), 1), MOST_WIDTH)


def data_uri(png):
    return "data:image/png;base64," + b64encode(png).decode()
