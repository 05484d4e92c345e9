"""Numbers, amounts and dates in words, in Russian and English."""

from num2words import num2words

from .currencies import ENGLISH, RUSSIAN
from .formats import exact
from .limits import checked_number

RUSSIAN_MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
ENGLISH_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
FEMININE = {"один": "одна", "два": "две"}


def number_in_words(value, language="en", gender="m"):
    """A whole number: ``12`` is «двенадцать» or "twelve"."""
    number = int(checked_number(value))
    words = num2words(abs(number), lang="ru" if language == "ru" else "en")
    if language == "ru" and gender == "f":
        head, _space, last = words.rpartition(" ")
        words = f"{head} {FEMININE.get(last, last)}".strip()
    if number < 0:
        words = f"{'минус' if language == 'ru' else 'minus'} {words}"
    return words


def amount_in_words(value, currency, language="en", parts="digits"):
    """An amount: «Сто один рубль 05 копеек», "One hundred and one roubles 05 kopecks".

    :param str currency: its ISO code; one without known names is written as the code
    :param str parts: ``digits`` or ``words``, for what comes after the point
    """
    if language == "ru":
        names = RUSSIAN.get(currency)
        has_parts, gender = (
            not names or names[2] is not None,
            names[1] if names else "m",
        )
    else:
        names = ENGLISH.get(currency)
        has_parts, gender = not names or names[2] is not None, "m"
    number = exact(checked_number(value), 2 if has_parts else 0)
    minus, number = number < 0, abs(number)
    whole, cents = int(number), int(number * 100) % 100
    text = f"{number_in_words(whole, language, gender)} "
    if minus:
        text = f"{'минус' if language == 'ru' else 'minus'} {text}"
    text += _whole_name(whole, names, currency, language)
    if has_parts:
        text += " " + _parts(cents, names, language, parts)
    return text[:1].upper() + text[1:]


def _whole_name(number, names, code, language):
    if not names:
        return code
    if language == "ru":
        return russian_form(number, names[0])
    return names[0] if number == 1 else names[1]


def _parts(cents, names, language, parts):
    if not names:
        return f"{cents:02d}/100"
    if language == "ru":
        name = russian_form(cents, names[2])
        gender = "f" if names[2][0][-1] in "ая" else "m"
    else:
        name, gender = names[2] if cents == 1 else names[3], "m"
    told = number_in_words(cents, language, gender) if parts == "words" else None
    return f"{told or f'{cents:02d}'} {name}"


def russian_form(number, forms):
    """«1 рубль», «2 рубля», «5 рублей», «11 рублей», «21 рубль»."""
    ten, hundred = abs(number) % 10, abs(number) % 100
    if 11 <= hundred <= 14 or ten in (0, 5, 6, 7, 8, 9):
        return forms[2]
    return forms[0] if ten == 1 else forms[1]


def date_in_words(value, language="en"):
    """«29 ноября 2026» with its sign of a year, or "29 November 2026"."""
    if language == "ru":
        return f"{value.day} {RUSSIAN_MONTHS[value.month - 1]} {value.year} \u0433."
    return f"{value.day} {ENGLISH_MONTHS[value.month - 1]} {value.year}"
