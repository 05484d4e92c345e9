import io
import zipfile
from base64 import b64encode
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .test_document import DocumentCase

MODULE = "odoo.addons.crm_bpm_flow.models.register.bpm_flow_document_import"


class TestDocumentImport(DocumentCase):
    """An existing register comes in from a table, with its files."""

    HEADS = "Subject;Type;Number;Date;State;Partner;Amount;Place;File;Odd"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind.own_field_ids = [Command.create({"name": "Place"})]
        cls.firm = cls.env["res.partner"].create({"name": "Azur Import"})

    def table(self, *rows, files=None, **vals):
        text = "\n".join([self.HEADS, *rows])
        vals["table"] = b64encode(text.encode())
        if files:
            box = io.BytesIO()
            with zipfile.ZipFile(box, "w") as archive:
                for name, content in files.items():
                    archive.writestr(name, content)
            vals["archive"] = b64encode(box.getvalue())
        imports = self.env["bpm.flow.document.import"].with_user(self.registrar)
        return imports.create({"table_name": "old.csv", **vals})

    def test_rows_come_in_with_numbers_states_and_files(self):
        brought = self.table(
            "Chairs;Supply;S-2026-041;05.01.2026;Signed;Azur Import;150.5;Riga;a.txt;x",
            "Tables;Supply;S-2026-007;2026-01-07;In force;;;;sub/b.txt;",
            files={"a.txt": b"Fifty chairs", "sub/b.txt": b"Ten tables"},
        )
        brought.action_look()
        self.assertEqual(brought.line_ids.mapped("state"), ["ready", "ready"])
        self.assertIn("Odd: not taken in", brought.columns_words)
        self.assertIn("Place: own field “Place”", brought.columns_words)
        self.assertFalse(self.kind.document_ids, "nothing stays of a look")
        brought.action_import()
        self.assertEqual(brought.state, "done")
        chairs, tables = brought.line_ids.document_id.sorted("id")
        self.assertEqual(chairs.number, "S-2026-041")
        self.assertEqual(str(chairs.date), "2026-01-05")
        self.assertEqual([chairs.state, tables.state], ["signed", "in_force"])
        self.assertEqual(chairs.partner_id, self.firm)
        self.assertEqual(chairs.amount, 150.5)
        self.assertEqual(list(chairs.properties.values()), ["Riga"])
        self.assertEqual(chairs.file_ids.attachment_id.raw, b"Fifty chairs")
        self.assertEqual(tables.file_ids.name, "b.txt")
        self.assertEqual(self.kind.number_sample, "S-2026-042")

    def test_each_row_says_what_is_wrong_with_it(self):
        brought = self.table(
            "Good;Supply;;;;;;;;",
            "No type;Nonsense;;;;;;;;",
            "No partner;Supply;;;;Nobody Known;;;;",
            "No file;Supply;;;;;;;gone.txt;",
            ";Supply;;;;;;;;",
            "Bad amount;Supply;;;;;many;;;",
        )
        brought.action_look()
        states = brought.line_ids.mapped("state")
        self.assertEqual(states, ["ready", *["problem"] * 5])
        problems = brought.line_ids.mapped("problem")
        self.assertIn("type is not known", problems[1])
        self.assertIn("Nobody Known", problems[2])
        self.assertIn("gone.txt", problems[3])
        brought.action_import()
        self.assertEqual(brought.done_count, 1)
        self.assertEqual(brought.problem_count, 5)
        self.assertEqual(self.kind.document_ids.name, "Good")

    def test_all_that_is_wrong_with_a_row_is_said_at_once(self):
        """Words about the card, an own field and files stand together."""
        self.kind.own_field_ids.kind = "integer"
        brought = self.table(
            ";Nonsense;S-1;32.13.2026;Odd;Nobody Known;many;far;gone.txt;lost.txt",
            ";Supply;S-2;32.13.2026;Odd;Nobody Known;many;far;gone.txt;",
            "Good;Supply;S-3;;;;;5;a.txt;",
            files={"a.txt": b"Fifty chairs"},
        )
        brought.action_look()
        bad, worse, good = brought.line_ids
        for words in ("32.13.2026", "Odd", "Nobody Known", "many", "“gone.txt”"):
            self.assertIn(words, bad.problem)
            self.assertIn(words, worse.problem)
        self.assertIn("it is one of: Draft, In approval", bad.problem)
        self.assertIn("type is not known", bad.problem)
        self.assertIn("“far” is no value of “Place”", worse.problem)
        for line in (bad, worse):
            self.assertIn("has no subject", line.problem)
            told = line.problem.splitlines()
            self.assertEqual(len(told), len(set(told)), "each once")
        self.assertEqual((good.state, good.problem), ("ready", False))
        brought.action_import()
        self.assertEqual(self.kind.document_ids.mapped("name"), ["Good"])

    def test_a_look_ends_in_time_and_says_what_it_left(self):
        brought = self.table("One;Nonsense;;;;;;;;", "Two;Nonsense;;;;;;;;")
        with patch(f"{MODULE}_line.LOOK_SECONDS", -1):
            brought.action_look()
        self.assertEqual(brought.line_ids.mapped("state"), ["problem", "ready"])
        rest = "Rows from 3 on are looked at when they come in."
        self.assertIn(rest, brought.columns_words)
        brought.action_look()
        self.assertEqual(brought.line_ids.mapped("state"), ["problem", "problem"])
        self.assertNotIn(rest, brought.columns_words)
        with patch(f"{MODULE}.MOST_LOOKED_AT", 1):
            brought.action_look()
        self.assertIn(rest, brought.columns_words)

    def test_a_number_that_stands_twice_in_the_table(self):
        brought = self.table("One;Supply;S-1;;;;;;;", "Two;Supply;S-1;;;;;;;")
        brought.action_look()
        self.assertEqual(brought.line_ids.mapped("state"), ["ready", "problem"])
        self.assertIn("Row 2 has the same number", brought.line_ids[1].problem)
        brought.action_import()
        self.assertEqual(brought.line_ids.mapped("state"), ["done", "problem"])

    def test_numbers_that_are_none(self):
        field = self.kind.own_field_ids
        for kind in ("float", "integer", "monetary"):
            field.kind = kind
            for words in ("nan", "inf", "-1e400", "many"):
                brought = self.table(f"Chairs;Supply;;;;;;{words};;")
                brought.action_look()
                self.assertIn(f"“{words}” is no value", brought.line_ids.problem)

    def test_the_same_number_comes_in_once(self):
        self.document(number="S-1", user=self.registrar)
        brought = self.table("One;Supply;S-1;;;;;;;", "Two;Supply;S-2;;;;;;;")
        brought.action_look()
        brought.action_import()
        self.assertEqual(brought.line_ids.mapped("state"), ["problem", "done"])
        self.assertIn("already has this number", brought.line_ids[0].problem)

    def test_a_type_s_column_is_known_by_each_of_its_names(self):
        columns = self.env["bpm.flow.document.import.columns"]
        for head in ("Type", "type_id", "Document type", "KIND", "Type of document"):
            with self.subTest(head):
                found = columns._of(["Subject", "Date", head])
                names = [("field", name) for name in ("name", "date", "type_id")]
                self.assertEqual(found.names, names)
        self.assertFalse(columns._of(["Subject", "Date"]).can_import)

    def test_partners_are_made_if_wished(self):
        self.registrar.group_ids |= self.env.ref("base.group_partner_manager")
        brought = self.table("One;Supply;;;;New Firm;;;;", make_partners=True)
        brought.action_look()
        self.assertFalse(self.env["res.partner"].search([("name", "=", "New Firm")]))
        brought.action_import()
        self.assertEqual(self.kind.document_ids.partner_id.name, "New Firm")

    def test_the_rest_comes_in_by_the_scheduler(self):
        brought = self.table(*(f"Chair {n};Supply;;;;;;;;" for n in range(5)))
        with patch(f"{MODULE}.BATCH", 2):
            brought.action_look()
            brought.action_import()
            self.assertEqual([brought.state, brought.done_count], ["running", 2])
            self.env["bpm.flow.document.import"]._cron_import()
        self.env.invalidate_all()
        self.assertEqual([brought.state, brought.done_count], ["done", 5])
        self.assertEqual(self.kind.document_ids.create_uid, self.registrar)

    def test_the_scheduler_reads_the_table_in_the_language_of_who_brought_it(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.kind.with_context(lang="ru_RU").name = "Поставка"
        self.registrar.lang = "ru_RU"
        brought = self.table(*(f"Chair {n};Поставка;;;;;;;;" for n in range(5)))
        brought = brought.with_context(lang="ru_RU")
        with patch(f"{MODULE}.BATCH", 2):
            brought.action_look()
            brought.action_import()
            imports = self.env["bpm.flow.document.import"].with_context(lang=False)
            imports._cron_import()
        self.env.invalidate_all()
        self.assertEqual([brought.state, brought.done_count], ["done", 5])

    def test_the_scheduler_says_how_far_it_is(self):
        """In rows: the first batch is some progress, whatever is left."""
        brought = self.table(*(f"Chair {n};Supply;;;;;;;;" for n in range(5)))
        told = []
        reminded = type(self.env["bpm.flow.document.reminded"])
        self.patch(
            reminded,
            "_commit_progress",
            lambda self, done=0, remaining=None: told.append((done, remaining)) or True,
        )
        with patch(f"{MODULE}.BATCH", 2):
            brought.action_look()
            brought.action_import()
            self.env["bpm.flow.document.import"]._cron_import()
        self.assertEqual(told, [(0, 3), (2, 1), (2, 0)])

    def test_who_may_bring_in_no_more_keeps_nobody_else_waiting(self):
        rows = [f"Chair {n};Supply;;;;;;;;" for n in range(3)]
        both = self.table(*rows) | self.table(*rows)
        with patch(f"{MODULE}.BATCH", 2):
            for brought in both:
                brought.action_look()
                brought.action_import()
            first = both.sorted("id", reverse=True)[0].sudo()
            first.user_id = self.worker  # who is no registrar any more
            with self.assertLogs("odoo.addons.crm_bpm_flow", "ERROR"):
                self.env["bpm.flow.document.import"]._cron_import()
        self.assertEqual(first.state, "looked")
        self.assertEqual((both - first).state, "done")

    def test_what_is_no_table_is_refused_in_words(self):
        brought = self.table("One;Supply;;;;;;;;")
        brought.table = b64encode(b"%PDF-1.4")
        brought.table_name = "old.pdf"
        with self.assertRaisesRegex(UserError, "no table"):
            brought.action_look()
        brought.write({"table": b64encode(b"A;B\n1;2"), "table_name": "old.csv"})
        brought.action_look()
        self.assertIn("Missing columns: Subject, Type", brought.columns_words)
        self.assertFalse(brought.line_ids)

    def test_registrars_only_and_each_his_own(self):
        imports = self.env["bpm.flow.document.import"]
        with self.assertRaises(AccessError):
            imports.with_user(self.worker).create({"name": "Mine"})
        brought = self.table("Secret;Supply;;;;;;;;")
        brought.action_look()
        with self.assertRaises(AccessError):
            brought.line_ids.with_user(self.owner).read(["name"])

    def test_nobody_brings_rows_in_with_another_s_rights(self):
        brought = self.table("Chairs;Supply;;;;;;;;")
        brought.action_look()
        for forged in (
            lambda: brought.write({"user_id": self.admin.id}),
            lambda: brought.write({"user_id": self.admin.id, "state": "running"}),
            lambda: brought.write({"state": "running"}),
            lambda: brought.copy({"user_id": self.admin.id}),
            lambda: brought.create({"user_id": self.admin.id}),
        ):
            with self.refused(AccessError):
                forged()


class TestBaseImport(DocumentCase):
    """Odoo's own import of spreadsheets works on the register, too."""

    def test_types_and_partners_by_name_numbers_and_states(self):
        firm = self.env["res.partner"].create({"name": "Azur Import"})
        csv = (
            "Subject,Type,Number,Date,State,Partner\n"
            "Chairs,Supply,S-2026-041,2026-01-05,Signed,Azur Import\n"
        )
        imports = self.env["base_import.import"].with_user(self.registrar)
        wizard = imports.create(
            {
                "res_model": "bpm.flow.document",
                "file": csv.encode(),
                "file_name": "old.csv",
                "file_type": "text/csv",
            }
        )
        options = {
            "quoting": '"',
            "separator": ",",
            "has_headers": True,
            "date_format": "%Y-%m-%d",
        }
        preview = wizard.parse_preview(options)
        self.assertFalse(preview.get("error"))
        names = ["name", "type_id", "number", "date", "state", "partner_id"]
        heads = ["Subject", "Type", "Number", "Date", "State", "Partner"]
        answer = wizard.execute_import(names, heads, options)
        self.assertFalse(answer["messages"])
        document = self.kind.document_ids
        self.assertEqual([document.number, document.state], ["S-2026-041", "signed"])
        self.assertEqual(document.partner_id, firm)
        self.assertEqual(self.kind.number_sample, "S-2026-042")
