from contextlib import contextmanager

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name


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
