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
                ("${dateTime().plusDays(1)}", "dateTime()", 2),
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
