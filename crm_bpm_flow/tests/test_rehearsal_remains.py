import socket
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

from odoo import SUPERUSER_ID, fields
from odoo.tests import get_db_name, tagged
from odoo.tools import config, mute_logger

from ..tools.stage import Stage
from .connected_case import ConnectedCase
from .process_words import auto, build, code, end, task, wait, write

OUR_TABLE = "bpm_flow_rehearsal"
# Files, a connection of one's own, a commit in between: all that code may do.
WILD = """
env['ir.attachment'].create({'name': 'Offer.txt', 'raw': b'of the rehearsal'})
env['res.partner'].create({'name': 'Made by a rehearsal'})
env['ir.config_parameter'].set_param('bpm.rehearsed', 'yes')
log('Only played')
env['mail.mail'].create({
    'subject': 'At once', 'email_to': 'a@example.com', 'body_html': '<p>Now</p>',
}).send()
env.cr.commit()
"""


@tagged("post_install", "-at_install")
class TestNothingRemains(ConnectedCase):
    """A rehearsal on its own connection, with committed rows: what is left of it?"""

    def _make_world(self, env):
        worker = env["res.users"].create(
            {
                "name": "Wilma",
                "login": "bpm_rehearsal_wilma",
                "email": "wilma@example.com",
                "notification_type": "email",
                "group_ids": env.ref("sales_team.group_sale_salesman_all_leads").ids,
            }
        )
        model = env["ir.model"]._get_id("crm.lead")
        template = env["mail.template"].create(
            {
                "name": "Thanks",
                "model_id": model,
                "subject": "Thanks for {{ object.name }}",
                "email_to": "client@example.com",
                "use_default_to": False,
                "body_html": "<p>We call you.</p>",
            }
        )
        follow_up = env["bpm.flow"].create({"name": "Follow-up of a rehearsal"})
        build(follow_up.draft_id, {"look": task(worker)})
        follow_up.draft_id.action_publish()
        flow = env["bpm.flow"].create({"name": "Rehearsed"})
        mail = {"state": "mail_post", "mail_post_method": "email"}
        hook = {"state": "webhook", "webhook_url": "https://shop.example.com/hook"}
        build(
            flow.draft_id,
            {
                "call": task(worker, within="4 hours"),
                "mark": auto(write("name", "Changed by a rehearsal")),
                "thank": auto({**mail, "template_id": template.id}),
                "tell": auto(hook),
                "wild": auto(code(WILD)),
                "more": auto({"state": "bpm_start", "bpm_flow_id": follow_up.id}),
                "plan": auto(
                    {
                        "state": "next_activity",
                        "activity_type_id": env.ref("mail.mail_activity_data_todo").id,
                        "activity_summary": "Send the catalogue",
                        "activity_user_id": worker.id,
                    }
                ),
                "pause": wait("3 days"),
                "goal": end("goal"),
            },
        )
        lead = env["crm.lead"].create({"name": "Twelve tables"})
        rehearsal = env["bpm.flow.rehearsal"].create(
            {
                "version_id": flow.draft_id.id,
                "source": "one",
                "record_id": lead.id,
            }
        )
        rehearsal.begin()
        self.ids = {
            "bpm.flow.rehearsal": rehearsal.id,
            "crm.lead": lead.id,
            "bpm.flow": [flow.id, follow_up.id],
            "mail.template": template.id,
        }
        self.worker_id = worker.id

    def _unmake_world(self):
        with self._connection() as env:
            for model, ids in self.ids.items():
                env[model].browse(ids).unlink()
            partner = env["res.users"].browse(self.worker_id).partner_id
            env["res.users"].browse(self.worker_id).unlink()
            partner.unlink()

    def _everything(self):
        """{table: (rows, a number that changes when any row does)} and all files."""
        with self._connection() as env:
            env.cr.execute(
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND "
                "relnamespace = 'public'::regnamespace ORDER BY relname"
            )
            tables = [table for (table,) in env.cr.fetchall() if table != OUR_TABLE]
            found = {}
            for table in tables:
                env.cr.execute(
                    f'SELECT count(*), sum(hashtext(t::text)) FROM "{table}" t'  # noqa: S608
                )
                found[table] = env.cr.fetchone()
        store = Path(config.filestore(get_db_name()))
        found["files"] = sorted(str(path) for path in store.rglob("*"))
        return found

    def _rehearse(self, uid=SUPERUSER_ID):
        with self._connection(uid) as env:
            rehearsal = env["bpm.flow.rehearsal"].browse(self.ids["bpm.flow.rehearsal"])
            rehearsal.go_on()
            [result] = rehearsal.results
        return result

    def test_nothing_remains_but_the_report(self):
        log, fired = self.registry["bpm.flow.log"], []
        append = log._append

        def _append(self, rows):
            cr = self.env.cr
            cr.postcommit.add(lambda: fired.append("after the commit"))
            return append(self, rows)

        before = self._everything()
        with (
            patch.object(log, "_append", _append),
            patch("requests.sessions.Session.request") as web,
            patch("smtplib.SMTP") as smtp,
        ):
            result = self._rehearse()
        self.assertEqual(self._everything(), before)
        self.assertEqual((fired, web.call_count, smtp.call_count), ([], 0, 0))
        self._check_told(result)

    def _check_told(self, result):
        """All of it was played, or the test would prove nothing."""
        self.assertEqual(result["breaks"], [])
        self.assertEqual(result["end"]["result"], "goal")
        notices = {(n["kind"], n["subject"]): n for n in result["notices"]}
        self.assertIn(("mail", "Call: Twelve tables"), notices)
        thanks = notices["mail", "Thanks for Changed by a rehearsal"]
        self.assertEqual(thanks["to"], ["client@example.com"])
        self.assertIn("We call you.", thanks["body"])
        self.assertEqual(notices["mail", "At once"]["to"], ["a@example.com"])
        self.assertEqual(
            notices["webhook", "tell"]["to"], ["https://shop.example.com/hook"]
        )
        changes = {c["new"] for c in result["changes"]}
        self.assertIn("Changed by a rehearsal", changes)
        self.assertEqual(result["files"], ["Offer.txt"])
        self.assertIn({"what": "Contact", "count": 1}, result["created"])
        [start] = result["starts"]
        self.assertEqual(start["flow"], "Follow-up of a rehearsal")
        [activity] = result["activities"]
        self.assertEqual(activity["name"], "Send the catalogue")

    def test_nothing_is_remembered(self):
        """Neither a setting nor anything else that the server keeps in memory."""
        self._rehearse()
        with self._connection() as env:
            self.assertFalse(env["ir.config_parameter"].get_param("bpm.rehearsed"))
        self.assertIsNone(Stage.current())
        now, connect = fields.Datetime.now, socket.socket.connect
        self.assertEqual(now.__module__, "odoo.orm.fields_temporal")
        self.assertNotIn("crm_bpm_flow", getattr(connect, "__module__", "") or "")

    def test_nothing_remains_of_one_that_breaks_off(self):
        before = self._everything()
        play = "odoo.addons.crm_bpm_flow.models.rehearsal_told.Told.result"
        with (
            patch(play, side_effect=ZeroDivisionError),
            self.assertRaises(ZeroDivisionError),
        ):
            self._rehearse()
        self.assertEqual(self._everything(), before)
        self.assertIsNone(Stage.current())

    @mute_logger("odoo.sql_db")
    def test_a_record_that_somebody_changes_is_left_out(self):
        with self._connection() as env:
            env.cr.execute(
                "SELECT id FROM crm_lead WHERE id = %s FOR UPDATE",
                [self.ids["crm.lead"]],
            )
            result = self._rehearse()
        self.assertTrue(result["busy"])

    def test_a_connection_that_nobody_foresaw_is_refused_and_told(self):
        log = self.registry["bpm.flow.log"]
        append = log._append

        def _append(self, rows):
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", 9), timeout=1)
            return append(self, rows)

        with patch.object(log, "_append", _append):
            result = self._rehearse()
        self.assertIn("network", {b["kind"] for b in result["breaks"]})
