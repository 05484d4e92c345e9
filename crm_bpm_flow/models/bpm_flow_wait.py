from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

KINDS = [
    ("message", "Message"),
    ("signal", "Signal"),
    ("condition", "Condition"),
    ("milestone", "Only while"),
    ("section", "Turn"),
]


class BpmFlowWait(models.Model):
    """What a case waits for besides people and time: a message, a signal, a change of
    its record, its turn at what only one may do at a time.

    A row is deleted when it is over: the journal keeps the fact.
    """

    _name = "bpm.flow.wait"
    _description = "Wait of a Case"
    _inherit = ["bpm.flow.case.part"]
    _order = "id"
    _rec_name = "name"

    instance_id = fields.Many2one(
        "bpm.flow.instance",
        string="Case",
        required=True,
        index=True,
        ondelete="cascade",
    )
    flow_id = fields.Many2one(
        "bpm.flow", string="Process", required=True, index=True, ondelete="cascade"
    )
    node_id = fields.Many2one(
        "bpm.flow.node", string="Step", required=True, index=True, ondelete="restrict"
    )
    token = fields.Integer(string="Place", required=True)
    kind = fields.Selection(KINDS, required=True)
    name = fields.Char(string="For")
    key = fields.Char(help="By which value its message finds it.")
    res_model = fields.Char(string="Record's model")
    res_id = fields.Many2oneReference(string="Record's id", model_field="res_model")
    is_held = fields.Boolean(string="Has the turn", help="Or: the condition held.")

    _name_idx = models.Index("(kind, name)")
    _record_idx = models.Index(
        "(res_model, res_id) WHERE kind IN ('condition', 'milestone')"
    )
    _turn_uniq = models.UniqueIndex(
        "(name) WHERE is_held AND kind = 'section'",
        "Somebody else has the turn already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("Waits are made by the engine only."))
        return super().create(vals_list)

    @api.model
    def _open(self, kind, decided):
        """Note what cases wait for.

        :param decided: list of ``(case, engine effect)``
        :return: the rows, in that order
        """
        rows = []
        for case, effect in decided:
            node = case.version_id._node(effect.node)
            rows.append(
                {
                    "instance_id": case.id,
                    "flow_id": case.flow_id.id,
                    "node_id": node.id,
                    "token": effect.token,
                    "kind": kind,
                    "name": node._awaited_name(kind, case, effect.token),
                    "key": kind == "message" and node._awaited_key(case, effect.token),
                    "res_model": case.res_model,
                    "res_id": case.res_id,
                }
            )
        return self.create(rows)

    @api.model
    def _of(self, decided):
        """The rows that belong to these effects, in the order of their ids."""
        keys = {
            (case.id, effect.token, case.version_id._node(effect.node).id)
            for case, effect in decided
        }
        rows = self.search([("instance_id", "in", [key[0] for key in keys])])
        return rows.filtered(
            lambda w: (w.instance_id.id, w.token, w.node_id.id) in keys
        )

    # ------------------------------------------------------------------
    # Turns
    # ------------------------------------------------------------------
    def _take_turns(self):
        """Give the turn to whoever is first where nobody has it.

        :return: the rows that have it now and did not before
        """
        names = sorted(set(self.mapped("name")))
        for name in names:
            # Two transactions that look at the same time would both find it free.
            self.env.cr.execute(
                SQL("SELECT pg_advisory_xact_lock(hashtext(%s))", f"bpm.section.{name}")
            )
        self.flush_model()
        waiting = self.search(
            [("kind", "=", "section"), ("name", "in", names)], order="id"
        )
        taken = set(waiting.filtered("is_held").mapped("name"))
        lucky = self.browse()
        for row in waiting:
            if row.name not in taken:
                taken.add(row.name)
                lucky |= row
        lucky.is_held = True
        return lucky
