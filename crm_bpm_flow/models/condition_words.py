import re

# As Odoo says it, in English only: "Invalid field crm.lead.x_size in condition (...)".
GONE_FIELD = re.compile(r"^Invalid field ([\w.]+)\.(\w+) in ")


def reason(env, error):
    """Why a condition cannot be decided, for people: mostly, its field was deleted."""
    text = str(error)
    found = GONE_FIELD.match(text)
    if not found:
        return text
    model, field = found.groups()
    return env._(
        "%(model)s has no field “%(field)s” (any more).",
        model=env["ir.model"]._get(model).name or model,
        field=field,
    )
