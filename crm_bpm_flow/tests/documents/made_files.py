"""Files made for tests: honest ones, and ones that are made to hurt."""

import struct
import zipfile
import zlib
from functools import cache
from io import BytesIO

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = "application/vnd.openxmlformats-officedocument.{}.main+xml"
KINDS = {"word": "wordprocessingml.document", "xl": "spreadsheetml.sheet"}


def archive(parts, packing=zipfile.ZIP_DEFLATED):
    """An archive of ``{name: text or bytes}``, the same whenever it is made."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", packing) as found:
        for name, content in parts.items():
            found.writestr(zipfile.ZipInfo(name), content, packing)
    return file.getvalue()


def office(main, **parts):
    """An office file of these parts; ``main`` is ``word`` or ``xl``."""
    kind = TYPES.format(KINDS[main])
    types = f'<Types><Override PartName="/x.xml" ContentType="{kind}"/></Types>'
    return archive({"[Content_Types].xml": types, **parts})


def docx(*paragraphs, **parts):
    """A Word file with these paragraphs; ``<`` in one means markup of its own."""
    body = "".join(
        f"<w:p>{p if '<' in p else f'<w:r><w:t>{p}</w:t></w:r>'}</w:p>"
        for p in paragraphs
    )
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return office("word", **{"word/document.xml": document, **parts})


def xlsx(*rows):
    """An Excel file of one sheet: texts in the shared table, numbers as they are."""
    texts, lines = [], []
    for row in rows:
        cells = ""
        for value in row:
            if isinstance(value, str):
                cells += f'<c t="s"><v>{len(texts)}</v></c>'
                texts.append(value)
            else:
                cells += f"<c><v>{value}</v></c>"
        lines.append(f"<row>{cells}</row>")
    shared = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return office(
        "xl",
        **{
            "xl/sharedStrings.xml": f"<sst>{shared}</sst>",
            "xl/worksheets/sheet1.xml": f"<worksheet>{''.join(lines)}</worksheet>",
        },
    )


def odt(*paragraphs):
    """An OpenDocument text."""
    names = 'xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:t="urn:t"'
    body = "".join(f"<t:p>{p}</t:p>" for p in paragraphs)
    content = f"<o:doc {names}><o:body>{body}</o:body></o:doc>"
    kind = "application/vnd.oasis.opendocument.text"
    return archive({"mimetype": kind, "content.xml": content})


def pdf(*lines, packed=None):
    """A PDF file of one page; ``packed`` is put in the place of its drawing."""
    drawn = b"".join(
        b"BT /F 12 Tf 1 0 0 1 9 %d Tm (%s) Tj ET\n" % (900 - 20 * number, ln.encode())
        for number, ln in enumerate(lines)
    )
    stream = zlib.compress(drawn) if packed is None else packed
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 999 999]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream"
        % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    file, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return file + (
        b"xref\n0 6\n0000000000 65535 f \n%s"
        b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (table, len(file))
    )


def program():
    """The first bytes of a program for Windows."""
    return b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + bytes(200)


def old_word(*names):
    """An old Word file, as far as its signature and the names of its streams."""
    sign = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    return sign + bytes(600) + b"".join(name.encode("utf-16-le") for name in names)


@cache
def zeros(size):
    """A stream of Deflate that unpacks to so many zeros, a thousandth as large."""
    packer, piece = zlib.compressobj(6), bytes(1_000_000)
    packed = [packer.compress(piece) for _piece in range(size // len(piece))]
    return b"".join(packed) + packer.flush()


def damaged(data, dice):
    """The same file with some bytes that are others, gone or there twice."""
    data = bytearray(data)
    for _time in range(dice.randint(1, 8)):
        at = dice.randrange(max(len(data), 1))
        what = dice.randrange(3)
        if what == 0:
            data[at : at + 1] = dice.randbytes(1)
        elif what == 1:
            del data[at : at + dice.randrange(20)]
        else:
            data[at:at] = data[at : at + dice.randrange(20)]
    return bytes(data)
