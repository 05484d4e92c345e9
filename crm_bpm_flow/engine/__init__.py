"""The process engine: a graph, a marking, one pure function between them.

Standard library only: no odoo, no lxml, no clock, no I/O. ::

    graph = Graph(nodes, flows)
    step = advance(graph, Marking(), Started(), evaluate)
    for effect in step.effects: ...          # OpenTask(token=2, node="Call")
    step = advance(graph, step.marking, TaskDone(2, "reached"), evaluate)
"""

from . import behaviors  # registers the elements
from .acts import ways_of
from .advance import Step, advance
from .approval import Rule, needed, verdict
from .behavior import Behavior, behavior, behavior_of, known_kinds
from .branches import joins_behind
from .checks import Finding, check
from .effects import (
    Acquire,
    ArmTimer,
    CallProcess,
    CancelCall,
    Chose,
    CloseTask,
    DropAction,
    DropIncident,
    DropTimer,
    DropWait,
    Ended,
    Escalate,
    Incident,
    OpenTask,
    Passed,
    Release,
    RunAction,
    Throw,
    WaitFor,
    netted,
)
from .errors import (
    ConditionError,
    EngineError,
    GraphError,
    LoopBudget,
    MoveRefused,
    NeverJoined,
    NoFlowTaken,
    StaleEvent,
    UncaughtCancel,
    UncaughtError,
    Unsupported,
)
from .events import (
    Acquired,
    Begun,
    BegunBeside,
    BranchCancelled,
    CallReturned,
    Cancelled,
    Caught,
    ErrorThrown,
    Escalated,
    Finished,
    InstanceAdded,
    JobDone,
    Retried,
    Returned,
    Sent,
    Skipped,
    Started,
    TaskDone,
    TimerDue,
    TokenMoved,
)
from .graph import Flow, Graph, Node
from .marking import (
    ACTIVE,
    ARRIVED,
    FAILED,
    IDLE,
    LISTENING,
    ROOT,
    SPENT,
    Marking,
    Scope,
    Token,
)
from .matching import Matching, matched
from .migration import Obstacle, migrated, obstacles
from .questions import (
    Again,
    Available,
    Code,
    Enough,
    Gives,
    HowMany,
    Opens,
    Takes,
    Told,
    locals_of,
)
from .returning import earlier
