"""Names shared by models, tests and SQL, so that no string is written twice."""

DRAFT, PUBLISHED, RETIRED = "draft", "published", "retired"
VERSION_STATES = [(DRAFT, "Draft"), (PUBLISHED, "Published"), (RETIRED, "Retired")]

RUNNING, SUSPENDED, DONE, CANCELLED = "running", "suspended", "done", "cancelled"
CASE_STATES = [
    (RUNNING, "Running"),
    (SUSPENDED, "Suspended"),
    (DONE, "Done"),
    (CANCELLED, "Cancelled"),
]
LIVE_STATES = (RUNNING, SUSPENDED)

OPEN = "open"
TASK_STATES = [(OPEN, "Open"), (DONE, "Done"), (CANCELLED, "Cancelled")]

PENDING, FAILED = "pending", "failed"
JOB_STATES = [(PENDING, "Waiting"), (FAILED, "Incident")]

GOAL, FAILURE = "goal", "failure"
RESULTS = [(GOAL, "Goal reached"), (FAILURE, "Goal not reached")]

# BPMN's own element names; what a user reads is in the second column.
NODE_KINDS = [
    ("startEvent", "Start"),
    ("userTask", "Task for people"),
    ("serviceTask", "Automatic step"),
    ("exclusiveGateway", "Choice"),
    ("parallelGateway", "Split or join"),
    ("intermediateCatchEvent", "Wait"),
    ("boundaryEvent", "Time limit on a step"),
    ("callActivity", "Call of another process"),
    ("subProcess", "Sub-process"),
    ("endEvent", "End"),
    ("task", "Step"),
    ("manualTask", "Task by hand"),
    ("sendTask", "Sending step"),
    ("receiveTask", "Wait for a message"),
    ("scriptTask", "Calculation"),
    ("businessRuleTask", "Decision"),
    ("inclusiveGateway", "Choice of several ways"),
    ("eventBasedGateway", "Whatever happens first"),
    ("complexGateway", "Join of some"),
    ("intermediateThrowEvent", "Event on the way"),
    ("transaction", "Sub-process, all or nothing"),
    ("adHocSubProcess", "Steps in any order"),
    ("eventSubProcess", "Sub-process started by an event"),
]
NODE_EVENTS = [
    ("timer", "Time"),
    ("terminate", "Stops everything"),
    ("message", "Message"),
    ("signal", "Signal"),
    ("conditional", "Condition"),
    ("error", "Error"),
    ("escalation", "Escalation"),
    ("link", "Link"),
    ("compensation", "Compensation"),
    ("cancel", "Cancellation"),
    ("multiple", "Several at once"),
]
# What asks people, and what does something by itself.
PEOPLE_KINDS = ("userTask", "manualTask")
# How formulas of other tools begin.
FORMULA = ("${", "#{", "=")
ACTION_KINDS = ("serviceTask", "task", "sendTask", "scriptTask", "businessRuleTask")
SCOPE_KINDS = ("subProcess", "transaction", "adHocSubProcess", "eventSubProcess")
ACTIVITY_KINDS = (
    *PEOPLE_KINDS,
    *ACTION_KINDS,
    "receiveTask",
    "callActivity",
    "subProcess",
    "transaction",
    "adHocSubProcess",
)

NODE_ICONS = {
    "startEvent": "fa-play-circle-o",
    "userTask": "fa-user",
    # What the list of steps offers as a kind of its own; it is a task for people.
    "approval": "fa-check-square-o",
    "serviceTask": "fa-cog",
    "exclusiveGateway": "fa-code-fork",
    "parallelGateway": "fa-columns",
    "intermediateCatchEvent": "fa-clock-o",
    "boundaryEvent": "fa-hourglass-half",
    "callActivity": "fa-external-link",
    "subProcess": "fa-object-group",
    "endEvent": "fa-stop-circle-o",
    "task": "fa-square-o",
    "manualTask": "fa-hand-paper-o",
    "sendTask": "fa-paper-plane-o",
    "receiveTask": "fa-envelope-o",
    "scriptTask": "fa-calculator",
    "businessRuleTask": "fa-table",
    "inclusiveGateway": "fa-share-alt",
    "eventBasedGateway": "fa-bolt",
    "complexGateway": "fa-asterisk",
    "intermediateThrowEvent": "fa-bullhorn",
    "transaction": "fa-shield",
    "adHocSubProcess": "fa-random",
    "eventSubProcess": "fa-flash",
}

# Icons of events that say more than the icon of their kind.
EVENT_ICONS = {
    "message": "fa-envelope-o",
    "signal": "fa-rss",
    "conditional": "fa-eye",
    "error": "fa-exclamation-circle",
    "escalation": "fa-level-up",
    "link": "fa-link",
    "compensation": "fa-undo",
    "cancel": "fa-ban",
}


def node_icon(kind, event):
    """The icon of an element; what sends a message looks like other sending steps."""
    if kind == "intermediateThrowEvent" and event == "message":
        return NODE_ICONS["sendTask"]
    return EVENT_ICONS.get(event) or NODE_ICONS[kind]


UNITS = [("minutes", "Minutes"), ("hours", "Hours"), ("days", "Days")]
MINUTES = {"minutes": 1, "hours": 60, "days": 1440}
STYLES = [
    ("primary", "Main"),
    ("success", "Good"),
    ("warning", "Careful"),
    ("danger", "Bad"),
    ("secondary", "Plain"),
]

# Effects on the world outside the database, and files whose making takes its time: they
# wait for the commit.
OUTSIDE_ACTION_STATES = ("mail_post", "sms", "webhook", "bpm_document")

PICKS = [
    ("claim", "The first who takes it"),
    ("all", "All of them, each for himself"),
    ("turn", "One of them, in turn"),
    ("load", "The one with the fewest open tasks"),
]

# Hit policies of decision tables; DMN's own names are the keys.
HIT_POLICIES = [
    ("unique", "One rule at most"),
    ("first", "The first that fits"),
    ("any", "All that fit say the same"),
    ("priority", "The most important result"),
    ("collect", "All that fit, put together"),
    ("rule_order", "All that fit, in their order"),
    ("output_order", "All that fit, the most important first"),
]
TOGETHER = [
    ("list", "A list"),
    ("sum", "Their sum"),
    ("min", "The smallest"),
    ("max", "The largest"),
    ("count", "How many"),
]

# How somebody without a login is named who approves by a link, and how many days it
# may hold.
OUTSIDE = [("record", "Whom the record names"), ("address", "This address")]
MOST_DAYS = 365
