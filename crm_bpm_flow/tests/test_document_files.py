import base64
from io import BytesIO

from odoo.exceptions import AccessError, UserError

from .documents import made_files as made
from .test_document import DocumentCase


class FilesCase(DocumentCase):
    """A document of the worker, with a file."""

    def setUp(self):
        super().setUp()
        self.paper = self.document()
        self.file = self.paper.add_file("contract.docx", made.docx("Fifty chairs"))

    def told(self):
        """What the chatter says of files, newest first."""
        return [
            str(message.body).removeprefix("<p>").removesuffix("</p>")
            for message in self.paper.message_ids
        ]

    def contents(self, *versions):
        return [version.attachment_id.sudo().raw for version in versions]


class TestDocumentFiles(FilesCase):
    """Files come, get versions, go back to an older one, and leave."""

    def test_an_older_version_is_the_current_one_again(self):
        first = self.file.version_id
        second = self.file.add_version(made.docx("Sixty chairs"), note="Remarks")
        with self.refused(UserError, "current version already"):
            second.action_restore()
        third = first.action_restore()
        self.assertEqual(self.contents(third), self.contents(first))
        self.assertEqual((third.number, third.note), (3, "Version 1 again"))
        self.assertEqual(self.file.version_id, third)
        self.assertEqual(
            self.told()[:3],
            [
                "Version 3 of “contract.docx”: Version 1 again",
                "Version 2 of “contract.docx”: Remarks",
                "File added: contract.docx",
            ],
        )

    def test_another_name_the_same_kind(self):
        self.file.name = "../Supply\u202e"
        self.assertEqual(self.file.name, "Supply.docx")
        self.assertIn("“contract.docx” is called “Supply.docx” now.", self.told())
        self.file.name = "Supply 2.docx"
        self.assertEqual(self.file.name, "Supply 2.docx")

    def test_files_stand_in_their_order(self):
        other = self.paper.add_file("act.txt", b"Act")
        ids = [row["id"] for row in self.paper.files_data()["files"]]
        self.assertEqual(ids, [self.file.id, other.id])
        (other + self.file).web_resequence({})
        ids = [row["id"] for row in self.paper.files_data()["files"]]
        self.assertEqual(ids, [other.id, self.file.id])

    def test_what_is_removed_leaves_nothing_behind(self):
        self.file.add_version(made.docx("Sixty chairs"))
        contents = self.file.version_ids.attachment_id.sudo()
        self.file.unlink()
        self.assertFalse(contents.exists())
        self.assertIn("File removed: contract.docx", self.told())
        other = self.paper.add_file("act.txt", b"Act").attachment_id.sudo()
        self.paper.unlink()
        self.assertFalse(other.exists())

    def test_files_of_a_registered_document_stay(self):
        self.paper.action_register()
        with self.refused(UserError, "all versions"):
            self.file.unlink()
        with self.refused(UserError, "stays in the register"):
            self.paper.unlink()
        self.assertFalse(self.paper.files_data()["files"][0]["can_remove"])
        self.assertTrue(self.file.version_id.exists())

    def test_content_comes_as_bytes_as_a_file_or_in_base64(self):
        content = made.docx("Sixty chairs")
        for given in (content, BytesIO(content), base64.b64encode(content).decode()):
            version = self.file.add_version(given)
            self.assertEqual(self.contents(version), [content])
        with self.refused(UserError, "not in Base64"):
            self.file.add_version("Sixty chairs!")

    def test_pictures_stay_as_large_as_they_are(self):
        self.env["ir.config_parameter"].set_param("base.image_autoresize_max_px", "9x9")
        png = base64.b64decode(
            b"iVBORw0KGgoAAAANSUhEUgAAABAAAAAQAQAAAAA3iMLMAAAADklEQVQI12P4/58BGQMABgsB//"
            b"UR9eUAAAAASUVORK5CYII="
        )
        version = self.paper.add_file("scan.png", png).version_id
        self.assertEqual(self.contents(version), [png])

    # ------------------------------------------------------------------
    # From the chatter
    # ------------------------------------------------------------------
    def attach(self, name, content, record=None):
        record = record or self.paper
        return self.env["ir.attachment"].create(
            {
                "name": name,
                "raw": content,
                "res_model": record._name,
                "res_id": record.id,
            }
        )

    def test_files_of_the_chatter_are_taken_over(self):
        letter, foreign = (
            self.attach("a.txt", b"A"),
            self.attach("b.txt", b"B", self.lead),
        )
        loose = self.paper.files_data()["loose"]
        self.assertEqual(loose, [{"id": letter.id, "name": "a.txt", "size": 1}])
        files = self.paper.take_over([letter.id, foreign.id])
        self.assertEqual(files.mapped("name"), ["a.txt"])
        self.assertEqual(files.version_id.note, "From the messages")
        self.assertFalse(self.paper.files_data()["loose"])
        with self.refused(AccessError):
            self.paper.with_user(self.mate).take_over([letter.id])

    # ------------------------------------------------------------------
    # What is refused
    # ------------------------------------------------------------------
    def test_each_refusal_says_what_is_wrong(self):
        many = {f"xl/sheet{n}.xml": " " * 30_000_000 for n in range(4)}
        bad = '<!DOCTYPE a [<!ENTITY x "y">]><a/>'
        for name, content, words in (
            ("a.pdf", made.program(), "is a program"),
            ("a.docm", made.docx("Fifty"), "contains macros"),
            ("a.xlsx", made.office("xl", **many), "many times larger"),
            ("a.docx", made.docx("x", **{"word/a.xml": bad}), "declares entities"),
            ("a.docx", made.docx("Fifty")[:90], "is damaged"),
            ("a.pdf", made.docx("Fifty"), "no .pdf file by its content, but a .docx"),
            ("a.pdf", b"Fifty", "no .pdf file by its content."),
            ("a.txt", b"", "is empty"),
        ):
            with self.subTest(words), self.refused(UserError, words, f"“{name}”"):
                self.paper.add_file(name, content)
        self.assertEqual(len(self.paper.file_ids), 1)

    def test_the_settings_say_how_large(self):
        settings = self.env["res.config.settings"].create({"bpm_document_megabytes": 1})
        settings.execute()
        with self.refused(UserError, "1 MB at most"):
            self.paper.add_file("a.txt", b"a" * 1_100_000)
        self.assertEqual(self.paper.files_data()["most_bytes"], 1024 * 1024)
        for nonsense in ("-5", "0", "much"):
            self.env["ir.config_parameter"].set_param(
                "crm_bpm_flow.document_megabytes", nonsense
            )
            self.assertEqual(self.paper.files_data()["most_bytes"], 64 * 1024 * 1024)

    def test_what_a_browser_would_run_is_kept_as_text(self):
        page = b"<html><script>alert(1)</script></html>"
        drawing = (
            b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
        )
        for name, content in (("a.html", page), ("a.svg", drawing), ("a", page)):
            file = self.paper.with_user(self.admin).add_file(name, content)
            self.assertEqual(file.mimetype, "text/plain")


