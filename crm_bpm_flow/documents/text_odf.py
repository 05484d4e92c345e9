"""Text of OpenDocument files: texts, tables, presentations."""

from .text_package import Lines, local, opened, parse

ENDS = frozenset({"p", "h", "table-row"})
SKIPPED = frozenset({"tracked-changes", "annotation", "binary-data"})


class Paragraphs:
    """Collects what stands in the office's body, one paragraph or row a line."""

    def __init__(self, lines):
        self.lines, self._body, self._skipped, self._row = lines, 0, 0, 0

    def start(self, tag, attributes):
        name = local(tag)
        if name == "body":
            self._body += 1
        elif name in SKIPPED:
            self._skipped += 1
        elif name == "table-row":
            self._row += 1
        elif name in ("tab", "line-break", "table-cell", "s"):
            self._add(" ")

    def end(self, tag):
        name = local(tag)
        if name == "body":
            self._body -= 1
        elif name in SKIPPED:
            self._skipped -= 1
        elif name == "table-row":
            self._row -= 1
        if name in ENDS:
            if self._row:
                self._add(" ")
            else:
                self.lines.flush()

    def data(self, text):
        if text.strip() or not self._row:
            self._add(text)

    def _add(self, text):
        if self._body and not self._skipped:
            self.lines.add(text)

    def close(self):
        self.lines.flush()


def odf_text(file):
    """Paragraphs of an OpenDocument file; a row of a table is one of them."""
    lines = Lines()
    with opened(file) as archive:
        parse(archive, "content.xml", Paragraphs(lines))
    return lines.found
