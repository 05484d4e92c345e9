"""Notes, data and groups: what is drawn of what a file keeps as it is."""

from ..raw import from_xml, local_name
from .sizes import DATA_OBJECT, DATA_STORE, GROUP, label_size, note_size

DRAWN = ("textAnnotation", "group", "dataObjectReference", "dataStoreReference")
DATA = DRAWN[2:]
BESIDE = 10


def is_drawn(kept):
    return kept.kind in DRAWN


def text_of(kept):
    """What a note says, or what data are called."""
    element = from_xml(kept.xml)
    if kept.kind == "textAnnotation":
        parts = (c for c in element.iter("{*}text"))
        return " ".join("".join(part.itertext()) for part in parts).strip()
    return element.get("name", "")


def category_of(kept):
    """What a group stands for: a value that its members have, too."""
    return from_xml(kept.xml).get("categoryValueRef") or None


def is_member(element, category):
    """Whether an element says that it belongs to a category value."""
    for text in element.others:
        if "categoryValueRef" in text:
            child = from_xml(text)
            is_ref = local_name(child) == "categoryValueRef"
            if is_ref and (child.text or "").strip() == category:
                return True
    return False


def size_of_kept(kept):
    """(width, height)"""
    if kept.kind == "textAnnotation":
        return note_size(text_of(kept))
    if kept.kind == "group":
        return GROUP
    return DATA_OBJECT if kept.kind == "dataObjectReference" else DATA_STORE


class Attached:
    """Notes and data in a row above the element that they belong to, names on top, so
    that ways to it do not run through them.

    :ivar width: what the row needs; height: with the names of data
    """

    def __init__(self, kept):
        self.rows, x, self.height = [], 0, 0
        for part in kept:
            width, height = size_of_kept(part)
            label = label_size(text_of(part)) if part.kind in DATA else None
            room = max(width, label[0] if label else 0)
            full = height + (label[1] + 4 if label else 0)
            self.rows.append((part, x + (room - width) / 2, width, height))
            x += room + BESIDE
            self.height = max(self.height, full)
        self.width = max(0, x - BESIDE)

    def places(self, middle, bottom):
        """(part, bounds) of each; the row ends at that height."""
        left = middle - self.width / 2
        for part, x, width, height in self.rows:
            yield part, (left + x, bottom - height, width, height)
