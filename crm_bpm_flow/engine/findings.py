"""What a check has to say."""

from typing import NamedTuple

ERROR, WARNING = "error", "warning"


class Finding(NamedTuple):
    """``element`` is the node or flow to show; None for the process itself."""

    severity: str
    code: str
    element: str | None
    args: dict
