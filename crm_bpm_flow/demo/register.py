"""A register as a small firm has it: contracts with what belongs to them, letters, what
is due and what is missing. Days are counted from today."""

from datetime import datetime, time, timedelta

from odoo import fields

from .word_file import word_file

# Own fields of ready types: (type, (label, kind, choices))
OWN_FIELDS = (
    ("contract", ("Place of delivery", "char", False)),
    ("contract", ("Payment", "selection", "In advance\nOn delivery\n30 days after")),
    ("letter_in", ("Came by", "selection", "Mail\nE-mail\nMessenger")),
)
MAIL = "office@%s.example.com"
# name: where its mail goes
FIRMS = {
    "Azur Interiors Ltd": "azur",
    "Deco Brothers Ltd": "deco",
    "Gemini Hotels Ltd": "gemini",
    "City Library": "library",
}
# key, type, firm, subject, state, days since it was written, further values
DOCUMENTS = (
    (
        "chairs",
        "contract",
        0,
        "Delivery of fifty chairs",
        "in_force",
        200,
        {"amount": 12500, "days": (-190, 45)},
    ),
    (
        "chairs_price",
        "agreement",
        0,
        "Price of the second delivery",
        "signed",
        60,
        {"amount": 800, "parent": "chairs"},
    ),
    (
        "chairs_act",
        "act",
        0,
        "First delivery taken over",
        "done",
        150,
        {"amount": 6000, "parent": "chairs"},
    ),
    (
        "chairs_act2",
        "act",
        0,
        "Second delivery taken over",
        "draft",
        5,
        {"amount": 6500, "parent": "chairs_price"},
    ),
    (
        "lobby",
        "contract",
        2,
        "Furniture for the lobby",
        "approved",
        20,
        {"amount": 48000, "days": (0, 365)},
    ),
    (
        "lobby_power",
        "power",
        2,
        "To receive the goods",
        "signed",
        18,
        {"days": (-18, 20), "parent": "lobby"},
    ),
    (
        "lobby_offer",
        "offer",
        2,
        "Three variants of the lobby",
        "done",
        40,
        {"amount": 46000},
    ),
    (
        "shelves",
        "contract",
        3,
        "Shelves for the reading room",
        "draft",
        3,
        {"amount": 9800},
    ),
    (
        "library_letter",
        "letter_in",
        3,
        "Request for an offer",
        "in_force",
        6,
        {"their_number": "17/4", "answer": 2},
    ),
    (
        "library_answer",
        "letter_out",
        3,
        "Our offer and terms",
        "draft",
        1,
        {"related": "library_letter"},
    ),
    (
        "deco",
        "contract",
        1,
        "Repairs under guarantee",
        "terminated",
        400,
        {"amount": 3000, "days": (-400, -35)},
    ),
    (
        "deco_claim",
        "claim",
        1,
        "Two tables with scratches",
        "in_force",
        9,
        {"answer": -1, "their_number": "C-3"},
    ),
    (
        "deco_invoice",
        "invoice_in",
        1,
        "Repair of two tables",
        "in_force",
        12,
        {"amount": 420, "answer": 4},
    ),
    (
        "order",
        "order",
        None,
        "Who signs while the director is away",
        "in_force",
        30,
        {},
    ),
)
# document, what, days from today
CONTROLS = (
    ("chairs", "Second delivery", 4),
    ("chairs", "Talk about the prolongation", 15),
    ("lobby", "Advance payment", -2),
    ("deco_claim", "Visit the customer", 1),
)


class Register:
    """The register of the demonstration database."""

    def __init__(self, env, user):
        self.env = env(su=True, context={**env.context, "tracking_disable": True})
        self.user, self.today = user, fields.Date.today()
        self.made = {}

    def fill(self):
        """All of it; once."""
        self.kinds = {
            kind.code: kind for kind in self.env["bpm.flow.document.type"].search([])
        }
        self.make_own_fields()
        self.firms = self.env["res.partner"].create(
            [
                {"name": name, "is_company": True, "email": MAIL % host}
                for name, host in FIRMS.items()
            ]
        )
        for row in DOCUMENTS:
            self.make_document(*row)
        self.env["bpm.flow.document.control"].create(
            [
                {
                    "document_id": self.made[key].id,
                    "name": what,
                    "date": self.day(days),
                    "user_id": self.user.id,
                }
                for key, what, days in CONTROLS
            ]
        )
        self.make_files()
        return self.env["bpm.flow.document"].union(*self.made.values())

    def day(self, days):
        return self.today + timedelta(days=days)

    def make_own_fields(self):
        for code, (name, kind, choices) in OWN_FIELDS:
            self.env["bpm.flow.document.own.field"].create(
                {
                    "type_id": self.kinds[code].id,
                    "name": name,
                    "kind": kind,
                    "choices": choices,
                }
            )

    def make_document(self, key, code, firm, subject, state, since, more):
        kind = self.kinds[code]
        first, last = more.get("days", (None, None))
        answer = more.get("answer")
        parent = self.made.get(more.get("parent"))
        related = self.made.get(more.get("related"))
        document = self.env["bpm.flow.document"].create(
            {
                "name": subject,
                "type_id": kind.id,
                "partner_id": self.firms[firm].id if firm is not None else False,
                "user_id": self.user.id,
                "date": self.day(-since),
                "amount": more.get("amount", 0),
                "their_number": more.get("their_number"),
                "date_from": first is not None and self.day(first),
                "date_to": last is not None and self.day(last),
                "date_answer": answer is not None and self.day(answer),
                "parent_id": parent and parent.id,
                "related_ids": related and [(6, 0, related.ids)],
                "properties": self.own_values(kind),
            }
        )
        self.made[key] = document
        if state != "draft":
            day = self.day(-since)
            numbers = self.env["bpm.flow.document.numbering"]
            signed = state in ("signed", "in_force", "done")
            document.write(
                {
                    "number": numbers._take(kind, document.company_id, day),
                    "date_registered": datetime.combine(day, time(9, 20)),
                    "registered_by_id": self.user.id,
                    "state": state,
                }
            )
            document.date_signed = signed and day

    def own_values(self, kind):
        values = {}
        for part in kind.properties_definition or []:
            choices = part.get("selection")
            values[part["name"]] = choices[0][0] if choices else "Our warehouse"
        return values

    def make_files(self):
        for key in ("chairs", "chairs_price", "lobby", "library_letter"):
            document = self.made[key]
            lines = (document.name, f"Between us and {document.partner_id.name}.")
            document.add_file(f"{document.name}.docx", word_file(lines))

    def make_set(self):
        """What must be there before a lead is won; it holds nothing up here."""
        self.env["bpm.flow.document.set"].create(
            {
                "name": "Before we deliver",
                "is_gate": False,
                "remind_days": 14,
                "line_ids": [
                    (0, 0, {"type_id": self.kinds["contract"].id}),
                    (0, 0, {"type_id": self.kinds["power"].id}),
                ],
            }
        )
        lead = self.env["crm.lead"].search([("name", "ilike", "lobby")], limit=1)
        lead.partner_id = lead.partner_id or self.firms[2]
        lead.expected_revenue = 48000
        (self.made["lobby"] | self.made["lobby_power"]).lead_id = lead
