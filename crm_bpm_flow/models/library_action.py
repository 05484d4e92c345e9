"""Values of Odoo's server actions for the automatic steps of the library."""


def action_vals(builder, node, action):
    """Values of one server action.

    :param builder: ``library_builder.Builder``
    :param node: the step that it belongs to
    :param dict action: ``state`` is Odoo's kind; besides it
        ``object_write``: ``path`` of a field, its ``value``, for tags an ``operation``;
        ``mail_post``: ``template``; ``webhook``: ``url`` and names of fields to
        ``send``; ``bpm_start``: ``flow``; ``bpm_document``: ``template``, and
        ``type``, ``register``, ``send``, ``variable``
    """
    model = builder.process["model"]
    return {
        "name": builder.text(action["name"]),
        "state": action["state"],
        "model_id": builder.env["ir.model"]._get_id(model),
        "bpm_node_id": node.id,
        **KINDS[action["state"]](builder, action),
    }


def _write_vals(builder, action):
    field = builder.env[builder.process["model"]]._fields[action["path"]]
    value = builder.record(action["value"])
    vals = {"update_path": action["path"], "evaluation_type": "value"}
    if field.type == "boolean":
        vals["update_boolean_value"] = "true" if value else "false"
    elif field.relational:
        vals["resource_ref"] = f"{value._name},{value.id}"
        vals["value"] = str(value.id)
        vals["update_m2m_operation"] = action.get("operation", "add")
    else:
        vals["value"] = value
    if field.type == "selection":
        vals["selection_value"] = (
            builder.env["ir.model.fields.selection"]
            .search(
                [
                    ("field_id.model", "=", builder.process["model"]),
                    ("field_id.name", "=", action["path"]),
                    ("value", "=", value),
                ]
            )
            .id
        )
    return vals


def _mail_vals(builder, action):
    return {
        "template_id": builder.record(action["template"]).id,
        "mail_post_method": "comment",
        "mail_post_autofollow": False,
    }


def _webhook_vals(builder, action):
    return {
        "webhook_url": action["url"],
        "webhook_field_ids": [(6, 0, builder.field_ids(action["send"]))],
    }


def _start_vals(builder, action):
    return {"bpm_flow_id": builder.record(action["flow"]).id}


def _document_vals(builder, action):
    kind = builder.record(action["type"]) if action.get("type") else None
    return {
        "bpm_template_id": builder.record(action["template"]).id,
        "bpm_document_type_id": kind.id if kind else False,
        "bpm_register": action.get("register", True),
        "bpm_send": action.get("send", False),
        "bpm_variable": action.get("variable", False),
    }


KINDS = {
    "object_write": _write_vals,
    "mail_post": _mail_vals,
    "webhook": _webhook_vals,
    "bpm_start": _start_vals,
    "bpm_document": _document_vals,
}
