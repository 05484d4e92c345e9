"""Places on the map for what has none: see ``place``."""

from .place import place
