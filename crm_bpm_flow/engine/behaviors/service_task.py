from ..bases import Activity
from ..behavior import behavior
from ..effects import DropAction, RunAction
from ..events import JobDone


@behavior("task")
@behavior("serviceTask")
@behavior("scriptTask")
@behavior("sendTask")
@behavior("businessRuleTask")
class ServiceTask(Activity):
    """An automatic step: asks for its actions and goes on when they ran (13.3.3).

    Whether they run at once or after commit, what happens when they fail, and that a
    step without any goes on at once, is the models' matter: until ``JobDone`` the
    token stays. Nobody is waited for, so a loop of nothing but automatic steps is a
    loop without a wait.
    """

    awaits = JobDone
    opens, closes = RunAction, DropAction
    is_waiting = False
