"""Text of Excel files: one line for each row that holds something."""

import re

from .text_package import Lines, local, opened, parse

SHEETS = re.compile(r"xl/worksheets/sheet(\d+)\.xml", re.I)
SHARED = "xl/sharedStrings.xml"
SKIPPED = frozenset({"rPh", "f"})  # how a word is read aloud; formulas


class Texts:
    """The table of texts that cells refer to."""

    def __init__(self, lines):
        self.lines, self.found = lines, []
        self._now, self._in_text, self._skipped = [], False, 0

    def start(self, tag, attributes):
        name = local(tag)
        if name == "si":
            self._now = []
        elif name in SKIPPED:
            self._skipped += 1
        elif name == "t":
            self._in_text = True

    def end(self, tag):
        name = local(tag)
        if name == "si":
            self.found.append("".join(self._now))
        elif name in SKIPPED:
            self._skipped -= 1
        elif name == "t":
            self._in_text = False

    def data(self, text):
        if self._in_text and not self._skipped:
            # Counts what is read, so that a table of texts has an end, too.
            self.lines.add(text)
            self._now.append(text)

    def close(self):
        pass


class Rows:
    """Cells of a sheet: a number, a text of the table, or a text of their own."""

    def __init__(self, lines, texts):
        self.lines, self.texts = lines, texts
        self._kind, self._now, self._in_text = "", [], False

    def start(self, tag, attributes):
        name = local(tag)
        if name == "c":
            self._kind, self._now = attributes.get("t", "n"), []
        elif name in ("v", "t"):
            self._in_text = True

    def end(self, tag):
        name = local(tag)
        if name in ("v", "t"):
            self._in_text = False
        elif name == "c" and self._now:
            self.lines.add(self._value() + "\t")
        elif name == "row":
            self.lines.flush()

    def _value(self):
        value = "".join(self._now)
        if self._kind != "s":
            return value
        at = int(value)
        return self.texts[at] if 0 <= at < len(self.texts) else ""

    def data(self, text):
        if self._in_text:
            self._now.append(text)

    def close(self):
        self.lines.flush()


def xlsx_text(file):
    """Rows of all sheets, cells divided by tabs; of formulas their last result."""
    lines = Lines()
    with opened(file) as archive:
        names = archive.namelist()
        texts = Texts(Lines())
        if SHARED in names:
            parse(archive, SHARED, texts)
        sheets = {int(s[1]): n for n in names if (s := SHEETS.fullmatch(n))}
        for _number, name in sorted(sheets.items()):
            parse(archive, name, Rows(lines, texts.found))
    return lines.found
