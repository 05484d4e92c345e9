"""Names of the document register, shared by models and tests."""

INCOMING, OUTGOING, INTERNAL = "incoming", "outgoing", "internal"
DIRECTIONS = [(INCOMING, "Incoming"), (OUTGOING, "Outgoing"), (INTERNAL, "Internal")]

DRAFT, APPROVAL, APPROVED, SIGNED = "draft", "approval", "approved", "signed"
IN_FORCE, DONE, TERMINATED, REJECTED = "in_force", "done", "terminated", "rejected"
STATES = [
    (DRAFT, "Draft"),
    (APPROVAL, "In approval"),
    (APPROVED, "Approved"),
    (SIGNED, "Signed"),
    (IN_FORCE, "In force"),
    (DONE, "Completed"),
    (TERMINATED, "Terminated"),
    (REJECTED, "Rejected"),
]
# What is over: nothing more is asked for it, its retention time runs.
OVER_STATES = (DONE, TERMINATED, REJECTED)
# What binds: the partner may rely on it.
BINDING_STATES = (SIGNED, IN_FORCE, DONE)

COMPANY, GROUPS, NAMED = "company", "groups", "named"
VISIBILITIES = [
    (COMPANY, "Everybody in the company"),
    (GROUPS, "The groups of its type"),
    (NAMED, "Only those who are named"),
]

BY_HAND, AT_REGISTRATION = "hand", "register"
MOMENTS = [(AT_REGISTRATION, "When it is registered"), (BY_HAND, "By hand")]
