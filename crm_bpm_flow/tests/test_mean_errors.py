from psycopg2 import OperationalError, ProgrammingError
from psycopg2.errors import DeadlockDetected, SerializationFailure

from odoo.tools import mute_logger

from .common import FlowCase, task
from .process_words import auto, code

SILENT = "odoo.sql_db"
DOUBLE = """
record.env['bpm.flow.category'].create({'name': 'Twice'})
record.env.cr.execute('CREATE UNIQUE INDEX bpm_mean ON bpm_flow_category (name)')
record.env['bpm.flow.category'].create({'name': record.name})
record.env['bpm.flow.category'].create({'name': record.name})
"""
SWALLOWED = """
try:
    record.env.cr.execute('SELECT nonsense')
except Exception:
    pass
"""


class TestMeanErrors(FlowCase):
    """Whatever an action does to the database, the user's own change is saved."""

    def failing(self, text, **values):
        flow = self.flow(
            "Mean", mark=auto(code(text), **values), call=task(self.worker)
        )
        self.rule(flow)
        with mute_logger(SILENT):
            lead = self.env["crm.lead"].with_user(self.worker).create({"name": "Saved"})
            self.env.flush_all()
        case = self.cases_of(flow, lead)
        self.assertEqual(len(case.incident_ids), 1, case.log_ids.mapped("message"))
        # The transaction is usable, and what was done before is still there.
        lead.phone = "0123"
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual((lead.name, lead.phone), ("Saved", "0123"))
        self.assertEqual(self.env["bpm.flow.log"].verify(case.ids), [])
        return case

    def test_a_value_that_must_be_there_only_once(self):
        incident = self.failing(DOUBLE).incident_ids
        self.assertEqual(incident.fault_kind, "UniqueViolation")
        found = self.env["bpm.flow.category"].search([("name", "=", "Twice")])
        self.assertFalse(found, "what it had done before is undone")

    def test_a_rule_of_the_database_that_the_flush_breaks(self):
        text = "record.env['bpm.flow.category'].create({'name': False})"
        incident = self.failing(text).incident_ids
        self.assertEqual(incident.fault_kind, "NotNullViolation")

    def test_a_query_that_is_none(self):
        incident = self.failing("env.cr.execute('SELECT nonsense')").incident_ids
        self.assertEqual(incident.fault_kind, "UndefinedColumn")

    def test_a_query_that_fails_and_that_the_code_keeps_quiet_about(self):
        incident = self.failing(SWALLOWED).incident_ids
        self.assertEqual(incident.fault_kind, "InFailedSqlTransaction")

    def test_that_even_where_nothing_else_is_to_be_written(self):
        self.env.flush_all()
        failed = []
        with mute_logger(SILENT), self.env["bpm.flow.runtime"]._firewall(failed):
            try:
                self.env.cr.execute("SELECT nonsense")
            except ProgrammingError:
                self.assertFalse(failed)
        self.assertEqual(type(failed[0]).__name__, "InFailedSqlTransaction")
        self.assertTrue(self.leads(1))

    def test_a_value_that_does_not_fit(self):
        text = "env.cr.execute('SELECT 1 / 0')"
        self.assertEqual(self.failing(text).incident_ids.fault_kind, "DivisionByZero")

    def test_a_depth_without_end(self):
        text = "def f(): return f()\nf()"
        kind = self.failing(text).incident_ids.fault_kind
        self.assertEqual(kind, "RecursionError")

    def test_the_scheduler_goes_on_behind_it(self):
        text = "if record.name == 'Lead 1': env.cr.execute('SELECT nonsense')"
        flow = self.flow("Later", mark=auto(code(text), run_later=True))
        cases = self.start(flow, self.leads(3))
        with mute_logger(SILENT):
            self.run_due()
        self.assertEqual(cases.mapped("state"), ["done", "running", "done"])

    def test_clashes_with_others_are_never_swallowed(self):
        for error in (SerializationFailure, DeadlockDetected, OperationalError):
            flow = self.flow("Clash", mark=auto(code("True")))
            node = type(self.env["bpm.flow.node"])
            self.patch(node, "_execute_actions", _raising(error))
            with self.refused(error):
                self.start(flow, self.leads(1))
            self.assertFalse(self.cases_of(flow))


def _raising(error):
    def execute(self, cases, key=None):
        raise error("somebody else was quicker")

    return execute
