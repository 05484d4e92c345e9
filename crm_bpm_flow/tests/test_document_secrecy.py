import json

from odoo import http
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tests.common import HttpCase

from .common import task
from .test_document import DocumentCase
from .web_case import ByWeb

WORD = "Unheardof"


class SecretCase(DocumentCase):
    """A confidential document with all that can belong to one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind.own_field_ids = [Command.create({"name": "Place"})]
        documents = cls.env["bpm.flow.document"].with_user(cls.worker)
        cls.secret = documents.create(
            {
                "name": f"{WORD} price",
                "type_id": cls.kind.id,
                "visibility": "named",
                "their_number": f"{WORD}-1",
                "amount": 77123,
                "properties": {cls.kind.own_field_ids.key: WORD},
                "control_ids": [
                    Command.create({"name": WORD, "date": "2026-04-01"}),
                ],
            }
        )
        cls.secret.action_register()
        cls.secret.add_file(f"{WORD}.txt", WORD.encode())
        cls.secret.message_post(body=WORD, subject=WORD)
        cls.secret.activity_schedule(
            "mail.mail_activity_data_todo", summary=WORD, user_id=cls.worker.id
        )
        cls.mate.group_ids |= cls.env.ref("base.group_allow_export")
        cls.child = documents.create(
            {
                "name": "Act",
                "type_id": cls.kind.id,
                "parent_id": cls.secret.id,
                "related_ids": cls.secret.ids,
            }
        )
        cls._end_transaction()


class TestDocumentSecrecyEverywhere(SecretCase):
    """Who may not see a document meets it nowhere."""

    def mine(self, model):
        return self.env[model].with_user(self.mate)

    def test_not_in_searches_counts_and_groups(self):
        documents = self.mine("bpm.flow.document")
        for name in ("name", "their_number", "display_name"):
            found = documents.search([(name, "ilike", WORD)])
            self.assertFalse(found, name)
        self.assertFalse(documents.name_search(WORD))
        self.assertFalse(documents.search_count([("amount", "=", 77123)]))
        groups = documents.formatted_read_group(
            [("type_id", "=", self.kind.id)], ["type_id"], ["amount:sum", "__count"]
        )
        self.assertEqual([g["amount:sum"] for g in groups], [0])
        own = f"properties.{self.kind.own_field_ids.key}"
        self.assertFalse(documents.search([(own, "=", WORD)]))

    def test_not_in_exports(self):
        documents = self.mine("bpm.flow.document")
        seen = documents.search([])
        self.assertNotIn(WORD, str(seen.export_data(["name", "related_ids"])))
        for path in ("parent_id", "parent_id/name"):
            with self.assertRaises(AccessError):
                seen.export_data([path])
        with self.assertRaises(AccessError):
            self.secret.with_user(self.mate).export_data(["name"])

    def test_not_through_links(self):
        child = self.child.with_user(self.mate)
        spec = {
            "parent_id": {"fields": {"display_name": {}}},
            "related_ids": {"fields": {"display_name": {}}},
            "tree": {},
        }
        self.assertNotIn(WORD, str(child.web_read(spec)))
        self.assertNotIn(WORD, str(child.read(["parent_id", "related_ids"])))
        groups = self.mine("bpm.flow.document").web_read_group(
            [], ["parent_id"], ["__count"]
        )
        self.assertNotIn(WORD, str(groups))

    def test_not_in_messages_activities_and_files(self):
        for model, field in (
            ("mail.message", "body"),
            ("mail.message", "subject"),
            ("mail.activity", "summary"),
            ("ir.attachment", "name"),
            ("bpm.flow.document.file", "name"),
            ("bpm.flow.document.file.version", "name"),
            ("bpm.flow.document.control", "name"),
        ):
            found = self.mine(model).search([(field, "ilike", WORD)])
            self.assertFalse(found, model)
        history = self.child.sudo().message_ids
        told = [*history.mapped("body"), *history.mapped("preview")]
        self.assertNotIn(WORD, " ".join(str(words) for words in told))

    def test_whoever_is_named_meets_it_everywhere(self):
        self.secret.reader_ids = self.mate
        self.assertTrue(self.mine("bpm.flow.document").name_search(WORD))
        controls = self.mine("bpm.flow.document.control")
        self.assertTrue(controls.search([("name", "=", WORD)]))
        child = self.child.with_user(self.mate)
        self.assertIn(WORD, str(child.read(["parent_id"])))


class TestDocumentSecrecyToMany(SecretCase):
    """Who of many people may see a document is asked once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        seller = "sales_team.group_sale_salesman_all_leads"
        cls.many = cls.env["res.users"].union(
            *(cls._person(f"many {number}", seller) for number in range(30))
        )
        cls.secret.reader_ids = cls.many[:10]

    def test_the_same_as_for_each_of_them(self):
        everybody = self.env["res.users"].union(
            *(self.many, self.worker, self.mate, self.owner, self.stranger),
            *(self.admin, self.foreigner, self.env.ref("base.public_user")),
        )
        documents = self.secret | self.child
        seen = documents._seen_by_each(everybody)
        for user in everybody:
            self.assertEqual(seen[user], documents._seen_by(user), user.login)
        self.assertEqual(seen[self.many[0]], documents)
        self.assertEqual(seen[self.many[10]], self.child)
        self.assertFalse(seen[self.stranger] & self.secret)
        documents.active = False
        self.assertEqual(documents._seen_by_each(self.many[0])[self.many[0]], documents)

    def test_as_many_queries_for_two_as_for_thirty(self):
        case = self.start(
            self.flow(res_model="bpm.flow.document", call=task(self.worker)),
            self.secret,
        )
        self.secret._seen_by_each(self.many)  # what Odoo remembers of each user
        counts = []
        for users in (self.many[:2], self.many[:2], self.many):
            self._end_transaction()
            before = self.env.cr.sql_log_count
            case.open_task_ids._who_may_know(users)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts[1:])


@tagged("post_install", "-at_install")
class TestDocumentSecrecyOverTheWeb(ByWeb, SecretCase, HttpCase):
    """The same over the addresses that a browser asks."""

    def test_not_by_a_file_s_address(self):
        attachment = self.secret.file_ids.attachment_id
        self.authenticate(self.mate.login, self.mate.login)
        answer = self.url_open(f"/web/content/{attachment.id}?download=1")
        self.assertNotIn(WORD, answer.text)
        self.assertEqual(answer.status_code, 404)

    def test_not_in_excel_and_csv(self):
        self.authenticate(self.mate.login, self.mate.login)
        for kind in ("csv", "xlsx"):
            data = {
                "model": "bpm.flow.document",
                "fields": [{"name": "name", "label": "Subject", "type": "char"}],
                "ids": False,
                "domain": [],
                "groupby": [],
                "import_compat": False,
            }
            form = {
                "data": json.dumps(data),
                "csrf_token": http.Request.csrf_token(self),
            }
            answer = self.url_open(f"/web/export/{kind}", data=form)
            self.assertEqual(answer.status_code, 200)
            self.assertNotIn(WORD.encode(), answer.content)
