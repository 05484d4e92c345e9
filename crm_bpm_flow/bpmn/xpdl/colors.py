"""Colours of XPDL: text in the standard, written by each tool in its own way."""

import re

from ..names import COLOR

HEX = re.compile(r"#([0-9a-fA-F]{6})")
ARGB = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{6})")
PARTS = re.compile(r"(\d{1,3})\s*[,;]\s*(\d{1,3})\s*[,;]\s*(\d{1,3})")
NUMBER = re.compile(r"-?\d{1,10}")
# What everything has that nobody has coloured.
WHITE, BLACK = "#ffffff", "#000000"


def color_of(text):
    """``#rrggbb`` of a colour; None where it says none.

    ``#ffcc00``, ``255,204,0``, or one number with the opacity above it, which tools of
    .NET write (``-13312``).
    """
    text = (text or "").strip()
    if found := HEX.fullmatch(text):
        return f"#{found[1].lower()}"
    if found := ARGB.fullmatch(text):
        return f"#{found[2].lower()}" if found[1] != "00" else None
    if found := PARTS.fullmatch(text):
        parts = [int(part) for part in found.groups()]
        return "#{:02x}{:02x}{:02x}".format(*parts) if max(parts) < 256 else None
    if NUMBER.fullmatch(text):
        return f"#{int(text) & 0xFFFFFF:06x}"
    return None


def colors_of(info):
    """Attributes of a shape or way, in everybody's words for colours."""
    fill, stroke = (color_of(info.get(n)) for n in ("FillColor", "BorderColor"))
    found = {}
    if fill and fill != WHITE:
        found[f"{{{COLOR}}}background-color"] = fill
    if stroke and stroke != BLACK:
        found[f"{{{COLOR}}}border-color"] = stroke
    return found
