from odoo import fields, models


class BpmFlowCategory(models.Model):
    _name = "bpm.flow.category"
    _description = "Process Category"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()

    _name_uniq = models.UniqueIndex("(name)", "There is already a category like that.")
