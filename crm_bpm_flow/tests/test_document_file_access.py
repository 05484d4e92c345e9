from io import BytesIO

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.http import Request
from odoo.tests import HttpCase
from odoo.tools import mute_logger

from .documents import made_files as made
from .test_document_files import FilesCase
from .web_case import ByWeb


class TestDocumentFileSecrecy(FilesCase):
    """Who may not see a document learns nothing of its files; nobody forges them."""

    def test_nothing_is_forged(self):
        version = self.file.version_id
        foreign = self.document(self.mate).add_file("a.txt", b"Foreign").version_id
        for act in (
            lambda: self.file.write({"version_id": foreign.id}),
            lambda: self.file.write({"locked_by_id": self.mate.id}),
            lambda: self.file.write({"document_id": foreign.document_id.id}),
            lambda: self.file.write({"version_ids": [Command.delete(version.id)]}),
            lambda: self.paper.write(
                {"file_ids": [Command.create({"name": "a", "version_id": foreign.id})]}
            ),
            lambda: version.write({"author_id": self.mate.id}),
            lambda: version.unlink(),
            lambda: version.copy(),
            lambda: version.attachment_id.write({"raw": b"Forged"}),
            lambda: version.attachment_id.unlink(),
            lambda: version.attachment_id.copy(),
            lambda: (
                self.env["ir.attachment"]
                .with_user(self.worker)
                .create({"name": "a", "res_model": version._name, "res_id": version.id})
            ),
        ):
            with self.refused(UserError):
                act()

    def test_readers_look_and_change_nothing(self):
        theirs = self.file.with_user(self.stranger)
        self.paper.reader_ids = self.stranger
        data = self.paper.with_user(self.stranger).files_data()
        self.assertFalse(data["can_write"] or data["loose"])
        self.assertFalse(data["files"][0]["can_remove"])
        theirs.version_id.compare_text(theirs.version_id.id)
        for act in (
            theirs.action_check_out,
            theirs.action_check_in,
            theirs.unlink,
            lambda: theirs.write({"name": "Forged"}),
            lambda: theirs.add_version(b"Forged"),
            theirs.version_id.action_restore,
        ):
            with self.refused(AccessError):
                act()

    def test_strangers_see_nothing(self):
        self.paper.visibility = "named"
        old, new = self.file.version_id, self.file.add_version(made.docx("Sixty"))
        theirs = new.with_user(self.stranger)
        for act in (
            lambda: self.paper.with_user(self.stranger).files_data(),
            lambda: theirs.compare_text(old.id),
            lambda: theirs.action_restore(),
            lambda: theirs.attachment_id.read(["raw"]),
            lambda: theirs.attachment_id.read(["index_content"]),
        ):
            with self.refused(AccessError):
                act()
        # Neither beside what he may see.
        own = self.document(self.stranger).add_file("a.txt", b"Own").version_id
        with self.refused(AccessError):
            own.with_user(self.stranger).compare_text(old.id)


class TestDocumentFileUpload(ByWeb, FilesCase, HttpCase):
    """Files as a browser sends and gets them."""

    def send(self, files, document=None, **form):
        document = document or self.paper
        return self.url_open(
            f"/bpm_flow/document/{document.id}/files",
            data={"csrf_token": Request.csrf_token(self), **form},
            files=[("ufile", (name, BytesIO(data))) for name, data in files],
        )

    def test_several_at_once_and_one_refused(self):
        self.log_in(self.worker)
        files = [("a.txt", b"A"), ("b.pdf", made.program()), ("../c.txt", b"C")]
        answer = self.send(files).json()
        self.assertEqual(answer["added"], ["a.txt", "../c.txt"])
        self.assertEqual(len(answer["refused"]), 1)
        self.assertIn("“b.pdf” is a program", answer["refused"][0])
        names = self.paper.file_ids.sorted("sequence").mapped("name")
        self.assertEqual(names, ["contract.docx", "a.txt", "c.txt"])

    def test_a_new_version(self):
        self.log_in(self.worker)
        form = {"file_id": str(self.file.id), "note": "Remarks"}
        self.send([("second draft.docx", made.docx("Sixty"))], **form)
        version = self.file.version_id
        self.assertEqual(
            (version.number, version.note, self.file.name),
            (2, "Remarks", "contract.docx"),
        )
        self.send([("signed.pdf", made.pdf("Sixty"))], **form)
        self.assertEqual(self.file.name, "signed.pdf")
        other = self.document().add_file("a.txt", b"A")
        for file_id in (str(other.id), "none", "-1", "9" * 30, "²"):
            answer = self.send([("a.txt", b"B")], file_id=file_id).json()
            self.assertIn("not there any more", answer["refused"][0])

    def test_readers_and_strangers_send_nothing(self):
        self.log_in(self.stranger)
        self.paper.reader_ids = self.stranger
        answer = self.send([("a.txt", b"A")]).json()
        self.assertEqual((answer["added"], len(answer["refused"])), ([], 1))
        self.paper.write({"visibility": "named", "reader_ids": False})
        with mute_logger("odoo.http"):
            self.assertEqual(self.send([("a.txt", b"A")]).status_code, 404)
        self.assertEqual(len(self.paper.file_ids), 1)

    def test_without_its_token_nothing_is_taken(self):
        self.log_in(self.worker)
        with mute_logger("odoo.http"):
            answer = self.send([("a.txt", b"A")], csrf_token="forged")
        self.assertEqual(answer.status_code, 400)

    def test_more_than_allowed_is_not_even_received(self):
        self.log_in(self.worker)
        self.env["ir.config_parameter"].set_param(
            "crm_bpm_flow.document_megabytes", "1"
        )
        answer = self.send([("a.txt", b"a" * 1_500_000)]).json()
        self.assertIn("1 MB at most", answer["refused"][0])
        with mute_logger("odoo.http"):
            answer = self.send([("a.txt", b"a" * 3_000_000)])
        self.assertEqual(answer.status_code, 413)

    def test_nothing_runs_in_the_browser_of_who_looks(self):
        page = b"<html><script>alert(1)</script></html>"
        drawing = b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"
        files = [
            self.paper.with_user(self.admin).add_file(name, content)
            for name, content in (("a.html", page), ("a.svg", drawing))
        ]
        self.log_in(self.admin)
        for file in files:
            for route in ("content", "image"):
                content_id = file.attachment_id.id
                answer = self.url_open(f"/web/{route}/{content_id}")
                self.assertNotIn("html", answer.headers["Content-Type"])
                self.assertNotIn("svg", answer.headers["Content-Type"])
                self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
                policy = answer.headers["Content-Security-Policy"]
                self.assertEqual(policy, "default-src 'none'")

    def test_addresses_of_files_keep_the_secret(self):
        self.paper.visibility = "named"
        address = f"/web/content/{self.file.attachment_id.id}"
        self.log_in(self.worker)
        self.assertEqual(self.url_open(address).content, made.docx("Fifty chairs"))
        self.log_in(self.stranger)
        with mute_logger("odoo.http"):
            self.assertEqual(self.url_open(address).status_code, 404)
