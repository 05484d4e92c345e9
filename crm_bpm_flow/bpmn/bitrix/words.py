"""What the properties of an activity say: words, people, conditions, lengths."""

import re

NAME = re.compile(r"[A-Za-z_]\w*\Z")
TAG = re.compile(r"\[/?\w+[^\]]*\]|<[^>]+>")
UNITS = {"s": "PT{}S", "m": "PT{}M", "h": "PT{}H", "d": "P{}D"}
OPERATORS = {"=": "=", "==": "=", "!=": "!=", "<>": "!=", ">": ">", "<": "<"}
OPERATORS.update({">=": ">=", "<=": "<="})
# Whose fields are values of the case here.
VALUES = ("variable", "template", "constant", "parameter")
MOST_TEXT = 2000


def plain(value):
    """Any value as one line of text."""
    if isinstance(value, dict):
        parts = list(value.values())
        if len(parts) == 2 and list(value) == [0, 1] and parts[0] in _SOURCES:
            return f"{{={parts[0]}:{parts[1]}}}"
        return ", ".join(filter(None, map(plain, parts)))
    if value is None or value is False:
        return ""
    return str(value)


_SOURCES = ("Document", "Variable", "Template", "Constant", "Workflow", "User")


def title_of(activity):
    """What it is called."""
    said = properties(activity)
    name = plain(said.get("Name")) or plain(said.get("Title"))
    return " ".join(TAG.sub("", name).split())[:200]


def properties(activity):
    found = activity.get("Properties")
    return found if isinstance(found, dict) else {}


def children(activity):
    """Its activities, in their order."""
    found = activity.get("Children")
    rows = found.values() if isinstance(found, dict) else ()
    return [row for row in rows if isinstance(row, dict)]


def note_of(activity):
    """What its people or its author read."""
    said = properties(activity)
    names = ("Description", "MailText", "MessageText", "ExecuteCode", "EditorComment")
    words = [TAG.sub("", plain(said.get(name))).strip() for name in names]
    fields = said.get("Fields")
    if isinstance(fields, dict):
        words.append(TAG.sub("", plain(fields.get("DESCRIPTION"))).strip())
    return "\n".join(filter(None, words))[:MOST_TEXT]


def people_of(activity):
    """Names of those who do it, by comma, as the template has them."""
    said = properties(activity)
    fields = said.get("Fields") if isinstance(said.get("Fields"), dict) else {}
    for value in (said.get("Users"), fields.get("RESPONSIBLE_ID")):
        if plain(value):
            return plain(value)
    return ""


def length_of(activity):
    """A length of time as ISO 8601; else the text that says when; empty for none."""
    said = properties(activity)
    moment = plain(said.get("TimeoutTime"))
    if moment:
        return moment
    amount = plain(said.get("TimeoutDuration")).strip()
    if amount in ("", "0"):
        return ""
    unit = UNITS.get(plain(said.get("TimeoutDurationType")) or "s", "PT{}S")
    return unit.format(amount) if amount.isdigit() else amount


def condition_of(activity):
    """When a branch or a loop goes on: a formula, or a text that nobody can read as one
    where it asks the document; None where nothing is said (always)."""
    said = properties(activity)
    for name in ("fieldcondition", "propertyvariablecondition", "mixedcondition"):
        rows = said.get(name)
        if isinstance(rows, dict) and rows:
            return _rows(rows.values(), name)
    code = plain(said.get("phpcodecondition"))
    return f"PHP: {code}"[:MOST_TEXT] if code else None


def _rows(rows, kind):
    text = ""
    for row in rows:
        if not isinstance(row, dict):
            continue
        joiner, one = _row(row, kind)
        text = f"{text} {joiner} {one}" if text else one
    return text


def _row(row, kind):
    if kind == "mixedcondition":
        source, field = plain(row.get("object")), plain(row.get("field"))
        sign, value, joiner = row.get("operator"), row.get("value"), row.get("joiner")
    else:
        source = "Document" if kind == "fieldcondition" else "Variable"
        field, sign, value = plain(row.get(0)), row.get(1), row.get(2)
        joiner = row.get(3)
    if source.lower() in VALUES and NAME.match(field):
        left = field
    else:
        left = f"{{={source or 'Document'}:{field}}}"
    sign = OPERATORS.get(plain(sign), plain(sign) or "=")
    return ("or" if plain(joiner) == "1" else "and"), f"{left} {sign} {literal(value)}"


def literal(value):
    """A value as a formula has it."""
    text = plain(value)
    try:
        float(text)
    except ValueError:
        return text if text.startswith("{=") else '"{}"'.format(text.replace('"', "'"))
    return text
