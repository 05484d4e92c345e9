import json
from base64 import b64decode

from odoo import fields
from odoo.fields import Command
from odoo.http import Request
from odoo.tests import HttpCase
from odoo.tools import mute_logger

from .test_document_secrecy_sweep import DOCUMENT, FIRM, WORD, SweepCase
from .web_case import ByWeb

QUIET = ("odoo.http", "odoo.addons.crm_bpm_flow.models.bpm_flow_fault")
PICTURE = b64decode(
    b"iVBORw0KGgoAAAANSUhEUgAAABAAAAAQAQAAAAA3iMLMAAAADklEQVQI12P4/58BGQMABgsB//"
    b"UR9eUAAAAASUVORK5CYII="
)
SHEETS = {
    "visa_sheet": DOCUMENT,
    "copy_labels": "bpm.flow.document.copy",
    "place_labels": "bpm.flow.document.place",
    "destruction": "bpm.flow.document.destruction",
}


class SecretWebCase(ByWeb, SweepCase, HttpCase):
    """All that hangs on a confidential document, asked for by its address."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.file = cls.secret.file_ids
        cls.file.add_version(PICTURE, f"{WORD}.png")
        cls.secret.reader_ids = cls.registrar
        cls.secret.with_user(cls.registrar).action_sign()
        cls.act = (
            cls.env["bpm.flow.document.destruction"]
            .with_user(cls.registrar)
            .create({"line_ids": [Command.create({"document_id": cls.secret.id})]})
        )
        cls.place = cls.env["bpm.flow.document.place"].create({"name": "Cabinet"})
        cls.secret.copy_ids.with_user(cls.registrar).put(cls.place.id)
        cls.portal = cls._person(
            "portal", "base.group_portal", notification_type="email"
        )
        cls._end_transaction()

    def run_due(self, **_delta):
        """A web server's clock does not stand: what is due later is due now."""
        self.env["bpm.flow.job"].sudo().search([]).date_due = fields.Datetime.now()
        self.env["bpm.flow.job"].sudo()._cron_run_due()

    def outsiders(self):
        """Everybody in turn who may not see it, and who has no login at all."""
        for user in self.mate | self.owner | self.stranger | self.keeper | self.portal:
            self.log_in(user)
            yield user
        self.authenticate(None, None)
        yield self.env.ref("base.public_user")

    def assertUntold(self, answer, words):
        """Neither in the answer nor in what the browser would call the file."""
        told = answer.text + str(answer.headers) + answer.url
        self.assertNotIn(WORD, told, words)
        self.assertNotIn(FIRM, told, words)


