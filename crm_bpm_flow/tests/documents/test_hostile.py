"""Files that are made to hurt, and names that lead elsewhere."""

import time
import tracemalloc
import unittest
import zipfile
from io import BytesIO
from unittest.mock import patch

from ...documents import TemplateError, archive, docx, html, xlsx
from ...documents.archive import check_file
from ...documents.names import file_name
from ...documents.pictures import as_png
from .values import box, sheet_file, word_file

MOST_SECONDS, MOST_BYTES = 10, 300_000_000
RELATION = (
    '<Relationship Id="rId99" Type="http://x/{kind}" Target="{target}" '
    'TargetMode="External"/></Relationships>'
)


def changed(content, **parts):
    """A file with parts replaced (``{name: text}``) or, with a function, changed."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for info in old.infolist():
            text = old.read(info)
            if change := parts.pop(info.filename, None):
                text = change(text.decode()) if callable(change) else change
            new.writestr(info.filename, text)
        for name, text in parts.items():
            new.writestr(name, text, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def with_relation(kind, target):
    told = RELATION.format(kind=kind, target=target)
    return {
        "word/_rels/document.xml.rels": lambda t: t.replace("</Relationships>", told)
    }


def in_body(markup):
    return {"word/document.xml": lambda t: t.replace("<w:body>", f"<w:body>{markup}")}


class TestHostileDocuments(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.word, cls.sheet = word_file("{{ record.name }}"), sheet_file({"A1": "x"})

    def refused(self, content, kind, *codes):
        tracemalloc.start()
        begun = time.process_time()
        try:
            with self.assertRaises(TemplateError) as caught:
                check_file(content, kind)
                (docx.render_docx if kind == "docx" else xlsx.render_xlsx)(
                    content, box(), {"record": None}
                )
            memory = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        self.assertIn(caught.exception.code, codes)
        self.assertLess(time.process_time() - begun, MOST_SECONDS)
        self.assertLess(memory, MOST_BYTES)

    def test_honest_files_pass(self):
        check_file(self.word, "docx")
        check_file(self.sheet, "xlsx")
        link = with_relation("hyperlink", "https://example.com/")
        check_file(changed(self.word, **link), "docx")

    def test_what_is_no_such_file(self):
        self.refused(b"", "docx", "wrong_kind")
        self.refused(b"PK\x03\x04nonsense", "docx", "wrong_kind")
        self.refused(b"%PDF-1.4", "docx", "wrong_kind")
        self.refused(self.sheet, "docx", "wrong_kind")
        self.refused(self.word, "xlsx", "wrong_kind")
        self.refused(b"\xd0\xcf\x11\xe0" + b"\0" * 512, "docx", "old_format")
        self.refused(self.word[: len(self.word) // 2], "docx", "wrong_kind")
        broken = self.word.replace(b"word/document.xml", b"word/documenT.xml")
        self.refused(broken, "docx", "wrong_kind", "broken")
        self.refused(b"x" * 30_000_000, "docx", "too_large_file")

    def test_bombs(self):
        huge = {"word/bomb.xml": b"\0" * 40_000_000}
        self.refused(changed(self.word, **huge), "docx", "bomb")
        many = {f"word/x{number}.xml": b"" for number in range(3000)}
        self.refused(changed(self.word, **many), "docx", "bomb")
        several = {f"word/x{number}.bin": b"\0" * 3_000_000 for number in range(5)}
        with patch.object(archive, "MOST_UNPACKED", 10_000_000):
            self.refused(changed(self.word, **several), "docx", "bomb")

    def test_sizes_that_headers_hide(self):
        lying = bytearray(changed(self.word, **{"word/bomb.xml": b"\0" * 40_000_000}))
        place = lying.rindex(b"word/bomb.xml") - 46 + 24
        lying[place : place + 4] = (100).to_bytes(4, "little")
        self.refused(bytes(lying), "docx", "bomb", "wrong_kind", "broken")

    def test_entities(self):
        laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
        for text in (
            lambda t: t.replace("?>", f"?>{laughs}", 1),
            lambda t: f'<?xml version="1.0" encoding="UTF-16"?>{laughs}<x/>'.encode(
                "utf-16"
            ),
        ):
            content = changed(self.word, **{"word/document.xml": text})
            self.refused(content, "docx", "entities")

    def test_macros_and_what_is_embedded(self):
        for name in (
            "word/vbaProject.bin",
            "word/embeddings/oleObject1.bin",
            "word/activeX/activeX1.xml",
            "customUI/customUI.xml",
        ):
            self.refused(changed(self.word, **{name: b"x"}), "docx", "macros")
        macro = {
            "[Content_Types].xml": lambda t: t.replace(
                "officedocument.wordprocessingml.document.main",
                "ms-word.document.macroEnabled.main",
            )
        }
        self.refused(changed(self.word, **macro), "docx", "macros")

    def test_what_is_loaded_from_outside(self):
        for kind, target in (
            ("image", "http://inside/x.png"),
            ("image", "file:///etc/passwd"),
            ("attachedTemplate", "http://inside/x.dotm"),
            ("oleObject", "file:///etc/passwd"),
            ("aFChunk", "http://inside/"),
            ("hyperlink", "file:///etc/passwd"),
            ("hyperlink", "javascript:alert(1)"),
            ("frame", "http://inside/"),
        ):
            with self.subTest((kind, target)):
                content = changed(self.word, **with_relation(kind, target))
                self.refused(content, "docx", "links")

    def test_fields_that_act(self):
        for markup in (
            "<w:p><w:r><w:instrText>DDEAUTO c:\\x</w:instrText></w:r></w:p>",
            "<w:p><w:r><w:instrText>DD</w:instrText></w:r><w:r><w:instrText>E x"
            "</w:instrText></w:r></w:p>",
            '<w:p><w:fldSimple w:instr="INCLUDEPICTURE http://inside/"/></w:p>',
            "<w:p><w:r><w:instrText>includetext x</w:instrText></w:r></w:p>",
        ):
            with self.subTest(markup):
                self.refused(changed(self.word, **in_body(markup)), "docx", "links")

    def test_sheets_that_reach_out(self):
        for formula in (
            '=WEBSERVICE("http://inside/")',
            "=cmd|'/c calc'!A0",
            '=_xlfn.FILTERXML("x","y")',
        ):
            with self.subTest(formula):
                self.refused(sheet_file({"A1": formula}), "xlsx", "links")
        for name in ("xl/externalLinks/externalLink1.xml", "xl/connections.xml"):
            self.refused(changed(self.sheet, **{name: "<x/>"}), "xlsx", "links")

    def test_sheets_that_grow(self):
        merged = '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        content = changed(
            self.sheet,
            **{"xl/worksheets/sheet1.xml": lambda t: t.replace("</sheetData>", merged)},
        )
        self.refused(content, "xlsx", "bomb")
        self.refused(sheet_file({"A1": "x", "A1048576": "x"}), "xlsx", "bomb")

    def test_names_with_paths(self):
        for name in ("../../etc/passwd", "/etc/passwd", "word\\..\\x", "c:/x"):
            with self.subTest(name):
                self.refused(changed(self.word, **{name: "x"}), "docx", "bad_names")

    def test_placeholders_without_an_end_take_no_time(self):
        for text in ("{{ " * 4000, "{% " * 4000, "{" * 8000, "{{%" * 3000):
            content = word_file(*[text] * 10)
            begun = time.process_time()
            with self.assertRaises(TemplateError):
                docx.render_docx(content, box(), {"record": None})
                raise TemplateError("passed")
            self.assertLess(time.process_time() - begun, MOST_SECONDS, text[:5])

    def test_texts_without_an_end_take_no_time(self):
        for text in ("{{ " * 300_000, "<tr>{%tr " * 100_000, "}}{{" * 300_000):
            begun = time.process_time()
            with self.assertRaisesRegex(TemplateError, "not_closed"):
                html.render_html(text, box(), {})
            self.assertLess(time.process_time() - begun, MOST_SECONDS, text[:5])

    def test_very_many_paragraphs(self):
        content = word_file(*["x {{ record }}"] * 4000)
        begun = time.process_time()
        docx.render_docx(content, box(), {"record": "y"})
        self.assertLess(time.process_time() - begun, MOST_SECONDS)

    def test_pictures(self):
        for content in (b"", b"<svg/>", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"\0" * 50):
            with self.subTest(content), self.assertRaises(TemplateError):
                as_png(content)


class TestNames(unittest.TestCase):
    def test_names_of_files(self):
        for text, name in (
            ("Contract 1/2026", "Contract 1_2026.pdf"),
            ("../../etc/passwd", "_.._etc_passwd.pdf"),
            ("C:\\x", "C_x.pdf"),
            ("CON", "document.pdf"),
            ("nul.txt", "document.pdf"),
            ("", "document.pdf"),
            (". .", "document.pdf"),
            ("a\x00b\nc", "a_b_c.pdf"),
            ("x.pdf", "x.pdf"),
            ("x\u202efdp.exe", "x_fdp.exe.pdf"),
            ("Договор", "Договор.pdf"),
        ):
            with self.subTest(text):
                self.assertEqual(file_name(text, "pdf"), name)
        self.assertLess(len(file_name("x" * 500, "pdf")), 130)
