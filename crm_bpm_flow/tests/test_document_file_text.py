from types import SimpleNamespace

from odoo.exceptions import UserError
from odoo.modules.db import FunctionStatus

from ..models.document.bpm_flow_document_file_text import _text_index
from .documents import made_files as made
from .test_document_files import FilesCase


class TestDocumentFileCompare(FilesCase):
    """What is other in a version, for whoever may see it."""

    def test_words_of_two_versions(self):
        old = self.file.version_id
        new = self.file.add_version(made.docx("Sixty chairs"))
        answer = new.compare_text(old.id)
        self.assertEqual((answer["old"]["number"], answer["new"]["number"]), (1, 2))
        self.assertFalse(answer["message"])
        self.assertEqual(
            answer["rows"],
            [
                {
                    "kind": "changed",
                    "old": [("gone", "Fifty"), ("same", " chairs")],
                    "new": [("new", "Sixty"), ("same", " chairs")],
                }
            ],
        )

    def test_a_format_without_text_says_so(self):
        old = self.file.version_id
        new = self.file.add_version(made.old_word("WordDocument"), "contract.doc")
        answer = new.compare_text(old)
        self.assertIn("Version 2 of “contract.doc” is of a kind", answer["message"])
        scan = self.file.add_version(made.pdf(), "contract.pdf")
        self.assertIn("it may be a scan", scan.compare_text(old)["message"])

    def test_of_one_document_only(self):
        other = self.document().add_file("a.txt", b"Fifty").version_id
        with self.refused(UserError, "one document"):
            other.compare_text(self.file.version_id.id)
        with self.refused(UserError, "is none"):
            other.compare_text(0)


class TestDocumentFileText(FilesCase):
    """Documents are found by the text of their files."""

    def read_all(self):
        self._end_transaction()
        self.env["bpm.flow.document.file.version"]._cron_read_texts()
        self._end_transaction()

    def found(self, words, user=None):
        documents = self.env["bpm.flow.document"].with_user(user or self.worker)
        return documents.search([("file_text", "ilike", words)])

    def test_each_format_is_searched(self):
        files = {
            "a.xlsx": made.xlsx(["Word beech", 5]),
            "a.odt": made.odt("Word birch"),
            "a.pdf": made.pdf("Word maple"),
            "a.txt": "Слово липа".encode(),
            "b.txt": "Слово клён".encode("cp1251"),
        }
        papers = {}
        for name, content in files.items():
            papers[name] = self.document()
            papers[name].add_file(name, content)
        self.read_all()
        for name, words in (
            ("a.xlsx", "word BEECH 5"),
            ("a.odt", "birch"),
            ("a.pdf", "maple"),
            ("a.txt", "липа"),
            ("b.txt", "клён"),
        ):
            self.assertEqual(self.found(words), papers[name], name)
        self.assertEqual(self.found("fifty chairs"), self.paper)
        self.assertFalse(self.found("oak"))

    def test_new_files_wake_the_reader(self):
        cron = "crm_bpm_flow.ir_cron_file_texts"
        waiting = [("cron_id", "=", self.env.ref(cron).id)]
        triggers = self.env["ir.cron.trigger"].sudo()
        before = triggers.search_count(waiting)
        self.paper.add_file("a.txt", b"Act")
        self.assertEqual(triggers.search_count(waiting), before + 1)

    def test_the_current_version_counts(self):
        self.file.add_version(made.docx("Sixty tables"))
        self.read_all()
        self.assertEqual(self.found("sixty"), self.paper)
        self.assertFalse(self.found("fifty"))

    def test_what_has_no_text_is_read_once(self):
        scan = self.paper.add_file("a.png", b"\x89PNG\r\n\x1a\n").version_id
        broken = self.paper.add_file("a.pdf", b"%PDF-1.4 and no more").version_id
        self.read_all()
        states = (scan + broken + self.file.version_id).mapped("text_state")
        self.assertEqual(states, ["none", "none", "read"])

    def test_secrets_are_not_found(self):
        self.paper.visibility = "named"
        self.read_all()
        self.assertTrue(self.found("fifty"))
        self.assertFalse(self.found("fifty", self.stranger))
        attachments = self.env["ir.attachment"].with_user(self.stranger)
        self.assertFalse(
            attachments.search([("index_content", "ilike", "fifty chairs")])
        )

    def test_a_letter_or_two_are_too_few(self):
        for words in ("z", " ab ", "%a%"):
            with self.refused(UserError, "three letters"):
                self.found(words)

    def test_the_index_is_made_as_the_database_can(self):
        registry = SimpleNamespace(has_trigram=False, has_unaccent=False)
        self.assertFalse(_text_index(registry))
        registry.has_trigram = True
        self.assertIn("gin (index_content gin_trgm_ops) WHERE", _text_index(registry))
        registry.has_unaccent = FunctionStatus.INDEXABLE
        registry.unaccent = "unaccent({})".format
        self.assertIn("gin (unaccent(index_content) gin_", _text_index(registry))

    def test_with_other_conditions(self):
        self.read_all()
        documents = self.env["bpm.flow.document"].with_user(self.worker)
        both = [("file_text", "ilike", "fifty"), ("name", "=", "Chairs")]
        self.assertEqual(documents.search(both), self.paper)
        none = ["!", ("file_text", "ilike", "fifty")]
        self.assertNotIn(self.paper, documents.search(none))


class TestDocumentFileQueries(FilesCase):
    """As many queries for fifty files as for one."""

    def queries(self, method, *args):
        self._end_transaction()
        before = self.env.cr.sql_log_count
        method(*args)
        return self.env.cr.sql_log_count - before

    def test_the_card_s_files(self):
        many = self.document()
        for number in range(50):
            file = many.add_file(f"{number}.txt", b"Act")
            file.add_version(b"Act 2")
        self.queries(self.paper.files_data)
        few = self.queries(self.paper.files_data)
        self.assertLessEqual(self.queries(many.files_data), few + 2)

    def test_searching(self):
        documents = self.env["bpm.flow.document"].with_user(self.worker)
        self.queries(documents.search, [("file_text", "ilike", "fifty")])
        found = self.queries(documents.search, [("file_text", "ilike", "fifty")])
        plain = self.queries(documents.search, [("name", "ilike", "fifty")])
        self.assertLessEqual(found, plain)
