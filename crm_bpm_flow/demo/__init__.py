from . import life
from . import paper
