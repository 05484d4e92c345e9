"""What a template may do, and all that it may not."""

import time
import unittest

from ...documents import Budget, Rows, TemplateError
from ...documents.values import Picture
from .values import RUSSIAN, Row, box, fill, record

ESCAPES = (
    "{{ record.__class__ }}",
    "{{ record['__class__'] }}",
    "{{ record['__cl' ~ 'ass__'] }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ().__class__.__base__ }}",
    "{{ record._record }}",
    "{{ record.secret }}",
    "{{ record.parts }}",
    "{{ record.read('name') }}",
    "{{ record.part('name') }}",
    "{{ record.part }}",
    "{{ record.shown }}",
    "{{ record|attr('__class__') }}",
    "{{ [record]|map(attribute='__class__')|list }}",
    "{{ record.lines|sum('__class__') }}",
    "{{ record.lines|join(',', '__init__') }}",
    "{{ record.lines.items }}",
    "{{ '{0.__class__}'.format(record) }}",
    "{{ '%s'|format(record) }}",
    "{{ '%(a)s' % record }}",
    "{{ lipsum.__globals__ }}",
    "{{ lipsum() }}",
    "{{ cycler('a').next() }}",
    "{{ joiner() }}",
    "{{ namespace(a=1) }}",
    "{{ dict(a=1) }}",
    "{{ self }}",
    "{{ self.__init__.__globals__ }}",
    "{{ caller() }}",
    "{{ varargs }}",
    "{{ config }}",
    "{{ request }}",
    "{{ env }}",
    "{{ record.env }}",
    "{{ loop.__class__ }}",
    "{% for a in [1] %}{{ loop.__class__ }}{% endfor %}",
    "{% for a in [1] %}{{ loop.cycle('a') }}{% endfor %}",
    "{% for a in [1] %}{{ loop._iterator }}{% endfor %}",
    "{{ qr.__globals__ }}",
    "{{ qr.__call__('x') }}",
    "{{ today().__class__ }}",
    "{{ today().strftime('%d') }}",
    "{{ record.day.replace(2020) }}",
    "{{ (1).real }}",
    "{{ 'a'.upper() }}",
    "{{ record.name.encode() }}",
    "{{ [].append(1) }}",
    "{{ {}.update(a=1) }}",
    "{% set record.name = 'x' %}",
    "{% include 'x' %}",
    "{% import 'x' as y %}",
    "{% from 'x' import y %}",
    "{% extends 'x' %}",
    "{% block a %}{% endblock %}",
    "{% macro a() %}{% endmacro %}",
    "{% call qr() %}{% endcall %}",
    "{% filter upper %}{% endfilter %}",
    "{% set a %}x{% endset %}",
    "{% with a = 1 %}{% endwith %}",
    "{% autoescape false %}{{ record.name }}{% endautoescape %}",
    "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "{% do record.name %}",
    "{% debug %}",
    "{{ record.name|safe }}",
    "{{ record.name|e }}",
    "{{ record|tojson }}",
    "{{ record|pprint }}",
    "{{ range(*[1, 2]) }}",
    "{{ qr(**{'value': 'x'}) }}",
    "{{ bpm_turns }}",
    "{{ [1]|bpm_turns }}",
    "{{ record.name[0:3] }}",
    "{{ __builtins__ }}",
    "{{ _ }}",
    "{{ record.name is callable }}",
    "{{ record.name is sameas 'x' }}",
)
GREEDY = (
    "{{ 'a' * 10**9 }}",
    "{{ 'a' * 1000000000 }}",
    "{{ [1] * 1000000000 }}",
    "{{ range(10**9) }}",
    "{{ range(1000000000) }}",
    "{{ 2 ** 100000000 }}",
    "{{ 9**9**9 }}",
    "{{ 999999999999999 * 999999999999999 }}",
    "{{ 1e308 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ 'a'|center(1000000000) }}",
    "{{ 1|number(1000000000) }}",
    "{{ 1|round(1000000000) }}",
    "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    "{% for a in range(9000) %}" + "x" * 5000 + "{% endfor %}",
    "{% set x = 'aaaaaaaaaa' %}"
    + "{% set x = x|replace('a', 'aaaaaaaaaa') %}" * 9
    + "{{ x }}",
    "{% set x = 'aaaaaaaaaa' %}" + "{% set x = x ~ x %}" * 40 + "{{ x }}",
    "{% set x = 'aaaaaaaaaa' %}" + "{% set x = x + x %}" * 40 + "{{ x }}",
    "{% set x = [1, 2] %}" + "{% set x = [x, x, x, x] %}" * 14 + "{{ x|join }}",
    "{% set x = [1] %}{% set x = [x, x] %}{{ x == x }}",
    "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "{{ " + "-" * 5000 + "1 }}",
    "{{ " + "not " * 5000 + "1 }}",
    "{{ " + "[" * 3000 + "]" * 3000 + " }}",
    "{% for a in [1] %}" * 50 + "{% endfor %}" * 50,
    "{% if 1 %}" * 3000 + "{% endif %}" * 3000,
    "{{ 1" + "+1" * 20000 + " }}",
    "{{ qr('a'|replace('a', 'b') * 3) }}",
)


