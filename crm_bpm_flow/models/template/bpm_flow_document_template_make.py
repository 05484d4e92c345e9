from odoo import api, fields, models
from odoo.exceptions import UserError

# Where the amount of a record is looked for, in this order.
AMOUNTS = ("amount_total", "amount", "expected_revenue", "list_price")


class BpmFlowDocumentFile(models.Model):
    _inherit = "bpm.flow.document.file"

    template_id = fields.Many2one(
        "bpm.flow.document.template",
        string="Made from",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )


class BpmFlowDocumentTemplate(models.Model):
    """One click: the file, its document, its number."""

    _inherit = "bpm.flow.document.template"

    def make(self, res_ids, register=True, send=False, type_id=None):
        """Make a document from each record, with the rights of the current user.

        From a document of that type itself: its file, the next version where there is
        one; from another one, a document that belongs to it.

        :param list res_ids: ids of the template's model
        :param bool register: give it its number and start its route
        :param bool send: mail it to its partner
        :param int type_id: type of the document, else the template's
        :return: ``bpm.flow.document``, in the order of the records
        :raises UserError: the template cannot be filled in, with the place
        """
        self.ensure_one()
        self.check_access("read")
        records = self.env[self.res_model].browse(res_ids)
        records.check_access("read")
        kind = self.env["bpm.flow.document.type"].browse(type_id) or self.type_id
        self._check_can_make(kind)
        documents = self._documents_for(records, kind)
        pairs = dict(zip(records.ids, documents, strict=True))

        def put_files():
            self._put_files(records, pairs)

        fresh = documents.filtered(lambda document: not document.number)
        if register and fresh:
            fresh._enter(put_files)
        else:
            put_files()
        if send:
            documents._send_made(self)
        return documents

    def _check_can_make(self, kind):
        if not self.is_ready:
            raise UserError(
                self.env._(
                    "The template “%(template)s” cannot be used yet.\n%(mistakes)s",
                    template=self.name,
                    mistakes=self._all_mistake_words(),
                )
            )
        if not kind and self.res_model != "bpm.flow.document":
            raise UserError(self.env._("Choose of which type the document is."))
        kind.check_access("read")

    def _documents_for(self, records, kind):
        """Whom the files belong to: new documents, or the records themselves.

        A document of another type gets one that belongs to it: a contract its act.
        """
        own = records.browse()
        if records._name == "bpm.flow.document":
            own = records.filtered(lambda d: not kind or d.type_id == kind)
            own.check_access("write")
        others = records - own
        made = records.env["bpm.flow.document"].create(
            [self._document_vals(record, kind) for record in others]
        )
        new = dict(zip(others, made, strict=True))
        return made.browse([new.get(record, record).id for record in records])

    def _document_vals(self, record, kind):
        """What the record says of its document, as far as the user may read it."""
        vals = {"name": record.display_name or self.name, "type_id": kind.id}
        partner = self._partner_of(record)
        if partner:
            vals["partner_id"] = partner.commercial_partner_id.id
            if partner != partner.commercial_partner_id:
                vals["contact_id"] = partner.id
        if record._name == "crm.lead":
            vals["lead_id"] = record.id
        elif record._name == "bpm.flow.document":
            vals["parent_id"] = record.id
            vals["lead_id"] = record.lead_id.id
            vals["name"] = record.name
        company = self._open_value(record, "company_id")
        if company:
            vals["company_id"] = company.id
        for name in AMOUNTS:
            amount = self._open_value(record, name)
            if amount:
                vals["amount"] = amount
                currency = self._currency_of(record, name)
                if currency:
                    vals["currency_id"] = currency.id
                break
        return vals

    @api.model
    def _open_value(self, record, name):
        field = record._fields.get(name)
        is_open = field is not None and record._has_field_access(field, "read")
        return record[name] if is_open else False

    @api.model
    def _currency_of(self, record, name):
        field = record._fields[name]
        if field.type != "monetary":
            return False
        return self._open_value(record, field.get_currency_field(record))

    def _put_files(self, records, documents):
        """Fill in and attach.

        :param documents: ``{record id: bpm.flow.document}``
        """
        for record, name, content in self._fill(records, documents):
            document = documents[record.id]
            note = self.env._("Made from the template “%s”", self.name)
            if earlier := document._file_of(self):
                earlier.add_version(content, name, note=note)
            else:
                file = document.add_file(name, content, note)
                file.sudo().template_id = self
