"""Conditions of other tools become ours, or are refused; never guessed."""

import unittest

from engine.expression import ExpressionError, dialect_of, parse

STARTS = "startswith(s, 'a') and endswith(s, 'b')"
MOMENT = "datetime('2026-01-31T10:00:00Z') < now()"


class Translated(unittest.TestCase):
    def check(self, table):
        for text, expected in table:
            with self.subTest(text=text):
                expression = parse(text)
                self.assertEqual(expression.to_text(), expected)
                self.assertEqual(parse(expected).tree, expression.tree)

    def check_refused(self, table):
        for text, found, position in table:
            with self.subTest(text=text):
                with self.assertRaises(ExpressionError) as caught:
                    parse(text)
                error = caught.exception
                self.assertEqual(error.code, "dialect")
                told = (error.values["found"], error.position)
                self.assertEqual(told, (found, position))

    def check_errors(self, table):
        for text, code, position in table:
            with self.subTest(text=text):
                with self.assertRaises(ExpressionError) as caught:
                    parse(text)
                error = caught.exception
                self.assertEqual((error.code, error.position), (code, position))


class TestJuel(Translated):
    def test_translated(self):
        self.check(
            [
                ("${amount > 1000}", "amount > 1000"),
                (" #{ amount }\n", "amount"),
                ("${a && b || !c}", "a and b or not c"),
                ("${a and (b or not c)}", "a and (b or not c)"),
                ("${!a == b}", "(not a) == b"),
                ("${a eq 1 or b ne 'x'}", "a == 1 or b != 'x'"),
                ("${a gt 1 and a lt 2}", "a > 1 and a < 2"),
                ("${a ge 1 and a le 2}", "a >= 1 and a <= 2"),
                ("${a div 2 + b mod 3}", "a / 2 + b % 3"),
                ("${empty a}", "empty(a)"),
                ("${not empty a.b and c}", "not empty(a.b) and c"),
                ("${a ? 1 : b ? 2 : 3}", "if(a, 1, if(b, 2, 3))"),
                ("${a == null}", "a == null"),
                ("${order['customer'].name}", "order.customer.name"),
                ("${execution.getVariable('x') > 1}", "x > 1"),
                ('${execution.getVariableLocal("x").y}', "x.y"),
                ("${execution.hasVariable('x')}", "defined(x)"),
                ("${list.size() == 2}", "count(list) == 2"),
                ("${list.contains('a')}", "contains(list, 'a')"),
                ("${list.isEmpty()}", "empty(list)"),
                ("${status.equals('done')}", "status == 'done'"),
                ("${'done'.equals(status)}", "'done' == status"),
                (
                    "${name.toLowerCase().startsWith('a')}",
                    "startswith(lower(name), 'a')",
                ),
                ("${name.length() > 3}", "len(name) > 3"),
                ("${due < now()}", "due < now()"),
                ("${a == '}'}", "a == '}'"),
                (
                    "${nrOfCompletedInstances/nrOfInstances >= 0.6}",
                    "nrOfCompletedInstances / nrOfInstances >= 0.6",
                ),
            ]
        )

    def test_refused(self):
        self.check_refused(
            [
                ("${bean.decide(order)}", "decide()", 7),
                ("${execution.setVariable('x', 1)}", "execution.setVariable()", 12),
                ("${execution.getVariable(name)}", "getVariable()", 12),
                ("${execution.getVariable('a b')}", "getVariable()", 12),
                ("${execution.businessKey == 'x'}", "execution", 2),
                ("${task.assignee}", "task", 2),
                ("${list[0]}", "[", 6),
                ("${map[key]}", "[", 5),
                ("${dateTime().plusDays(1)}", "dateTime()", 2),
                ("${fn:length(x)}", ":", 4),
                ("${a instanceof b}", "instanceof", 4),
                ("${x = 1}", "=", 4),
                ("${a; b}", ";", 3),
                ("${[1, 2]}", "[", 2),
                ("${a} and ${b}", "$", 9),
                ("${a} days", "days", 4),
                ("${None}", "None", 2),
                ("${a ** 2}", "**", 4),
                ("${a # b}", "#", 4),
                ("${a ~ b}", "~", 4),
                ("${status.equals()}", "equals()", 9),
            ]
        )

    def test_mistakes(self):
        self.check_errors(
            [
                ("${a >", "expected", 5),
                ("${}", "empty", 2),
                ("${ }", "empty", 3),
                ("${a >}", "unexpected_end", 5),
                ("${a ? b}", "unexpected_end", 7),
                ("${a > 1 > 2}", "chained_comparison", 8),
                ("${gt}", "unexpected", 2),
            ]
        )


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

    def test_without_its_sign(self):
        self.assertEqual(parse("a = 1", "feel").tree, parse("=a = 1").tree)

    def test_refused(self):
        self.check_refused(
            [
                ("=some x in xs satisfies x > 1", "some", 1),
                ("=every x in xs satisfies x > 1", "every", 1),
                ("=for x in xs return x", "for", 1),
                ("={a: 1}", "{", 1),
                ("=xs[1]", "[", 3),
                ("=xs[item > 1]", "[", 3),
                ("=a ** 2", "**", 3),
                ("=a instance of string", "instance", 3),
                ("=floor(a)", "floor()", 1),
                ("=string join(a, b)", "join", 8),
                ("=total amount > 1", "amount", 7),
                ("=date(2026, 1, 31)", "date()", 1),
                ('=time("10:00:00")', "time()", 1),
                ('=duration("P1M")', "duration()", 1),
                ("=duration(a)", "duration()", 1),
                ("=modulo(1)", "modulo()", 1),
                ("=f(x)(y)", "f()", 1),
                ("=a.b(1)", "(", 4),
                ("=not a", "not", 1),
                ("=a + 1 in (1..2)", "..", 10),
                ("=x in (1) + 2", "+", 10),
                ("=x in ]1, 2]", "]", 6),
                ("=a && b", "&&", 3),
                ("=a || b", "||", 3),
                ("=!a", "!", 1),
                ('=@"2026-01-01"', "@", 1),
                ("=None", "None", 1),
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


class TestDialects(unittest.TestCase):
    def test_which_it_is(self):
        for text, dialect in (
            ("a > 1", "bare"),
            (" ${a}", "juel"),
            ("#{a}", "juel"),
            (" =a", "feel"),
            ("", "bare"),
        ):
            self.assertEqual(dialect_of(text), dialect)
        self.assertEqual(parse("=a").dialect, "feel")
