from . import life
from . import paper
from . import russian
