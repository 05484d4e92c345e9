"""Ids of an XPDL file: unique in each process there, unique in all of the file here."""

from ..errors import Problem
from ..raw import free_id
from .nodes import children, local_name


class Ids:
    """Gives ids out, and finds what a reference means.

    :ivar problems: ``Problem``: what was mended
    """

    def __init__(self):
        self.taken = set()
        self.everywhere = {}
        self.problems = []

    def claim(self, element, scope):
        """The id of an element; a new one where it has none, or another has it.

        :param dict scope: {id in the file: id here} of what it can be referred from
        """
        kind, written = local_name(element), (element.get("Id") or "").strip()
        found = self.free(written or kind)
        if not written:
            self.problem("missing_id", found, kind=kind)
        elif written in scope:
            self.problem("duplicate_id", found, kind=kind, id=written)
        if written:
            scope.setdefault(written, found)
            self.everywhere.setdefault(written, found)
        return found

    def free(self, stem):
        """An id that nothing has."""
        return free_id(stem, self.taken)

    def problem(self, code, element, **args):
        self.problems.append(Problem(code, element, args))


def name_of(element):
    return " ".join((element.get("Name") or "").split())


def note_of(element):
    """What is said about it."""
    for name in ("Description", "Documentation"):
        for found in children(element, name):
            said = "".join(found.itertext()).strip()
            if said:
                return said
    return ""
