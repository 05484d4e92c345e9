from odoo import api, fields, models
from odoo.tools import SQL


class BpmFlowDocumentNumbering(models.Model):
    """The row of numbers of a type in a company and a year: an Odoo sequence without
    gaps, which is locked until the registration that took a number is written."""

    _name = "bpm.flow.document.numbering"
    _description = "Numbers of a Document Type"
    _rec_name = "type_id"
    _order = "type_id, year desc, id"

    type_id = fields.Many2one(
        "bpm.flow.document.type", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    year = fields.Integer(required=True, help="0 where one row serves all years.")
    sequence_id = fields.Many2one("ir.sequence", ondelete="restrict")
    number_next = fields.Integer(
        related="sequence_id.number_next_actual", string="Next", readonly=True
    )

    _row_uniq = models.UniqueIndex("(type_id, company_id, year)")

    @api.model
    def _take(self, kind, company, day):
        """The next number of a type for a company, once and for ever.

        Whoever comes at the same time waits, or is served again by Odoo's own repeated
        try of a request (``odoo.service.model.retrying``): no gap and no double.

        :param day: ``date`` of the registration
        :return: the number as text
        """
        row = self._of(kind, company, day)
        return row.sequence_id.with_context(ir_sequence_date=day).next_by_id()

    @api.model
    def _of(self, kind, company, day):
        year = day.year if kind.number_yearly else 0
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO bpm_flow_document_numbering (type_id, company_id, year)
                     VALUES (%s, %s, %s) ON CONFLICT DO NOTHING
                """,
                kind.id,
                company.id,
                year,
            )
        )
        row = self.sudo().search(
            [
                ("type_id", "=", kind.id),
                ("company_id", "=", company.id),
                ("year", "=", year),
            ]
        )
        self.env.cr.execute(
            SQL(
                "SELECT id FROM bpm_flow_document_numbering WHERE id = %s FOR UPDATE",
                row.id,
            )
        )
        if not row.sequence_id:
            row.sequence_id = (
                self.env["ir.sequence"].sudo().create(row._sequence_vals())
            )
        return row

    def _sequence_vals(self):
        self.ensure_one()
        name = f"{self.type_id.name} {self.company_id.name} {self.year or ''}".strip()
        return {
            "name": name,
            "implementation": "no_gap",
            "company_id": self.company_id.id,
            **self._format_of(self.type_id),
        }

    @api.model
    def _format_of(self, kind):
        return {
            "prefix": kind.number_prefix or False,
            "suffix": kind.number_suffix or False,
            "padding": max(kind.number_padding, 0),
        }

    def _take_format(self):
        for row in self:
            row.sequence_id.write(self._format_of(row.type_id))

    @api.model
    def _sample(self, kind):
        """What the next number would look like; nothing is taken."""
        today = fields.Date.context_today(self)
        row = self.sudo().search(
            [
                ("type_id", "=", kind._origin.id),
                ("company_id", "=", self.env.company.id),
                ("year", "=", today.year if kind.number_yearly else 0),
            ],
            limit=1,
        )
        sequence = (
            self.env["ir.sequence"]
            .sudo()
            .new({"name": "sample", **self._format_of(kind)})
            .with_context(ir_sequence_date=today)
        )
        try:
            return sequence.get_next_char(row.number_next or 1)
        except (ValueError, KeyError, TypeError):
            return False