class TestDocumentSecrecyByAddress(SecretWebCase):
    """Whoever knows an id and an address learns nothing by them."""

    def _sheets(self):
        rows = {
            "visa_sheet": self.secret,
            "copy_labels": self.secret.copy_ids,
            "place_labels": self.place,
            "destruction": self.act,
        }
        for name, records in rows.items():
            for kind in ("html", "pdf", "text"):
                address = f"/report/{kind}/crm_bpm_flow.report_{name}"
                yield f"{address}/{','.join(map(str, records.ids))}"

    def test_reports(self):
        for user in self.outsiders():
            for address in self._sheets():
                with mute_logger(*QUIET, "odoo.addons.web.controllers.report"):
                    answer = self.url_open(address)
                self.assertUntold(answer, (user.login, address))

    def test_reports_of_another_model_s_ids(self):
        """A paper of one kind with the ids of another opens neither."""
        ids = str(self.secret.id)
        for user in self.outsiders():
            for name in SHEETS:
                address = f"/report/html/crm_bpm_flow.report_{name}/{ids}"
                with mute_logger(*QUIET, "odoo.addons.web.controllers.report"):
                    answer = self.url_open(address)
                self.assertUntold(answer, (user.login, address))

    def test_whoever_may_see_it_prints_it(self):
        self.log_in(self.registrar)
        for name, records in (
            ("visa_sheet", self.secret),
            ("copy_labels", self.secret.copy_ids),
            ("destruction", self.act),
        ):
            address = f"/report/html/crm_bpm_flow.report_{name}/{records.ids[0]}"
            answer = self.url_open(address)
            self.assertEqual(answer.status_code, 200, answer.text)
            self.assertIn(self.secret.number, answer.text, name)

    def _files(self):
        versions = self.file.version_ids
        for model, ids, names in (
            ("ir.attachment", versions.attachment_id.ids, ("datas", "raw")),
            (versions._name, versions.ids, ("attachment_id", "name", "note")),
            (self.file._name, self.file.ids, ("attachment_id", "name")),
            (DOCUMENT, self.secret.ids, ("note", "visa_sheet_html", "name")),
        ):
            for id_ in ids:
                for name in names:
                    yield f"/web/content/{model}/{id_}/{name}"
                    yield f"/web/content?model={model}&id={id_}&field={name}"
                    yield f"/web/image/{model}/{id_}/{name}"
                    yield f"/web/image?model={model}&id={id_}&field={name}"
        for id_ in versions.attachment_id.ids:
            yield f"/web/content/{id_}?download=1&access_token=forged"
            yield f"/web/content/{id_}/{WORD[:2]}.txt"
            yield f"/web/image/{id_}/9x9"
            yield f"/web/image/{id_}-{'0' * 8}"
        yield f"/bpm_flow/document/{self.secret.id}/pdf"
        yield f"/bpm_flow/paper/copy/{self.secret.copy_ids.ids[0]}"

    def test_files_and_pictures(self):
        contents = {WORD.encode(), PICTURE}
        for user in self.outsiders():
            for address in self._files():
                with mute_logger(*QUIET):
                    answer = self.url_open(address, allow_redirects=False)
                self.assertUntold(answer, (user.login, address))
                self.assertNotIn(answer.content, contents, (user.login, address))

    def test_whoever_may_see_it_gets_its_files(self):
        self.log_in(self.registrar)
        with mute_logger(*QUIET):
            got = {self.url_open(address).content for address in self._files()}
        self.assertLessEqual({WORD.encode(), PICTURE}, got)

    def test_nothing_is_sent_in_by_those_who_may_not_see_it(self):
        before = (len(self.secret.file_ids), len(self.file.version_ids))
        for user in self.outsiders():
            for form in ({}, {"file_id": str(self.file.id), "reason": "Forged"}):
                token = Request.csrf_token(self)
                with mute_logger(*QUIET):
                    answer = self.url_open(
                        f"/bpm_flow/document/{self.secret.id}/files",
                        data={"csrf_token": token, **form},
                        files=[("ufile", ("a.txt", b"Forged"))],
                        allow_redirects=False,
                    )
                self.assertNotEqual(answer.status_code, 200, user.login)
            with mute_logger(*QUIET):
                self.url_open(
                    "/mail/attachment/upload",
                    data={
                        "csrf_token": Request.csrf_token(self),
                        "thread_model": DOCUMENT,
                        "thread_id": self.secret.id,
                        "is_pending": "false",
                    },
                    files=[("ufile", ("a.txt", b"Forged"))],
                )
        self.env.invalidate_all()
        after = (len(self.secret.file_ids), len(self.file.version_ids))
        self.assertEqual(after, before)
        forged = [("res_model", "=", DOCUMENT), ("res_id", "=", self.secret.id)]
        files = self.env["ir.attachment"].sudo().search(forged)
        self.assertNotIn("a.txt", files.mapped("name"))


