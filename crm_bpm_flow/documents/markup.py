"""Placeholders within marked-up text: made whole, and found again by their line."""

import html
import re

INSIDE = re.compile(r"{%(?:(?!%}).)*%}|{{(?:(?!}}).)*}}", re.S)
BEGINS = re.compile(r"{{|{%|{#")
ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
TAG = re.compile(r"<[^>]*>")
# Typographer's quotes and the space that does not break.
QUOTES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "\u2018": "'", "’": "'", "\xa0": " "}
)
LONGEST = 120


def unclosed(text):
    """``(mark, position)`` of the first placeholder that does not end; else None.

    In time that grows with the text only, before any pattern looks for ends.
    """
    position = 0
    while found := BEGINS.search(text, position):
        end = text.find(ENDS[found[0]], found.end())
        if end < 0:
            return found[0], found.start()
        position = end + 2
    return None


def bare(text):
    """Text without tags, as people see it."""
    return " ".join(html.unescape(TAG.sub(" ", text)).split())


def line_text(source, line):
    """What stands in a line of a source, shortened for a message."""
    lines = source.split("\n")
    text = bare(lines[line - 1]) if line and line <= len(lines) else ""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def joined_marks(source):
    """``{<b>{`` is ``{{``."""
    return re.sub(r"(?<={)(?:<[^>]*>)+(?=[{%])|(?<=[%}])(?:<[^>]*>)+(?=})", "", source)


def plain_inside(source):
    """Placeholders without the tags, entities and typographer's quotes that editors
    put into them."""

    def plain(found):
        text = html.unescape(TAG.sub("", found[0]))
        return " ".join(text.translate(QUOTES).split("\n"))

    return INSIDE.sub(plain, source)


def whole_parts(source, tags, prefix=""):
    """A row or paragraph that holds ``{%tr ... %}`` or ``{%p ... %}`` becomes that
    statement alone."""
    for tag in tags:
        opening = rf"<{prefix}{tag}(?=[\s>])"
        inside = rf"(?:(?!{opening}).)*?{{%{tag}\s+((?:(?!%}}).)*)%}}"
        pattern = rf"{opening}{inside}.*?</{prefix}{tag}>"
        source = re.sub(pattern, r"{% \1 %}", source, flags=re.S)
    return source
