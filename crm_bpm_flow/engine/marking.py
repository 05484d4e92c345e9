"""Where the tokens of one case stand: small, plain data, stored as JSON on the case."""

from typing import NamedTuple

VERSION = 1
ACTIVE, ARRIVED, FAILED = "active", "arrived", "failed"
# No work: an event sub-process that may still begin; a way that a complex gateway
# has already counted. They keep no scope open.
LISTENING, SPENT = "listening", "spent"
IDLE = (LISTENING, SPENT)
TOKEN_STATES = (ACTIVE, ARRIVED, FAILED, LISTENING, SPENT)
ROOT = 0  # the scope of the case itself; it has no row

# Kinds of scopes: a run of a sub-process has none. The instances of a repeated
# activity; an activity inside its own switches (see frames.py); compensation.
LOOP, FRAME, UNDO = "loop", "frame", "undo"
# Phases of a scope that is about to end: its completion condition held; its token
# has gone on though somebody is still in it.
ENOUGH, GONE = "enough", "gone"


class Token(NamedTuple):
    """One visit of one node. Rows may grow at their end: the rest has defaults."""

    id: int
    node: str
    scope: int
    state: str = ACTIVE
    flow: str | None = None  # the flow it came by
    outcome: str | None = None  # of the last activity that had one
    waits: tuple = ()  # ids of the event nodes it listens for
    done: bool | int = False  # failed after its work was done: only leaving is left
    splits: int = 0  # how many splits ago its outcome was set
    counter: int = 0  # which instance of a repeated activity it is, from 1
    met: tuple = ()  # of events that must all come: those that have


WAITS = Token._fields.index("waits") - 1  # its place in a stored row
COUNTED = 2  # a token's ``done``: the node was counted as completed, too


class Scope(NamedTuple):
    """One run of a sub-process: ``token`` waits in ``node`` until nobody is in it.

    Rows may grow at their end: the rest has defaults.
    """

    id: int
    node: str
    parent: int
    token: int
    kind: str = ""
    total: int = 0  # how many instances there are to be
    begun: int = 0
    done: int = 0  # how many of them were completed
    phase: str = ""
    seen: tuple = ()  # what people began in it (ad-hoc sub-process)


SEEN = Scope._fields.index("seen") - 1


class Done(NamedTuple):
    """A completed activity that can be compensated; the higher its id, the later.

    ``inner`` is the number that its own scope had: its own entries name it.
    """

    id: int
    node: str
    scope: int = ROOT
    inner: int = 0


class Marking:
    """The state of one case. Treat as immutable; ``advance`` returns a new one.

    ``next_id`` numbers tokens and scopes alike, never twice in a case; ``walked``
    counts how often each node was completed, ``ways`` how often each flow was taken;
    ``done`` is what may be compensated; ``called``, another case waits for this one's
    end.
    """

    __slots__ = ("called", "done", "next_id", "scopes", "tokens", "walked", "ways")

    def __init__(
        self,
        next_id=1,
        tokens=None,
        scopes=None,
        walked=None,
        done=None,
        called=False,
        ways=None,
    ):
        self.next_id = next_id
        self.tokens = tokens if tokens is not None else {}
        self.scopes = scopes if scopes is not None else {}
        self.walked = walked if walked is not None else {}
        self.done = done if done is not None else {}
        self.called = called
        self.ways = ways if ways is not None else {}

    @property
    def is_started(self):
        return self.next_id > 1

    @property
    def is_ended(self):
        return self.is_started and not self.tokens

    def at(self, node):
        """Tokens that stand in this node, oldest first."""
        found = [token for token in self.tokens.values() if token.node == node]
        return sorted(found)

    def standing(self):
        """Tokens that show where the case is, oldest first: at a step, at a wait,
        failed. Not who waits at a join, only listens, or keeps others inside."""
        busy = {t.scope for t in self.tokens.values() if t.state not in IDLE}
        keepers = {s.token for s in self.scopes.values() if s.id in busy}
        return sorted(
            token
            for token in self.tokens.values()
            if token.state == FAILED
            or (token.state == ACTIVE and token.id not in keepers)
        )

    def failed(self):
        """Tokens with an incident, oldest first. Incidents of others are over."""
        return sorted(t for t in self.tokens.values() if t.state == FAILED)

    def to_json(self):
        """Plain data that survives JSON, even with its keys sorted anew."""
        data = {
            "v": VERSION,
            "next": self.next_id,
            "tokens": {str(t.id): _row(t) for t in self.tokens.values()},
            "scopes": {str(s.id): _row(s) for s in self.scopes.values()},
            "walked": dict(self.walked),
        }
        if self.ways:
            data["ways"] = dict(self.ways)
        if self.done:
            data["done"] = {str(d.id): _row(d) for d in self.done.values()}
        if self.called:
            data["called"] = True
        return data

    @classmethod
    def from_json(cls, data):
        """Read what ``to_json`` wrote; nothing at all is a case not yet started."""
        if not data:
            return cls()
        if data.get("v") != VERSION:
            raise ValueError(f"Unknown version of a marking: {data.get('v')!r}")
        return cls(
            data["next"],
            {int(key): _token(int(key), row) for key, row in data["tokens"].items()},
            {int(key): _scope(int(key), row) for key, row in data["scopes"].items()},
            dict(data["walked"]),
            {int(k): Done(int(k), *row) for k, row in data.get("done", {}).items()},
            data.get("called", False),
            dict(data.get("ways", ())),
        )

    def __eq__(self, other):
        if not isinstance(other, Marking):
            return NotImplemented
        return all(getattr(self, k) == getattr(other, k) for k in self.__slots__)

    __hash__ = None

    def __repr__(self):
        return f"Marking({self.to_json()})"


def _row(token):
    """A row without its id and without the defaults at its end."""
    row = list(token[1:])
    while not row[-1]:
        row.pop()
    return [list(cell) if isinstance(cell, tuple) else cell for cell in row]


def _token(token_id, row):
    token = Token(token_id, *row)
    if len(row) > WAITS:
        token = token._replace(waits=tuple(token.waits), met=tuple(token.met))
    return token


def _scope(scope_id, row):
    scope = Scope(scope_id, *row)
    return scope._replace(seen=tuple(scope.seen)) if len(row) > SEEN else scope