class TestSandbox(unittest.TestCase):
    """Nothing but values gets out, and nothing goes on for ever."""

    def test_no_way_out(self):
        for source in ESCAPES:
            with self.subTest(source), self.assertRaises(TemplateError):
                found = fill(source)
                self.fail(f"{source} gave {found!r}")

    def test_nothing_takes_long_or_much(self):
        for source in GREEDY:
            begun = time.process_time()
            with self.subTest(source[:60]), self.assertRaises(TemplateError):
                fill(source)
            self.assertLess(time.process_time() - begun, 5, source[:60])

    def test_a_template_that_is_too_large_is_not_read(self):
        with self.assertRaisesRegex(TemplateError, "too_large_source"):
            fill("x" * 6_000_000)

    def test_time_is_bounded(self):
        template = box(budget=Budget(seconds=-1)).from_string("{{ record.name }}")
        with self.assertRaisesRegex(TemplateError, "too_slow"):
            template.render(record=record())

    def test_values_are_not_templates(self):
        named = Row(name="{{ 7 * 7 }}{% for %}")
        template = box().from_string("{{ record.name }}")
        self.assertEqual(template.render(record=named), "{{ 7 * 7 }}{% for %}")

    def test_values_are_escaped(self):
        self.assertEqual(fill("{{ record.name }}"), "Fifty &lt;chairs&gt;")
        self.assertIn("&lt;chairs&gt;", fill("{{ 'x' ~ record.name }}"))

    def test_errors_say_their_line(self):
        for source, code in (
            ("a\nb\n{{ record.nam }}", "unknown_field"),
            ("a\nb\n{{ recordd.name }}", "unknown_name"),
            ("a\nb\n{{ record.name|uper }}", "unknown_filter"),
            ("a\nb\n{{ record.name + 1 }}", "bad_types"),
            ("a\nb\n{{ 1 / 0 }}", "divided_by_zero"),
            ("a\nb\n{% for x in record.name %}{% endfor %}", "no_list"),
            ("a\nb\n{{ record.name }", "left_open"),
            ("a\nb\n{{ record.name ++ }}", "syntax"),
            ("a\nb\n{% endif %}", "syntax"),
            ("a\nb\n{{ record.name|number }}", "no_number"),
            ("a\nb\n{{ record.name|long_date }}", "no_date"),
            ("a\nb\n{{ record.day < 1 }}", "bad_use"),
        ):
            with self.subTest(source), self.assertRaises(TemplateError) as caught:
                fill(source)
            self.assertEqual((caught.exception.code, caught.exception.line), (code, 3))

    def test_what_is_left_open_is_told_where_it_begins(self):
        for source, line, what in (
            ("a\n{% if record.name %}\nb\n{{ record.name }}\n", 2, "if"),
            ("{% for x in record.lines %}\n{% if 1 %}\n{% endif %}\nb", 1, "for"),
            ("{% if 1 %}\n{% for x in record.lines %}\nb", 2, "for"),
        ):
            with self.subTest(source), self.assertRaises(TemplateError) as caught:
                fill(source)
            error = caught.exception
            self.assertEqual((error.code, error.line), ("left_open", line))
            self.assertEqual(error.values["end"], f"{{% end{what} %}}")

    def test_a_value_that_nothing_ends_is_named(self):
        for source, what in (
            ("a\n{{ record.name\nb {{ record.day }}", "{{ record.name"),
            (
                "{{ record.day }}\nDear {{ record.name }, hello",
                "{{ record.name }, hello",
            ),
            (
                "{{ record.day }}\n{{ record.name {% if 1 %}x{% endif %}",
                "{{ record.name {% if 1 %}x{% endif %}",
            ),
        ):
            with self.subTest(source), self.assertRaises(TemplateError) as caught:
                fill(source)
            error = caught.exception
            self.assertEqual((error.code, error.line), ("left_open", 2))
            self.assertEqual(error.values, {"what": what, "end": "}}"})


