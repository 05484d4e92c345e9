"""Reading tables, and what is wrong with them."""

from datetime import date

from engine.decisions import Reader, plain_table, read_table

from .tables import TableCase, plain


class TestTable(TableCase):
    def test_discount_by_amount_and_category(self):
        table = plain(
            "amount | client.category -> discount | text",
            ">= 1000 | 'Gold' -> 15 | 'Thank you, ' + client.name",
            ">= 1000 | -      -> 10 | 'Much'",
            "< 1000  | 'Gold' ->  5 | 'Little'",
            discount={"type": "number", "default": "0"},
            text={"type": "text"},
        )
        anna = {"name": "Anna", "category": "Gold"}
        bert = {"name": "Bert", "category": "New"}
        for amount, client, expected in (
            (2000, anna, (15, "Thank you, Anna")),
            (2000, bert, (10, "Much")),
            (10, anna, (5, "Little")),
            (10, bert, (0, None)),
        ):
            found = self.outputs(table, "first", amount=amount, client=client)
            self.assertEqual(tuple(found.values()), expected)

    def test_a_table_without_inputs_or_rules(self):
        self.assertEqual(self.outputs(plain(" -> x", " -> 1")), {"x": 1})
        self.assertEqual(self.decide({}).outputs, {})

    def test_inputs_in_other_dialects(self):
        table = plain("${a + 1} | =a in [1..5] -> x", "3 | true -> 1")
        self.assertEqual(self.outputs(table, a=2), {"x": 1})

    def test_the_sign_of_the_input_means_nothing_elsewhere(self):
        error = self.error(plain("a -> x", "- -> ?"), a=1)
        self.assertEqual((error.code, error.place.part), ("formula", "then"))

    def test_kinds_of_outputs(self):
        for kind, cell, value in (
            ("number", "1.5", 1.5),
            ("number", "", None),
            ("text", "'a'", "a"),
            ("boolean", "n > 0", True),
            ("date", "2026-01-31", date(2026, 1, 31)),
            ("date", "'2026-01-31'", date(2026, 1, 31)),
            ("any", "[1]", [1]),
        ):
            table = plain("n -> x", f"- -> {cell}", x={"type": kind})
            self.assertEqual(self.outputs(table, n=1), {"x": value})

    def test_a_value_of_another_kind(self):
        for kind, cell, found in (
            ("number", "n + 'x'", "1x"),
            ("text", "1 + 1 - len(n)", "number"),
            ("boolean", "n", "1"),
            ("date", "n", "1"),
        ):
            with self.subTest(kind=kind):
                table = plain("n -> x", f"- -> {cell}", x={"type": kind})
                error = self.error(table, n="1")
                self.assertEqual(error.code, "wrong_type")
                self.assertEqual(error.values, {"type": kind, "found": found})

    def test_what_a_formula_stumbles_over_is_told_with_its_cell(self):
        table = plain("a | b / a -> x", "1 | - -> 1 / (a - 1)", "b | c -> 1")
        for values, place, code in (
            ({"a": 0, "b": 1}, ("input", 1, None), "division_by_zero"),
            ({"a": 1, "b": 2}, ("then", 0, 0), "division_by_zero"),
            ({"a": 2, "b": 2}, ("when", 1, 1), "unknown_name"),
            ({"b": 2}, ("input", 0, None), "unknown_name"),
        ):
            error = self.error(table, "first", **values)
            self.assertEqual((error.place, error.cause.code), (place, code))

    def test_the_work_is_limited(self):
        rules = ["sum(many) -> 1"] * 1000
        error = self.error(plain("n -> x", *rules), n=1, many=[0] * 10_000)
        self.assertEqual(error.cause.code, "too_much_work")


class TestMistakes(TableCase):
    """Found when a table is read, all of them, each with its cell."""

    def test_each_with_its_cell(self):
        table = plain(
            "amount > | ok -> x | y | y | 2 | ",
            "< | 1 -> 1 | 'a | true | 1 | 1",
            x={"type": "text", "default": "5"},
        )
        found = [(e.code, tuple(e.place)) for e in self._mistakes(table)]
        self.assertEqual(
            found,
            [
                ("formula", ("input", 0, None)),
                ("wrong_type", ("default", 0, None)),
                ("same_name", ("output", 2, None)),
                ("bad_name", ("output", 3, None)),
                ("no_name", ("output", 4, None)),
                ("formula", ("when", 0, 0)),
                ("wrong_type", ("then", 0, 0)),
                ("formula", ("then", 1, 0)),
            ],
        )

    def _mistakes(self, table):
        return Reader(table).mistakes

    def test_an_input_says_what_it_is(self):
        (error,) = self._mistakes(plain(" | a -> x", "1 | 1 -> 1"))
        self.assertEqual((error.code, error.cause.code), ("formula", "empty"))

    def test_of_a_priority(self):
        table = plain("a -> x", "1 -> 1")
        self.assertEqual(
            self.mistakes(table, "priority"), {"no_values": ("values", 0, None)}
        )
        table = plain("a -> x", "1 -> 1", "2 -> 3", x={"values": "1, 2"})
        self.assertEqual(
            self.mistakes(table, "priority"), {"not_in_values": ("then", 0, 1)}
        )
        self.assertEqual(self.mistakes(table, "first"), {})

    def test_of_sums(self):
        table = plain("a -> x", "1 -> 'a'", x={"type": "text"})
        self.assertEqual(
            self.mistakes(table, "collect", "sum"), {"not_numbers": ("type", 0, None)}
        )
        for how in (("collect", "max"), ("collect", "count"), ("first", "sum")):
            self.assertEqual(self.mistakes(table, *how), {})

    def test_a_constant_that_has_no_value(self):
        table = plain("a -> x", "1 -> 1 / 0")
        self.assertEqual(self.mistakes(table), {"formula": ("then", 0, 0)})

    def test_plain_data_are_made_whole(self):
        table = plain_table(
            {
                "inputs": [{"formula": " a ", "odd": 1}],
                "outputs": [{"name": "x", "type": "odd"}, {}],
                "rules": [{"when": ["1", "2"], "then": [5]}, {"note": "a\nb"}],
                "odd": 1,
            }
        )
        empty = {"name": "", "values": "", "default": "", "type": "any"}
        self.assertEqual(
            table,
            {
                "inputs": [{"label": "", "formula": "a"}],
                "outputs": [{**empty, "name": "x"}, empty],
                "rules": [
                    {"when": ["1"], "then": ["", ""], "note": ""},
                    {"when": [""], "then": ["", ""], "note": "a b"},
                ],
            },
        )
        self.assertEqual(plain_table(table), table)

    def test_what_is_no_table(self):
        many = [{}] * 1001
        for data in ([1], "x", {"rules": 5}, {"inputs": ["a"]}, {"rules": many}):
            with self.subTest(data=str(data)[:20]), self.assertRaises(ValueError):
                plain_table(data)
        with self.assertRaises(ValueError):
            read_table({"outputs": [{"name": "x" * 2001}]})
