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

    def test_lists(self):
        self.check(
            [
                ("=some x in xs satisfies x > 1", "any([x > 1 for x in xs])"),
                ("=every x in xs satisfies x.ok", "all([x.ok for x in xs])"),
                (
                    "=some x in xs, y in x.ys satisfies y = 1 and z",
                    "any([y == 1 and z for x in xs for y in x.ys])",
                ),
                ("=for x in xs return x * 2", "[x * 2 for x in xs]"),
                ("=for i in 1..n + 1 return i", "[i for i in range(1, n + 1)]"),
                ("=xs[item > 3]", "filter(xs, item > 3)"),
                ("=count(xs[price > 3 and ok])", "count(filter(xs, price > 3 and ok))"),
                ("=xs[i]", "filter(xs, i)"),
                ("=xs[x.y = 1].name", "filter(xs, x.y == 1).name"),
                (
                    '=x in ("a", < "b", [1..2])',
                    "x == 'a' or x < 'b' or between(x, 1, 2)",
                ),
                ("=x in >= 3 and y", "x >= 3 and y"),
                ("=x in (1, 2, (3..4])", "x in [1, 2] or x > 3 and x <= 4"),
                ("=a + 1 in (1..2)", "a + 1 > 1 and a + 1 < 2"),
                ("=x in [a.b]", "x in [a.b]"),
                ("=sort(xs)", "sort(xs)"),
                ("=sort(xs, function(a, b) a < b)", "sort(xs, item)"),
                (
                    "=sort(xs, function(a, b) a.price.net > b.price.net)",
                    "sort(xs, item.price.net, true)",
                ),
                ("=sort(xs, function(a, b) b.price < a.price)", None),
                ("=distinct values(flatten([xs, 1]))", "distinct(flatten([xs, 1]))"),
                ("=index of(append(xs, 1), 1)", "index_of(append(xs, 1), 1)"),
                ("=sublist(reverse(xs), 1, 2)", "sublist(reverse(xs), 1, 2)"),
                ("=all(xs) and any(a, b)", "all(xs) and any([a, b])"),
                ("=mean(xs) + concatenate(xs, ys)[1]", None),
            ]
        )

    def test_texts_numbers_and_more(self):
        self.check(
            [
                ("=floor(a) + ceiling(b) - decimal(c, 2)", None),
                ("=a ** 2 * 3", "power(a, 2) * 3"),
                ("=round up(a, 1) + round half down(a, 0)", None),
                ("=odd(a) or even(b)", "a % 2 == 1 or b % 2 == 0"),
                ('=replace(s, "a+", "b")', "replace_pattern(s, 'a+', 'b')"),
                ('=split(s, ",")', "split_pattern(s, ',')"),
                ('=substring before(s, "@")', "before(s, '@')"),
                ('=string join(xs, ", ")', "join(xs, ', ')"),
                ("=is blank(s)", "empty(trim(s))"),
                ('={a: 1, "b c": a}.a', "{a: 1, 'b c': a}.a"),
                ('=get value(a, "b")', "get(a, 'b')"),
                ("=context put(a, k, 1)", "put(a, k, 1)"),
                ("=a instance of string and b", "kind(a) == 'text' and b"),
                ("=a instance of date and time", "kind(a) == 'datetime'"),
                ("=a instance of date and b", "kind(a) == 'date' and b"),
                ("=date(2026, 1, 31)", "date(2026, 1, 31)"),
                ('=time("10:00:00")', "time('10:00:00')"),
                ('=duration("P1M")', "duration('P1M')"),
                ('=@"2026-01-01"', "date('2026-01-01')"),
                ('=@"10:00:00" < a', "time('10:00:00') < a"),
                ('=@"2026-01-01T10:00:00"', "datetime('2026-01-01T10:00:00')"),
                ('=@"PT1H"', "hours(1)"),
                ('="x@" = a /* the "rest" */ // or b', "'x@' == a"),
                ('=day of week(d) = "Monday"', "day_name(d) == 'Monday'"),
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
                ("=a instance of file", "file", 15),
                ("=sort(xs, function(a, b) a.x + b.y)", "function", 25),
                ("=sort(xs, function(a, b) a.x < b.y)", "function", 25),
                ("=function(a) a + 1", "function()", 1),
                ("=round up(a)", "round up()", 1),
                ("=x instance", "instance", 3),
                ("=total amount > 1", "amount", 7),
                ("=modulo(1)", "modulo()", 1),
                ("=f(x)(y)", "f()", 1),
                ("=a.b(1)", "(", 4),
                ("=x in (1) + 2", "+", 10),
                ("=x in ]1, 2]", "]", 6),
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
