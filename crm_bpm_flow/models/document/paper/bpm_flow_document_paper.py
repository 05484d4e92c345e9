from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ....demo.paper import Paper
from ..const import SIGNED
from .const import (
    BACK_SIGNED,
    BACK_UNSIGNED,
    DESTROYED,
    GONE_STATES,
    KEPT,
    LOST,
    NO_PAPER,
    ORIGINAL,
    OUT,
    PAPER_STATES,
    WITH_PARTNER,
)

MANY = 100


class BpmFlowDocument(models.Model):
    """The paper of a document: its copies, and how far they are."""

    _inherit = "bpm.flow.document"

    copy_ids = fields.One2many(
        "bpm.flow.document.copy", "document_id", string="Copies", copy=False
    )
    paper_state = fields.Selection(
        PAPER_STATES,
        string="Paper",
        required=True,
        default=NO_PAPER,
        copy=False,
        readonly=True,
        index=True,
        help="“Not back yet” as long as a copy that was sent to be signed is with the "
        "partner.",
    )
    paper_late = fields.Boolean(
        string="Paper overdue",
        compute="_compute_paper_late",
        search="_search_paper_late",
    )

    @api.depends("copy_ids.is_overdue")
    def _compute_paper_late(self):
        for document in self:
            document.paper_late = any(document.copy_ids.mapped("is_overdue"))

    def _search_paper_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = self.env["bpm.flow.document.copy"]._overdue_domain()
        return [("copy_ids", "any" if True in value else "not any", late)]

    def _kept(self):
        return super()._kept() | {"paper_state"}

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") == SIGNED:
            self._make_copies()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_on_paper(self):
        if document := self.sudo().filtered("copy_ids")[:1]:
            raise UserError(
                self.env._(
                    "“%s” is on paper: its copies are kept.", document.display_name
                )
            )

    # ------------------------------------------------------------------
    # Copies
    # ------------------------------------------------------------------
    def _make_copies(self):
        """Signed documents of a type that is kept on paper get their copies."""
        rows = []
        for document in self.sudo():
            count = document.type_id.copy_count
            if count > 0 and not document.copy_ids:
                holder = document.user_id or self.env.user
                rows += [{"document_id": document.id, "holder_id": holder.id}] * count
        if rows:
            self.env["bpm.flow.document.copy"].sudo().create(rows)

    def add_copies(self, count=1, kind=ORIGINAL, place_id=None):
        """Note that there are more copies on paper.

        :param int count: how many, at most 100
        :param str kind: ``original`` or ``copy``
        :param int place_id: where they lie, else with whoever asks
        :return: ``bpm.flow.document.copy``
        :raises AccessError: for all but registrars
        """
        self.check_access("write")
        copies = self.env["bpm.flow.document.copy"]
        if not copies._is_registrar():
            raise AccessError(self.env._("Copies on paper are kept by registrars."))
        if not 1 <= count <= MANY:
            raise UserError(self.env._("Choose a number from 1 to %s.", MANY))
        vals = {"kind": kind, "place_id": place_id}
        return copies.create(
            [{**vals, "document_id": d.id} for d in self for _n in range(count)]
        )

    def action_add_copy(self):
        """One more original, with whoever presses the button."""
        self.add_copies()
        return True

    def action_print_labels(self):
        """Labels of all copies that are there.

        :raises UserError: when there is none
        """
        self.check_access("read")
        copies = self.copy_ids.filtered(lambda copy: copy.state not in GONE_STATES)
        if not copies:
            raise UserError(self.env._("There is no copy to put a label on."))
        report = self.env.ref("crm_bpm_flow.copy_label_report")
        return report.report_action(copies, config=False)

    def _refresh_paper(self):
        """Say how far the paper is, once something happened to a copy.

        Written, not computed: processes wait for what is written.
        """
        documents = self.sudo()
        for state, those in documents.grouped(lambda d: d._paper_now()).items():
            changed = those.filtered(lambda d, state=state: d.paper_state != state)
            if changed:
                changed.write({"paper_state": state})

    def _paper_now(self):
        self.ensure_one()
        copies = self.copy_ids
        if not copies:
            return NO_PAPER
        if copies.filtered(lambda c: c.state == WITH_PARTNER and c.comes_back):
            return OUT
        there = copies.filtered(lambda c: c.state not in GONE_STATES)
        if not there:
            return LOST if LOST in copies.mapped("state") else DESTROYED
        for returned in (BACK_SIGNED, BACK_UNSIGNED):
            if returned in there.mapped("returned"):
                return returned
        return KEPT

    @api.model
    def _demo_paper(self):
        """Places and copies of the demonstration database."""
        Paper(self.env).make()
