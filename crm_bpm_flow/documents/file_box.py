"""Files in a ZIP archive from people, found by the names that a table has for them."""

import io
import zipfile

from .file_names import clean_name
from .refusal import Refused
from .sane import check

MOST_BYTES = 500 * 1024 * 1024
MOST_FILE = 100 * 1024 * 1024


class FileBox:
    """``read(name)`` by path or bare name, whatever the case; nothing is unpacked to a
    disk."""

    def __init__(self, content):
        """:raises Refused: when the archive is made to hurt, or is none"""
        file = io.BytesIO(content)
        if check("files.zip", file, MOST_BYTES) != "zip":
            raise Refused("no_archive")
        self.archive = zipfile.ZipFile(file)
        self.by_path, self.by_name = {}, {}
        for part in self.archive.infolist():
            if not part.is_dir():
                path = self._key(part.filename)
                self.by_path[path] = part
                self.by_name.setdefault(path.rpartition("/")[2], []).append(part)

    @staticmethod
    def _key(path):
        return path.replace("\\", "/").strip("/ ").casefold()

    def find(self, name):
        """:return: ``(part, None)`` or ``(None, "missing" | "several" | "large")``"""
        key = self._key(name)
        part = self.by_path.get(key)
        if not part:
            parts = self.by_name.get(key.rpartition("/")[2], [])
            if len(parts) != 1:
                return None, "several" if parts else "missing"
            part = parts[0]
        return (None, "large") if part.file_size > MOST_FILE else (part, None)

    def content_of(self, part):
        """:return: name and content"""
        with self.archive.open(part) as file:
            content = file.read(MOST_FILE + 1)
        if len(content) > MOST_FILE:
            raise Refused("bomb")
        return clean_name(part.filename), content
