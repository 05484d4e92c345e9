"""Word templates."""

import unittest
from io import BytesIO
from unittest.mock import patch

from ...documents import TemplateError, docx, syntax
from .values import RUSSIAN, Row, box, record, word_file, word_texts


def filled(content, formats=None, **parts):
    values = {"record": Row(**parts) if parts else record()}
    return docx.render_docx(content, box(formats), values)


class TestDocx(unittest.TestCase):
    def texts(self, *paragraphs, **rest):
        return word_texts(filled(word_file(*paragraphs, **rest), RUSSIAN))

    def test_placeholders_that_word_has_torn_apart(self):
        texts = self.texts(["For {{ rec", "ord.part", "ner.city }}", "!"])
        self.assertEqual(texts, ["For Minsk!"])

    def test_rows_and_paragraphs(self):
        texts = self.texts(
            "{%p if record.is_big %}",
            "Big: {{ record.amount|in_words }}",
            "{%p endif %}",
            table=(
                ("{%tr for l in record.lines %}", ""),
                ("{{ l.name }}", "{{ l.price }}"),
                ("{%tr endfor %}", ""),
            ),
        )
        words = "Big: Двенадцать тысяч пятьсот один рубль 05 копеек"
        self.assertEqual(texts, [words, "Chair", "10,00", "Table", "25,50"])

    def test_values_stay_text(self):
        content = filled(
            word_file("{{ record.name }}"), name="<w:p/> & {{ x }}\x00\x08\x1b\nnext"
        )
        self.assertEqual(word_texts(content), ["<w:p/> & {{ x }}\nnext"])

    def test_header_footer_and_pictures(self):
        from docx import Document

        content = filled(
            word_file("{{ qr(record.name) }}", footer="{{ record.partner }}")
        )
        document = Document(BytesIO(content))
        self.assertEqual(document.sections[0].footer.paragraphs[0].text, "Acme")
        self.assertEqual(len(document.inline_shapes), 1)

    def test_mistakes_say_their_paragraph(self):
        for text, code in (
            ("Dear {{ record.nam }}", "unknown_field"),
            ("Dear {{ record.name|uper }}", "unknown_filter"),
            ("Dear {{ record.name", "not_closed"),
            ("Dear {% if record.name %}", "left_open"),
            ("Dear {{ record.__class__ }}", "forbidden_name"),
            ("Dear {{ lipsum() }}", "no_calls"),
        ):
            with self.subTest(text), self.assertRaises(TemplateError) as caught:
                filled(word_file("first", text, "last"))
            self.assertEqual(caught.exception.code, code)
            self.assertEqual(caught.exception.place, ("paragraph", "2", text))

    def test_the_properties_of_the_file_are_templates_of_the_same_sandbox(self):
        from docx import Document

        document = Document()
        document.core_properties.title = "{{ record.__class__ }}"
        buffer = BytesIO()
        document.save(buffer)
        with self.assertRaisesRegex(TemplateError, "forbidden_name"):
            filled(buffer.getvalue())

    def test_it_is_read_without_being_filled_in(self):
        found = []
        content = word_file("{{ record.partner.city }}", footer="{{ record.day }}")
        docx.check_docx(content, box(), found.append)
        paths = [path for tree in found for path in syntax.paths(tree)]
        names = [parts for _line, _root, parts in paths]
        self.assertEqual(names, [["partner", "city"], ["day"]])

    def test_without_the_library_it_says_so(self):
        with (
            patch.object(docx, "find_spec", return_value=None),
            self.assertRaisesRegex(TemplateError, "no_docxtpl"),
        ):
            filled(word_file("x"))
