from . import files
from . import document_files
