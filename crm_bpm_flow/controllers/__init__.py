from . import documents
from . import files
