import unittest
from io import BytesIO

from ...documents.refusal import Refused
from ...documents.sane import MEGABYTE, check
from .made_files import archive, docx, odt, office, old_word, pdf, program, xlsx


def found(name, data, most=10 * MEGABYTE):
    return check(name, BytesIO(data), most)


class TestSane(unittest.TestCase):
    """Which files are taken in, and why others are not."""

    def refused(self, code, name, data, **rest):
        with self.assertRaises(Refused) as caught:
            found(name, data, **rest)
        self.assertEqual(caught.exception.code, code)
        return caught.exception.values

    def test_honest_files(self):
        for name, data, kind in (
            ("a.docx", docx("Fifty chairs"), "docx"),
            ("a.xlsx", xlsx(["Chairs", 50]), "xlsx"),
            ("a.odt", odt("Fifty chairs"), "odf"),
            ("a.pdf", pdf("Fifty chairs"), "pdf"),
            ("a.PDF", b"\r\n" + pdf("Fifty chairs"), "pdf"),
            ("a.txt", "Пятьдесят".encode(), "text"),
            ("a.csv", "a;b".encode("utf-16"), "text"),
            ("a.doc", old_word("WordDocument"), "ole"),
            ("a.docx", old_word("EncryptedPackage"), "locked"),
            ("a.zip", archive({"a/b.txt": "Fifty"}), "zip"),
            ("drawing.dwg", b"AC1032\0\0", None),
            ("MZ.txt", b"MZ is how this text begins", "text"),
        ):
            with self.subTest(name):
                self.assertEqual(found(name, data), kind)

    def test_programs(self):
        for name, data in (
            ("a.pdf", program()),
            ("a", program()),
            ("a.dat", b"\x7fELF" + bytes(60)),
            ("run.exe", b"Nothing"),
            ("a.pdf.js", b"Nothing"),
            ("a.txt", b"#!/bin/sh\nrm"),
        ):
            with self.subTest(name):
                self.refused("program", name, data)

    def test_not_what_the_name_says(self):
        values = self.refused("other_kind", "a.pdf", docx("Fifty"))
        self.assertEqual(values, {"said": "pdf", "found": "docx"})
        for name, data in (
            ("a.docx", pdf("Fifty")),
            ("a.docx", archive({"a.txt": "Fifty"})),
            ("a.xlsx", docx("Fifty")),
            ("a.png", b"<html>"),
            ("a.txt", b"a\0b"),
            ("a.jpg", b"\x89PNG\r\n\x1a\n"),
        ):
            with self.subTest(name):
                self.refused("other_kind", name, data)

    def test_macros(self):
        macro_type = "<Types>application/vnd.ms-word.document.macroEnabled</Types>"
        for name, data in (
            ("a.docm", docx("Fifty")),
            ("a.docx", docx("Fifty", **{"word/vbaProject.bin": "x"})),
            ("a.xlsx", office("xl", **{"xl/VbaProject.BIN": "x"})),
            ("a.doc", old_word("_VBA_PROJECT")),
        ):
            with self.subTest(name):
                self.refused("macros", name, data)
        parts = {
            "[Content_Types].xml": macro_type + "wordprocessingml",
            "word/document.xml": "<a/>",
        }
        self.refused("macros", "a.docx", archive(parts))
        parts = {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": "<a/>",
            "Basic/Standard/Module1.xml": "Sub Main",
        }
        self.refused("macros", "a.odt", archive(parts))
        parts["Basic/Standard/script-lb.xml"] = parts.pop("Basic/Standard/Module1.xml")
        self.assertEqual(found("a.odt", archive(parts)), "odf")

    def test_entities(self):
        bad = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
        for encoding in ("utf-8", "utf-16"):
            data = docx("Fifty", **{"word/styles.xml": bad.encode(encoding)})
            self.refused("entities", "a.docx", data)
            self.refused("entities", "a.xml", bad.encode(encoding))
            self.refused("entities", "a.svg", bad.encode(encoding))
        late = " " * 1_048_570 + bad
        self.refused("entities", "a.docx", docx("Fifty", **{"word/styles.xml": late}))

    def test_broken_archives(self):
        whole = docx("Fifty chairs")
        self.refused("broken", "a.docx", whole[:100])
        self.refused("broken", "a.docx", whole[:60] + bytes(20) + whole[80:])
        self.refused("broken", "a.zip", b"PK\x03\x04" + bytes(100))

    def test_size(self):
        values = self.refused("too_large", "a.txt", bytes(2 * MEGABYTE), most=MEGABYTE)
        self.assertEqual(values, {"megabytes": 1})
        self.refused("empty", "a.txt", b"")
