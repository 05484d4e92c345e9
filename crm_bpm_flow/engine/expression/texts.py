"""The functions about texts. Positions count from 1, as in FEEL; of null comes null."""

from .errors import ExpressionError
from .pattern_parts import BadPattern
from .patterns import pattern
from .values import MOST_CHARACTERS, bad_types, is_list, number_of, placed, text_of


def _cut(run, value, start, length=None):
    """A part of a text: from a place, from the end where it is negative."""
    if value is None:
        return None
    text, start = text_of("substring", value), _whole("substring", start)
    start = start - 1 if start > 0 else max(len(text) + start, 0)
    if length is None:
        return text[start:]
    return text[start : start + max(_whole("substring", length), 0)]


def _slice(run, value, begin, end=None):
    """From an index, counted from 0, up to another; of a list, too. Beyond its ends is
    a mistake, as in the languages that count so."""
    if value is None:
        return None
    if not isinstance(value, str):
        placed("slice", value, begin)
    begin = _whole("slice", begin)
    end = len(value) if end is None else _whole("slice", end)
    if not 0 <= begin <= end <= len(value):
        raise ExpressionError("bad_value", operation="slice", found=f"{begin}, {end}")
    return value[begin:end]


def _whole(name, value):
    number = number_of(name, value)
    if number != number or abs(number) > MOST_CHARACTERS or number != int(number):
        raise ExpressionError("bad_value", operation=name, found=str(number)[:40])
    return int(number)


def _before(run, value, part):
    if value is None or part is None:
        return None
    head, found, _tail = _parted("before", value, part)
    return head if found else ""


def _after(run, value, part):
    if value is None or part is None:
        return None
    _head, found, tail = _parted("after", value, part)
    return tail if found else ""


def _parted(name, value, part):
    text, part = text_of(name, value), text_of(name, part)
    place = text.find(part)
    return text[:place], place >= 0, text[place + len(part) :]


def _trim(run, value):
    return None if value is None else text_of("trim", value).strip()


def _split(run, value, sign):
    """Parts between a sign, as a list."""
    if value is None:
        return None
    text, sign = text_of("split", value), text_of("split", sign)
    return text.split(sign) if sign else list(text)


def _join(run, values, sign="", before="", after=""):
    """Texts in a row; what is null is left out."""
    if values is None:
        return None
    if not is_list(values):
        raise bad_types("join", values)
    run.charge(len(values))
    parts = [text_of("join", value) for value in values if value is not None]
    sign = "" if sign is None else text_of("join", sign)
    _room(sum(map(len, parts)) + len(sign) * len(parts))
    return f"{before or ''}{sign.join(parts)}{after or ''}"


def _replace(run, value, part, other):
    """Another text for each place where one stands."""
    if value is None or part is None or other is None:
        return None
    text, part, other = (text_of("replace", one) for one in (value, part, other))
    if not part:
        return text
    _room(len(text) + text.count(part) * len(other))
    return text.replace(part, other)


def _room(size):
    if size > MOST_CHARACTERS:
        raise ExpressionError("too_large")


# ----------------------------------------------------------------------
# Patterns
# ----------------------------------------------------------------------
def _matches(run, value, wanted, flags=""):
    """Whether a pattern fits somewhere in a text."""
    if value is None or wanted is None:
        return None
    found = _pattern("matches", wanted, flags)
    return found.search(text_of("matches", value), 0, run.charge) is not None


def _replace_pattern(run, value, wanted, other, flags=""):
    """Another text for each place where a pattern fits; ``$1`` in it is its group."""
    if value is None or wanted is None or other is None:
        return None
    name = "replace_pattern"
    found, text = _pattern(name, wanted, flags), text_of(name, value)
    other, parts, place, size = text_of(name, other), [], 0, len(text)
    for match in found.every(text, run.charge):
        new = _filled(other, text, match)
        size += len(new)
        _room(size)
        parts += (text[place : match.start], new)
        place = match.end
    return "".join(parts) + text[place:]


def _filled(other, text, match):
    parts, place = [], 0
    while place < len(other):
        sign, following = other[place], other[place + 1 : place + 2]
        if sign == "$" and following.isdecimal() and int(following) < len(match.spans):
            start, end = match.spans[int(following)]
            parts.append("" if start is None or end is None else text[start:end])
            place += 2
        elif sign == "\\" and following in ("$", "\\"):
            parts.append(following)
            place += 2
        else:
            parts.append(sign)
            place += 1
    return "".join(parts)


def _split_pattern(run, value, wanted):
    """Parts between the places where a pattern fits."""
    if value is None:
        return None
    name, parts, place = "split_pattern", [], 0
    text = text_of(name, value)
    for match in _pattern(name, wanted).every(text, run.charge):
        if match.start == match.end:
            continue
        parts.append(text[place : match.start])
        place = match.end
    return [*parts, text[place:]]


def _extract(run, value, wanted):
    """All parts of a text that fit a pattern."""
    if value is None:
        return None
    text = text_of("extract", value)
    found = _pattern("extract", wanted).every(text, run.charge)
    return [text[match.start : match.end] for match in found]


def _pattern(name, wanted, flags=""):
    try:
        return pattern(text_of(name, wanted), text_of(name, flags or ""))
    except BadPattern:
        values = {"operation": name, "found": wanted[:40]}
        raise ExpressionError("bad_value", **values) from None


TEXT_FUNCTIONS = {
    "substring": (2, 3, _cut),
    "slice": (2, 3, _slice),
    "before": (2, 2, _before),
    "after": (2, 2, _after),
    "trim": (1, 1, _trim),
    "split": (2, 2, _split),
    "join": (1, 4, _join),
    "replace": (3, 3, _replace),
    "matches": (2, 3, _matches),
    "replace_pattern": (3, 4, _replace_pattern),
    "split_pattern": (2, 2, _split_pattern),
    "extract": (2, 2, _extract),
}
