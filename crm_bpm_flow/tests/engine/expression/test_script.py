import unittest

from engine.expression import ExpressionError, Scope, parse_script


class TestOtherTools(unittest.TestCase):
    def test_methods_and_formulas(self):
        for text, expected in (
            ("${execution.setVariable('a', b + 1)}", {"a": 3}),
            ("a = b.toString().length()", {"a": 1}),
            ("a = ${missing2 || b > 1 ? 1 : 0}", None),
            ("a = =if missing = null then b else 0", {"a": 2}),
            ("a = [1, 2].get(0); c = a === 1", {"a": 1, "c": True}),
            ("b = [x * b for x in [1, 2]]", {"b": [2, 4]}),
        ):
            with self.subTest(text):
                if expected is None:
                    with self.assertRaises(ExpressionError):
                        parse_script(text).run({"b": 2})
                else:
                    self.assertEqual(parse_script(text).run({"b": 2}), expected)
        for text in ("${a}", "${execution.setVariable('a', 1) + 1}", "${a = 1}"):
            with self.subTest(text), self.assertRaises(ExpressionError):
                parse_script(text)


class TestScript(unittest.TestCase):
    def error(self, text, **values):
        with self.assertRaises(ExpressionError) as caught:
            parse_script(text).run(values)
        return caught.exception.code, caught.exception.position

    def test_later_lines_see_earlier_ones(self):
        script = parse_script(
            "total = total + 1\nlarge = total > 2; total = total * 10"
        )
        self.assertEqual(script.run({"total": 2}), {"total": 30, "large": True})
        self.assertEqual(script.assigned, ("total", "large"))
        self.assertEqual(script.names, ("total",))

    def test_what_was_given_stays(self):
        given = {"list": [1]}
        result = parse_script("list = list + [2]").run(given)
        self.assertEqual((given, result), ({"list": [1]}, {"list": [1, 2]}))

    def test_lines(self):
        text = """
            # a bracket keeps a line open
            lines = [
                1,
                2,
            ];;
            count_of = count(lines)   # and a comment ends it
        """.replace("2,", "2")
        result = parse_script(text).run({})
        self.assertEqual(result, {"lines": [1, 2], "count_of": 2})
        self.assertEqual(parse_script("a = 1\r\nb = 2").run({}), {"a": 1, "b": 2})

    def test_names_that_it_reads(self):
        script = parse_script("a = partner.name\nb = a + c.d\nc = b")
        self.assertEqual(script.names, ("partner.name", "c.d"))

    def test_reads_what_a_line_took_over(self):
        values = {"order": {"customer": {"name": "Anna"}}}
        script = parse_script("customer = order.customer\nname = customer.name")
        self.assertEqual(script.run(values)["name"], "Anna")

    def test_the_scope_tells_the_time(self):
        with self.assertRaises(ExpressionError) as caught:
            parse_script("a = now()").run(Scope())
        self.assertEqual(caught.exception.code, "no_clock")

    def test_as_other_tools_write(self):
        script = parse_script(
            """
            // it's a comment
            var total = amount; // and one more
            total += 2
            let rest = 10;
            rest -= total - 1;;

            def half = total; half /= 2
            const twice = 1
            twice *= 2; execution.setVariable("done", twice == 2)
            task.setVariableLocal('size', execution.getVariable("amount") + 1);
            var = ${amount > 2 && !closed}
            all = =list contains(tags, "x") and not closed; last = (=amount)
            """.replace("(=amount)", "${amount} * 2")
        )
        values = {"amount": 3, "closed": False, "tags": ["x"]}
        expected = {
            "total": 5,
            "rest": 6,
            "half": 2.5,
            "twice": 2,
            "done": True,
            "size": 4,
            "var": True,
            "all": True,
            "last": 6,
        }
        self.assertEqual(script.run(values), expected)
        self.assertEqual(script.names, ("amount", "closed", "tags"))
        again = parse_script(script.to_text())
        self.assertEqual(again.to_text(), script.to_text())
        self.assertEqual(again.run(values), expected)

    def test_mistakes(self):
        for text, code, position in (
            ("", "empty", 0),
            (" # nothing\n", "empty", 0),
            ("1 = 2", "bad_target", 0),
            ("a = 1\ntrue = 2", "bad_target", 6),
            ("print('x')", "expected", 5),
            ("a == 1", "expected", 2),
            ("a.b = 1", "expected", 1),
            ("a =\n1", "unexpected", 3),
            ("a = 1 b = 2", "unexpected", 6),
            ("a = ", "unexpected_end", 4),
            ("a = 1\nb = a + nope", "unknown_name", 14),
            ("a = b\nb = 1", "unknown_name", 4),
            ("import os", "expected", 7),
            ("a = 7 // 2", "unexpected", 7),
            ("a += ", "unexpected_end", 5),
            ("var = 1\nvar a", "unexpected_end", 13),
            ("var 'a' = 1", "expected", 4),
            ("'a' = 1", "bad_target", 0),
            ("execution.setVariable(a, 1)", "bad_target", 22),
            ("execution.setVariable('a b', 1)", "bad_target", 22),
            ("execution.setVariable('a')", "expected", 25),
            ("execution.setVariable('a', 1) + 1", "unexpected", 30),
            ("execution.stop()", "expected", 9),
            ("a = ${b >}", "unexpected_end", 9),
            ("a = ${b", "dialect", 4),
            ("a = =b >\nc = 1", "unexpected_end", 8),
            ("if = 1", "bad_target", 0),
            ("for x in y: z = 1", "expected", 4),
        ):
            with self.subTest(text=text):
                self.assertEqual(self.error(text), (code, position))

    def test_back_to_text(self):
        text = "a = 1; b = (a + 1)\nc= not b"
        self.assertEqual(parse_script(text).to_text(), "a = 1\nb = a + 1\nc = not b")
