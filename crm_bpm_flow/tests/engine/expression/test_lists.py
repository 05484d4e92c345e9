"""Lists: going through them, filters, functions."""

from datetime import date, time, timedelta

from engine.expression import parse
from engine.expression.values import Months
from examples import CHANCE, examples
from hypothesis import given

from .language import Language

LINES = [
    {"name": "a", "price": 5, "tags": ["x"]},
    {"name": "b", "price": 1, "tags": []},
    {"name": "c", "price": 9, "tags": ["x", "y"]},
]
XS = [3, 1, 2, 3]


class TestLists(Language):
    def value(self, text, **more):
        return super().value(text, **{"lines": LINES, "xs": XS, "n": 2, **more})

    def test_going_through(self):
        self.check(
            [
                ("[x * n for x in xs if x > 1]", [6, 4, 6]),
                ("[a + b for a in [1, 2] for b in [10, a]]", [11, 2, 12, 4]),
                ("any(x > 2 for x in xs)", True),
                ("all(l.price > 1 for l in lines)", False),
                ("sum(l.price for l in lines if 'x' in l.tags)", 14),
                ("[x if x > 2 else 0 for x in xs]", [3, 0, 0, 3]),
                ("[x for x in null]", []),
                ("lines.price", [5, 1, 9]),
                ("filter(lines, price > 2).name", ["a", "c"]),
                ("filter(lines, item.price > n).name", ["a", "c"]),
                ("filter(xs, item > n)", [3, 3]),
                ("filter(xs, n)", 1),
                ("filter(xs, n + 9)", None),
                ("filter(null, a)", []),
                ("sort(xs)", [1, 2, 3, 3]),
                ("sort(lines, price, true).name", ["c", "a", "b"]),
                ("sort([2, null, 1])", [1, 2, None]),
                ("{a: 1, b: a + 1}.b", 2),
                ("{a: 1}['a']", 1),
            ]
        )

    def test_functions(self):
        self.check(
            [
                ("append(xs, 4)", [3, 1, 2, 3, 4]),
                ("concatenate(xs, [1])", [3, 1, 2, 3, 1]),
                ("distinct(xs)", [3, 1, 2]),
                ("union([1], [1, 2])", [1, 2]),
                ("flatten([1, [2, [3]], []])", [1, 2, 3]),
                ("reverse(xs)", [3, 2, 1, 3]),
                ("index_of(xs, 3)", [1, 4]),
                ("sublist(xs, 2)", [1, 2, 3]),
                ("sublist(xs, -2, 1)", [2]),
                ("insert(xs, 1, 0)", [0, 3, 1, 2, 3]),
                ("remove(xs, -1)", [3, 1, 2]),
                ("range(3, 1)", [3, 2, 1]),
                ("mean(xs)", 2.25),
                ("median(xs)", 2.5),
                ("median([3, 1, 2])", 2),
                ("product(2, 3)", 6),
                ("mean([])", None),
                ("get({a: 1}, 'a')", 1),
                ("get({a: 1}, 'b')", None),
                ("get({a: 1}, 'b', 7)", 7),
                ("entries({a: 1})", [{"key": "a", "value": 1}]),
                ("put({a: 1}, 'b', 2)", {"a": 1, "b": 2}),
                ("merge({a: 1}, {a: 2})", {"a": 2}),
                ("context(entries({a: 1}))", {"a": 1}),
                ("kind({a: 1}) + kind(null)", "contextnull"),
            ]
        )

    def test_texts(self):
        self.check(
            [
                ("substring('foobar', 3)", "obar"),
                ("substring('foobar', -2, 1)", "a"),
                ("slice('foobar', 1, 3)", "oo"),
                ("before('a@b', '@') + after('a@b', '@')", "ab"),
                ("before('ab', '@')", ""),
                ("trim(' a ')", "a"),
                ("split('a,b', ',')", ["a", "b"]),
                ("join(['a', null, 'b'], '-', '<', '>')", "<a-b>"),
                ("replace('a.b', '.', '')", "ab"),
                ("matches('A-17', '^[A-Z]-\\\\d+$')", True),
                ("replace_pattern('a1b22', '(\\\\d+)', '<$1>')", "a<1>b<22>"),
                ("split_pattern('a, b;c', '[,;] ?')", ["a", "b", "c"]),
                ("extract('a1b22', '\\\\d+')", ["1", "22"]),
                ("upper(null)", None),
            ]
        )

    def test_numbers(self):
        self.check(
            [
                ("floor(-1.5)", -2),
                ("ceil(1.2)", 2),
                ("round_even(2.5)", 2),
                ("round_even(1.115, 2)", 1.12),
                ("round_up(-1.1)", -2),
                ("round_down(1.19, 1)", 1.1),
                ("round_half_down(1.5)", 1),
                ("power(2, 10)", 1024),
                ("sqrt(16)", 4.0),
            ]
        )

    def test_moments(self):
        self.check(
            [
                ("date(2026, 2, 3)", date(2026, 2, 3)),
                ("date('2026-01-31') + months(1)", date(2026, 2, 28)),
                ("date('2026-01-31') - duration('P1Y')", date(2025, 1, 31)),
                ("duration('P1Y2M')", Months(14)),
                ("months(duration('P1Y2M'))", 14),
                ("text(-duration('P1Y2M'))", "-P1Y2M"),
                ("months_between(date(2026, 1, 31), date(2026, 3, 30))", Months(1)),
                ("months_between(date(2026, 3, 30), date(2026, 1, 31))", Months(-1)),
                ("time('10:30') + hours(14)", time(0, 30)),
                ("time(moment) > time(9, 0, 0)", True),
                ("time('10:30').minute", 30),
                ("time('10:30') - time('09:00')", timedelta(hours=1.5)),
                ("datetime(day, time('08:00')).hour", 8),
                ("duration('PT90M').minutes", 30),
                ("week(date(2026, 1, 1))", 1),
                ("year_day(date(2026, 2, 1))", 32),
                ("day_name(day) + month_name(day)", "FridayJanuary"),
            ]
        )

    def test_mistakes(self):
        self.check_errors(
            [
                ("[x for x in 5]", "bad_types", 0),
                ("filter(xs, text(item))", "bad_types", 0),
                ("filter(xs, unknown > 1)", "unknown_name", 11),
                ("sort([1, 'a'])", "bad_types", 0),
                ("slice('abc', 2, 9)", "bad_value", 0),
                ("sublist(xs, 9)", "bad_value", 0),
                ("range(1, 99999)", "too_large", 0),
                ("matches('a', '(')", "bad_value", 13),
                ("matches('a', name + '(')", "bad_value", 0),
                ("power(10, 2000)", "too_large", 0),
                ("power(0, -1)", "division_by_zero", 0),
                ("sqrt(-1)", "bad_value", 0),
                ("date(2026, 13, 1)", "bad_value", 0),
                ("duration('P1M') > hours(1)", "bad_types", 16),
                ("x for x in xs", "unexpected", 2),
                ("[x for x.y in xs]", "expected", 8),
            ]
        )
        for text in ("=[1, 2]", "for", "[x for x in [x for x in a]]"):
            parse(text)

    def test_what_is_read(self):
        for text, names in (
            ("[x.a + b.c for x in d.e if f]", ("d.e", "f", "b.c")),
            ("filter(a.b, c.d > item.e)", ("a.b", "c")),
            ("{a: b, c: a + d}", ("b", "d")),
            ("any(y for x in xs for y in x.ys)", ("xs",)),
        ):
            self.assertEqual(parse(text).names, names)

    def test_work_is_bounded(self):
        big = "range(1, 5000)"
        for text in (
            f"[x + y for x in {big} for y in {big}]",
            f"any(any(x == y for y in {big}) for x in {big})",
            f"filter({big}, item in {big})",
            f"distinct({big})",
            f"[[x for x in {big}] for y in {big}]",
            f"matches(join([text(x) for x in {big}]), '(.*9){{60}}x')",
        ):
            with self.subTest(text=text):
                self.assertIn(self.error(text).code, ("too_much_work", "too_large"))


