import unittest
from io import BytesIO

from ...documents.refusal import NoText
from ...documents.text import text_of
from .made_files import archive, docx, odt, office, old_word, pdf, xlsx


def text(name, data):
    return text_of(name, BytesIO(data))


class TestText(unittest.TestCase):
    """What there is to read in a file."""

    def no_text(self, code, name, data):
        with self.assertRaises(NoText) as caught:
            text(name, data)
        self.assertEqual(caught.exception.code, code)

    def test_word(self):
        data = docx(
            "Fifty chairs",
            "",
            "<w:r><w:t>At </w:t></w:r><w:r><w:t>once</w:t><w:tab/><w:t>!</w:t></w:r>",
            "<w:ins><w:r><w:t>new</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>",
            "<w:r><w:instrText>PAGE</w:instrText><w:t>&amp; more</w:t></w:r>",
            **{"word/footnotes.xml": "<w:p xmlns:w='w'><w:t>A note</w:t></w:p>"},
        )
        self.assertEqual(
            text("a.docx", data),
            ["Fifty chairs", "At once !", "new", "& more", "A note"],
        )

    def test_a_box_is_read_once(self):
        box = "<w:r><w:t>Box</w:t></w:r>"
        both = f"<m:Choice xmlns:m='m'><w:p>{box}</w:p></m:Choice>" + (
            f"<m:Fallback xmlns:m='m'><w:p>{box}</w:p></m:Fallback>"
        )
        self.assertEqual(text("a.docx", docx(both + box)), ["Box", "Box"])

    def test_excel(self):
        data = xlsx(["Chairs", 50], [], ["Столы", 2.5])
        self.assertEqual(text("a.xlsx", data), ["Chairs 50", "Столы 2.5"])
        cells = (
            "<row><c t='inlineStr'><is><t>Own</t></is></c><c t='s'><v>9</v></c></row>"
        )
        data = office("xl", **{"xl/worksheets/sheet1.xml": f"<w>{cells}</w>"})
        self.assertEqual(text("a.xlsx", data), ["Own"])

    def test_opendocument(self):
        self.assertEqual(
            text("a.odt", odt("Fifty <s/>chairs", "x")), ["Fifty chairs", "x"]
        )

    def test_pdf(self):
        self.assertEqual(text("a.pdf", pdf("Fifty", "chairs")), ["Fifty", "chairs"])
        self.no_text("broken", "a.pdf", b"%PDF-1.4 and nothing more")

    def test_plain(self):
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1251"):
            data = "Пятьдесят стульев\r\n\r\n50".encode(encoding)
            self.assertEqual(text("a.txt", data), ["Пятьдесят стульев", "50"])
        page = b"<html><head><title>x</title></head><p>Fifty<b> chairs</b><script>no()"
        page += b"</script><p>&amp;"
        self.assertEqual(text("a.html", page), ["Fifty chairs", "&"])

    def test_no_text(self):
        self.no_text("kind", "a.png", b"\x89PNG\r\n\x1a\n")
        self.no_text("kind", "a.zip", archive({"a.txt": "Fifty"}))
        self.no_text("kind", "a.doc", old_word("WordDocument"))
        self.no_text("password", "a.docx", old_word("EncryptedPackage"))
        self.no_text("empty", "a.docx", docx(""))
        self.no_text("empty", "a.pdf", pdf())
        broken = office("word", **{"word/document.xml": "<a><b>"})
        self.no_text("broken", "a.docx", broken)
        self.no_text("broken", "a.docx", docx("Fifty")[:100])
