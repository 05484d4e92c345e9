"""How large things are drawn: elements by kind and name, texts by their letters."""

from ..names import SUB_PROCESSES

EVENT, GATEWAY = (36, 36), (50, 50)
TASKS = ((100, 80), (120, 80), (140, 90), (160, 100), (200, 110))
CLOSED_SUB = (120, 100)
DATA_OBJECT, DATA_STORE = (36, 50), (50, 50)
GROUP = (300, 200)
LINE = 14
LABEL_WIDTH = 90
NOTE_WIDTH = 130
NARROW = frozenset("iIljtfr.,:;'|!()[] \"")
# Fonts differ from machine to machine: no word is cut for a little more width.
SPARE = 1.12
WIDE = frozenset("mwMW@%&ШЩЖЮМФЫшщжюмфы")


def size_of(element):
    """(width, height) of an element that holds nothing."""
    if element.kind.endswith("Event"):
        return EVENT
    if element.kind.endswith("Gateway"):
        return GATEWAY
    if element.kind in SUB_PROCESSES:
        return CLOSED_SUB
    for width, height in TASKS:
        if text_height(element.name, width - 14) <= height - 22:
            return (width, height)
    return TASKS[-1]


def has_label(element):
    """Whether the name stands beside the element, not in it."""
    return bool(element.name) and element.kind.endswith(("Event", "Gateway"))


def letter_width(letter):
    if letter in NARROW:
        return 3.6
    if letter in WIDE:
        return 9
    return 7.4 if letter.isupper() else 6.1


def text_width(text):
    return sum(map(letter_width, text))


def wrapped(text, width=LABEL_WIDTH):
    """The lines of a text; words that are too long for one are cut."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if text_width(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _pieces(word, width)
        lines += whole
    return [*lines, line] if line else lines


def _pieces(word, width):
    if text_width(word) <= width:
        return [word]
    pieces, piece = [], ""
    for letter in word:
        if piece and text_width(piece + letter) > width:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]


def text_height(text, width=LABEL_WIDTH):
    return LINE * len(wrapped(text, width))


def label_size(text, width=LABEL_WIDTH):
    """(width, height) of a text beside something; None without a text.

    As many lines as where the letters are wider: one too many is a gap, one too few
    lies on what is below.
    """
    lines = wrapped(text, width / SPARE)
    if not lines:
        return None
    longest = max(map(text_width, lines))
    return (min(width, round(longest * SPARE) + 4), LINE * len(lines))


def note_size(text):
    """(width, height) of a text annotation."""
    return (NOTE_WIDTH, max(30, text_height(text, NOTE_WIDTH - 14) + 12))
