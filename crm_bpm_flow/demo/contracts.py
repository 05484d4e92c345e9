"""Contracts that are being agreed to, each with its file."""

from . import stories
from .word_file import word_file


class Contracts:
    """What the seller brings in; a ``Life`` says when."""

    def __init__(self, env, seller):
        self.env = env(user=seller.id, su=False)
        self.model = self.env["bpm.flow.document"]

    def expected(self):
        """(how it is made, its story) of each."""
        yield from ((self.make_contract, story) for story in stories.CONTRACTS)
        yield from ((self.make_version, story) for story in stories.VERSIONS)

    def make_contract(self, values, moment):
        """Written, with its file, and registered: off it goes on its route."""
        values = dict(values)
        lines, firm = values.pop("lines"), values.pop("partner")
        partner = self.env["res.partner"].search([("name", "=", firm)], limit=1)
        kind = self.env.ref("crm_bpm_flow.document_type_contract")
        contract = self.model.create(
            {
                **values,
                "type_id": kind.id,
                "partner_id": partner.id,
                "date": moment.date(),
            }
        )
        file = contract.add_file(f"{contract.name}.docx", word_file(lines))
        self.at(moment, file.version_ids)
        contract.action_register()
        return contract

    def make_version(self, values, moment):
        contract = self.model.search([("name", "=", values["name"])], limit=1)
        content = word_file(values["lines"])
        self.at(moment, contract.file_ids.add_version(content, note=values["note"]))
        return contract

    def at(self, moment, version):
        # Its moment is a default that knows the real time only.
        version.sudo().date = moment
