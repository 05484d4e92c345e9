"""What a step says beyond BPMN, as plain data in a file's extension."""

from .const import PEOPLE_KINDS

# Fields of steps and ways that are copied as they are.
WHO_FIELDS = (
    "pick",
    "user_field",
    "user_field_first",
    "is_starter",
    "is_owner",
    "use_manager",
)
LINK_FIELDS = (
    "outside",
    "outside_field",
    "outside_email",
    "link_days",
    "link_read_only",
)
NODE_FIELDS = (
    "user_formula",
    "deadline_amount",
    "deadline_unit",
    "deadline_from",
    "deadline_field",
    "deadline_calendar",
    "require_file",
    "require_comment",
    "run_later",
    "retry",
    "retry_pauses",
    "call_record_path",
    "call_variables_in",
    "call_variables_out",
    "values_in",
    "values_out",
    "loop_result",
    "loop_result_item",
    "code_variable",
    "message_variable",
    "message_key",
    "ends_all",
    "condition_domain",
    "section",
    "section_scope",
    "milestone",
    "late",
    "result",
    "decision_result",
    "decision_form",
    "is_approval",
    "approval_rule",
    "approval_count",
    "approval_share",
    "approval_order",
    "approval_strict",
    "approval_files",
)
# A deadline as BPMN writes it; events say it in BPMN itself.
WRITTEN = ("timer_kind", "timer_text")
WAY_FIELDS = ("domain", "variable_domain")
OUTCOME_FIELDS = ("name", "code", "style", "require_comment", "skip_requirements")


def node_settings(node):
    """What is not at its default, by field; people by login, groups by their id."""
    found = {**_changed(node, NODE_FIELDS), **who_settings(node)}
    if node.kind in PEOPLE_KINDS:
        found.update(_changed(node, WRITTEN))
    if node.role_id:
        found["role"] = {"name": node.role_id.name, **who_settings(node.role_id)}
    if node.outcome_ids:
        found["outcomes"] = [_changed(o, OUTCOME_FIELDS) for o in node.outcome_ids]
    if node.checklist_ids:
        found["checklist"] = node.checklist_ids.mapped("name")
    if node.required_field_ids:
        found["required"] = sorted(node.sudo().required_field_ids.mapped("name"))
    if node.loop and not node.cancel_rest:
        # BPMN has no word for it, as it has for ad-hoc sub-processes.
        found["cancel_rest"] = False
    if node.is_approval:
        found["approval"] = approval_settings(node)
    return found


def approval_settings(node):
    """What an approval has besides its own fields."""
    found = {}
    if node.approval_field_ids:
        found["looks"] = sorted(node.sudo().approval_field_ids.mapped("name"))
    if node.return_node_ids:
        found["return_to"] = node.return_node_ids.mapped("bpmn_id")
    if node.approver_ids:
        found["approvers"] = [_approver_settings(line) for line in node.approver_ids]
    return found


def _approver_settings(line):
    found = {"key": line.key, **who_settings(line), **_changed(line, LINK_FIELDS)}
    if line.role_id:
        found["role"] = {"name": line.role_id.name, **who_settings(line.role_id)}
    if line.has_own_ground:
        found["looks"] = sorted(line.sudo().field_ids.mapped("name"))
        found["files"] = line.with_files
    return found


def who_settings(who):
    """People of a step or role, as another database may know them."""
    found = _changed(who, WHO_FIELDS)
    if who.same_as_node_id:
        found["same_as"] = who.same_as_node_id.bpmn_id
    if who.user_ids:
        found["users"] = sorted(who.user_ids.mapped("login"))
    if who.group_ids:
        groups = who.group_ids.sudo()
        ids = groups.get_external_id()
        found["groups"] = sorted(ids.get(group.id) or group.name for group in groups)
    if who.team_ids:
        found["teams"] = sorted(who.team_ids.mapped("name"))
    return found


def way_settings(way):
    found = _changed(way, WAY_FIELDS)
    if way.outcome_id:
        found["outcome"] = way.outcome_id.code
    return found


def _changed(record, names):
    defaults = record.default_get(list(names))
    return {
        name: record[name]
        for name in names
        if record[name] and record[name] != defaults.get(name)
    }


def node_values_of(env, settings, model):
    """Values of a step's row from its settings.

    :param str model: technical name of what the process works on
    """
    names = (*NODE_FIELDS, *WRITTEN, "cancel_rest")
    # What is no plain value names records, which are looked up behind all else.
    values = {
        name: settings[name]
        for name in names
        if name in settings and not isinstance(settings[name], (dict, list))
    }
    values.update(who_values_of(env, settings))
    values["outcome_ids"] = [
        (
            0,
            0,
            {"sequence": 10 * place, **{n: row[n] for n in OUTCOME_FIELDS if n in row}},
        )
        for place, row in enumerate(settings.get("outcomes", ()), 1)
    ]
    values["checklist_ids"] = [
        (0, 0, {"name": name, "sequence": 10 * place})
        for place, name in enumerate(settings.get("checklist", ()), 1)
    ]
    if settings.get("required"):
        rows = env["ir.model.fields"].search(
            [("model", "=", model), ("name", "in", settings["required"])]
        )
        values["required_field_ids"] = [(6, 0, rows.ids)]
    return values


def who_values_of(env, settings):
    """Values that say who; those whom this database does not know are left out."""
    values = {name: settings[name] for name in WHO_FIELDS if name in settings}
    if settings.get("users"):
        users = env["res.users"].search([("login", "in", settings["users"])])
        values["user_ids"] = [(6, 0, users.ids)]
    known = [group_called(env, str(name)) for name in settings.get("groups", ())]
    if any(known):
        values["group_ids"] = [(6, 0, [group.id for group in known if group])]
    if settings.get("teams"):
        teams = env["crm.team"].search([("name", "in", settings["teams"])])
        values["team_ids"] = [(6, 0, teams.ids)]
    return values


def group_called(env, name):
    """The group of that external id, else of that name; empty when there is none, or
    more than one."""
    groups = env["res.groups"].sudo()
    found = env.ref(name, raise_if_not_found=False) if "." in name else None
    if found and found._name == groups._name:
        return found
    rows = groups.search([("name", "=", name)], limit=2)
    return rows if len(rows) == 1 else groups
