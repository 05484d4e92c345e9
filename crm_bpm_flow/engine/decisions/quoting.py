"""Texts that somebody typed into a cell without quotes."""

import re

from ..expression.parser import Parser

WORDS = re.compile(r"[^\W\d_][\w .&/+-]*")
SENTENCE = re.compile(r"[^\W\d_][\w .,&/+!?:;-]*")


def in_quotes(text, known, several=True):
    """What was meant by plain words in a cell; None where they mean something else.

    ``Gold, Silver`` are two texts in a cell below an input. Below an output the whole
    is one.

    :param known: names that formulas know here
    :param several: whether commas are between texts, not in them
    """
    parts = [part.strip() for part in text.split(",")] if several else [text.strip()]
    pattern = WORDS if several else SENTENCE
    if not all(pattern.fullmatch(part) for part in parts):
        return None
    if any(_means_something(part, known) for part in parts):
        return None
    return ", ".join(f'"{part}"' for part in parts)


def _means_something(part, known):
    """Whether it may be a formula; words that stand side by side are none."""
    words = re.findall(r"\w+", part)
    if any(word.lower() in Parser.reserved for word in words):
        return True
    return not re.search(r"\w \w", part) and any(word in known for word in words)
