"""What a ready step holds: plain values of rows, without what belongs to one process.

``{"steps": [{"key", "values", "on", "place", "role", "actions"}], "ways": [[from,
outcome or None, to]], "exit": [step, outcome or None]}``
"""

from markupsafe import Markup

from odoo.tools.translate import LazyGettext

# Rows of one version: a step elsewhere has its own.
OF_A_VERSION = (
    "bpm.flow.version",
    "bpm.flow.node",
    "bpm.flow.role",
    "bpm.flow.outcome",
    "bpm.flow.transition",
    "bpm.flow.decision",
    "ir.actions.server",
)
# Where it stands, and how it is drawn.
PLACE = ("bpmn_id", "sequence", "source", "lane", "base_automation_id")
RELATIONS = ("many2one", "many2many")


def movable(model, values):
    """Values of a row, as ``copy_data`` gives them, that mean the same elsewhere.

    :param model: the row's model
    :return: dict of plain data
    """
    found = {}
    for name, value in values.items():
        field = model._fields.get(name)
        if field is None or name in PLACE:
            continue
        if field.type == "one2many":
            rows = model.env[field.comodel_name]
            found[name] = [[0, 0, movable(rows, row)] for _o, _i, row in value]
        elif field.type in RELATIONS:
            if field.comodel_name not in OF_A_VERSION:
                found[name] = value
        else:
            found[name] = str(value) if isinstance(value, Markup) else value
    return found


def alive(model, values):
    """The same values where some of what they name may be gone by now."""
    found = {}
    for name, value in values.items():
        field = model._fields.get(name)
        if field is None:
            continue
        if field.type == "one2many":
            rows = model.env[field.comodel_name]
            found[name] = [(0, 0, alive(rows, row)) for _o, _i, row in value]
        elif field.type in RELATIONS and value:
            found[name] = _existing(model.env[field.comodel_name].sudo(), field, value)
        else:
            found[name] = value
    return found


def _existing(model, field, value):
    if field.type == "many2one":
        return model.browse(value).exists().id
    return [(6, 0, model.browse(ids).exists().ids) for _c, _i, ids in value]


# ----------------------------------------------------------------------
# Those that come with the add-on
# ----------------------------------------------------------------------
NODE_FIELDS = ("kind", "event", "interrupting", "is_approval")


def shipped(definition, env):
    """The content of one of ``library.ready``, in the language of ``env``."""
    return {
        "steps": [_shipped_step(step, env) for step in definition["steps"]],
        "ways": [list(way) for way in definition["ways"]],
        "exit": list(definition["exit"]),
    }


def _shipped_step(step, env):
    def text(value):
        return env._(value) if isinstance(value, LazyGettext) else value

    values = {name: step[name] for name in NODE_FIELDS if name in step}
    values["name"] = text(step["name"])
    if "event_name" in step:
        values["event_name"] = text(step["event_name"])
    if "deadline" in step:
        values["deadline_amount"], values["deadline_unit"] = step["deadline"]
    if "text" in step:
        paragraphs = (Markup("<p>%s</p>") % text(line) for line in step["text"])
        values["instruction"] = str(Markup("").join(paragraphs))
    if step.get("file"):
        values["require_file"] = True
    if "outcomes" in step:
        values["outcome_ids"] = [
            [0, 0, _shipped_outcome(place, text, *outcome)]
            for place, outcome in enumerate(step["outcomes"], 1)
        ]
    values["reminder_ids"] = [
        [0, 0, dict(zip(("moment", "amount", "unit", "action"), row, strict=True))]
        for row in step.get("reminders", ())
    ]
    values["checklist_ids"] = [
        [0, 0, {"name": text(item), "sequence": place}]
        for place, item in enumerate(step.get("checklist", ()), 1)
    ]
    return {
        "key": step["id"],
        "values": values,
        "on": step.get("on", False),
        "place": list(step.get("place", (0, 0))),
        "role": False,
        "actions": [],
    }


def _shipped_outcome(place, text, code, name, style, more=()):
    values = {"code": code, "name": text(name), "style": style, "sequence": 10 * place}
    return {**values, **dict(more)}
