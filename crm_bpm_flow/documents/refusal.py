"""Why a file is not taken, or why nothing can be read in it."""

import lzma
import struct
import zipfile
import zlib

# What Python's own readers of archives raise about files that are no archives, or only
# half. RuntimeError: a part has a password.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(ValueError, LookupError, OverflowError, RuntimeError),
)


class Refused(Exception):
    """A file that is not taken in; ``code`` says why, ``values`` fill its sentence.

    Codes: ``empty``, ``too_large`` (``megabytes``), ``program``, ``macros``, ``bomb``,
    ``entities``, ``broken``, ``other_kind`` (``said``, ``found``: file extensions).
    """

    def __init__(self, code, **values):
        super().__init__(code)
        self.code = code
        self.values = values


class NoText(Exception):
    """A file without text to read; ``code`` says why.

    Codes: ``kind`` (a picture, a drawing ...), ``empty`` (a scan), ``broken``,
    ``password``, ``too_much_work``, ``no_reader`` (a library is missing).
    """

    def __init__(self, code):
        super().__init__(code)
        self.code = code
