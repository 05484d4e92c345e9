"""A short mark of what an approver was shown: whether it is still so is told by it."""

import hashlib
import json

from .approval_ground import FILES, contents, currency_of, file_marks
from .approval_ground_words import field_label, file_words

SHORT = 12  # signs of a hash: told apart, not kept for ever


def mark_of(ground):
    """``"amount:1f…;files:0c…"`` of a ground; False where nothing is looked at."""
    parts = {name: _part(ground, name) for name in ground.get("fields", {})}
    if FILES in ground:
        parts[f"/{FILES}"] = sorted(file_marks(ground[FILES]))
    marks = [f"{name}:{_short(parts[name])}" for name in sorted(parts)]
    return ";".join(marks) or False


def _part(ground, name):
    value = _plain(ground["fields"][name])
    currency = value and currency_of(ground, name)
    return [value, currency] if currency else value


def _plain(value):
    """What counts of a value: not what related records are called."""
    if isinstance(value, dict):
        return [value["ids"], contents(value)]
    return value or False


def _short(value):
    text = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:SHORT]


def changed_words(env, model, seen, ground):
    """Names of all that is not as the mark says, for a sentence; "" where all is."""
    before = set(str(seen).split(";"))
    words = []
    for part in (mark_of(ground) or "").split(";"):
        name = part.partition(":")[0]
        if not name or part in before:
            continue
        if name != f"/{FILES}":
            words.append(field_label(env, model, name))
            continue
        names = ", ".join(file_words(env, file) for file in ground[FILES])
        words.append(env._("Files (%s)", names or env._("none")))
    return ", ".join(words)
