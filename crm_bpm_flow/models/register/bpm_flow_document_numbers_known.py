import re

from odoo import api, fields, models


class BpmFlowDocument(models.Model):
    """Numbers that are brought along from an existing register."""

    _inherit = "bpm.flow.document"

    @api.model_create_multi
    def create(self, vals_list):
        documents = super().create(vals_list)
        brought = documents.filtered("number")
        if brought:
            brought.sudo().filtered(lambda d: not d.date_registered).write(
                {
                    "date_registered": fields.Datetime.now(),
                    "registered_by_id": self.env.uid,
                }
            )
            self.env["bpm.flow.document.numbering"]._learn(brought.sudo())
        return documents


class BpmFlowDocumentNumbering(models.Model):
    """The row goes on behind the highest number that was brought along."""

    _inherit = "bpm.flow.document.numbering"

    @api.model
    def _learn(self, documents):
        highest = {}
        for document in documents:
            kind, day = document.type_id, document.date
            place = self._place_of(kind, document.number, day)
            if place is not None:
                year = day.year if kind.number_yearly else 0
                key = (kind, document.company_id, year)
                if place > highest.get(key, (0, None))[0]:
                    highest[key] = (place, day)
        for (kind, company, _year), (place, day) in highest.items():
            sequence = self._of(kind, company, day).sequence_id.sudo()
            if sequence.number_next <= place:
                sequence.number_next = place + 1

    @api.model
    def _place_of(self, kind, number, day):
        """Which place in the row a number has; None where it is not of this form.

        The month and the day in it may be any. Beyond nine digits no sequence goes on.
        """
        ends = []
        for part in (kind.number_prefix, kind.number_suffix):
            words = re.escape(part or "")
            words = words.replace(r"%\(", "%(").replace(r"\)s", ")s")
            words = words.replace("%(year)s", f"{day:%Y}").replace("%(y)s", f"{day:%y}")
            ends.append(re.sub(r"%\(\w+\)s", r"\\w+", words))
        found = re.fullmatch(f"{ends[0]}0*([0-9]{{1,9}}){ends[1]}", number.strip())
        return int(found[1]) if found else None