class TestTranslations(Language):
    """What a text of FEEL says is what Python says of the same."""

    @examples(150)
    @given(CHANCE)
    def test_of_lists(self, pick):
        xs = [pick.randint(0, 9) for _ in range(pick.randint(0, 6))]
        n = pick.randint(0, 9)
        for text, expected in (
            ("=some x in xs satisfies x > n", any(x > n for x in xs)),
            ("=every x in xs satisfies x > n", all(x > n for x in xs)),
            ("=for x in xs return x + n", [x + n for x in xs]),
            ("=xs[item > n]", [x for x in xs if x > n]),
            ("=count(xs[item in [n..5]])", sum(n <= x <= 5 for x in xs)),
            ("=sort(xs, function(a, b) a > b)", sorted(xs, reverse=True)),
            ("=index of(xs, n)", [i for i, x in enumerate(xs, 1) if x == n]),
            ("=distinct values(xs)", list(dict.fromkeys(xs))),
            ("=for i in 1..n return i", list(range(1, n + 1)) if n else [1, 0]),
            ("=reverse(xs)", xs[::-1]),
            ("=list contains(xs, n)", n in xs),
            ("=string join(for x in xs return string(x))", "".join(map(str, xs))),
        ):
            self.assertEqual(self.value(text, xs=xs, n=n), expected, text)
