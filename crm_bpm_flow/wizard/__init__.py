from . import bpm_flow_cancel_wizard
from . import bpm_flow_delegate_wizard
from . import bpm_flow_move_wizard
from . import bpm_flow_publish_wizard
from . import bpm_flow_skip_wizard
from . import bpm_flow_start_wizard
from . import bpm_flow_try_wizard
from . import bpm_flow_values_wizard
