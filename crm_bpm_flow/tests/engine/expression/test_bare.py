"""The bare form: what it reads and what it says."""

from datetime import date, datetime, timedelta, timezone

from engine.expression import Expression, parse

from .language import DATA, Language


class TestValues(Language):
    def test_literals(self):
        self.check(
            [
                ("12", 12),
                ("1.5", 1.5),
                ("2e3", 2000.0),
                ("'a\"b'", 'a"b'),
                ('"a\'b"', "a'b"),
                (r"'a\'b\\\n'", "a'b\\\n"),
                ("true", True),
                ("False", False),
                ("NULL", None),
                ("None", None),
                ("[1, 'a', [null]]", [1, "a", [None]]),
                ("[]", []),
                ('date("2026-01-31")', date(2026, 1, 31)),
                ("datetime('2026-01-31 10:05')", datetime(2026, 1, 31, 10, 5)),
                (
                    "datetime('2026-01-31T10:05:07.5Z')",
                    datetime(2026, 1, 31, 10, 5, 7, 500_000),
                ),
            ]
        )

    def test_moments_are_told_in_utc(self):
        self.check(
            [
                ("datetime('2026-01-31T10:00:00+02:00')", datetime(2026, 1, 31, 8)),
                ("datetime('2026-01-31T10:00-0130')", datetime(2026, 1, 31, 11, 30)),
                ("datetime('2026-01-31')", datetime(2026, 1, 31)),
            ]
        )
        zone = timezone(timedelta(hours=3))
        there = datetime(2026, 1, 31, 13, tzinfo=zone)
        self.assertTrue(self.value("there == now()", there=there))
        self.assertTrue(self.value("there >= now()", there=there))
        self.assertEqual(self.value("there.hour", there=there), 10)

    def test_names(self):
        self.check(
            [
                ("amount", 1500),
                ("сумма + 1", 8),
                ("partner.country.code", "BE"),
                ("partner.parent.name", None),  # from nothing to nothing
                ("day.year + day.weekday", 2031),
                ("moment.minute", 30),
            ]
        )
        self.check_errors(
            [
                ("1 + amuont", "unknown_name", 4),
                ("partner.contry", "unknown_field", 8),
                ("day.hour", "unknown_field", 4),
                ("name.upper", "unknown_field", 5),
            ]
        )

    def test_dunder_names_lead_nowhere(self):
        for text in ("name.__class__", "__import__", "partner.__class__.x", "day.max"):
            with self.subTest(text=text):
                self.assertIn("unknown", self.error(text).code)

    def test_arithmetic(self):
        self.check(
            [
                ("1 + 2 * 3", 7),
                ("(1 + 2) * 3", 9),
                ("10 - 2 - 3", 5),
                ("7 / 2", 3.5),
                ("7 % 4 * 2", 6),
                ("-amount + 1", -1499),
                ("2 * -3", -6),
                ("--2", 2),
                ("'a' + 'b'", "ab"),
                ("tags + ['c']", ["a", "b", "c"]),
                ("day + days(2)", date(2026, 2, 1)),
                ("day + hours(1)", datetime(2026, 1, 30, 1)),
                ("moment - minutes(30)", datetime(2026, 1, 30, 12)),
                ("days(1) + moment", datetime(2026, 1, 31, 12, 30)),
                ("date('2026-02-01') - day", timedelta(days=2)),
                ("hours(3) * 2 - hours(1)", timedelta(hours=5)),
                ("days(1) / hours(6)", 4.0),
            ]
        )
        self.check_errors(
            [
                ("1 / 0", "division_by_zero", 2),
                ("1 % (1 - 1)", "division_by_zero", 2),
                ("1 + nothing", "none_value", 2),
                ("-nothing", "none_value", 0),
                ("1 + 'a'", "bad_types", 2),
                ("'%s' % 1", "bad_types", 5),
                ("true + 1", "bad_types", 5),
                ("[1] * 3", "bad_types", 4),
                ("day + day", "bad_types", 4),
                ("-'a'", "bad_types", 0),
                ("day + days(9999999)", "too_large", 4),
            ]
        )

    def test_comparisons(self):
        self.check(
            [
                ("amount > 1000", True),
                ("amount = 1500", True),
                ("amount == 1500.0", True),
                ("amount <> 1500", False),
                ("amount != 'x'", True),
                ("'a' < 'b'", True),
                ("amount >= 1500 and amount <= 1500", True),
                ("day < moment", True),
                ("day == datetime('2026-01-30')", True),
                ("moment - day > hours(12)", True),
                ("'a' in tags", True),
                ("'c' not in tags", True),
                ("not 'c' in tags", True),
                ("'Anna' in name", True),
                ("name contains 'Pet'", True),
                ("tags contains 'z'", False),
                ("amount in [1, 1500]", True),
                ("day in [datetime('2026-01-30')]", True),
                ("'country' in partner", True),
            ]
        )
        self.check_errors(
            [
                ("amount > 'a'", "bad_types", 7),
                ("tags > 1", "bad_types", 5),
                ("true < 2", "bad_types", 5),
                ("1 in 'a1'", "bad_types", 2),
                ("1 in 1", "bad_types", 2),
                ("1 < amount < 3", "chained_comparison", 11),
                ("a == b != c", "chained_comparison", 7),
            ]
        )

    def test_nothing_compares_with_nothing(self):
        self.check(
            [
                ("nothing == null", True),
                ("nothing != null", False),
                ("amount != null", True),
                ("nothing > 0", False),
                ("nothing <= 0", False),
                ("0 < nothing", False),
                ("nothing < nothing", False),
                ("1 in nothing", False),
                ("nothing in name", False),
                ("null in [null]", True),
            ]
        )

    def test_logic(self):
        self.check(
            [
                ("true or false and false", True),
                ("not true or true", True),
                ("not (true or true)", False),
                ("not amount == 1", True),
                ("amount and name", True),
                ("none_left or nothing", False),
                ("TRUE AND NOT FALSE", True),
                ("urgent && !calm || false", True),
                ("false and nope", False),  # never asked
                ("true or 1 / 0 > 1", True),
            ]
        )


