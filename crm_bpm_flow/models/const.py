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
]
NODE_EVENTS = [("timer", "Time"), ("terminate", "Stops everything")]
ACTIVITY_KINDS = ("userTask", "serviceTask", "callActivity", "subProcess")

NODE_ICONS = {
    "startEvent": "fa-play-circle-o",
    "userTask": "fa-user",
    "serviceTask": "fa-cog",
    "exclusiveGateway": "fa-code-fork",
    "parallelGateway": "fa-columns",
    "intermediateCatchEvent": "fa-clock-o",
    "boundaryEvent": "fa-hourglass-half",
    "callActivity": "fa-external-link",
    "subProcess": "fa-object-group",
    "endEvent": "fa-stop-circle-o",
}

UNITS = [("minutes", "Minutes"), ("hours", "Hours"), ("days", "Days")]
MINUTES = {"minutes": 1, "hours": 60, "days": 1440}
STYLES = [
    ("primary", "Main"),
    ("success", "Good"),
    ("warning", "Careful"),
    ("danger", "Bad"),
    ("secondary", "Plain"),
]

# Effects on the world outside the database: they wait for the commit.
OUTSIDE_ACTION_STATES = ("mail_post", "sms", "webhook")

PICKS = [
    ("claim", "The first who takes it"),
    ("all", "All of them, each for himself"),
    ("turn", "One of them, in turn"),
    ("load", "The one with the fewest open tasks"),
]
