"""Wakes Odoo's scheduler at a moment, to the second.

Odoo's schedulers look for what is due once a minute, and at once when the database
tells them to (``NOTIFY cron_trigger``, by ``ir.cron._notifydb``). That is sent for
what is due already; a trigger with a moment ahead waits for the next look. Here each
process keeps the moments that it asked for itself and sends the same at each of them.

The triggers stay in the database: what is forgotten here, because a process ended, is
noticed at Odoo's next look.
"""

import logging
import os
import threading
import time
from datetime import timezone

import psycopg2

from odoo import sql_db
from odoo.tools import SQL

from odoo.addons.base.models.ir_cron import ODOO_NOTIFY_FUNCTION

_logger = logging.getLogger(__name__)

# Later moments are left to the scheduler: it runs more often, and sets them then.
FAR = 3600
# The clock is looked at that often: it may be set, or the machine may have slept.
GLANCE = 30


class Alarm:
    """The moments at which this process reminds the schedulers of a database."""

    def __init__(self):
        self._changed = threading.Condition()
        self._moments = set()
        self._thread = None

    def set(self, dbname, moment):
        """Remind at a moment.

        :param datetime moment: naive, in UTC, as Odoo stores it; in an hour at most,
            else nothing is kept
        """
        when = moment.replace(tzinfo=timezone.utc).timestamp()
        if when <= time.time() + FAR:
            self._keep(when, dbname)

    def _keep(self, when, dbname):
        with self._changed:
            self._moments.add((when, dbname))
            if self._thread is None:
                # A daemon: nobody waits for it when the server stops.
                self._thread = threading.Thread(
                    target=self._watch, name="crm_bpm_flow.alarm", daemon=True
                )
                self._thread.start()
            self._changed.notify()

    def _watch(self):
        while True:
            dbname, when = self._wait()
            try:
                left = ring(dbname, when)
            except psycopg2.Error as error:
                # No database, or none of that name to log in to: nobody to remind.
                _logger.info("The scheduler was not reminded: %s", error)
                continue
            if left > 0:
                self._keep(time.time() + left, dbname)

    def _wait(self):
        """The next moment, when it has come."""
        with self._changed:
            while True:
                when, dbname = min(self._moments, default=(None, None))
                left = GLANCE if when is None else when - time.time()
                if left <= 0:
                    self._moments.discard((when, dbname))
                    return dbname, when
                self._changed.wait(None if when is None else min(left, GLANCE))


def ring(dbname, when):
    """Tell the schedulers of a database that something is due, if it still exists.

    The connection is its own, not of Odoo's pool: in a server with several processes
    this may be the one that they are forked from.

    :param when: the moment, in seconds since 1970
    :return: seconds that the database's clock, by which triggers become due, still
        lacks; zero when it was told
    """
    _name, where = sql_db.connection_info_for("postgres")
    connection = psycopg2.connect(**where)
    try:
        connection.autocommit = True
        with connection.cursor() as cr:
            cr.execute("SELECT %s - EXTRACT(EPOCH FROM clock_timestamp())", [when])
            left = float(cr.fetchone()[0])
            if left > 0:
                return left
            told = SQL(
                "SELECT %s('cron_trigger', datname) FROM pg_database WHERE datname=%s",
                SQL.identifier(ODOO_NOTIFY_FUNCTION),
                dbname,
            )
            cr.execute(told.code, told.params)
    finally:
        connection.close()
    return 0


ALARM = Alarm()
# A process that is forked has no thread, and moments of its own.
if hasattr(os, "register_at_fork"):  # Windows has none
    os.register_at_fork(after_in_child=ALARM.__init__)
