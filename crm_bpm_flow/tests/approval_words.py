"""Words for approvals; ``process_words.approval`` uses them."""

SHORT = (
    "rule",
    "order",
    "count",
    "share",
    "strict",
    "files",
    "remarks",
    "reject",
    "return",
)


def long_names(values):
    """Values of a step's fields from their short names."""
    return {
        f"approval_{name}" if name in SHORT else name: value
        for name, value in values.items()
    }


def approver(who=None, looks=None, files=None, **values):
    """A line of an approval: users, and the fields of the record that they look at."""
    if who:
        values["user_ids"] = [(6, 0, who.ids)]
    if looks is not None or files:
        values["has_own_ground"] = True
        values["with_files"] = bool(files)
    return values, tuple(looks or ())


def add_parts(nodes, key, looks, back, lines):
    """What an approval has that is made when all steps are there."""
    node = nodes[key]
    node.approval_field_ids = _fields(node, looks)
    node.return_node_ids = node.browse().union(*(nodes[other] for other in back))
    for place, (values, seen) in enumerate(lines, 1):
        line = node.env["bpm.flow.approver"].create(
            {"node_id": node.id, "sequence": place, **values}
        )
        line.field_ids = _fields(node, seen)


def _fields(node, names):
    get = node.env["ir.model.fields"]._get
    rows = [get(node.res_model, name).id for name in names]
    return node.env["ir.model.fields"].browse(rows)
