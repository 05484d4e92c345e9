"""A stage: what one thread does on it is played, not done.

Its database cursor never commits, its clock shows whatever moment is played, and
nothing reaches the network: what would have gone out is kept to be told. Other threads
of the server see none of this.
"""

import socket
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock

from odoo import fields

_STAGE = ContextVar("bpm_flow_stage", default=None)


class Refused(ConnectionRefusedError):
    """Something that is only played wanted to reach the network."""


class Stage:
    """What is being played in this thread.

    :param datetime moment: what the clock shows, UTC without a zone
    """

    def __init__(self, moment):
        self.moment = moment
        self.versions = {}  # {process id: id of the version that is played}
        self.numbers = {}  # {id of such a version: number that it is known by}
        self.caught = []  # what would have gone out: dicts with a "kind"
        self.missing = {}  # {task id: what its form would still have asked for}

    @staticmethod
    def current():
        """The stage that this thread plays on; None in real life."""
        return _STAGE.get()

    def catch(self, kind, **facts):
        """Keep what would have gone out into the world."""
        self.caught.append({"kind": kind, "when": self.moment, **facts})


@contextmanager
def played_on(stage, cr):
    """Play on a stage; whatever was done with the cursor is undone at the end.

    :param cr: a cursor of its own; it is closed
    """
    # Whoever commits in between, as Odoo's mail queue does, gets what he must see.
    cr.commit = cr.flush
    _MACHINERY.start()
    token = _STAGE.set(stage)
    try:
        yield
    finally:
        try:
            cr.rollback()
            del cr.commit
            cr.close()
        finally:
            _STAGE.reset(token)
            _MACHINERY.stop()


class _Machinery:
    """Looks up the stage where Odoo asks for the time, and Python for a connection.

    In place only while somebody plays; who does not play gets through to the original.
    """

    def __init__(self):
        self._lock = Lock()
        self._players = 0
        self._originals = []

    def start(self):
        with self._lock:
            self._players += 1
            if self._players == 1:
                for owner, name, wrap in _WRAPPED:
                    original = owner.__dict__.get(name)
                    self._originals.append((owner, name, original))
                    setattr(owner, name, wrap(getattr(owner, name)))

    def stop(self):
        with self._lock:
            self._players -= 1
            if self._players:
                return
            for owner, name, original in reversed(self._originals):
                if original is None:
                    delattr(owner, name)
                else:
                    setattr(owner, name, original)
            self._originals.clear()


def _clock(original, shown):
    def ask(*args):
        stage = _STAGE.get()
        return original(*args) if stage is None else shown(stage.moment)

    return staticmethod(ask)


def _now(original):
    return _clock(original, lambda moment: moment.replace(microsecond=0))


def _today(original):
    return _clock(original, lambda moment: moment.date())


def _context_today(original):
    def ask(record, timestamp=None):
        stage = _STAGE.get()
        if stage is not None and timestamp is None:
            timestamp = stage.moment
        return original(record, timestamp)

    return staticmethod(ask)


def _connect(original):
    def connect(self, address):
        stage = _STAGE.get()
        if stage is None:
            return original(self, address)
        stage.catch("network", address=str(address))
        raise Refused(address)

    return connect


_WRAPPED = (
    (fields.Datetime, "now", _now),
    (fields.Date, "today", _today),
    (fields.Date, "context_today", _context_today),
    (socket.socket, "connect", _connect),
    (socket.socket, "connect_ex", _connect),
)
_MACHINERY = _Machinery()
