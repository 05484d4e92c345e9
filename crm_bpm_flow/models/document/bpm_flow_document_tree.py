from odoo import api, fields, models

MOST = 200  # rows of a tree that are shown


class BpmFlowDocument(models.Model):
    """A document among those that it belongs to and that belong to it."""

    _inherit = "bpm.flow.document"

    tree = fields.Json(compute="_compute_tree")
    child_count = fields.Integer(compute="_compute_child_count")

    @api.depends_context("uid")
    def _compute_child_count(self):
        counts = dict(
            self._read_group(
                [("parent_id", "in", self.ids)], ["parent_id"], ["__count"]
            )
        )
        for document in self:
            document.child_count = counts.get(document._origin, 0)

    @api.depends_context("uid", "lang")
    def _compute_tree(self):
        for document in self:
            document.tree = document._origin._tree_rows() if document._origin else []

    def _tree_rows(self):
        """Rows ``{id, depth, name, type, number, state, state_words, date, is_this}``
        of all in the same tree that the user may see, each behind its parent."""
        self.ensure_one()
        root = int(self.sudo().parent_path.split("/")[0])
        rows = self.with_context(active_test=False).search(
            [("parent_path", "=like", f"{root}/%")], order="id", limit=MOST
        )
        if len(rows) < 2:
            return []
        states = dict(self._fields["state"]._description_selection(self.env))
        plain = {row: row.sudo().parent_path.strip("/").split("/") for row in rows}
        ordered = sorted(rows, key=lambda row: [int(part) for part in plain[row]])
        return [
            {
                "id": row.id,
                "depth": len(plain[row]) - 1,
                "name": row.name,
                "type": row.type_id.name,
                "number": row.number or "",
                "state": row.state,
                "state_words": states[row.state],
                "date": fields.Date.to_string(row.date),
                "is_this": row == self,
            }
            for row in ordered
        ]

    def action_add_child(self):
        """A new document that belongs to this one; it takes over with whom it is."""
        self.ensure_one()
        self.check_access("read")
        taken = self._taken_over(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What belongs to %s", self.display_name),
            "res_model": self._name,
            "views": [(False, "form")],
            "context": {
                "default_parent_id": self.id,
                **{f"default_{name}": value for name, value in taken.items()},
            },
        }

    def action_view_children(self):
        """What belongs to this document."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_bpm_flow.bpm_flow_document_action"
        )
        return {
            **action,
            "domain": [("id", "child_of", self.id), ("id", "!=", self.id)],
            "context": dict(self.action_add_child()["context"]),
        }
