"""Text of Word and PowerPoint files."""

import re

from .text_package import Lines, local, opened, parse

# The same once more for older programs; what was moved away; what only programs read.
SKIPPED = frozenset({"Fallback", "moveFrom", "del", "instrText", "delText"})
BREAKS = {"tab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "-"}
DOCX_PARTS = re.compile(
    r"word/(document|footnotes|endnotes|header\d*|footer\d*)\.xml", re.I
)
SLIDES = re.compile(r"ppt/slides/slide(\d+)\.xml", re.I)


class Runs:
    """Collects the texts (``t``) of paragraphs (``p``)."""

    def __init__(self, lines):
        self.lines, self._skipped, self._in_text = lines, 0, False

    def start(self, tag, attributes):
        name = local(tag)
        if name in SKIPPED:
            self._skipped += 1
        elif name == "t":
            self._in_text = True
        elif name in BREAKS and not self._skipped:
            self.lines.add(BREAKS[name])
        elif name == "p":
            # A box of text stands in the middle of its paragraph.
            self.lines.flush()

    def end(self, tag):
        name = local(tag)
        if name in SKIPPED:
            self._skipped -= 1
        elif name == "t":
            self._in_text = False
        elif name == "p":
            self.lines.flush()

    def data(self, text):
        if self._in_text and not self._skipped:
            self.lines.add(text)

    def close(self):
        self.lines.flush()


def docx_text(file):
    """Paragraphs of a Word file: its body, then notes, headers and footers.

    Changes that Word keeps count as accepted.
    """
    lines = Lines()
    with opened(file) as archive:
        names = {name.lower(): name for name in archive.namelist()}
        parts = sorted(
            (name for low, name in names.items() if DOCX_PARTS.fullmatch(low)),
            key=lambda name: (not name.lower().endswith("document.xml"), name),
        )
        for name in parts:
            parse(archive, name, Runs(lines))
    return lines.found


def pptx_text(file):
    """Paragraphs of slides, in the order of their numbers."""
    lines = Lines()
    with opened(file) as archive:
        found = {}
        for name in archive.namelist():
            if slide := SLIDES.fullmatch(name):
                found[int(slide[1])] = name
        for _number, name in sorted(found.items()):
            parse(archive, name, Runs(lines))
    return lines.found
