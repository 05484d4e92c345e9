"""Word and Excel files from people: looked at before any library opens them."""

import re
import zipfile
from io import BytesIO

from .errors import TemplateError

MOST_BYTES = 20_000_000  # of the file
MOST_PARTS = 2_000
MOST_UNPACKED = 100_000_000  # all parts together
MOST_PART = 30_000_000
MOST_MERGED = 100_000  # cells that are joined to others
CHUNK = 1_000_000
MAIN = {
    "docx": b"officedocument.wordprocessingml.document.main",
    "xlsx": b"officedocument.spreadsheetml.sheet.main",
}
OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # .doc, .xls, and whatever has a password
MARKUP = (".xml", ".rels", ".vml")
ACTIVE = re.compile(
    r"(vbaproject|vbadata|activex|oleobject|/embeddings/|customui)", re.I
)
LINKED = re.compile(r"(^|/)(externallinks/|connections\.xml$|querytables/)", re.I)
RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
TARGET = re.compile(rb"\bTarget\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
HYPERLINK = re.compile(rb"\bType\s*=\s*[\"'][^\"']*/hyperlink[\"']")
HARMLESS = (b"http://", b"https://", b"mailto:")
CHUNKS = re.compile(
    rb"\bType\s*=\s*[\"'][^\"']*/(aFChunk|attachedTemplate|oleObject)[\"']"
)
INSTRUCTION = re.compile(
    rb"<w:instrText[^>]*>([^<]*)</w:instrText>|\bw:instr\s*=\s*\"([^\"]*)\""
)
FIELD = re.compile(
    rb"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|INCLUDE|DATABASE|MACROBUTTON)\b"
)
MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*\bref\s*=\s*[\"']([A-Za-z0-9:$]+)[\"']"
)
REACHING = re.compile(
    rb"<(?:\w+:)?f\b[^>]*>[^<]*(?:WEBSERVICE\s*\(|FILTERXML\s*\(|CALL\s*\(|REGISTER"
    rb"(?:\.ID)?\s*\(|RTD\s*\(|\|\s*(?:'|&apos;))",
    re.I,
)


def check_file(data, kind):
    """Refuse what is no honest file of that kind.

    :param bytes data: the file
    :param str kind: ``docx`` or ``xlsx``
    :raises TemplateError: ``too_large_file``, ``old_format``, ``wrong_kind``,
        ``broken``, ``bomb``, ``macros``, ``links``, ``entities``, ``bad_names``,
        ``password``
    """
    if len(data) > MOST_BYTES:
        raise TemplateError("too_large_file", megabytes=MOST_BYTES // 1_000_000)
    if data[:4] == OLD_OFFICE:
        raise TemplateError("old_format", kind=kind)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_names(archive)
            _check_parts(archive, kind)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise TemplateError("wrong_kind", kind=kind) from error
    except (ValueError, RuntimeError, zipfile.zlib.error) as error:
        raise TemplateError("broken") from error


def _check_names(archive):
    infos = archive.infolist()
    if len(infos) > MOST_PARTS or sum(i.file_size for i in infos) > MOST_UNPACKED:
        raise TemplateError("bomb")
    names = [info.filename for info in infos]
    if len({name.lower() for name in names}) < len(names):
        raise TemplateError("bad_names")
    for info in infos:
        name = info.filename
        parts = name.split("/")
        if ".." in parts or name.startswith("/") or "\\" in name or ":" in name:
            raise TemplateError("bad_names")
        if info.flag_bits & 1:
            raise TemplateError("password")
        if ACTIVE.search(name):
            raise TemplateError("macros")
        if LINKED.search(name):
            raise TemplateError("links")


def _check_parts(archive, kind):
    unpacked, types = 0, b""
    for info in archive.infolist():
        content = _content(archive, info)
        unpacked += len(content)
        if unpacked > MOST_UNPACKED:
            raise TemplateError("bomb")
        name = info.filename.lower()
        if name.endswith(MARKUP):
            _check_markup(name, content)
        if info.filename == "[Content_Types].xml":
            types = content
    if b"macroenabled" in types.lower():
        raise TemplateError("macros")
    if MAIN[kind] not in types:
        raise TemplateError("wrong_kind", kind=kind)


def _content(archive, info):
    """What is in a part, whatever size its header claims."""
    found = []
    with archive.open(info) as part:
        size = 0
        while piece := part.read(CHUNK):
            size += len(piece)
            if size > MOST_PART:
                raise TemplateError("bomb")
            found.append(piece)
    return b"".join(found)


def _check_markup(name, content):
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or content[:4].count(0) >= 1:
        content = content.decode("utf-16", "replace").encode()
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise TemplateError("entities")
    if name.endswith(".rels"):
        _check_relations(content)
    elif name.startswith("word/"):
        told = b"".join(a or b for a, b in INSTRUCTION.findall(content))
        if FIELD.search(told.upper()):
            raise TemplateError("links")
    elif name.startswith("xl/"):
        if REACHING.search(content):
            raise TemplateError("links")
        if sum(map(_area, MERGED.findall(content))) > MOST_MERGED:
            raise TemplateError("bomb")


def _check_relations(content):
    for relation in RELATION.findall(content):
        if CHUNKS.search(relation):
            raise TemplateError("links")
        if b"External" not in relation:
            continue
        found = TARGET.search(relation)
        target = (found[1] or found[2] or b"") if found else b""
        if not HYPERLINK.search(relation) or not target.lower().startswith(HARMLESS):
            raise TemplateError("links")


def _area(ref):
    """Number of cells of ``A1:C5``."""
    ends = [re.fullmatch(rb"\$?([A-Za-z]+)\$?(\d+)", end) for end in ref.split(b":")]
    if len(ends) != 2 or not all(ends):
        return 1
    columns = [_column(end[1]) for end in ends]
    rows = [int(end[2]) for end in ends]
    return (abs(columns[1] - columns[0]) + 1) * (abs(rows[1] - rows[0]) + 1)


def _column(letters):
    number = 0
    for letter in letters.upper()[:4]:
        number = number * 26 + letter - 64
    return number
