from odoo.exceptions import UserError


class DocumentsMissing(UserError):
    """A lead does not come to its stage before its documents are there.

    ``context`` goes to the web client: ``lead_id``, where it is one lead and is saved.
    """

    def __init__(self, message, leads):
        super().__init__(message)
        self.context = {"lead_id": leads.id} if len(leads) == 1 else {}
