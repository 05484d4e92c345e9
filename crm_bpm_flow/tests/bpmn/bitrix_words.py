"""Templates of Bitrix24, as short to write down as they are to read."""


def php(value):
    """The value as PHP's ``serialize`` writes it, as bytes."""
    if value is None:
        return b"N;"
    if isinstance(value, bool):
        return b"b:%d;" % value
    if isinstance(value, int):
        return b"i:%d;" % value
    if isinstance(value, float):
        return b"d:%r;" % value
    if isinstance(value, str):
        data = value.encode()
        return b's:%d:"%s";' % (len(data), data)
    rows = value.items() if isinstance(value, dict) else enumerate(value)
    inside = b"".join(php(key) + php(row) for key, row in rows)
    return b"a:%d:{%s}" % (len(value), inside)


def do(kind, *children, name=None, **properties):
    found = {"Type": kind, "Name": name or kind, "Activated": "Y"}
    return {**found, "Properties": properties, "Children": list(children)}


def template(*activities, root="SequentialWorkflowActivity", **properties):
    tree = [do(root, *activities, name="Template", Title="Закупка", **properties)]
    variables = {"total": {"Name": "Total", "Type": "double"}}
    found = {"VERSION": 2, "TEMPLATE": tree, "VARIABLES": variables}
    return {**found, "PARAMETERS": [], "CONSTANTS": [], "DOCUMENT_FIELDS": []}


def seq(*activities):
    return do("SequenceActivity", *activities)


EVERYTHING = template(
    do(
        "ApproveActivity",
        seq(do("SetFieldActivity", name="set", FieldValue={"STATUS": "ok"})),
        seq(do("TerminateActivity", name="stop")),
        name="approve",
        Title="x",
        Name="Agree",
        Users=["user_1", "group_g12"],
        Description="Look at [b]it[/b]",
        TaskButton1Message="Да",
        TimeoutDuration="2",
        TimeoutDurationType="d",
    ),
    do(
        "IfElseActivity",
        do(
            "IfElseBranchActivity",
            do("MailActivity", name="mail", MailSubject="Hello", MailText="Text"),
            Title="Big",
            propertyvariablecondition=[["total", ">", "100", "0"]],
        ),
        do(
            "IfElseBranchActivity",
            fieldcondition=[["STAGE_ID", "=", "NEW"], ["X", "!=", "1", "1"]],
        ),
        do("IfElseBranchActivity", do("CodeActivity", name="code"), truecondition="1"),
        name="choose",
    ),
    do(
        "WhileActivity",
        seq(do("SetVariableActivity", name="count", VariableValue={"total": 1})),
        name="while",
        mixedcondition=[
            {"object": "Variable", "field": "total", "operator": "<", "value": 3}
        ],
    ),
    do(
        "ParallelActivity",
        seq(do("Task2Activity", name="todo", Fields={"TITLE": "Pack it"})),
        seq(do("DelayActivity", name="delay", TimeoutDuration=5)),
        name="both",
    ),
    do(
        "ListenActivity",
        do(
            "EventDrivenActivity",
            do("HandleExternalEventActivity", name="told", Title="Told"),
        ),
        do("EventDrivenActivity", do("DelayActivity", name="tired")),
        name="listen",
    ),
    do(
        "ForEachActivity",
        seq(do("ReviewActivity", name="review", Title="Read it")),
        name="each",
        Variable="lines",
    ),
    do("StartWorkflowActivity", name="call", TemplateId="7"),
    {**do("LogActivity", name="log"), "Activated": "N"},
)
MACHINE = template(
    do(
        "StateActivity",
        do("StateInitializationActivity", do("MailActivity", name="hello")),
        do(
            "EventDrivenActivity",
            do("HandleExternalEventActivity", Title="Accept"),
            do("SetStateActivity", TargetStateName="second"),
        ),
        do(
            "EventDrivenActivity",
            do("DelayActivity", TimeoutDuration="1", TimeoutDurationType="h"),
            do("LogActivity", name="note"),
        ),
        name="first",
        Title="New",
    ),
    do("StateActivity", name="second", Title="Accepted"),
    root="StateMachineWorkflowActivity",
    InitialStateName="first",
)


def nodes(*blocks, links=""):
    """A template of blocks; ``"a:o0 b:i0"`` on each line leads from a to b."""
    rows = [line.split() for line in links.strip().splitlines()]
    return template(*blocks, root="NodeWorkflowActivity", Links=rows)


NODES = nodes(
    do("CreateDocumentTrigger", name="made", Title="A request comes"),
    do("ApproveActivity", name="ask", Title="Agree", ApproveType="any"),
    do(
        "IfElseBranchActivity",
        name="big",
        propertyvariablecondition=[["total", ">", "100", "0"]],
    ),
    do("MailActivity", name="mail"),
    do("LogActivity", name="log"),
    do("MergeFlowNode", name="merge"),
    do("ForEachActivity", name="each", Variable="lines"),
    do("PackActivity", name="pack"),
    do("MailActivity", name="lone"),
    do("EmptyBlockActivity", name="frame"),
    links="""
        made:o0 ask:i0
        ask:o0 big:i0
        ask:o1 lone_gone:i0
        ask:o1 each:i0
        big:o0 mail:i0
        big:o0 log:i0
        big:o1 each:i0
        mail:o0 merge:i0
        log:o0 merge:i1
        each:o0 pack:i0
        pack:o0 each:i1
        mail:t0 lone:a0
    """,
)
