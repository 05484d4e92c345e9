"""Pictures of maps: what is to be drawn as plain data, and an SVG of it.

Other formats draw the same ``Picture`` (see report/).
"""

from .picture import Picture, picture_of
from .svg import to_svg