class TestReading(Language):
    def test_mistakes_are_told_with_their_place(self):
        self.check_errors(
            [
                ("", "empty", 0),
                ("   ", "empty", 3),
                ("1 +", "unexpected_end", 3),
                ("(1", "unexpected_end", 2),
                ("(1]", "expected", 2),
                ("1 2", "unexpected", 2),
                ("a b", "unexpected", 2),
                (")", "unexpected", 0),
                ("[1 2]", "expected", 3),
                ("a..b", "unexpected", 1),
                ("a.", "unexpected_end", 2),
                ("a.1", "unexpected", 2),
                ("and", "unexpected", 0),
                ("1 and", "unexpected_end", 5),
                ("a @ b", "bad_character", 2),
                ("a == `b`", "bad_character", 5),
                ("'abc", "unclosed_string", 0),
                ("'a\nb'", "unclosed_string", 0),
                (r"'a\qb'", "bad_escape", 2),
                ("12abc", "bad_number", 0),
                ("9" * 31, "too_large", 0),
                ("1e999", "too_large", 0),
                ("9**9", "unexpected", 1),
                ("a if b", "unexpected_end", 6),
                ("a if b then c", "expected", 7),
                ("if a then b", "unexpected_end", 11),
                ("if(a)", "unexpected_end", 5),
                ("a ? b", "unexpected_end", 5),
                ("a ? b else c", "expected", 6),
                ("then", "unexpected", 0),
                ("a[", "unexpected_end", 2),
                ("a[]", "unexpected", 2),
                ("a[1", "unexpected_end", 3),
                ("a[1, 2]", "expected", 3),
                ("()", "unexpected", 1),
                ("(1, 2", "unexpected_end", 5),
                ("lambda: 1", "unexpected", 6),
                ("x := 1", "unexpected", 2),
                ("a.b()", "unexpected", 3),
                ("f'x'", "unexpected", 1),
                ("amount > ${limit}", "dialect", 7),
            ]
        )

    def test_what_it_reads(self):
        expression = parse(
            "a.b.c > d and len(e.f) > 0 or a.b.c = date('2026-01-31').year"
        )
        self.assertEqual(expression.names, ("a.b.c", "d", "e.f"))
        self.assertEqual(expression.roots, {"a", "d", "e"})
        self.assertEqual(parse("(if(a, b, c)).d").names, ("a", "b", "c"))

    def test_comments_and_lines(self):
        self.assertEqual(self.value("amount >\n 1000  # much"), True)

    def test_the_same_text_is_read_once(self):
        self.assertIs(parse("amount > 5"), parse("amount > 5"))
        self.assertIsInstance(parse("amount > 5"), Expression)
        self.assertIs(parse("amount > 5").holds(DATA), True)
        self.assertEqual(repr(parse("1")), "Expression('1')")

    def test_errors_of_the_scope_come_through(self):
        class Closed:
            def name(self, name):
                raise PermissionError(name)

        with self.assertRaises(PermissionError):
            parse("salary > 1").evaluate(Closed())
