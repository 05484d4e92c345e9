"""Files from people, looked at before anything opens them: nothing is unpacked whole,
and however large a file is, little memory is needed."""

import re
import zipfile

from .file_names import extension
from .kinds import (
    MACRO_NAMES,
    PROGRAM_NAMES,
    PROMISES,
    ZIP,
    contains,
    kind_of,
)
from .refusal import BROKEN, Refused

MEGABYTE = 1024 * 1024
CHUNK = MEGABYTE
MOST_PARTS = 20_000
MOST_UNPACKED = 1024 * MEGABYTE  # all parts together
MOST_PACKAGE = 400 * MEGABYTE  # of an office file
MOST_RATIO = 100  # times larger when it is unpacked ...
HARMLESS = 50 * MEGABYTE  # ... which does not matter up to here
OFFICE = ("docx", "xlsx", "pptx", "odf")
MACROS = re.compile(
    r"(^|/)vba(project\.bin|data\.xml)$"
    r"|^basic/[^/]+/(?!script-lb\.xml$)[^/]+\.xml$|^scripts/.+[^/]$",
    re.I,
)
MARKUP = (".xml", ".rels", ".vml")
ENTITIES = tuple("<!ENTITY".encode(c) for c in ("ascii", "utf-16-le", "utf-16-be"))
LONGEST_MARK = max(map(len, ENTITIES))


def check(name, file, most_bytes):
    """Refuse a file that is made to hurt, or is not what its name says.

    :param str name: its name, cleaned already
    :param file: a binary file; it stands at its beginning afterwards
    :param int most_bytes: how large it may be
    :return: what it is, as ``kinds.kind_of`` says
    :raises Refused: when it is not taken
    """
    _check_size(file, most_bytes)
    said = extension(name)
    if said in PROGRAM_NAMES:
        raise Refused("program")
    if said in MACRO_NAMES:
        raise Refused("macros")
    file.seek(0)
    if file.read(4) in ZIP:
        _check_archive(file)
    found = kind_of(file)
    _check_kind(said, found)
    _check_content(said, found, file)
    file.seek(0)
    return found


def _check_size(file, most_bytes):
    size = file.seek(0, 2)
    if not size:
        raise Refused("empty")
    if size > most_bytes:
        raise Refused("too_large", megabytes=most_bytes // MEGABYTE)


def _check_kind(said, found):
    if found == "program":
        raise Refused("program")
    promised = PROMISES.get(said)
    if promised and found not in promised:
        raise Refused("other_kind", said=said, found=found or "")


def _check_content(said, found, file):
    if found in OFFICE:
        _check_office(file)
    elif found == "ole" and contains(file, "_VBA_PROJECT"):
        raise Refused("macros")
    elif said in ("xml", "svg") and _declares(file):
        raise Refused("entities")


def _check_archive(file):
    """What an archive says of itself, before any part of it is read."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except BROKEN:
        raise Refused("broken") from None
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise Refused("bomb")
    if unpacked > HARMLESS and unpacked > MOST_RATIO * file.seek(0, 2):
        raise Refused("bomb")


def _check_office(file):
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MOST_PACKAGE:
                raise Refused("bomb")
            for part in parts:
                _check_part(archive, part)
    except BROKEN:
        raise Refused("broken") from None


def _check_part(archive, part):
    if MACROS.search(part.filename):
        raise Refused("macros")
    if not part.filename.lower().endswith(MARKUP):
        return
    with archive.open(part) as content:
        if part.filename == "[Content_Types].xml":
            if b"macroenabled" in content.read().lower():
                raise Refused("macros")
        elif _declares(content):
            raise Refused("entities")


def _declares(file):
    """Whether markup declares entities, in whatever encoding of two bytes or one."""
    before = b""
    if file.seekable():
        file.seek(0)
    while piece := file.read(CHUNK):
        if any(mark in before + piece for mark in ENTITIES):
            return True
        before = piece[-LONGEST_MARK:]
    return False
