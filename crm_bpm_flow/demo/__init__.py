from . import life
