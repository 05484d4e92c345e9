"""Conditions of other tools become ours, or are refused; never guessed."""

import unittest

from engine.expression import ExpressionError, dialect_of, parse

from .language import Translated


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
                ("${execution.currentActivityId == 'x'}", "execution", 2),
                ("${status.equals('x', 'y')}", "equals()", 9),
                ("${name.matches(other)}", "matches()", 7),
                ("${vars:foo(a)}", "foo()", 7),
                ("${task.assignee}", "task", 2),
                ("${dateTime(1)}", "dateTime()", 2),
                ("${fn:length(x)}", ":", 4),
                ("${a instanceof b}", "instanceof", 4),
                ("${a; b}", ";", 3),
                ("${a} and ${b}", "and", 5),
                (" ${a} == 'x'", "==", 6),
                ("amount > ${limit}", ">", 7),
                ("!${a}", "not", 0),
                ("${a} in ${b}", "in", 5),
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
                ("${now(1)}", "argument_count", 2),
                ("Hello ${name", "expected", 12),
                ("Hello ${it's}", "unclosed_string", 10),
                ("Hello ${}", "empty", 8),
                ("Hello ${name >}", "unexpected_end", 14),
                ("${a}-${b", "expected", 8),
            ]
        )

    def test_own_meaning_of_what_it_lacks(self):
        self.check(
            [
                ("${len(a) > 2 and days(2) < b}", "len(a) > 2 and days(2) < b"),
                ("${coalesce(a, 0) = round(b, 2)}", "coalesce(a, 0) == round(b, 2)"),
                ("${between(a, 1, 2)}", "between(a, 1, 2)"),
                ("${date('2026-01-31') <> a}", "date('2026-01-31') != a"),
                ("${a in ['x'] or b not in c}", "a in ['x'] or b not in c"),
                ("${a contains 'x'}", "contains(a, 'x')"),
                ("${list[0].name + map[key]}", "list[0].name + map[key]"),
                ("${order['full name']}", "order['full name']"),
                ("${'PT' + string(n)}", "'PT' + text(n)"),
                ("${a AND NOT b}", "a and not b"),
                ("${a == None or b == True}", "a == null or b == true"),
                ("${if a then b else c}", "if(a, b, c)"),
                ("${b if a else c}", "if(a, b, c)"),
                ("${LT lt Mod}", "LT < Mod"),
            ]
        )


class TestComposite(Translated):
    def test_translated(self):
        self.check(
            [
                ("PT${n}H", "'PT' + text(n) + 'H'"),
                ("${a}-${b}", "text(a) + '-' + text(b)"),
                ("${a}${b}", "text(a) + text(b)"),
                (" Hello #{name} \n", "'Hello ' + text(name)"),
                (
                    "it's ${a + '}'}, isn't it",
                    r"'it\'s ' + text(a + '}') + ', isn\'t it'",
                ),
                ("${a} days", "text(a) + ' days'"),
                ("R${n}/PT${m}M", "'R' + text(n) + '/PT' + text(m) + 'M'"),
                (r"\${a}: ${a}", "'${' + 'a}: ' + text(a)"),
                ("{a} ${b}", "'{a} ' + text(b)"),
                ("'${a}'", "'${a}'"),
                ("a == '${b}' # ${c}", "a == '${b}'"),
            ]
        )

    def test_values(self):
        values = {"n": 2, "name": "Anna", "nothing": None}
        for text, expected in (
            ("PT${n}H", "PT2H"),
            ("Hello ${name}", "Hello Anna"),
            ("<${nothing}>", "<>"),
            ("${n > 1}!", "true!"),
        ):
            self.assertEqual(parse(text).evaluate(values), expected)
        self.assertEqual(parse("PT5H", "juel").evaluate({}), "PT5H")
        self.assertEqual(parse("", "juel").evaluate({}), "")
        self.assertEqual(parse("Hello ${a.b}").names, ("a.b",))

    def test_is_no_condition(self):
        for text in ("Hello ${name}", "'a' + name", "=string(name) + name + name"):
            with self.subTest(text=text), self.assertRaises(ExpressionError) as caught:
                parse(text).holds({"name": "x"})
            self.assertEqual(caught.exception.code, "bad_types")
        self.assertIs(parse("'a' + name == 'ax'").holds({"name": "x"}), True)


class TestDialects(unittest.TestCase):
    def test_which_it_is(self):
        for text, dialect in (
            ("a > 1", "bare"),
            (" ${a}", "juel"),
            ("#{a}", "juel"),
            (" =a", "feel"),
            ("", "bare"),
            ("PT${n}H", "juel"),
            ("${a}-${b}", "juel"),
            ("it's #{a}, isn't it", "juel"),
            ("a == '${b}'", "bare"),
            ('="${b}"', "feel"),
        ):
            self.assertEqual(dialect_of(text), dialect)
        self.assertEqual(parse("=a").dialect, "feel")