class TestDocumentFileLock(FilesCase):
    """Whoever has a file checked out is the only one to put a version."""

    def setUp(self):
        super().setUp()
        self.paper.user_id = self.mate  # both may change it

    def test_the_others_see_who_has_it(self):
        self.file.action_check_out()
        self.assertEqual(self.file.locked_by_id, self.worker)
        self.file.action_check_out()  # he has it
        theirs = self.file.with_user(self.mate)
        for act in (
            theirs.action_check_out,
            theirs.action_check_in,
            lambda: theirs.action_check_in("I want it"),
            lambda: theirs.add_version(made.docx("x")),
            lambda: theirs.add_version(made.docx("x"), reason="I want it"),
            lambda: theirs.write({"name": "Other"}),
            theirs.unlink,
            self.paper.with_user(self.mate).unlink,
        ):
            with self.refused(UserError, "Worker has “contract.docx” checked out"):
                act()
        row = self.paper.with_user(self.mate).files_data()["files"][0]
        self.assertEqual((row["locked_by"], row["is_mine"]), ("Worker", False))

    def test_a_new_version_checks_in(self):
        self.file.action_check_out()
        self.file.add_version(made.docx("Sixty"))
        self.assertFalse(self.file.locked_by_id)
        self.file.with_user(self.mate).action_check_out()

    def test_it_is_given_back_without_a_version(self):
        self.file.action_check_out()
        self.file.action_check_in()
        self.assertFalse(self.file.locked_by_id or self.file.date_locked)
        self.assertEqual(self.file.number, 1)

    def test_a_registrar_says_why_and_it_is_noted(self):
        self.file.action_check_out()
        theirs = self.file.with_user(self.registrar)
        for reason in (None, "  "):
            with self.refused(UserError, "say why"):
                theirs.action_check_in(reason)
        theirs.add_version(made.docx("Sixty"), reason="He is on leave")
        self.assertEqual(self.file.number, 2)
        self.assertFalse(self.file.locked_by_id)
        self.assertIn(
            "“contract.docx” was checked out by Worker. Taken back, because: "
            "He is on leave",
            self.told(),
        )

    def test_restoring_crosses_nobody(self):
        first = self.file.version_id
        self.file.add_version(made.docx("Sixty"))
        self.file.action_check_out()
        with self.refused(UserError, "checked out"):
            first.with_user(self.mate).action_restore()
        first.action_restore()
