from .approval_case import ApprovalCase
from .process_words import approval, end
from .test_document import DocumentCase

DOCUMENT = "bpm.flow.document"


class VisaCase(DocumentCase, ApprovalCase):
    """A document with a file, which ann, ben and cat approve."""

    def route(self, name="Visas", **steps):
        """A process that works on documents."""
        return self.flow(name, res_model=DOCUMENT, **steps)

    def visas(self, who=None, **values):
        """One approval; rejected, it ends."""
        who = self.three if who is None else who
        return self.route(
            restart_guard="none",
            approve=approval(who, {"rejected": "lost"}, then="agreed", **values),
            agreed=end("goal"),
            lost=end("failure"),
        )

    def paper(self, **vals):
        """A document of the worker with one file."""
        document = self.document(**vals)
        document.add_file("contract.txt", b"Fifty chairs")
        return document

    def rows(self, document):
        """(who, state, decision) of the sheet's rows."""
        return [
            (row["who"], row["state"], row["decision"])
            for sheet in document.visa_sheet()
            for row in sheet["rows"]
        ]
