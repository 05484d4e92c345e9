"""What approvers look at, and what of it has changed, in words."""

from odoo.tools.misc import formatLang

from .approval_ground import FILES, LONG, currency_of, file_marks, is_as_before
from .evaluator import HIDDEN


def _in_order(env, model, values):
    """Items as the model has its fields: the database keeps them by length of name."""
    known = list(env[model]._fields) if model in env else []
    places = {name: place for place, name in enumerate(known)}
    return sorted(values.items(), key=lambda item: places.get(item[0], len(known)))


def ground_lines(env, model, ground):
    """[(label, text)] of all that was looked at."""
    ground = ground or {}
    lines = [
        (field_label(env, model, name), _text(env, model, name, value, ground))
        for name, value in _in_order(env, model, ground.get("fields", {}))
    ]
    if FILES in ground:
        names = ", ".join(file_words(env, file) for file in ground[FILES])
        lines.append((env._("Files"), names or env._("none")))
    return lines


def ground_changes(env, model, old, new):
    """[{"label", "old", "new"}] of what is not as it was."""
    old, new = old or {}, new or {}
    changes = []
    for name, _value in _in_order(env, model, new.get("fields", {})):
        if not is_as_before(old, new, name):
            was, now = _both_texts(env, model, name, old, new)
            changes.append(
                {"label": field_label(env, model, name), "old": was, "new": now}
            )
    was, now = old.get(FILES), new.get(FILES)
    if FILES in new and file_marks(was) != file_marks(now):
        kept = file_marks(was) & file_marks(now)
        changes.append(
            {
                "label": env._("Files"),
                "old": _file_names(env, was, kept) or env._("none"),
                "new": _file_names(env, now, kept) or env._("none"),
            }
        )
    return changes


def _both_texts(env, model, name, before, after):
    """What it was and what it is; of lines that stayed, what differs in them."""
    old, new = before.get("fields", {}).get(name), after["fields"][name]
    if not isinstance(old, dict) or old["ids"] != new["ids"]:
        was = _text(env, model, name, old, before)
        return was, _text(env, model, name, new, after)
    comodel = env[model]._fields[name].comodel_name
    was, now = [], []
    for key, line in new["lines"].items():
        earlier = old["lines"].get(key, {"name": "", "values": {}})
        for column, value in line["values"].items():
            first = earlier["values"].get(column)
            if first != value:
                label = f"{line['name']}, {field_label(env, comodel, column)}"
                text = _line_text(env, comodel, column, first, earlier)
                was.append(f"{label}: {text}")
                text = _line_text(env, comodel, column, value, line)
                now.append(f"{label}: {text}")
    return "; ".join(was)[:LONG], "; ".join(now)[:LONG]


def _line_text(env, model, name, value, line):
    field = env[model]._fields.get(name)
    if field is not None and field.type == "many2one" and value:
        records = env[field.comodel_name].browse(value).exists()
        readable = records._filtered_access("read")
        return readable.display_name or HIDDEN
    return _text(env, model, name, value, line)


def _file_names(env, files, kept):
    """Names of those that are there on one side only."""
    apart = (file for file in files or () if (file["id"], file["sum"]) not in kept)
    return ", ".join(file_words(env, file) for file in apart)


def file_words(env, file):
    """A file's name, with its version where it has several."""
    if not file.get("version"):
        return file["name"]
    return env._(
        "%(file)s, version %(number)s", file=file["name"], number=file["version"]
    )


def field_label(env, model, name):
    field = env[model]._fields.get(name) if model in env else None
    return field._description_string(env) if field is not None else name


def _text(env, model, name, value, ground):
    """A value in words, an amount with the currency that it has in its ground."""
    field = env[model]._fields.get(name) if model in env else None
    if isinstance(value, dict):
        return value["names"] or env._("empty")
    if field is not None and field.type == "selection":
        value = dict(field._description_selection(env)).get(value, value)
    if isinstance(value, bool) and field is not None and field.type == "boolean":
        return env._("yes") if value else env._("no")
    if isinstance(value, float):
        return _number(env, value, currency_of(ground, name))
    if value in (None, False, ""):
        return env._("empty")
    return str(value)[:LONG]


def _number(env, value, currency_id):
    currency = env["res.currency"].browse(currency_id or ()).exists()
    if currency:
        return formatLang(env, value, currency_obj=currency)
    return formatLang(env, value, digits=2)
