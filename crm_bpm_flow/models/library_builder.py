"""Turns a definition of the library into the rows of a process's draft."""

from markupsafe import Markup

from odoo.tools.translate import LazyGettext

from ..library.marks import Installed, Need
from .library_action import action_vals
from .library_approval import build_approval
from .library_words import needs_xmlid

# Keys of a definition that are the models' own fields.
NODE_FIELDS = ("kind", "event", "interrupting", "result")


class Builder:
    """Builds one process; ``flow`` comes under sudo, in English, with its draft."""

    def __init__(self, flow, process):
        self.flow = flow
        self.env = flow.env
        self.process = process
        self.draft = flow.draft_id
        self.needs = {}
        self.roles = {}
        self.nodes = {}
        self.outcomes = {}

    def build(self):
        """All rows, in the order in which they need one another."""
        self.draft.node_ids.unlink()
        for key, need in self.process["needs"].items():
            self.needs[key] = self._find_or_make(need)
        for key, role in self.process["roles"].items():
            self.roles[key] = self.env["bpm.flow.role"].create(self._role_vals(role))
        for number, step in enumerate(self.process["steps"], start=1):
            vals = self._node_vals(step, number)
            self.nodes[step["id"]] = self.env["bpm.flow.node"].create(vals)
        for step in self.process["steps"]:
            self._build_parts(step)
        self.env["bpm.flow.transition"].create(self._way_vals())
        for start in self.process["starts"]:
            self.env["bpm.flow.start"].create(self._start_vals(start))
        for mark in self.process.get("brings", ()):
            self.record(mark)
        for route in self.process.get("routes", ()):
            self.env["bpm.flow.document.route"].create(self._route_vals(route))

    # ------------------------------------------------------------------
    # Values
    # ------------------------------------------------------------------
    def text(self, value):
        """English words of a wrapped text."""
        return self.env._(value) if isinstance(value, LazyGettext) else value

    def record(self, mark):
        """What a ``Need`` or ``Installed`` stands for; anything else is itself."""
        if isinstance(mark, Need):
            return self.needs[mark.key]
        if isinstance(mark, Installed):
            library = self.env["bpm.flow.library"].search([("code", "=", mark.code)])
            return library.with_user(self.flow.user_id)._newest().sudo()
        return mark

    def domain(self, leaves):
        """A domain's text, records as their ids."""
        return repr(self._plain(leaves)) if leaves else False

    def _plain(self, value):
        if isinstance(value, Need):
            return self.needs[value.key].id
        if isinstance(value, list):
            return [self._plain(item) for item in value]
        if isinstance(value, tuple):
            return tuple(self._plain(item) for item in value)
        return value

    def paragraphs(self, texts):
        """HTML of paragraphs that are HTML already, where it matters."""
        return Markup("").join(
            Markup("<p>%s</p>") % Markup(self.text(text)) for text in texts
        )

    def field_ids(self, names):
        """Ids of the target's fields."""
        get = self.env["ir.model.fields"]._get
        return [get(self.process["model"], name).id for name in names]

    # ------------------------------------------------------------------
    # What the process needs in the database
    # ------------------------------------------------------------------
    def _find_or_make(self, need):
        """A record by its external id, else by its name, else a new one."""
        model = self.env[need["model"]].with_context(active_test=False)
        xmlid = needs_xmlid(need["xmlid"])
        found = self.env.ref(xmlid, raise_if_not_found=False)
        found = found or self._find_by_name(model, need["values"]["name"])
        if found:
            return found
        made = model.create(self._need_vals(need))
        if xmlid != need["xmlid"]:
            self.env["ir.model.data"]._update_xmlids(
                [{"xml_id": xmlid, "record": made, "noupdate": True}]
            )
        return made

    def _find_by_name(self, model, text):
        langs = [code for code, _name in self.env["res.lang"].get_installed()]
        for lang in ["en_US", *langs]:
            speaking = model.with_context(lang=lang)
            found = speaking.search([("name", "=", speaking.env._(text))], limit=1)
            if found:
                return model.browse(found.id)
        return model

    def _need_vals(self, need):
        vals = {name: self.text(value) for name, value in need["values"].items()}
        if need["model"] == "mail.template":
            vals["model_id"] = self.env["ir.model"]._get_id(self.process["model"])
            vals["body_html"] = self.paragraphs(vals["body_html"])
        return vals

    # ------------------------------------------------------------------
    # Rows
    # ------------------------------------------------------------------
    def _role_vals(self, role):
        """Filled so that each step finds somebody at once; the owner picks better."""
        owner = self.flow.user_id
        teams = self.env["crm.team"]
        if role.get("teams"):
            teams = owner.crm_team_ids or teams._get_default_team_id(user_id=owner.id)
        return {
            "version_id": self.draft.id,
            "name": self.text(role["name"]),
            "user_field": role.get("user_field", False),
            "user_field_first": role.get("user_field_first", False),
            "user_ids": [(6, 0, owner.ids if role.get("installer") else [])],
            "team_ids": [(6, 0, teams.ids)],
            "pick": role.get("pick", "claim"),
        }

    def _node_vals(self, step, number):
        vals = {name: step[name] for name in NODE_FIELDS if name in step}
        if "deadline" in step:
            vals.update(_delay_vals(*step["deadline"]))
        if "text" in step:
            vals["instruction"] = self.paragraphs(step["text"])
        if "fits" in step:
            vals["condition_domain"] = self.domain(step["fits"])
        vals.update(step.get("fields", {}))
        return {
            **vals,
            "version_id": self.draft.id,
            "bpmn_id": step["id"],
            "name": self.text(step["name"]),
            "sequence": number * 10,
            "role_id": self.roles[step["role"]].id if "role" in step else False,
            "attached_to_id": self.nodes[step["on"]].id if "on" in step else False,
            "require_file": step.get("file", False),
            "require_comment": step.get("comment", False),
            "required_field_ids": [(6, 0, self.field_ids(step.get("required", ())))],
            "checklist_ids": [
                (0, 0, {"name": self.text(item), "sequence": place})
                for place, item in enumerate(step.get("checklist", ()), start=1)
            ],
        }

    def _build_parts(self, step):
        node = self.nodes[step["id"]]
        if "approval" in step:
            build_approval(self, node, step["approval"])
        outcomes = [
            self._outcome_vals(node, place, *outcome)
            for place, outcome in enumerate(step.get("outcomes", ()), start=1)
        ]
        for outcome in self.env["bpm.flow.outcome"].create(outcomes):
            self.outcomes[step["id"], outcome.code] = outcome
        reminders = [self._reminder_vals(node, *r) for r in step.get("reminders", ())]
        self.env["bpm.flow.reminder"].create(reminders)
        actions = [
            {"sequence": place * 10, **action_vals(self, node, action)}
            for place, action in enumerate(step.get("actions", ()), start=1)
        ]
        self.env["ir.actions.server"].create(actions)

    def _outcome_vals(self, node, place, code, name, style, _target, more=()):
        return {
            "node_id": node.id,
            "code": code,
            "name": self.text(name),
            "style": style,
            "sequence": place * 10,
            **dict(more),
        }

    def _reminder_vals(self, node, moment, amount, unit, action, role=None):
        return {
            "node_id": node.id,
            "moment": moment,
            "amount": amount,
            "unit": unit,
            "action": action,
            "role_id": self.roles[role].id if role else False,
        }

    def _way_vals(self):
        """Ways of all steps: those of outcomes, the plain ones, those of choices."""
        rows = []
        for step in self.process["steps"]:
            ways = [
                {"to": outcome[3], "outcome": outcome[0]}
                for outcome in step.get("outcomes", ())
            ]
            ways += [
                {"to": target, "outcome": code}
                for code, target in step.get("decisions", {}).items()
            ]
            ways += [{"to": step["then"]}] if "then" in step else []
            ways += step.get("ways", ())
            if "otherwise" in step:
                ways.append({"to": step["otherwise"], "default": True})
            rows += [
                self._one_way_vals(step["id"], place, way)
                for place, way in enumerate(ways, start=1)
            ]
        return rows

    def _one_way_vals(self, source, place, way):
        outcome = self.outcomes.get((source, way.get("outcome")))
        return {
            "version_id": self.draft.id,
            "bpmn_id": f"{source}_to_{way['to']}_{place}",
            "source_id": self.nodes[source].id,
            "target_id": self.nodes[way["to"]].id,
            "name": self.text(way.get("name", False)),
            "sequence": place * 10,
            "domain": self.domain(way.get("domain")),
            "expression": way.get("formula", False),
            "is_default": way.get("default", False),
            "outcome_id": outcome.id if outcome else False,
        }

    def _route_vals(self, route):
        """The process as a route of a document type, behind those it has."""
        kind = self.record(route["type"])
        return {
            "type_id": kind.id,
            "flow_id": self.flow.id,
            "moment": route.get("moment", "register"),
            "domain": self.domain(route.get("domain")) or "[]",
            "sequence": max(kind.route_ids.mapped("sequence"), default=0) + 10,
        }

    def _start_vals(self, start):
        """A start rule; it works once a version is published."""
        group = start.get("unless_group")
        everybody = self.env.ref("base.group_user").all_implied_ids
        value = self.record(start["value"]) if "value" in start else None
        return {
            "flow_id": self.flow.id,
            "name": self.text(start["name"]),
            "active": not group or self.env.ref(group) not in everybody,
            "trigger": start["trigger"],
            "value_id": value.id if value else False,
            "field_ids": [(6, 0, self.field_ids(start.get("fields", ())))],
            "domain": self.domain(start.get("domain")) or "[]",
            "pre_domain": self.domain(start.get("pre_domain")),
        }


def _delay_vals(amount, unit, calendar="clock", date=None):
    counted = {"deadline_from": "field", "deadline_field": date} if date else {}
    return {
        **counted,
        "deadline_amount": amount,
        "deadline_unit": unit,
        "deadline_calendar": calendar,
    }