class TestLanguage(unittest.TestCase):
    """What templates say."""

    def check(self, source, expected, formats=None):
        self.assertEqual(
            fill(source, formats).replace("\N{NO-BREAK SPACE}", " "), expected
        )

    def test_fields_through_relations(self):
        self.check("{{ record.partner.city }}", "Minsk")
        self.check("{{ record.partner }}", "Acme")
        self.check("[{{ record.nobody.city.name }}{{ record.nobody }}]", "[]")

    def test_numbers_and_dates_in_the_language(self):
        self.check("{{ record.amount }} {{ record.day }}", "12,501.05 11/29/2026")
        self.check(
            "{{ record.amount }} {{ record.day }}", "12 501,05 29.11.2026", RUSSIAN
        )
        self.check("{{ record.moment }}", "29.11.2026 14:05", RUSSIAN)
        self.check("{{ record.moment|only_date }}", "29.11.2026", RUSSIAN)
        self.check("{{ record.day|date('%Y-%m') }}", "2026-11")
        self.check("{{ record.day.year }}", "2,026")
        self.check("{{ record.amount|money }}", "12 501,05 ₽", RUSSIAN)
        self.check("{{ 5|money('USD') }}", "5.00 USD")
        self.check(
            "{{ record.is_big }} {{ record.is_big and false }}", "Да Нет", RUSSIAN
        )

    def test_words(self):
        words = "Двенадцать тысяч пятьсот один рубль 05 копеек"
        self.check("{{ record.amount|in_words }}", words, RUSSIAN)
        self.check("{{ record.day|long_date }}", "29 ноября 2026 \u0433.", RUSSIAN)
        self.check("{{ record.day|in_words }}", "29 November 2026")
        self.check("{{ 3|in_words }} {{ record.text|in_words }}", "three ")
        self.check(
            "{{ 21.5|amount_in_words('usd') }}", "Twenty-one US dollars 50 cents"
        )

    def test_selections_are_their_labels_and_compare_by_key(self):
        self.check("{{ record.kind }}", "Opportunity")
        self.check("{% if record.kind == 'opportunity' %}yes{% endif %}", "yes")
        self.check(
            "{{ record.kind|upper }} {{ record.kind ~ '!' }}",
            "OPPORTUNITY Opportunity!",
        )

    def test_rows(self):
        source = (
            "{% for l in record.lines %}{{ loop.index }}/{{ loop.length }} "
            "{{ l.name }};{% endfor %}"
        )
        self.check(source, "1/2 Chair;2/2 Table;")
        self.check("{% for l in record.nothing %}x{% else %}none{% endfor %}", "none")
        self.check("{{ record.lines.name }}", "Chair, Table")
        self.check("{{ record.lines|join(' + ', 'name') }}", "Chair + Table")
        self.check(
            "{{ record.lines|sum('price')|in_words }}", "Thirty-five roubles 50 kopecks"
        )
        self.check(
            "{{ record.lines|length }} {{ (record.lines|first).name }}", "2 Chair"
        )
        self.check("{{ record.lines[1].name }}", "Table")

    def test_amounts_stay_amounts(self):
        self.check("{{ (record.amount * 2)|money }}", "25,002.10 ₽")
        self.check("{{ (-record.amount)|money }}", "-12,501.05 ₽")
        self.check("{{ 1 / 3 }}", "0.333333")

    def test_conditions(self):
        self.check("{% if record.amount > 10000 %}big{% else %}small{% endif %}", "big")
        self.check(
            "{{ 'x' if record.nobody }}{{ record.text|default('none') }}", "none"
        )
        self.check("{{ record.nobody|default('nobody') }}", "nobody")
        self.check("{{ 'Chair' in record.lines.name }}", "Yes")

    def test_texts(self):
        self.check("{{ 'abcdef'|truncate(4) }}", "abc…")
        self.check("{{ 'abc'|replace('b', 'x')|capital }}", "Axc")
        self.check("{% for l in 'a\\nb'|lines %}<{{ l }}>{% endfor %}", "<a><b>")

    def test_the_day(self):
        self.check("{{ today()|long_date }}", "2 March 2026")
        self.check("{{ today() < record.day }} {{ now() }}", "Yes 03/02/2026 09:00")

    def test_pictures(self):
        shown = []
        sandbox = box(pictures=lambda picture: shown.append(picture) or "P")
        template = sandbox.from_string(
            "{{ qr(record.name) }}{{ record.logo|image(30) }}"
        )
        template.render(record=Row(name="x", logo=Picture(b"data")))
        self.assertTrue(shown[0].data.startswith(b"\x89PNG"))
        self.assertEqual((shown[1].data, shown[1].width), (b"data", 30))

    def test_what_is_read_is_known_beforehand(self):
        from ...documents import syntax

        tree = box().tree(
            "{{ record.partner.city }}\n"
            "{% for l in record.lines %}{{ l.name }}{% endfor %}"
        )
        self.assertEqual(
            sorted(syntax.paths(tree)),
            [
                (1, "record", ["partner", "city"]),
                (2, "record", ["lines"]),
                (2, "record", ["lines", "name"]),
            ],
        )

    def test_rows_of_rows(self):
        inner = Row(lines=Rows([Row(n=1), Row(n=2)]))
        outer = Rows([inner, inner])
        self.assertEqual(list(outer.part("lines").part("n")), [1, 2, 1, 2])
