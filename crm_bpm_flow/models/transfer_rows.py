"""Server actions, reminders and starts as plain data, and back as values of rows."""

from .ir_actions_server import OWNER_FIELDS

# Set by what they are a part of, or worked out by Odoo of the rest.
MADE = {
    "automated_name",
    "bpm_node_id",
    "model_id",
    "update_field_id",
    "update_related_model_id",
}
# Told to system administrators only, who alone may bring them in again.
POWERS = {"code", "webhook_url", "webhook_field_ids", "child_ids"}
# Elsewhere Odoo works the model out together with the field, or not at all when it
# is told one of them.
MAKING = ("object_create", "object_copy")
ACTION_FIELDS = sorted((OWNER_FIELDS - MADE) | POWERS - {"child_ids"})
START_FIELDS = (
    "trigger",
    "sequence",
    "active",
    "date_amount",
    "date_unit",
    "date_mode",
)
REMINDER_FIELDS = ("moment", "amount", "unit", "action")
# Records that travel in the file, for where they are missing: their fields.
CARRIED = {
    "mail.template": (
        "subject",
        "body_html",
        "email_from",
        "use_default_to",
        "email_to",
        "email_cc",
        "partner_to",
        "reply_to",
        "lang",
        "auto_delete",
    ),
    "sms.template": ("body", "lang"),
    "crm.tag": ("color",),
}


def action_settings(action, names, with_powers):
    """One server action; without powers its code and addresses are left out."""
    usual = action.default_get(list(ACTION_FIELDS))
    found = {"name": action.name, "state": action.state}
    words = names.words(action, ("name",))
    if words:
        found["words"] = words
    for name in ACTION_FIELDS:
        field, value = action._fields.get(name), action[name]
        if field is None or (field.type != "boolean" and not value):
            continue
        # What Odoo works out by itself is no default: yes and no are always said.
        if field.type != "boolean" and value == usual.get(name):
            continue
        if name in POWERS and not with_powers:
            continue
        if name == "crud_model_id" and action.state not in MAKING:
            continue
        if name not in found:
            found[name] = _told(field, value, names)
    if found.get("resource_ref"):
        found.pop("value", None)  # the same record's id, as text
    return {key: value for key, value in found.items() if value not in (None, "", [])}


def _told(field, value, names):
    if field.type == "many2one" or field.type == "reference":
        return names.ref(value)
    if field.relational:
        return names.refs(value)
    return value if isinstance(value, (bool, int, float)) else str(value)


def action_values(env, told, found):
    """Values of the row of an action; ``found.missing`` says what is not here."""
    model, values = env["ir.actions.server"], {}
    for name in ("name", "state", *ACTION_FIELDS):
        field = model._fields.get(name)
        is_made = name != "crud_model_id" or told.get("state") in MAKING
        if field is None or name not in told or not is_made:
            continue
        value = told[name]
        if field.type == "reference":
            record = found(value)
            if record:
                values[name] = f"{record._name},{record.id}"
                values["value"] = str(record.id)
        elif field.type == "many2one":
            record = found(value)
            values[name] = record.id if record else False
        elif field.relational:
            values[name] = [(6, 0, found.all(value if isinstance(value, list) else []))]
        elif isinstance(value, (str, int, float, bool)):
            values[name] = value
    return values


def without_powers(told):
    """What a page may keep of an action that has to wait for an answer."""
    return {name: value for name, value in told.items() if name not in POWERS}


def reminder_settings(reminder):
    found = {name: reminder[name] for name in REMINDER_FIELDS}
    if reminder.role_id:
        found["role"] = reminder.role_id.name
    if reminder.outcome_id:
        found["outcome"] = reminder.outcome_id.code or reminder.outcome_id.name
    return found


def start_settings(start, names):
    """A rule that starts a process by itself."""
    found = {"name": start.name}
    found.update({name: start[name] for name in START_FIELDS})
    for name in ("domain", "pre_domain"):
        if start[name] not in (False, "", "[]"):
            found[name] = names.domain(start.res_model, start[name])
    if start.field_ids:
        found["fields"] = sorted(start.sudo().field_ids.mapped("name"))
    if start.date_field_id:
        found["date_field"] = start.sudo().date_field_id.name
    if start.value_id and start.value_model:
        found["value"] = names.ref(start.env[start.value_model].browse(start.value_id))
    words = names.words(start, ("name",))
    return {**found, "words": words} if words else found


def start_values(env, told, found, model):
    """Values of the row of a start; ``found.missing`` says what is not here."""
    values = {name: told[name] for name in START_FIELDS if name in told}
    values["name"] = str(told.get("name") or "") or False
    for name in ("domain", "pre_domain"):
        if told.get(name):
            values[name] = found.domain(told[name]) or False
    if told.get("value"):
        record = found(told["value"])
        values["value_id"] = record.id if record else False
    get = env["ir.model.fields"].sudo()._get
    if told.get("fields"):
        rows = [get(model, str(name)).id for name in told["fields"]]
        values["field_ids"] = [(6, 0, [row for row in rows if row])]
    if told.get("date_field"):
        values["date_field_id"] = get(model, str(told["date_field"])).id
    return values


def carried_settings(record, names):
    """A record that travels with the process."""
    fields = [name for name in CARRIED[record._name] if name in record._fields]
    found = {**names.ref(record), "values": {}}
    for name in fields:
        if record[name]:
            value = record[name]
            plain = value if isinstance(value, (bool, int)) else str(value)
            found["values"][name] = plain
    translated = [name for name in fields if record._fields[name].translate]
    words = names.words(record, ["name", *translated])
    return {**found, "words": words} if words else found
