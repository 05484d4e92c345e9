"""What stands for a record in a definition, until it is installed."""

from typing import NamedTuple


class Need(NamedTuple):
    """A record that the process needs: one of its ``needs``, by key."""

    key: str


class Installed(NamedTuple):
    """The newest process installed from another entry of the library."""

    code: str
