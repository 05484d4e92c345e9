"""Approvals of the library's processes."""

SHORT = ("rule", "order", "count", "share", "strict", "files")


def build_approval(builder, node, words):
    """Make a step an approval and find the outcomes that it has then.

    :param builder: ``library_builder.Builder``
    :param node: the step, made a moment ago
    :param dict words: ``rule``, ``order``, ``count``, ``share``, ``strict``, ``files``
        as the fields ``approval_*`` of the step; ``looks``: names of the record's
        fields; ``approvers``: keys of roles, or dicts of ``bpm.flow.approver`` values
        with ``role`` and ``looks``
    """
    vals = {f"approval_{name}": words[name] for name in SHORT if name in words}
    looks = builder.field_ids(words.get("looks", ()))
    node.write({**vals, "is_approval": True, "approval_field_ids": [(6, 0, looks)]})
    lines = [
        _line_vals(builder, node, place, line)
        for place, line in enumerate(words["approvers"], start=1)
    ]
    builder.env["bpm.flow.approver"].create(lines)
    for outcome in node.outcome_ids:
        builder.outcomes[node.bpmn_id, outcome.code] = outcome


def _line_vals(builder, node, place, line):
    line = {"role": line} if isinstance(line, str) else dict(line)
    role, looks = line.pop("role", None), line.pop("looks", None)
    vals = {**line, "node_id": node.id, "sequence": place * 10}
    if role:
        vals["role_id"] = builder.roles[role].id
    if looks is not None:
        vals["has_own_ground"] = True
        vals["field_ids"] = [(6, 0, builder.field_ids(looks))]
    return vals
