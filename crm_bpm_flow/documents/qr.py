"""QR codes as PNG pictures."""

from io import BytesIO

from PIL import Image
from reportlab.graphics.barcode import qrencoder

from .errors import TemplateError

MOST_LETTERS = 1000
QUIET = 4  # white modules around it, as the standard wants
SCALE = 6  # pixels of a module


def qr_png(text):
    """Bytes of a PNG.

    :raises TemplateError: the text is empty or too long for a QR code
    """
    if not text or len(text) > MOST_LETTERS:
        raise TemplateError("bad_qr")
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(qrencoder.QR8bitByte(text))
    code.make()
    count = code.getModuleCount()
    picture = Image.new("1", (count + 2 * QUIET,) * 2, 1)
    for row in range(count):
        for column in range(count):
            if code.isDark(row, column):
                picture.putpixel((column + QUIET, row + QUIET), 0)
    size = (count + 2 * QUIET) * SCALE
    buffer = BytesIO()
    picture.resize((size, size), Image.Resampling.NEAREST).save(buffer, "PNG")
    return buffer.getvalue()
