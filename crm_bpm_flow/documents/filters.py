"""Filters, functions and tests of templates: they take and give plain values."""

import re
from datetime import date, datetime

from .errors import TemplateError
from .limits import MOST_TURNS, checked_number, short_enough
from .qr import qr_png
from .values import Amount, Currency, Empty, Picture, Rows
from .words import amount_in_words, date_in_words, number_in_words

LONGEST_JOIN = 10_000
PATTERN = re.compile(r"(?:[^%]|%[dmYyHMSj%])*")


def filters_of(box):
    """``{name: filter}`` for a sandbox: its language, its budget."""
    return {
        "default": _default,
        "image": _image,
        **_number_filters(box),
        **_moment_filters(box),
        **_text_filters(box),
        **_list_filters(box),
    }


def _number_filters(box):
    return {"round": _rounded, "abs": _absolute, **_written(box), **_in_words(box)}


def _in_words(box):
    formats = box.formats

    def in_words(value, parts="digits"):
        if isinstance(value, date):
            return date_in_words(value, formats.language)
        if isinstance(value, Amount) and value.currency:
            code = value.currency.code
            return amount_in_words(value, code, formats.language, parts)
        found = _number(value)
        return "" if found is None else number_in_words(found, formats.language)

    def in_money_words(value, currency, parts="digits"):
        found, code = _number(value), box.text(currency).strip().upper()
        if found is None:
            return ""
        return amount_in_words(found, code, formats.language, parts)

    return {"in_words": in_words, "amount_in_words": in_money_words}


def _written(box):
    formats = box.formats

    def money(value, currency=None):
        found = _number(value)
        if found is None:
            return ""
        if currency is not None:
            found = Amount(found, currency=Currency(box.text(currency)))
        return formats.money(found)

    def number(value, digits=2):
        found = _number(value)
        wanted = int(checked_number(digits))
        if not 0 <= wanted <= 10:
            raise TemplateError("too_large")
        return "" if found is None else formats.number(found, wanted)

    return {"money": money, "number": number}


def _moment_filters(box):
    formats = box.formats

    def date_format(value, pattern=None):
        moment = _moment(value)
        if moment is None:
            return ""
        if pattern is None:
            return formats.moment(moment)
        return moment.strftime(_pattern(box.text(pattern)))

    def only_date(value):
        moment = _moment(value)
        if moment is None:
            return ""
        return formats.moment(moment.date() if isinstance(moment, datetime) else moment)

    def long_date(value):
        moment = _moment(value)
        return "" if moment is None else date_in_words(moment, formats.language)

    return {"date": date_format, "only_date": only_date, "long_date": long_date}


def _default(value, other=""):
    """The other one where there is nothing; 0 and "no" are something."""
    nothing = value is None or value == "" or isinstance(value, Empty)
    return other if nothing or (isinstance(value, Rows) and not value) else value


def _image(value, width=None):
    if not value:
        return ""
    if not isinstance(value, Picture):
        raise TemplateError("no_picture")
    return Picture(value.data, _number(width))


def _text_filters(box):
    def upper(value):
        return box.text(value).upper()

    def lower(value):
        return box.text(value).lower()

    def capital(value):
        text = box.text(value)
        return text[:1].upper() + text[1:]

    def trim(value):
        return box.text(value).strip()

    def lines(value):
        return Rows(box.text(value).splitlines())

    return {
        "upper": upper,
        "lower": lower,
        "capital": capital,
        "trim": trim,
        "lines": lines,
        **_length_filters(box),
    }


def _length_filters(box):
    """Those that make texts longer or shorter."""

    def truncate(value, length=100):
        text, most = box.text(value), int(checked_number(length))
        return text if len(text) <= most else text[: max(most, 1) - 1].rstrip() + "…"

    def replace(value, old, new):
        text, old, new = box.text(value), box.text(old), box.text(new)
        if not old:
            return text
        short_enough(len(text) + text.count(old) * len(new))
        return text.replace(old, new)

    def joined(value):
        parts = [box.text(part) for part in value]
        short_enough(sum(map(len, parts)))
        return "".join(parts)

    return {"truncate": truncate, "replace": replace, "bpm_joined": joined}


