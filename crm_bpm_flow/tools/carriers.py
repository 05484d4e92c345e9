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


class Actor:
    """Who acts, for the journal. Nothing that comes over the network is one."""

    def __init__(self, user_id):
        self.id = user_id

    def __eq__(self, other):
        return type(other) is Actor and self.id == other.id

    def __hash__(self):
        return hash((Actor, self.id))

    @classmethod
    def of(cls, env):
        """Id of the user who acts: whom the server named, else the one it runs for."""
        actor = env.context.get("bpm_actor")
        return actor.id if isinstance(actor, cls) else env.uid


class WordsOnly:
    """Says that only translations change; nothing that comes over the network is it."""


WORDS_ONLY = WordsOnly()


class Answers(dict):
    """Brings back what calls below found out, by key."""

    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__


class Trial:
    """What is tried again: where, how often it was tried, and within which run of many.

    A move that is tried again may fail at the same place: that is no new fault.
    """

    def __init__(self, case_id, node_id, attempt, retry_id=False):
        self.place = case_id, node_id
        self.attempt = attempt
        self.retry_id = retry_id

    @classmethod
    def of(cls, env, case_id, node_id):
        """The trial of that place that is being made now, if any."""
        trial = env.context.get("bpm_retry")
        same = isinstance(trial, cls) and trial.place == (case_id, node_id)
        return trial if same else None


class Cause:
    """The cases whose own doing starts others; nothing over the network is one.

    ``depth``: how many such doings lie inside one another in this very call.
    """

    def __init__(self, case_ids, depth=1):
        self.case_ids = tuple(case_ids)
        self.depth = depth

    @classmethod
    def of(cls, env):
        cause = env.context.get("bpm_cause")
        return cause if isinstance(cause, cls) else None

    @classmethod
    def below(cls, env, case_ids):
        """These cases do something, within whatever others do."""
        outer = cls.of(env)
        return cls(case_ids, outer.depth + 1 if outer else 1)
