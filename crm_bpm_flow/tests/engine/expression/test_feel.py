"""FEEL becomes ours, or is refused; never guessed."""

from engine.expression import parse

from .language import Translated

STARTS = "startswith(s, 'a') and endswith(s, 'b')"
MOMENT = "datetime('2026-01-31T10:00:00Z') < now()"


class TestFeel(Translated):
    def test_translated(self):
        self.check(
            [
                ("=amount > 1000 and urgent", "amount > 1000 and urgent"),
                ("= x = y", "x == y"),
                ("=x != null or not(x)", "x != null or not x"),
                ("=not(a and b) = c", "(not (a and b)) == c"),
                ("=if a then b else c", "if(a, b, c)"),
                ("=if a then if b then 1 else 2 else 3", "if(a, if(b, 1, 2), 3)"),
                ("=x in [1..5]", "between(x, 1, 5)"),
                ("=x.y in (1..5]", "x.y > 1 and x.y <= 5"),
                ("=x in ]1..5[", "x > 1 and x < 5"),
                ("=x + 1 in [a.b..c - 1] and d", "between(x + 1, a.b, c - 1) and d"),
                ('=x in ("a", "b")', "x in ['a', 'b']"),
                ('=x in ["a", "b"]', "x in ['a', 'b']"),
                ("=x in []", "x in []"),
                ('=x in ("a")', "x == 'a'"),
                ('=x in "a"', "x == 'a'"),
                ("=x in options", "x in options"),
                ("=x between 1 and 5 and y", "between(x, 1, 5) and y"),
                ("=count(lines) > 1", "count(lines) > 1"),
                ('=list contains(tags, "vip")', "contains(tags, 'vip')"),
                ("=string length(s) - 1", "len(s) - 1"),
                ("=upper case(lower case(s))", "upper(lower(s))"),
                ('=starts with(s, "a") and ends with(s, "b")', STARTS),
                ('=date("2026-01-31")', "date('2026-01-31')"),
                ('=date and time("2026-01-31T10:00:00Z") < now()', MOMENT),
                ("=today().year", "today().year"),
                ("=get or else(a, 0)", "coalesce(a, 0)"),
                ("=is defined(a)", "defined(a)"),
                ("=modulo(a, 2) = 0", "a % 2 == 0"),
                ("=round half up(a, 2)", "round(a, 2)"),
                ("=sum([1, 2]) + max(a, b, c)", "sum([1, 2]) + max(a, b, c)"),
                ('=string(a) + "x"', "text(a) + 'x'"),
                ('=now() - d > duration("P1DT2H")', "now() - d > days(1) + hours(2)"),
                ('=duration("PT90M")', "hours(1) + minutes(30)"),
                ('=duration("PT30S")', "minutes(0.5)"),
                ('=duration("P1W")', "days(7)"),
                ('=duration("PT0S")', "minutes(0)"),
                ("=-a * (b - c)", "-a * (b - c)"),
                ("=[1, a, null]", "[1, a, null]"),
                ("=date > 1", "date > 1"),
            ]
        )

    def test_own_meaning_of_what_it_lacks(self):
        self.check(
            [
                ("=amount > 3 and not urgent", "amount > 3 and not urgent"),
                ("=not a = b", "not a == b"),
                ("=len(a) > 3 and days(2) < b", "len(a) > 3 and days(2) < b"),
                ("=coalesce(a, 0) == round(b)", "coalesce(a, 0) == round(b)"),
                ("=between(a, 1, 2)", "between(a, 1, 2)"),
                ("=a && b || !c", "a and b or not c"),
                ("=a <> b % 2", "a != b % 2"),
                ("=a not in (1, 2)", "not a in [1, 2]"),
                ("=a not in [1..2] and b", "not between(a, 1, 2) and b"),
                ("=a contains 'x'", "contains(a, 'x')"),
                ("=if(a, b, c)", "if(a, b, c)"),
                ("=if (a) then b else c", "if(a, b, c)"),
                ("=IF a THEN None ELSE True", "if(a, null, true)"),
                ("=a ? b : c", "if(a, b, c)"),
                ("=b if a else c", "if(a, b, c)"),
                ("=duration(a)", "duration(a)"),
                (
                    '=duration("PT" + string(n) + "H")',
                    "duration('PT' + text(n) + 'H')",
                ),
            ]
        )

    def test_lists_count_from_one(self):
        self.check(
            [
                ("=xs[1]", "item(xs, 1)"),
                ("=xs[-1].name", "item(xs, -1).name"),
                ("=[1, 2][2]", "item([1, 2], 2)"),
                ("=xs[loopCounter]", "item(xs, loopCounter)"),
                ('=row["name"]', "row.name"),
                ('=row["full name"]', "row['full name']"),
                ("=x in [xs[1]..5]", "between(x, item(xs, 1), 5)"),
            ]
        )
        values = {"xs": ["a", "b"]}
        for text, expected in (("=xs[1]", "a"), ("=xs[-1]", "b"), ("=xs[3]", None)):
            self.assertEqual(parse(text).evaluate(values), expected)

    def test_without_its_sign(self):
        self.assertEqual(parse("a = 1", "feel").tree, parse("=a = 1").tree)

    def test_refused(self):
        self.check_refused(
            [
                ("=some x in xs satisfies x > 1", "some", 1),
                ("=every x in xs satisfies x > 1", "every", 1),
                ("=for x in xs return x", "for", 1),
                ("={a: 1}", "{", 1),
                ("=xs[price]", "[", 3),
                ("=xs[item > 1]", "[", 3),
                ("=a ** 2", "**", 3),
                ("=a instance of string", "instance", 3),
                ("=floor(a)", "floor()", 1),
                ("=string join(a, b)", "join", 8),
                ("=total amount > 1", "amount", 7),
                ("=date(2026, 1, 31)", "date()", 1),
                ('=time("10:00:00")', "time()", 1),
                ('=duration("P1M")', "duration()", 1),
                ("=modulo(1)", "modulo()", 1),
                ("=f(x)(y)", "f()", 1),
                ("=a.b(1)", "(", 4),
                ("=a + 1 in (1..2)", "..", 10),
                ("=x in (1) + 2", "+", 10),
                ("=x in ]1, 2]", "]", 6),
                ('=@"2026-01-01"', "@", 1),
            ]
        )

    def test_mistakes(self):
        self.check_errors(
            [
                ("=", "empty", 1),
                ("=a >", "unexpected_end", 4),
                ("=if a then b", "unexpected_end", 12),
                ("=if a b", "expected", 6),
                ("=x between 1 or 2", "expected", 13),
                ('=duration("x")', "bad_duration", 10),
                ('=date("2026-99-01")', "bad_value", 6),
                ("=x in [1..", "unexpected_end", 10),
                ("=x in [1..2", "unexpected_end", 11),
            ]
        )
