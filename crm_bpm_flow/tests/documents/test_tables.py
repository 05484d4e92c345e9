import io
import unittest
import zipfile
from datetime import date, datetime

from openpyxl import Workbook

from ...documents.file_box import FileBox
from ...documents.refusal import Refused
from ...documents.tables import day_of, read_table


def excel(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def archive(**files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as box:
        for name, content in files.items():
            box.writestr(name.replace("__", "/").replace("_txt", ".txt"), content)
    return file.getvalue()


class TestTables(unittest.TestCase):
    """Tables that people bring along."""

    def test_an_excel_file(self):
        rows = read_table(
            "old.xlsx",
            excel(
                ["Subject", "Date", "Amount"],
                ["Chairs", date(2025, 3, 2), 5.0],
                [None, None, None],
                ["Tables", datetime(2025, 3, 2, 14, 30), 7.5, "beyond the heads"],
            ),
        )
        self.assertEqual(rows[1], ["Chairs", "2025-03-02", "5"])
        self.assertEqual(rows[2], ["Tables", "2025-03-02 14:30:00", "7.5"])
        self.assertEqual(len(rows), 3)

    def test_text_files_of_all_kinds(self):
        for content in (
            "Имя;Дни\nЛилия;02.03.2025\n".encode("cp1251"),
            "\ufeffИмя;Дни\r\nЛилия;02.03.2025\r\n".encode(),
            "Имя\tДни\nЛилия\t02.03.2025".encode(),
        ):
            rows = read_table("old.csv", content)
            self.assertEqual(rows, [["Имя", "Дни"], ["Лилия", "02.03.2025"]])

    def test_what_is_no_table_is_refused(self):
        many = b"a\n" * 20_002
        for name, content, code in (
            ("old.docx", b"text", "other_kind"),
            ("old.pdf", b"%PDF-1.4", "no_table"),
            ("old.csv", b"", "empty"),
            ("old.csv", b"\n\n", "no_table"),
            ("old.csv", many, "too_many_rows"),
        ):
            with self.subTest(name), self.assertRaises(Refused) as refused:
                read_table(name, content)
            self.assertEqual(refused.exception.code, code)

    def test_days(self):
        self.assertEqual(day_of("02.03.2025"), "2025-03-02")
        self.assertEqual(day_of("2025-03-02"), "2025-03-02")
        self.assertEqual(day_of("soon"), "soon")


class TestFileBox(unittest.TestCase):
    """Files that such a table names."""

    def test_by_path_or_by_name(self):
        box = FileBox(archive(old__A_txt="one", new__A_txt="two", new__B_txt="three"))
        part, _fault = box.find("Old\\a.TXT")
        self.assertEqual(box.content_of(part), ("A.txt", b"one"))
        part, _fault = box.find("b.txt")
        self.assertEqual(box.content_of(part), ("B.txt", b"three"))
        self.assertEqual(box.find("a.txt"), (None, "several"))
        self.assertEqual(box.find("c.txt"), (None, "missing"))

    def test_what_is_no_archive_is_refused(self):
        with self.assertRaises(Refused):
            FileBox(b"no archive")
