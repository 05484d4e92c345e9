"""Containers that travel down in a context and bring something back up.

Odoo takes an environment that is there already when its context is equal, and two
empty lists are: what is put into one would come out of another. These are equal to
themselves only.
"""


class Batch(list):
    """Collects what several calls below ask for."""

    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__


class Answers(dict):
    """Brings back what calls below found out, by key."""

    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__
