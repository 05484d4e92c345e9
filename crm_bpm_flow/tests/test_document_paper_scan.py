from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase

from .document_paper_case import PaperCase
from .web_case import ByWeb


class TestPaperScan(PaperCase):
    """A label leads to its copy or place; one tap says what happens to it."""

    def setUp(self):
        super().setUp()
        self.copy = self.signed().copy_ids[0]
        self.copies = self.env["bpm.flow.document.copy"]

    def scan(self, code, user=None):
        return self.copies.with_user(user or self.registrar).scan(code)

    def test_addresses_and_texts_of_labels(self):
        copy, place = self.copy, self.folder
        for code in (copy.scan_url, f"copy-{copy.id}", copy.code, f" {copy.code} "):
            self.assertEqual(self.scan(code)["id"], copy.id, code)
        for code in (place.scan_url, place.scan_url + "?x=1", "c2-s"):
            found = self.scan(code)
            self.assertEqual((found["kind"], found["id"]), ("place", place.id), code)
        for code in ("", None, "x", "copy-0", "task-1", "copy-1; drop", "/", "9/9"):
            with self.refused(UserError, "not known here"):
                self.scan(code)

    def test_who_may_do_what(self):
        self.copy.put(self.folder.id)
        self.copy.hand_over(self.mate.id, "2026-03-10")
        self.assertEqual(
            self.scan(self.copy.code)["acts"], ["take", "home", "put", "hand"]
        )
        self.assertEqual(self.scan(self.copy.code, self.mate)["acts"], ["confirm"])
        seen = self.scan(self.copy.code, self.worker)
        self.assertEqual((seen["acts"], seen["where"]), ([], "Mate"))
        mine = self.copy.with_user(self.mate)
        self.assertEqual(mine.scan_act("confirm")["acts"], [])
        with self.refused(AccessError, "kept by registrars"):
            mine.scan_act("take")

    def test_one_tap(self):
        self.copy.put(self.folder.id)
        self.copy.hand_over(self.mate.id, "2026-03-10")
        card = self.scan(self.copy.code)
        now = self.copy.scan_act("home", seen=card["seen"])
        self.assertEqual(now["where"], "Cabinet 2 / Folder S")
        with self.refused(UserError, "Meanwhile Registrar moved it"):
            self.copy.scan_act("take", seen=card["seen"])
        now = self.copy.scan_act("put", place_id=self.cabinet.id, seen=now["seen"])
        self.assertEqual(now["home"]["name"], "Cabinet 2")
        self.copy.send("post", None, "2026-03-20")
        self.assertEqual(self.scan(self.copy.code)["acts"], ["signed", "unsigned"])
        now = self.copy.scan_act("signed")
        self.assertEqual(now["acts"], ["home", "put", "hand"])
        self.assertEqual(self.copy.document_id.paper_state, "signed")
        with self.refused(UserError, "cannot be done"):
            self.copy.scan_act("unlink")

    def test_what_one_may_not_see_is_not_known(self):
        self.copy.document_id.with_user(self.worker).visibility = "named"
        for code in (self.copy.scan_url, self.copy.code):
            with self.refused(UserError, "not known here"):
                self.scan(code, self.mate)

    def test_the_sheet_of_labels(self):
        self.copy.document_id.add_copies(24)
        reports = self.env["ir.actions.report"].with_user(self.registrar)
        for name, records in (
            ("copy", self.copy.document_id.copy_ids),
            ("place", self.cabinet | self.folder),
        ):
            html, _kind = reports._render_qweb_html(
                f"crm_bpm_flow.report_{name}_labels", records.ids
            )
            text = html.decode()
            self.assertEqual(text.count("data:image/png;base64"), len(records))
            self.assertIn(records[0]._label()[0], text)
        action = self.copy.document_id.action_print_labels()
        self.assertEqual(action["report_name"], "crm_bpm_flow.report_copy_labels")
        with self.refused(UserError, "no copy to put a label on"):
            self.document().action_print_labels()
        stranger = reports.with_user(self.stranger)
        self.copy.document_id.with_user(self.worker).visibility = "named"
        with self.refused(AccessError):
            stranger._render_qweb_html("crm_bpm_flow.report_copy_labels", self.copy.ids)


class TestPaperAddress(ByWeb, PaperCase, HttpCase):
    """The address on a label, opened by a phone's camera."""

    def _open(self, address, user):
        self.authenticate(user.login, user.login)
        return self.url_open(address, allow_redirects=False)

    def test_the_address(self):
        for user in (self.registrar, self.mate):
            user.password = user.login
        copy = self.signed().copy_ids[0]
        moves = len(copy.move_ids)
        path = f"/bpm_flow/paper/copy/{copy.id}"
        self.assertIn(
            "/web/login", self.url_open(path, allow_redirects=False).headers["Location"]
        )
        answer = self._open(path, self.registrar)
        self.assertEqual(answer.status_code, 303)
        where = answer.headers["Location"]
        self.assertTrue(where.endswith(f"/odoo/bpm-paper?scan=copy-{copy.id}"), where)
        self.assertEqual(len(copy.move_ids), moves)
        copy.document_id.with_user(self.worker).visibility = "named"
        self.assertEqual(self._open(path, self.mate).status_code, 404)
        self.assertEqual(
            self._open("/bpm_flow/paper/task/1", self.mate).status_code, 404
        )