class TestDocumentSecrecyByCalls(SecretWebCase):
    """The same by what a browser or a program calls."""

    def _ask(self, address, params):
        with mute_logger(*QUIET):
            return self.url_open(
                address,
                data=json.dumps({"jsonrpc": "2.0", "params": params}),
                headers={"Content-Type": "application/json"},
            )

    @mute_logger(*QUIET)
    def test_chatter(self):
        self._all_that_happens()
        thread = {"thread_model": DOCUMENT, "thread_id": self.secret.id}
        wanted = {
            **thread,
            "request_list": ["activities", "attachments", "followers", "messages"],
        }
        for user in self.outsiders():
            for address, params in (
                ("/mail/thread/messages", thread),
                ("/mail/thread/messages", {**thread, "fetch_params": {"limit": 9}}),
                ("/mail/data", {"fetch_params": [["mail.thread", wanted]]}),
                ("/mail/thread/recipients", thread),
                ("/mail/message/post", {**thread, "post_data": {"body": "Forged"}}),
            ):
                answer = self._ask(address, params)
                self.assertUntold(answer, (user.login, address))
        bodies = " ".join(self.secret.sudo().message_ids.mapped("body"))
        self.assertNotIn("Forged", bodies)
        self.log_in(self.worker)
        for address, params in (
            ("/mail/thread/messages", thread),
            ("/mail/data", {"fetch_params": [["mail.thread", wanted]]}),
        ):
            self.assertIn(WORD, self._ask(address, params).text)

    @mute_logger(*QUIET)
    def test_what_is_exported_of_cases_tasks_and_the_journal(self):
        self._all_that_happens()
        wanted = {
            "bpm.flow.instance": ("display_name", "record_name", "name"),
            "bpm.flow.task": ("display_name", "record_name", "ground_html"),
            "bpm.flow.log": ("display_name", "record_name", "message"),
            "bpm.flow.job": ("display_name", "record_name", "error"),
            "bpm.flow.visa": ("display_name", "comment"),
            "bpm.flow.held": ("display_name", "record_name"),
        }
        export = self.env.ref("base.group_allow_export")
        people = self.owner | self.mate | self.keeper
        people.sudo().group_ids |= export
        for user in people:
            self.log_in(user)
            for model, names in wanted.items():
                for kind in ("csv", "xlsx"):
                    self.assertUntold(
                        self._export(kind, model, names), (user.login, model, kind)
                    )

    def _export(self, kind, model, names, **more):
        known = self.env[model]._fields
        data = {
            "model": model,
            "fields": [{"name": n, "label": n} for n in names if n in known],
            "ids": False,
            "domain": [],
            "groupby": [],
            "import_compat": False,
            **more,
        }
        form = {"data": json.dumps(data), "csrf_token": Request.csrf_token(self)}
        return self.url_open(f"/web/export/{kind}", data=form)

    def test_whoever_may_see_it_exports_it(self):
        self._all_that_happens()
        self.admin.sudo().group_ids |= self.env.ref("base.group_allow_export")
        self.log_in(self.admin)
        answer = self._export("csv", "bpm.flow.instance", ("record_name",))
        self.assertIn(WORD, answer.text)
        self.assertIn(WORD, self._export("csv", DOCUMENT, ("name",)).text)

    # ------------------------------------------------------------------
    # Odoo's web API
    # ------------------------------------------------------------------
    def _call(self, user, model, method, **arguments):
        key = self.env["res.users.apikeys"].with_user(user).sudo()
        token = key._generate("rpc", user.login, None)
        with mute_logger(*QUIET):
            return self.url_open(
                f"/json/2/{model}/{method}",
                data=json.dumps(arguments),
                headers={
                    "Content-Type": "application/json",
                    "Authorization": f"Bearer {token}",
                },
            )

    @mute_logger(*QUIET)
    def test_methods_over_the_web_api(self):
        self._all_that_happens()
        document = {"ids": self.secret.ids}
        file, version = {"ids": self.file.ids}, {"ids": self.file.version_id.ids}
        paper, act = {"ids": self.secret.copy_ids.ids[:1]}, {"ids": self.act.ids}
        asked = [["name", "ilike", WORD]]
        deep = [["parent_id.name", "ilike", WORD]]
        calls = [
            (DOCUMENT, "read", {**document, "fields": ["name", "partner_id"]}),
            (DOCUMENT, "web_read", {**document, "specification": {"name": {}}}),
            (DOCUMENT, "search_read", {"domain": asked, "fields": ["name"]}),
            (DOCUMENT, "search_read", {"domain": deep, "fields": ["parent_id"]}),
            (DOCUMENT, "name_search", {"name": WORD}),
            (DOCUMENT, "visa_sheet", document),
            (DOCUMENT, "files_data", document),
            (DOCUMENT, "action_register", document),
            (DOCUMENT, "action_print_visa_sheet", document),
            (DOCUMENT, "add_file", {**document, "name": "a.txt", "content": "QQ=="}),
            (DOCUMENT, "message_post", {**document, "body": "Forged"}),
            (DOCUMENT, "copy", document),
            (DOCUMENT, "export_data", {**document, "fields_to_export": ["name"]}),
            (self.file._name, "add_version", {**file, "content": "QQ=="}),
            (self.file._name, "action_check_out", file),
            (version_model := self.file.version_id._name, "compare_text", version),
            (version_model, "action_restore", version),
            ("bpm.flow.document.copy", "read", {**paper, "fields": ["code"]}),
            ("bpm.flow.document.copy", "take_back", paper),
            ("bpm.flow.document.destruction", "read", {**act, "fields": ["line_ids"]}),
            ("bpm.flow.document.destruction", "action_agree", act),
        ]
        for user in (self.mate, self.owner, self.stranger, self.keeper):
            for model, method, arguments in calls:
                answer = self._call(user, model, method, **arguments)
                self.assertUntold(answer, (user.login, model, method))
        self.env.invalidate_all()
        self.assertEqual(len(self.secret.file_ids), 1)
        self.assertFalse(self.file.locked_by_id)
        self.assertNotIn("Forged", " ".join(self.secret.message_ids.mapped("body")))
        told = [
            WORD in self._call(self.worker, model, method, **arguments).text
            for model, method, arguments in calls[:6]
        ]
        self.assertEqual(told, [True, True, True, False, True, True])
