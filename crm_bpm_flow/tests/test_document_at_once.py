from odoo.exceptions import UserError
from odoo.tests import tagged

from .connected_case import ConnectedCase
from .process_words import approval, build, end


@tagged("post_install", "-at_install")
class TestDocumentAtOnce(ConnectedCase):
    """A document is changed while others decide about it, over two real connections."""

    def _make_world(self, env):
        seller = env.ref("sales_team.group_sale_salesman_all_leads")
        owner = env.ref("crm_bpm_flow.group_owner")
        people = env["res.users"].create(
            [
                {
                    "name": name,
                    "login": f"bpm_document_{name}",
                    "group_ids": [(6, 0, (seller | owner).ids)],
                    "notification_type": "inbox",
                }
                for name in ("Ann", "Ben")
            ]
        )
        self.ann, self.ben = people.ids
        flow = env["bpm.flow"].create(
            {"name": "At once", "res_model": "bpm.flow.document"}
        )
        steps = {
            "agree": approval(people, {"rejected": "lost"}, files=True),
            "won": end("goal"),
            "lost": end("failure"),
        }
        build(flow.draft_id, steps)
        flow.draft_id.action_publish()
        kind = env["bpm.flow.document.type"].create(
            {"name": "At once", "number_prefix": "O-"}
        )
        documents = env["bpm.flow.document"].with_user(people[0])
        document = documents.create(
            {"name": "At once", "type_id": kind.id, "user_id": people[1].id}
        )
        document.add_file("a.txt", b"A")
        case = flow.start(document)
        self.tasks = {task.user_id.id: task.id for task in case.open_task_ids}
        self.flow_id, self.case_id = flow.id, case.id
        self.kind_id, self.document_id = kind.id, document.id

    def _unmake_world(self):
        with self._connection() as env:
            for table in ("visa", "job", "log", "task", "instance"):
                env.cr.execute(
                    f"DELETE FROM bpm_flow_{table} WHERE instance_id = %s"  # noqa: S608
                    if table != "instance"
                    else "DELETE FROM bpm_flow_instance WHERE id = %s",
                    [self.case_id],
                )
            env.cr.execute(
                "UPDATE bpm_flow_document SET number = NULL WHERE id = %s",
                [self.document_id],
            )
            env.invalidate_all()
            self._document(env).unlink()
            kind = env["bpm.flow.document.type"].browse(self.kind_id)
            rows = env["bpm.flow.document.numbering"].search(
                [("type_id", "=", kind.id)]
            )
            sequences = rows.sequence_id
            rows.unlink()
            sequences.unlink()
            kind.unlink()
            env["bpm.flow"].browse(self.flow_id).unlink()
            people = env["res.users"].browse([self.ann, self.ben])
            partners = people.partner_id
            people.unlink()
            partners.unlink()
            crons = env.ref("crm_bpm_flow.ir_cron_file_texts")
            crons |= env.ref("crm_bpm_flow.ir_cron_run_due")
            triggers = env["ir.cron.trigger"]
            triggers.search([("cron_id", "in", crons.ids)]).unlink()

    def _document(self, env):
        return env["bpm.flow.document"].browse(self.document_id)

    def _task(self, env, user_id):
        return env["bpm.flow.task"].browse(self.tasks[user_id])

    def _change(self, env):
        self._document(env).file_ids.add_version(b"B")

    def _agree(self, user_id, seen=None):
        return lambda env: self._task(env, user_id).complete("approved", seen=seen)

    def _mark(self):
        with self._connection(self.ben) as env:
            return self._task(env, self.ben).ground_mark

    def _decide_first(self):
        with self._connection(self.ann) as env:
            self._task(env, self.ann).complete("approved")

    def _told(self, env):
        """(who, the version he agreed to) of the trail; who is still asked."""
        case = env["bpm.flow.instance"].browse(self.case_id)
        visas = [
            (visa.user_id.name, visa.sudo().ground["files"][0]["version"])
            for visa in case.visa_ids
        ]
        return visas, sorted(case.open_task_ids.user_id.mapped("name"))

    def test_whoever_did_not_see_the_new_version_is_asked_to_look(self):
        answer = self._meanwhile(self._change, self._agree(self.ben, self._mark()))
        self.assertIsInstance(answer, UserError)
        self.assertIn("Changed since you opened it: Files (a.txt, v", str(answer))
        with self._connection() as env:
            self.assertEqual(self._told(env), ([], ["Ann", "Ben"]))

    def test_the_last_one_does_not_close_it_on_an_older_version(self):
        """Whoever does not say what he saw agrees to what is there, not to what was."""
        self._decide_first()
        self._meanwhile(self._change, self._agree(self.ben))
        with self._connection() as env:
            visas, asked = self._told(env)
            self.assertEqual(visas, [("Ann", 1), ("Ben", 2)])
            self.assertEqual(asked, ["Ann"])

    def test_whoever_agreed_just_before_is_asked_again(self):
        self._meanwhile(self._agree(self.ann), lambda env: self._change(env))
        with self._connection() as env:
            self.assertEqual(self._told(env), ([("Ann", 1)], ["Ann", "Ben"]))

    # ------------------------------------------------------------------
    # Registration
    # ------------------------------------------------------------------
    def _kind(self, env):
        return env["bpm.flow.document.type"].sudo().browse(self.kind_id)

    def _number(self):
        with self._connection() as env:
            document = self._document(env)
            return document.number, document.state, self._kind(env).number_sample

    def test_registered_while_the_prefix_is_edited(self):
        """Its number is of the old way or the new one; the next is of the new one."""
        self._meanwhile(
            lambda env: self._kind(env).write({"number_prefix": "N-"}),
            lambda env: self._document(env).action_register(),
        )
        number, _state, sample = self._number()
        self.assertIn(number, ("O-0001", "N-0001"))
        self.assertEqual(sample, "N-0002")

    def test_the_prefix_is_edited_while_one_registers(self):
        self._meanwhile(
            lambda env: self._document(env).action_register(),
            lambda env: self._kind(env).write({"number_prefix": "N-"}),
        )
        number, _state, sample = self._number()
        self.assertEqual((number, sample), ("O-0001", "N-0002"))

    def test_registered_while_what_is_asked_for_changes(self):
        """None of the two is lost or does half."""

        def ask(env):
            kind = self._kind(env)
            field = env["ir.model.fields"]._get("bpm.flow.document", "partner_id")
            row = {"state": kind.registered_state, "field_ids": [(4, field.id)]}
            kind.required_ids = [(0, 0, row)]

        answer = self._meanwhile(ask, lambda env: self._document(env).action_register())
        number, state, _sample = self._number()
        if isinstance(answer, UserError):
            self.assertEqual((number, state), (False, "draft"))
        else:
            self.assertEqual(number, "O-0001")
