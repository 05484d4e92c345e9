from odoo.modules.migration import load_script
from odoo.modules.module import get_module_path

from .common import CRON, FlowCase


class TestUpgrade(FlowCase):
    """What a database that had an older version becomes."""

    def _migrate(self, version):
        path = (
            f"{get_module_path('crm_bpm_flow')}/migrations/{version}/post-migration.py"
        )
        load_script(path, "post-migration").migrate(self.env.cr, "19.0.1.0.0")

    def _pace(self):
        cron = self.env.ref(CRON)
        return cron.interval_number, cron.interval_type

    def test_the_scheduler_of_a_new_database(self):
        self.assertEqual(self._pace(), (1, "minutes"))

    def test_the_scheduler_of_an_old_database(self):
        for before, after in (
            ((1, "hours"), (1, "minutes")),
            ((2, "minutes"), (2, "minutes")),
        ):
            number, unit = before
            self.env.ref(CRON).write({"interval_number": number, "interval_type": unit})
            self._migrate("19.0.1.1.0")
            self.assertEqual(self._pace(), after)
