# ruff: noqa: RUF001 Russian letters
from ast import literal_eval

from lxml import etree

from odoo import SUPERUSER_ID, api, models
from odoo.tools import file_open

READY = "crm_bpm_flow/data/bpm_flow_document_type_data.xml"

# What the ready types' numbers begin with where another language is spoken: as a
# registrar there is used to them. {language: {code of the type: prefix}}
PREFIXES = {
    "ru": {
        "contract": "Д-%(year)s-",
        "agreement": "ДС-%(year)s-",
        "act": "А-%(year)s-",
        "invoice_in": "СЧ-%(year)s-",
        "claim": "ПР-%(year)s-",
        "offer": "КП-%(year)s-",
        "letter_in": "ВХ-%(year)s-",
        "letter_out": "ИСХ-%(year)s-",
        "power": "ДОВ-%(year)s-",
        "order": "П-%(year)s-",
        "purchase": "ЗЗ-%(year)s-",
    },
}


class BpmFlowDocumentType(models.Model):
    """The ready types: what they begin with, also in databases that are there by now.

    They are not updated with the add-on, so that what an owner changed stays.
    """

    _inherit = "bpm.flow.document.type"

    @api.model
    def _ready(self):
        """{type: {field: shipped value}} of the ready types that are still there."""
        found = {}
        with file_open(READY, "rb") as file:
            records = etree.parse(file).iterfind("record")
            for record in records:
                kind = self.env.ref(f"crm_bpm_flow.{record.get('id')}", False)
                if kind:
                    found[kind] = {
                        field.get("name"): (
                            literal_eval(field.get("eval"))
                            if field.get("eval")
                            else field.text
                        )
                        for field in record.iterfind("field")
                        if not field.get("ref")
                    }
        return found

    @api.model
    def _fill_ready(self, names):
        """Give ready types the values of fields that came with a later version: those
        that are empty, of types that nobody but the add-on has ever written to."""
        for kind, shipped in self._ready().items():
            if kind.write_uid.id == SUPERUSER_ID:
                empty = [name for name in names if not kind[name] and name in shipped]
                kind.write({name: shipped[name] for name in empty})

    @api.model
    def _take_prefixes(self, lang):
        """Have numbers of the ready types begin as it is usual in a language: where the
        shipped prefix still stands and no number was given yet."""
        usual = PREFIXES.get((lang or "").partition("_")[0], {})
        for kind, shipped in self._ready().items():
            is_new = kind.number_prefix == shipped["number_prefix"]
            if is_new and shipped["code"] in usual and not kind._has_numbers():
                kind.number_prefix = usual[shipped["code"]]

    def _has_numbers(self):
        """Whether a document of the type has a number, in any company."""
        documents = self.env["bpm.flow.document"].sudo().with_context(active_test=False)
        numbered = [("type_id", "in", self.ids), ("number", "!=", False)]
        return bool(documents.search_count(numbered, limit=1) or self.numbering_ids)
