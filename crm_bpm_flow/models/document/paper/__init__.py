from . import const
from . import bpm_flow_document_place
from . import bpm_flow_document_copy
from . import bpm_flow_document_copy_acts
from . import bpm_flow_document_copy_move
from . import bpm_flow_document_paper
from . import bpm_flow_document_type_paper
