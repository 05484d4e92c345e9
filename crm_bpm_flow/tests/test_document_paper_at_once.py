from odoo.exceptions import UserError
from odoo.tests import tagged

from .connected_case import ConnectedCase


@tagged("-at_install", "post_install")
class TestPaperAtOnce(ConnectedCase):
    """Two registrars move one copy at the same moment, over two real connections."""

    def _make_world(self, env):
        registrar = env.ref("crm_bpm_flow.group_registrar")
        people = env["res.users"].create(
            [
                {
                    "name": name,
                    "login": f"bpm_paper_{name}",
                    "group_ids": [(6, 0, registrar.ids)],
                }
                for name in ("Ann", "Ben")
            ]
        )
        self.ann, self.ben = people.ids
        kind = env["bpm.flow.document.type"].create({"name": "At once"})
        documents = env["bpm.flow.document"].with_user(people[0])
        document = documents.create({"name": "At once", "type_id": kind.id})
        self.copy_id = document.add_copies().id
        self.kind_id, self.document_id = kind.id, document.id

    def _unmake_world(self):
        with self._connection() as env:
            document = env["bpm.flow.document"].browse(self.document_id)
            document.copy_ids.unlink()
            document.unlink()
            env["bpm.flow.document.type"].browse(self.kind_id).unlink()
            people = env["res.users"].browse([self.ann, self.ben])
            partners = people.partner_id
            people.unlink()
            partners.unlink()

    def _copy(self, env):
        return env["bpm.flow.document.copy"].browse(self.copy_id)

    def test_one_is_faster(self):
        answer = self._meanwhile(
            lambda env: self._copy(env).hand_over(self.ann, "2026-04-01"),
            lambda env: self._copy(env).hand_over(self.ben, "2026-04-01"),
        )
        self.assertIsInstance(answer, UserError)
        self.assertIn("moving this just now", str(answer))
        with self._connection() as env:
            copy = self._copy(env)
            self.assertEqual(copy.holder_id.id, self.ann)
            self.assertEqual(copy.move_ids.mapped("kind"), ["handed", "made"])
