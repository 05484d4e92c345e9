import io
from datetime import date, datetime

from openpyxl import Workbook

from odoo.tools import mute_logger

from .test_document import DocumentCase

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADS = {
    "Subject": "name",
    "Type": "type_id",
    "Number": "number",
    "Date": "date",
    "State": "state",
    "Partner": "partner_id",
    "Amount": "amount",
    "Valid to": "date_to",
}


class TestBaseImportXlsx(DocumentCase):
    """Odoo's own import takes a register that was kept in a spreadsheet."""

    def bring(self, *rows, user=None):
        """Odoo's answer to a sheet of these rows, mapped as it proposes itself."""
        book = Workbook()
        book.active.append(list(HEADS))
        for row in rows:
            book.active.append(row)
        file = io.BytesIO()
        book.save(file)
        wizard = (
            self.env["base_import.import"]
            .with_user(user or self.registrar)
            .create(
                {
                    "res_model": "bpm.flow.document",
                    "file": file.getvalue(),
                    "file_name": "register.xlsx",
                    "file_type": XLSX,
                }
            )
        )
        options = {"has_headers": True, "float_thousand_separator": ","}
        options |= {"float_decimal_separator": ".", "quoting": '"', "separator": ","}
        preview = wizard.parse_preview(options)
        self.assertFalse(preview.get("error"))
        found = {int(key): path for key, path in preview["matches"].items()}
        names = [found.get(at, [False])[0] for at in range(len(HEADS))]
        self.assertEqual(names, list(HEADS.values()))
        options = {**options, **(preview.get("options") or {})}
        return wizard.execute_import(names, list(HEADS), options)

    def told(self, answer):
        return " ".join(message["message"] for message in answer["messages"])

    def test_numbers_dates_and_amounts_are_what_they_were(self):
        firm = self.env["res.partner"].create({"name": "Azur Import"})
        answer = self.bring(
            [
                "Chairs",
                "Supply",
                "S-2026-041",
                datetime(2026, 1, 5),
                "Signed",
                "Azur Import",
                12500.5,
                datetime(2027, 12, 31),
            ],
            [
                "Tables",
                "Supply",
                "S-2026-042",
                datetime(2026, 1, 6),
                "In force",
                "Azur Import",
                1000000,
                None,
            ],
        )
        self.assertFalse(answer["messages"])
        documents = self.kind.document_ids.sorted("number")
        chairs, tables = documents
        self.assertEqual(chairs.partner_id | tables.partner_id, firm)
        self.assertEqual(chairs.date, date(2026, 1, 5))
        self.assertEqual((chairs.amount, chairs.date_to), (12500.5, date(2027, 12, 31)))
        self.assertEqual((tables.amount, tables.date_to), (1000000, False))
        self.assertEqual(documents.mapped("state"), ["signed", "in_force"])
        self.assertEqual(self.kind.number_sample, "S-2026-043")
        self.assertEqual(chairs.registered_by_id, self.registrar)

    @mute_logger("odoo.sql_db")
    def test_wrong_rows_say_what_is_wrong(self):
        good = [
            "Chairs",
            "Supply",
            "S-1",
            datetime(2026, 1, 5),
            "Signed",
            None,
            1,
            None,
        ]
        for change, words in (
            ({1: "Unknown type"}, "Unknown type"),
            ({4: "Lost"}, "Lost"),
            ({3: "some day"}, "some day"),
            ({6: "much"}, "much"),
            ({0: None}, "Subject"),
        ):
            row = [change.get(at, value) for at, value in enumerate(good)]
            answer = self.bring(row)
            self.assertTrue(answer["messages"], change)
            self.assertIn(words, self.told(answer))
            self.assertFalse(self.kind.document_ids, change)

    @mute_logger("odoo.sql_db")
    def test_the_same_number_does_not_come_in_twice(self):
        row = ["Chairs", "Supply", "S-1", datetime(2026, 1, 5), "Signed", None, 1, None]
        self.assertFalse(self.bring(row)["messages"])
        answer = self.bring(row)
        self.assertIn("already has this number", self.told(answer))
        self.assertEqual(len(self.kind.document_ids), 1)

    def test_authors_bring_no_numbers_in(self):
        row = ["Chairs", "Supply", "S-1", datetime(2026, 1, 5), "Signed", None, 1, None]
        answer = self.bring(row, user=self.worker)
        self.assertTrue(answer["messages"])
        self.assertFalse(self.kind.document_ids)
