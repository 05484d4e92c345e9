from . import documents
from . import files
from . import document_files
from . import paper
from . import visa
