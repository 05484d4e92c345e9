"""What can be said of conditions without data: gaps, overlaps, what never holds.

Domains and formulas are read into the same small trees (``reading.py``); each thing
they look at is an axis, cut into pieces where a comparison changes (``axes.py``); the
trees are then asked about one value of each piece (``cover.py``).
"""

from .axes import Kind, kind_of
from .cover import Cover, cover, never_holds
from .reading import (
    constants_in_domain,
    constants_in_formula,
    read_domain,
    read_formula,
)
from .tree import ALWAYS, AllOf, AnyOf, Asks, Not, Open

__all__ = [
    "ALWAYS",
    "AllOf",
    "AnyOf",
    "Asks",
    "Cover",
    "Kind",
    "Not",
    "Open",
    "constants_in_domain",
    "constants_in_formula",
    "cover",
    "kind_of",
    "never_holds",
    "read_domain",
    "read_formula",
]
