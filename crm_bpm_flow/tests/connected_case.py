import threading
from contextlib import contextmanager
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name
from odoo.tools import mute_logger

PATIENCE = 60  # seconds until a thread that never comes back fails the test
ROUNDS = 200_000  # questions to the database until somebody must have come to wait


class ConnectedCase(BaseCase):
    """Real connections, with committed rows that are taken away afterwards."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self._connection() as env:
            self._make_world(env)
        self.addCleanup(self._unmake_world)

    @contextmanager
    def _connection(self, uid=SUPERUSER_ID):
        """A connection of its own; what is done in it is committed at its end."""
        with self.registry.cursor() as cr:
            yield api.Environment(cr, uid, {"no_reset_password": True})

    def _make_world(self, env):
        raise NotImplementedError

    def _unmake_world(self):
        raise NotImplementedError

    # Two people: ``self.ann`` and ``self.ben`` are ids of users.
    def _meanwhile(self, first, second):
        """Do ``first``; while it is not committed, let ``second`` begin and wait.

        :return: what ``second``, repeated by Odoo as for any request, came to
        """
        answer, begun = [], threading.Event()

        def other():
            with self.registry.cursor() as cr:
                self.pid = cr._cnx.get_backend_pid()
                begun.set()
                env = api.Environment(cr, self.ben, {})
                try:
                    answer.append(retrying(lambda: second(env), env))
                except UserError as error:
                    cr.rollback()
                    answer.append(error)

        thread = threading.Thread(target=other)
        with (
            patch("odoo.service.model.random.uniform", return_value=0),
            # While add-ons are updated, this thread holds the registry's own lock.
            patch.object(Registry, "_lock", threading.RLock()),
            mute_logger("odoo.sql_db", "odoo.service.model"),
        ):
            with self._connection(self.ann) as env:
                first(env)
                env.flush_all()
                thread.start()
                self.assertTrue(begun.wait(PATIENCE))
                self._until_it_waits(thread)
            thread.join(PATIENCE)
        self.assertFalse(thread.is_alive())
        return answer[0]

    def _until_it_waits(self, thread):
        with self.registry.cursor() as cr:
            for _round in range(ROUNDS):
                cr.execute("SELECT pg_blocking_pids(%s)", [self.pid])
                if cr.fetchone()[0] or not thread.is_alive():
                    return
        self.fail("The second one never came to wait for the first.")
