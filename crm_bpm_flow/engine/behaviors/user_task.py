from ..bases import Activity
from ..behavior import behavior
from ..effects import CloseTask, OpenTask
from ..events import TaskDone


@behavior("userTask")
@behavior("manualTask")
class UserTask(Activity):
    """A person does it and says how it came out (BPMN 2.0.2, 13.3.3).

    Who, until when and what must be filled in first is the models' matter. Also for
    work that no system knows of: somebody says that it is done.
    """

    awaits = TaskDone
    opens, closes = OpenTask, CloseTask
