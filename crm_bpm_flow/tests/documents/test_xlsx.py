"""Excel templates."""

import unittest
from datetime import datetime
from io import BytesIO

from openpyxl import load_workbook

from ...documents import TemplateError, preview, syntax, xlsx
from ...documents.formats import Formats
from .values import RUSSIAN, Row, box, record, sheet_file

ROWS = {
    "A1": "For {{ record.partner }}",
    "A3": "{% for l in record.lines %}",
    "A4": "{{ loop.index }}. {{ l.name }}",
    "B4": "{{ l.count }}",
    "C4": "{{ l.price }}",
    "D4": "=B4*C4",
    "A5": "{% endfor %}",
    "A6": "Sum",
    "D6": "=SUM(D4:D4)",
    "E6": "=SUM(D3:D5)",
    "F6": "=D6*2+Sheet!$D$6",
}


def filled(content, formats=None, **parts):
    values = {"record": Row(**parts) if parts else record()}
    return load_workbook(BytesIO(xlsx.render_xlsx(content, box(formats), values)))


class TestXlsx(unittest.TestCase):
    def cells(self, cells, **rest):
        book = filled(sheet_file(cells, **rest), RUSSIAN)
        return {
            cell.coordinate: cell.value
            for row in book.active.iter_rows()
            for cell in row
            if cell.value is not None
        }

    def test_rows_are_repeated_and_formulas_follow(self):
        self.assertEqual(
            self.cells(ROWS),
            {
                "A1": "For Acme",
                "A3": "1. Chair",
                "B3": 2,
                "C3": 10,
                "D3": "=B3*C3",
                "A4": "2. Table",
                "B4": 1,
                "C4": 25.5,
                "D4": "=B4*C4",
                "A5": "Sum",
                "D5": "=SUM(D3:D4)",
                "E5": "=SUM(D3:D4)",
                "F5": "=D5*2+Sheet!$D$5",
            },
        )

    def test_rows_are_left_out(self):
        cells = {
            "A1": "{% if record.nobody %}",
            "A2": "nobody",
            "A3": "{%tr else %}",
            "A4": "{{ record.partner.city }}",
            "A5": "{% endif %}",
            "A6": "=A4",
            "A7": "=A2",
        }
        found = {"A1": "Minsk", "A2": "=A1", "A3": "=#REF!"}
        self.assertEqual(self.cells(cells), found)

    def test_values_keep_their_kind(self):
        book = filled(
            sheet_file(
                {
                    "A1": "{{ record.amount }}",
                    "A2": "{{ record.day }}",
                    "A3": "{{ record.amount|in_words }}",
                    "A4": "{{ record.kind }}",
                    "A5": "{{ record.is_big }}",
                    "A6": "{{ record.nobody }}",
                    "A7": "{{ record.amount }} {{ record.day }}",
                }
            ),
            RUSSIAN,
        ).active
        self.assertEqual(
            (book["A1"].value, book["A1"].number_format), (12501.05, "#,##0.00")
        )
        self.assertEqual(book["A2"].value, datetime(2026, 11, 29))
        self.assertTrue(book["A3"].value.startswith("Двенадцать"))
        self.assertEqual((book["A4"].value, book["A5"].value), ("Opportunity", "Да"))
        self.assertIsNone(book["A6"].value)
        self.assertEqual(book["A7"].value, "12\N{NO-BREAK SPACE}501,05 29.11.2026")

    def test_values_never_become_formulas(self):
        content = sheet_file({"A1": "{{ record.name }}", "A2": "{{ record.name }}!"})
        book = filled(content, name="=HYPERLINK(1)\x00\x01R1\x02").active
        for address in ("A1", "A2"):
            self.assertEqual(book[address].data_type, "s")
            self.assertTrue(book[address].value.startswith("=HYPERLINK(1)R1"))

    def test_merged_cells_go_with_their_rows(self):
        content = sheet_file({**ROWS, "A8": "End"}, merged=("E4:F4", "A8:C8"))
        areas = {str(area) for area in filled(content).active.merged_cells.ranges}
        self.assertEqual(areas, {"E3:F3", "E4:F4", "A7:C7"})

    def test_many_rows(self):
        rows = [Row(name=str(number)) for number in range(500)]
        from ...documents import Rows

        cells = {
            "A1": "{% for l in record.lines %}",
            "A2": "{{ l.name }}",
            "A3": "{% endfor %}",
        }
        book = filled(sheet_file(cells), lines=Rows(rows)).active
        self.assertEqual((book.max_row, book["A500"].value), (500, "499"))

    def test_pictures(self):
        book = filled(sheet_file({"B2": "{{ qr(record.partner) }}"})).active
        marker = book._images[0].anchor._from
        self.assertEqual((marker.row, marker.col), (1, 1))

    def test_mistakes_say_their_cell(self):
        for text, code in (
            ("{{ l.prixe }}", "unknown_field"),
            ("Sum {{ l.price|uper }}", "unknown_filter"),
            ("{{ l.price + l.name }}", "bad_types"),
            ("{{ l.__class__ }}", "forbidden_name"),
            ("{{ l.price) }} {{ (1 }}", "syntax"),
            ("{{ 1)|bpm_cell }}", "syntax"),
            ("{{ l.price", "left_open"),
            ("Sum {{ l.price } and {{ l.name }}", "left_open"),
        ):
            with self.subTest(text), self.assertRaises(TemplateError) as caught:
                filled(sheet_file({**ROWS, "C4": text}))
            self.assertEqual(caught.exception.code, code)
            self.assertEqual(caught.exception.place, ("cell", "Sheet!C4", text))

    def test_a_preview_has_the_columns_that_are_used(self):
        shown = preview.xlsx_preview(sheet_file({"B2": "Chairs", "A3": 7}), Formats())
        self.assertEqual(shown.count("<tr>"), 3)
        self.assertEqual(shown.count("<td"), 6)

    def test_it_is_read_without_being_filled_in(self):
        found = []
        xlsx.check_xlsx(sheet_file(ROWS), box(), found.append)
        paths = {tuple(parts) for tree in found for _l, _r, parts in syntax.paths(tree)}
        self.assertIn(("lines", "price"), paths)
