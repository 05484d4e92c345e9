"""Names of what is on paper, shared by models and tests."""

ORIGINAL, COPY = "original", "copy"
COPY_KINDS = [(ORIGINAL, "Original"), (COPY, "Plain copy")]

STORED, HELD, WITH_PARTNER = "stored", "held", "partner"
LOST, DESTROYED = "lost", "destroyed"
COPY_STATES = [
    (STORED, "In its place"),
    (HELD, "With a person"),
    (WITH_PARTNER, "With the partner"),
    (LOST, "Lost"),
    (DESTROYED, "Destroyed"),
]
GONE_STATES = (LOST, DESTROYED)

BACK_SIGNED, BACK_UNSIGNED = "signed", "unsigned"
RETURNS = [(BACK_SIGNED, "Signed"), (BACK_UNSIGNED, "Unsigned")]

NO_PAPER, KEPT, OUT = "none", "kept", "out"
PAPER_STATES = [
    (NO_PAPER, "No paper"),
    (KEPT, "With us"),
    (OUT, "Not back yet"),
    (BACK_SIGNED, "Back, signed"),
    (BACK_UNSIGNED, "Back, unsigned"),
    (LOST, "Lost"),
    (DESTROYED, "Destroyed"),
]

SENT_BY = [
    ("post", "Post"),
    ("courier", "Courier"),
    ("hand", "By hand"),
    ("other", "Other"),
]

PLACE_KINDS = [
    ("office", "Office"),
    ("room", "Room"),
    ("cabinet", "Cabinet"),
    ("shelf", "Shelf"),
    ("folder", "Folder"),
    ("box", "Box"),
]

# What may happen to a copy: from which states, and what it is afterwards.
MADE, PUT, HANDED, CONFIRMED, TAKEN = "made", "put", "handed", "confirmed", "taken"
SENT, PROLONGED = "sent", "due"
MOVES = [
    (MADE, "Made"),
    (PUT, "Put into a place"),
    (HANDED, "Handed over"),
    (CONFIRMED, "Confirmed"),
    (TAKEN, "Taken back"),
    (SENT, "Sent to the partner"),
    (BACK_SIGNED, "Came back signed"),
    (BACK_UNSIGNED, "Came back unsigned"),
    (LOST, "Lost"),
    (PROLONGED, "Return date changed"),
    (DESTROYED, "Destroyed"),
]
LEADS_TO = {
    PUT: ((STORED, HELD, LOST), STORED),
    HANDED: ((STORED, HELD), HELD),
    TAKEN: ((STORED, HELD, LOST), HELD),
    SENT: ((STORED, HELD), WITH_PARTNER),
    BACK_SIGNED: ((WITH_PARTNER,), HELD),
    BACK_UNSIGNED: ((WITH_PARTNER,), HELD),
    LOST: ((STORED, HELD, WITH_PARTNER), LOST),
    DESTROYED: ((STORED, HELD, LOST), DESTROYED),
}
