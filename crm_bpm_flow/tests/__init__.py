from . import test_js
from . import test_start
from . import test_start_rules
from . import test_task
from . import test_people
from . import test_who
from . import test_notify
from . import test_story_incoming_request
