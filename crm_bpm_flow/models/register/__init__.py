from . import bpm_flow_document_set
from . import bpm_flow_document_set_line
from . import bpm_flow_document_reminder
from . import bpm_flow_document_reminded
from . import bpm_flow_document_needs
from . import bpm_flow_document_set_remind
from . import document_relations
from . import bpm_flow_document_numbers_known
