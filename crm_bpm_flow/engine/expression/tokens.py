"""Text to words. Every dialect has the same words; they differ in what they mean."""

import re
from typing import NamedTuple

from .errors import ExpressionError

NUMBER, STRING, NAME, OP, NEWLINE, END, FORMULA = (
    "number",
    "string",
    "name",
    "op",
    "newline",
    "end",
    "formula",
)
MOST_DIGITS = 30

WORD = re.compile(
    r"""
    (?P<blank>[^\S\n]+|\#(?!\{)[^\n]*)
    |(?P<newline>\n)
    |(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    |(?P<name>[^\W\d]\w*)
    |(?P<string>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")
    |(?P<op>===|!==|[-+*/%]=|==|!=|<>|<=|>=|&&|\|\||\*\*|\.\.|[-+*/%()\[\],.=<>!?:;{}])
    """,
    re.VERBOSE,
)
# ``${...}`` of JUEL: a bracket in quotes does not close it.
EMBEDDED = re.compile(
    r"""[$\#]\{(?:[^'"{}]|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")*\}"""
)
ESCAPE = re.compile(r"\\(.)")
COMMENT = re.compile(r"(?P<blank>//[^\n]*)")
ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", "'": "'", '"': '"', "/": "/"}


class Word(NamedTuple):
    """A word: its kind, what it says (for a string and a number: the value), where."""

    kind: str
    value: object
    position: int


def split(text, start=0, end=None, dialect=None, script=False):
    """All words of a part of a text, ``Word("end", ...)`` last.

    :param dialect: name of the other language it is written in: signs that ours does
        not have are then an error of the code ``dialect``
    :param script: whether lines of ``//`` are comments, and ``${...}`` is a word
    :raise ExpressionError: something that is no word
    """
    end = len(text) if end is None else end
    position, words = start, []
    while position < end:
        match = _of_script(text, position, words) if script else None
        match = match or WORD.match(text, position, end)
        if match is None:
            raise _no_word(text, position, dialect)
        kind = match.lastgroup or FORMULA
        if kind == "blank" and dialect and "#" in match[0]:
            place = match.start() + match[0].index("#")
            raise ExpressionError("dialect", place, dialect=dialect, found="#")
        if kind != "blank":
            words.append(Word(kind, _value(kind, match), position))
        position = match.end()
    words.append(Word(END, "", end))
    return words


def _of_script(text, position, words):
    """The match of what only scripts have. Behind a value ``//`` is no comment: it
    may mean a division."""
    begins = not words or words[-1].kind == NEWLINE or words[-1][:2] == (OP, ";")
    if begins and text.startswith("//", position):
        return COMMENT.match(text, position)
    return EMBEDDED.match(text, position)


def _value(kind, match):
    text = match[0]
    if kind == NUMBER:
        return _number(match)
    if kind == STRING:
        return _string(text[1:-1], match.start())
    return text


def _number(match):
    text, position = match[0], match.start()
    behind = match.string[match.end() : match.end() + 1]
    if behind and (behind.isalnum() or behind == "_"):
        raise ExpressionError("bad_number", position, found=text + behind)
    if len(text) > MOST_DIGITS:
        raise ExpressionError("too_large", position)
    value = int(text) if text.isdecimal() else float(text)
    if value in (float("inf"), float("-inf")):
        raise ExpressionError("too_large", position)
    return value


def _string(text, position):
    def character(match):
        if match[1] not in ESCAPED:
            place = position + 1 + match.start()
            raise ExpressionError("bad_escape", place, found=match[0])
        return ESCAPED[match[1]]

    return ESCAPE.sub(character, text) if "\\" in text else text


def _no_word(text, position, dialect):
    found = text[position]
    if found in "'\"":
        return ExpressionError("unclosed_string", position)
    foreign = text[position : position + 2] in ("${", "#{")
    if dialect or foreign:
        words = {"dialect": dialect or "juel", "found": found}
        return ExpressionError("dialect", position, **words)
    return ExpressionError("bad_character", position, found=found)
