from ..bases import End
from ..behavior import behavior


@behavior("endEvent")
class NoneEnd(End):
    """A token ends here; its scope is over when no other one is left in it."""
