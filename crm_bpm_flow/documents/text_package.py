"""Parts of office files, read piece by piece: no tree of a part is ever built."""

import zipfile
from contextlib import contextmanager

from lxml import etree

from .refusal import BROKEN, NoText

CHUNK = 256 * 1024
MOST_BYTES = 400 * 1024 * 1024  # unpacked, of all parts that are read
MOST_CHARACTERS = 5_000_000


class Enough(Exception):
    """As much text as anybody compares or looks for has been read."""


class Lines:
    """Paragraphs as they are read; ``flush`` ends one."""

    def __init__(self):
        self.found, self._now, self._left = [], [], MOST_CHARACTERS

    def add(self, text):
        self._left -= len(text)
        self._now.append(text)
        if self._left < 0:
            self.flush()
            raise Enough

    def flush(self):
        if self._now:
            self.found.append("".join(self._now))
            self._now = []


@contextmanager
def opened(file):
    """An archive; whatever is wrong with it is a ``NoText``, what is enough is not."""
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except Enough:
        return
    except RuntimeError as error:
        has_password = "password" in str(error)
        raise NoText("password" if has_password else "broken") from None
    except (*BROKEN, etree.LxmlError):
        raise NoText("broken") from None


def parse(archive, name, target):
    """Feed a part to a target with ``start``, ``end`` and ``data``.

    No entity is put in, nothing is fetched.
    """
    parser = etree.XMLParser(
        target=target, resolve_entities=False, no_network=True, load_dtd=False
    )
    left = MOST_BYTES
    with archive.open(name) as part:
        while piece := part.read(CHUNK):
            left -= len(piece)
            if left < 0:
                raise NoText("too_much_work")
            parser.feed(piece)
    parser.close()


def local(tag):
    """``p`` of ``{namespace}p``."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
