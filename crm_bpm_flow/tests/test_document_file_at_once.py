from odoo.exceptions import UserError
from odoo.tests import tagged

from .connected_case import ConnectedCase


@tagged("-at_install", "post_install")
class TestFileAtOnce(ConnectedCase):
    """Two people at the same moment, over two real connections."""

    def _make_world(self, env):
        seller = env.ref("sales_team.group_sale_salesman_all_leads")
        people = env["res.users"].create(
            [
                {
                    "name": name,
                    "login": f"bpm_files_{name}",
                    "group_ids": [(6, 0, seller.ids)],
                }
                for name in ("Ann", "Ben")
            ]
        )
        self.ann, self.ben = people.ids
        kind = env["bpm.flow.document.type"].create({"name": "At once"})
        document = (
            env["bpm.flow.document"]
            .with_user(people[0])
            .create({"name": "At once", "type_id": kind.id, "user_id": people[1].id})
        )
        self.file_id = document.add_file("a.txt", b"A").id
        self.kind_id, self.document_id = kind.id, document.id

    def _unmake_world(self):
        with self._connection() as env:
            env["bpm.flow.document"].browse(self.document_id).unlink()
            env["bpm.flow.document.type"].browse(self.kind_id).unlink()
            people = env["res.users"].browse([self.ann, self.ben])
            partners = people.partner_id
            people.unlink()
            partners.unlink()
            cron = env.ref("crm_bpm_flow.ir_cron_file_texts")
            env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]).unlink()

    def _file(self, env):
        return env["bpm.flow.document.file"].browse(self.file_id)

    def test_one_gets_it(self):
        answer = self._meanwhile(
            lambda env: self._file(env).action_check_out(),
            lambda env: self._file(env).action_check_out(),
        )
        self.assertIsInstance(answer, UserError)
        self.assertIn("Ann has “a.txt” checked out", str(answer))
        with self._connection() as env:
            self.assertEqual(self._file(env).locked_by_id.id, self.ann)

    def test_nobody_puts_a_version_over_whom_he_did_not_see(self):
        answer = self._meanwhile(
            lambda env: self._file(env).action_check_out(),
            lambda env: self._file(env).add_version(b"B"),
        )
        self.assertIn("Ann has “a.txt” checked out", str(answer))

    def test_two_versions_get_two_numbers(self):
        self._meanwhile(
            lambda env: self._file(env).add_version(b"B"),
            lambda env: self._file(env).add_version(b"C").id,
        )
        with self._connection() as env:
            file = self._file(env)
            self.assertEqual(file.version_ids.mapped("number"), [3, 2, 1])
            self.assertEqual(file.attachment_id.raw, b"C")
