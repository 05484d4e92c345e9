"""The functions, one by one."""

from datetime import date, datetime, timedelta

from engine.expression import ExpressionError, parse

from .language import DATA, NOW, Language


class TestFunctions(Language):
    def test_texts_and_lists(self):
        self.check(
            [
                ("len(name)", 10),
                ("len(tags) + count(tags)", 4),
                ("count(nothing)", 0),
                ("count(partner)", 2),
                ("lower(name) + upper('é')", "anna petitÉ"),
                ("lower(nothing)", None),
                ("contains(name, 'nna') and contains(tags, 'b')", True),
                ("startswith(name, 'Anna') and endswith(name, 'tit')", True),
                ("startswith(nothing, 'x')", False),
                ("empty('') and empty(nothing) and empty([])", True),
                ("empty(0) or empty(false) or empty(' ')", False),
                ("coalesce(nothing, null, name)", "Anna Petit"),
                ("coalesce(1, nope)", 1),
                ("coalesce(nothing)", None),
                ("if(urgent, 'now', nope)", "now"),
                ("if(nothing, nope, 2)", 2),
                ("defined(amount) and defined(nothing)", True),
                ("defined(nope) or defined(partner.nope)", False),
                ("between(amount, 1500, 1500)", True),
            ]
        )

    def test_numbers(self):
        self.check(
            [
                ("min(3, 1, 2) + max([3, 1])", 4),
                ("min([])", None),
                ("max('a', 'b')", "b"),
                ("max(day, moment)", DATA["moment"]),
                ("sum([1, 2, 3]) + sum(1, 2)", 9),
                ("sum([])", 0),
                ("sum([hours(1), hours(2)])", timedelta(hours=3)),
                ("abs(-3)", 3),
                ("abs(hours(-3))", timedelta(hours=3)),
                ("round(2.5)", 3),
                ("round(-2.5)", -3),
                ("round(2.675, 2)", 2.68),
                ("round(12)", 12),
                ("round(1e20)", 10**20),
                ("int(2.9)", 2),
                ("int('-12.7')", -12),
                ("int(true)", 1),
                ("number(' 12.50 ')", 12.5),
                ("number('7')", 7),
            ]
        )

    def test_words(self):
        self.check(
            [
                ("text(12)", "12"),
                ("text(null)", ""),
                ("text(true) + text(false)", "truefalse"),
                ("text(day)", "2026-01-30"),
                ("text(moment)", "2026-01-30T12:30:00"),
                ("text('a')", "a"),
            ]
        )

    def test_time(self):
        self.check(
            [
                ("now()", NOW),
                ("today()", NOW.date()),
                ("now() - moment > days(0.5)", True),
                ("days(now() - day)", 1 + 10 / 24),
                ("hours(days(2))", 48.0),
                ("date(moment)", date(2026, 1, 30)),
                ("datetime(day)", datetime(2026, 1, 30)),
                ("date(nothing)", None),
                ("datetime(nothing) < now()", False),
                ("date('2026-01' + '-05')", date(2026, 1, 5)),
            ]
        )
        with self.assertRaises(ExpressionError) as caught:
            parse("1 < 2 and now() > moment").evaluate(DATA)
        self.assertEqual(caught.exception.code, "no_clock")

    def test_refusals(self):
        self.check_errors(
            [
                ("len(1)", "bad_types", 0),
                ("count('abc')", "bad_types", 0),
                ("lower(1)", "bad_types", 0),
                ("startswith('a', 1)", "bad_types", 0),
                ("min(1, null)", "none_value", 0),
                ("min([[1], [2]])", "bad_types", 0),
                ("sum(['a'])", "bad_types", 0),
                ("sum([hours(1), day])", "bad_types", 0),
                ("abs('a')", "bad_types", 0),
                ("round(null)", "none_value", 0),
                ("round(1.5, 99)", "bad_value", 0),
                ("number('twelve')", "bad_value", 0),
                ("number('1e999')", "bad_value", 0),
                ("number(null)", "none_value", 0),
                ("text([1])", "bad_types", 0),
                ("date(1)", "bad_types", 0),
                ("datetime('now' + '')", "bad_value", 0),
                ("days('a')", "bad_types", 0),
                ("days(1e29)", "too_large", 0),
                ("1 + foo(2)", "unknown_function", 4),
                ("len()", "argument_count", 0),
                ("round(1, 2, 3)", "argument_count", 0),
                ("date('2026-02-30')", "bad_value", 5),  # told while it is written
                ("datetime('25:00')", "bad_value", 9),
            ]
        )
        error = self.error("len(1, 2)")
        values = {"function": "len", "least": 1, "most": 1, "given": 2, "position": 0}
        self.assertEqual(error.message_args, values)

    def test_records_are_asked_like_lists(self):
        class Records:
            def __init__(self, *names):
                self.names = names

            def __iter__(self):
                return iter(self.names)

            def __len__(self):
                return len(self.names)

        records = Records("x", "y")
        for text in ("count(r) == 2", "'y' in r", "not empty(r)", "contains(r, 'x')"):
            with self.subTest(text=text):
                self.assertIs(self.value(text, r=records), True)
        self.assertIs(self.value("empty(r)", r=Records()), True)
        self.assertIs(self.value("r == r", r=records), True)
        self.assertEqual(self.error("r + 1", r=records).code, "bad_types")
