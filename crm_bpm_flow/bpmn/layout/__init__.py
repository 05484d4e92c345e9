"""Places on the map for what has none: see ``place``."""

from .before import Before, before, put_in_drawn_order
from .place import place
