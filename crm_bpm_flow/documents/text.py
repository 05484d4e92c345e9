"""The text of a file, for searching and comparing: a list of paragraphs."""

import html
import re

from .file_names import extension
from .kinds import kind_of
from .refusal import NoText, Refused
from .text_docx import docx_text, pptx_text
from .text_odf import odf_text
from .text_pdf import pdf_text
from .text_xlsx import xlsx_text

MOST_PLAIN = 20_000_000  # bytes of a plain text that are read
MARKED_UP = ("htm", "html", "xhtml", "svg", "xml")
# No pattern looks beyond the next tag: the time grows with the text only.
HIDDEN = re.compile(r"<(/?)(script|style|head)\b[^<>]*>", re.I)
BLOCKS = re.compile(r"</?(p|div|br|li|tr|h\d|table|ul|ol)\b[^<>]*>", re.I)
TAGS = re.compile(r"<[^<>]*>")
READERS = {
    "docx": docx_text,
    "pptx": pptx_text,
    "xlsx": xlsx_text,
    "odf": odf_text,
    "pdf": pdf_text,
}


def text_of(name, file):
    """Paragraphs of a file.

    :param str name: says what kind of text a plain one is
    :param file: a binary file
    :return: list of str, none of them empty
    :raises NoText: when there is none, or it cannot be read
    """
    try:
        kind = kind_of(file)
    except Refused:
        raise NoText("broken") from None
    if kind == "locked":
        raise NoText("password")
    file.seek(0)
    if kind == "text":
        found = plain_text(name, file.read(MOST_PLAIN))
    elif kind in READERS:
        found = READERS[kind](file)
    else:
        raise NoText("kind")
    paragraphs = [line for line in map(_tidy, found) if line]
    if not paragraphs:
        raise NoText("empty")
    return paragraphs


def plain_text(name, data):
    """Lines of a plain text; of a web page, those that people see."""
    text = decoded(data)
    if extension(name) in MARKED_UP:
        text = BLOCKS.sub("\n", _seen(text))
        text = html.unescape(TAGS.sub(" ", text))
    return text.splitlines()


def _seen(text):
    """A web page without its scripts and styles, as far as they end."""
    parts, at, inside = [], 0, None
    for tag in HIDDEN.finditer(text):
        ends, name = tag[1], tag[2].lower()
        if not (inside or ends):
            parts.append(text[at : tag.start()])
            at, inside = tag.start(), name
        elif ends and name == inside:
            at, inside = tag.end(), None
    return " ".join([*parts, text[at:]])


def decoded(data):
    """Text from bytes: by its mark, as UTF-8, else as Windows wrote it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode(_windows_code(data), "replace")


def _windows_code(data):
    """Russian, when most letters beyond ASCII are Cyrillic ones there."""
    high = [byte for byte in data[:20_000] if byte >= 0x80]
    cyrillic = sum(byte >= 0xC0 or byte in (0xA8, 0xB8) for byte in high)
    return "cp1251" if len(high) > 3 and cyrillic > 0.8 * len(high) else "cp1252"


def _tidy(line):
    return " ".join(line.replace("\x00", "").split())
