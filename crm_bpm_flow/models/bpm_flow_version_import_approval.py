from odoo import models
from odoo.tools import email_normalize

from .bpmn_settings import who_values_of
from .const import MOST_DAYS, OUTSIDE


class BpmFlowVersionImportApproval(models.Model):
    """Approvals of a file, once all of its steps are there."""

    _inherit = "bpm.flow.version"

    def _import_nodes(self, process, definitions):
        nodes = super()._import_nodes(process, definitions)
        for element in process.elements:
            settings = element.settings.get("approval")
            if isinstance(settings, dict) and element.id in nodes:
                self._import_approval(nodes[element.id], settings, nodes)
        return nodes

    def _import_approval(self, node, settings, nodes):
        targets = [nodes[n].id for n in settings.get("return_to", ()) if n in nodes]
        node.write(
            {
                "approval_field_ids": self._fields_named(settings.get("looks")),
                "return_node_ids": [(6, 0, targets)],
                "approver_ids": [
                    (0, 0, {"sequence": 10 * place, **self._approver_values(row)})
                    for place, row in enumerate(settings.get("approvers", ()), 1)
                ],
            }
        )

    def _approver_values(self, row):
        values = {**who_values_of(self.env, row), **_link_values_of(row)}
        if row.get("key"):
            values["key"] = str(row["key"])
        values["role_id"] = self._import_role(row.get("role"))
        if "looks" in row:
            values["has_own_ground"] = True
            values["field_ids"] = self._fields_named(row["looks"])
            values["with_files"] = bool(row.get("files"))
        return values

    def _fields_named(self, names):
        rows = self.env["ir.model.fields"].search(
            [("model", "=", self.res_model), ("name", "in", list(names or ()))]
        )
        return [(6, 0, rows.ids)]


def _link_values_of(row):
    """How somebody outside is asked, as far as the file says it in a form we know."""
    if row.get("outside") not in dict(OUTSIDE):
        return {}
    known = {
        "outside": row["outside"],
        "link_read_only": bool(row.get("link_read_only")),
    }
    for name in ("outside_field", "outside_email"):
        if isinstance(row.get(name), str):
            known[name] = row[name]
    days = row.get("link_days")
    if type(days) is int and 0 < days <= MOST_DAYS:
        known["link_days"] = days
    address = email_normalize(known.get("outside_email"))
    return known if address or known["outside"] != "address" else {}
