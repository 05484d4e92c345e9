import re
from ast import literal_eval

from odoo import fields, models
from odoo.exceptions import UserError

from ...documents import (
    Budget,
    Formats,
    Place,
    Sandbox,
    TemplateError,
    docx,
    html,
    preview,
    xlsx,
)
from ...documents.names import file_name
from ...documents.pictures import as_png, data_uri
from ...tools.stage import Stage
from .bpm_flow_document_template import DOCX, HTML, PDF
from .record_values import PlannedRecord, RecordReader

# Names that every template knows.
KNOWN = ("record", "document", "company", "user")
NO_NUMBER_YET = "…"
USUAL_PATTERN = "{{ record }}"
# A picture that was put into the text by Odoo's editor.
OWN_PICTURE = re.compile(r'src="/web/image/(\d+)[^"]*"')


class BpmFlowDocumentTemplate(models.Model):
    """Filling in: a record's values in its language, as the user who asks."""

    _inherit = "bpm.flow.document.template"

    def _fill(self, records, documents=None):
        """Make a file for each record, with the rights of the current user.

        :param documents: ``{record id: bpm.flow.document}`` that they become, if any
        :return: ``[(record, file name, bytes)]``
        :raises UserError: what is wrong, with its place
        """
        self.ensure_one()
        self.check_access("read")
        if records._name != self.res_model:
            raise UserError(self.env._("The template is made for other records."))
        records = records.with_env(self.env(su=False))
        records.check_access("read")
        budget, found = Budget(), []
        for lang, group in self._by_language(records).items():
            reader = RecordReader(records.with_context(lang=lang).env)
            for record in group.with_env(reader.env):
                document = (documents or {}).get(record.id)
                found.append((record, *self._fill_one(reader, record, document)))
                budget.step()
        order = {id_: place for place, id_ in enumerate(records._ids)}
        return sorted(found, key=lambda row: order[row[0].id])

    def _by_language(self, records):
        """``{language: records}``: the template's, the partner's or one's own."""
        if self.lang:
            return {self.lang: records}
        installed = {code for code, _name in self.env["res.lang"].get_installed()}
        found = {}
        for record in records:
            partner = self._partner_of(record)
            lang = partner.sudo().lang if partner else None
            lang = lang if lang in installed else self.env.lang or "en_US"
            found[lang] = found.get(lang, records.browse()) | record
        # what is read together stays together
        return {
            lang: group.with_prefetch(records._prefetch_ids)
            for lang, group in found.items()
        }

    def _partner_of(self, record):
        """Whom the document is for; nobody where the user may not read it."""
        if record._name == "res.partner":
            return record
        field = record._fields.get("partner_id")
        if field is None or not record._has_field_access(field, "read"):
            return self.env["res.partner"]
        return record.partner_id

    def _fill_one(self, reader, record, document):
        """``(file name, bytes)`` of one record."""
        template = self.with_env(reader.env)
        values = template._values(reader, record, document)
        try:
            name = template._file_name(values)
            return name, template._file_of(values)
        except TemplateError as error:
            raise UserError(
                self.env._(
                    "The template “%(template)s” cannot be filled in for “%(record)s”."
                    "\n%(mistake)s",
                    template=self.name,
                    record=record.display_name,
                    mistake=self._mistake_words(error),
                )
            ) from error

    def _values(self, reader, record, document):
        company = record["company_id"] if "company_id" in record._fields else False
        return {
            "record": reader.value(record),
            "document": reader.value(document or reader.env["bpm.flow.document"]),
            "company": reader.value(company or reader.env.company),
            "user": reader.value(reader.env.user),
        }

    def _file_name(self, values):
        pattern = self.file_pattern or USUAL_PATTERN
        box = self._box(self.env)
        box.autoescape = False
        try:
            text = box.from_string(pattern).render(values)
        except TemplateError as error:
            error.place = Place("name", "", pattern)
            raise
        if not self.file_pattern:
            text = f"{self.name} {text}"
        return file_name(text, self._ending(), self.name)

    def _file_of(self, values):
        """Bytes of the filled in file."""
        box = self._box(self.env)
        if self.kind == DOCX:
            return docx.render_docx(self._needed_content(), box, values)
        if self.kind != HTML:
            return xlsx.render_xlsx(self._needed_content(), box, values)
        page = html.whole_page(self._filled_text(box, values))
        return self._as_pdf(page) if self.output == PDF else page.encode()

    def _filled_text(self, box, values):
        box.pictures, box.rich = html.picture_tag, True
        body = html.render_html(self._with_pictures(self.body_html), box, values)
        if not body:
            raise TemplateError("empty")
        return body

    def _with_pictures(self, body):
        """The text with its own pictures in it, as far as the user may read them."""

        def embedded(found):
            picture = self.env["ir.attachment"].browse(int(found[1])).exists()
            if not picture or not picture.has_access("read"):
                return 'src=""'
            return f'src="{data_uri(as_png(picture.raw or b"")[0])}"'

        return OWN_PICTURE.sub(embedded, str(body or ""))

    def _needed_content(self):
        content = self._content()
        if not content:
            raise TemplateError("no_file")
        return content

    def _as_pdf(self, page):
        """A PDF by Odoo's own report engine; the page loads nothing."""
        if Stage.current():
            return page.encode()  # what is only played is no file for anybody
        report = self.env["ir.actions.report"].sudo()
        if report.get_wkhtmltopdf_state() in ("install", "broken"):
            raise UserError(
                self.env._(
                    "PDF files need wkhtmltopdf, which is not installed on this "
                    "server. A system administrator installs it."
                )
            )
        return report._run_wkhtmltopdf([page], landscape=self.is_landscape)

    def _preview(self, record):
        """The filled in document as HTML to look at; nothing is kept.

        :raises UserError: what is wrong, with its place
        """
        self.ensure_one()
        self.check_access("read")
        record.check_access("read")
        lang = next(iter(self._by_language(record)))
        reader = RecordReader(record.with_context(lang=lang).env)
        template = self.with_env(reader.env)
        values = template._values(reader, record, None)
        values["document"] = template._planned(reader, record)
        box = template._box(reader.env)
        try:
            if self.kind == HTML:
                return template._filled_text(box, values)
            content = template._file_of(values)
            if self.kind == DOCX:
                return html.clean(preview.docx_preview(content))
            return html.clean(preview.xlsx_preview(content, box.formats))
        except TemplateError as error:
            raise UserError(self._mistake_words(error)) from error

    def _planned(self, reader, record):
        """The document that would be made of a record: its number is still to come."""
        record = record.with_env(reader.env)
        kind = self.type_id
        documents = reader.env["bpm.flow.document"]
        if record._name == documents._name and kind in (record.type_id, kind.browse()):
            return reader.value(record)
        vals = {
            "date": fields.Date.context_today(record),
            "number": NO_NUMBER_YET,
            "company_id": reader.env.company.id,
            "currency_id": reader.env.company.currency_id.id,
            "user_id": reader.env.uid,
            **self._document_vals(record, kind),
        }
        return PlannedRecord(reader, documents, vals)

    def _box(self, env):
        """The sandbox of one document in the language of ``env``."""
        lang = env["res.lang"]._get_data(code=env.lang or "en_US")
        now = fields.Datetime.context_timestamp(env.user, fields.Datetime.now())
        groups = literal_eval(lang.grouping or "[3, 0]")
        formats = Formats(
            language=(lang.code or "en")[:2],
            decimal_point=lang.decimal_point or ".",
            thousands=lang.thousands_sep or "",
            grouping=tuple(groups),
            date=lang.date_format or "%m/%d/%Y",
            time=(lang.time_format or "%H:%M").replace(":%S", ""),
            yes=env._("Yes"),
            no=env._("No"),
        )
        return Sandbox(formats, now=now, known=KNOWN)