def _list_filters(box):
    def turns(value):
        items = _items(value)
        box.budget.step(len(items))
        return items

    def length(value):
        return len(value) if isinstance(value, str) else len(_items(value))

    def first(value):
        return next(iter(_items(value)), Empty())

    def last(value):
        items = _items(value)
        return items[-1] if items else Empty()

    return {
        "bpm_flat": _flat,
        "bpm_turns": turns,
        "length": length,
        "count": length,
        "first": first,
        "last": last,
        **_together_filters(box),
    }


def _together_filters(box):
    """Those that make one value of many; ``part``: of each, that part."""

    def parts_of(value, name):
        items = _items(value)
        box.budget.step(len(items))
        return (
            items if name is None else [box.getattr(x, box.text(name)) for x in items]
        )

    def total(value, part=None):
        numbers = [_number(x) for x in parts_of(value, part)]
        numbers = [x for x in numbers if x is not None]
        first = next((x for x in numbers if isinstance(x, Amount)), None)
        if first is None:
            return checked_number(sum(numbers))
        return Amount(checked_number(sum(numbers)), first.digits, first.currency)

    def join(value, between=", ", part=None):
        texts = [box.text(x) for x in parts_of(value, part)]
        if len(texts) > LONGEST_JOIN:
            raise TemplateError("too_large")
        between = box.text(between)
        short_enough(sum(map(len, texts)) + len(texts) * len(between))
        return between.join(texts)

    return {"sum": total, "join": join}


def functions_of(box):
    """``{name: function}`` that a template may call."""

    def turns(*bounds):
        if not bounds or not all(isinstance(b, int) for b in bounds):
            raise TemplateError("bad_value", what="range")
        try:
            found = range(*bounds)
            count = len(found)
        except (OverflowError, TypeError, ValueError) as error:
            raise TemplateError("too_large") from error
        if count > MOST_TURNS:
            raise TemplateError("too_large")
        return list(found)

    def qr(value, width=25):
        return Picture(qr_png(box.text(value)), _number(width))

    return {
        "range": turns,
        "qr": qr,
        "today": lambda: box.now.date() if box.now else None,
        "now": lambda: box.now,
    }


TESTS = {
    "defined": lambda value: value is not None,
    "none": lambda value: value is None,
    "empty": lambda value: not value,
    "odd": lambda value: value % 2 == 1,
    "even": lambda value: value % 2 == 0,
    "number": lambda value: isinstance(value, (int, float)),
    "string": lambda value: isinstance(value, str),
    # what "in" is compiled to
    "in": lambda value, where: value in where,
}


def _items(value):
    if value is None or isinstance(value, Empty):
        return []
    if isinstance(value, Rows):
        return value.items
    if isinstance(value, (list, tuple)):
        return list(value)
    raise TemplateError("no_list")


def _flat(value):
    if any(isinstance(item, (list, tuple, Rows)) for item in value):
        raise TemplateError("no_nested_lists")
    return value


def _number(value):
    """A number, or None where there is none."""
    if value is None or value == "" or isinstance(value, Empty):
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return checked_number(value)
    raise TemplateError("no_number")


def _absolute(value):
    return abs(_number(value) or 0)


def _rounded(value, digits=0):
    number = _number(value)
    if number is None:
        return None
    wanted = int(checked_number(digits))
    if not -15 <= wanted <= 10:
        raise TemplateError("too_large")
    return round(float(number), wanted)


def _moment(value):
    if value is None or value == "" or isinstance(value, Empty):
        return None
    if not isinstance(value, date):
        raise TemplateError("no_date")
    return value


def _pattern(text):
    """Only what of ``strftime`` is the same in all languages."""
    if len(text) > 100 or not PATTERN.fullmatch(text):
        raise TemplateError("bad_value", what=text[:40])
    return text
