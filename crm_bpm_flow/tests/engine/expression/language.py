"""What the tests of the language share: data, and ways to check a table of texts."""

import unittest
from datetime import date, datetime

from engine.expression import ExpressionError, Scope, parse

NOW = datetime(2026, 1, 31, 10, 0)
DATA = {
    "amount": 1500,
    "rate": 0.25,
    "urgent": True,
    "calm": False,
    "nothing": None,
    "name": "Anna Petit",
    "tags": ["a", "b"],
    "none_left": [],
    "day": date(2026, 1, 30),
    "moment": datetime(2026, 1, 30, 12, 30),
    "partner": {"country": {"code": "BE"}, "parent": None},
    "сумма": 7,
}


class Language(unittest.TestCase):
    """What a text comes to, and where it is wrong."""

    dialect = None

    def value(self, text, **more):
        return parse(text, self.dialect).evaluate(Scope({**DATA, **more}, NOW))

    def check(self, table):
        for text, expected in table:
            with self.subTest(text=text):
                value = self.value(text)
                self.assertEqual(value, expected)
                self.assertIs(type(value), type(expected))

    def error(self, text, **more):
        with self.assertRaises(ExpressionError) as caught:
            self.value(text, **more)
        self.assertEqual(caught.exception.message_args, caught.exception.values)
        return caught.exception

    def check_errors(self, table):
        for text, code, position in table:
            with self.subTest(text=text):
                error = self.error(text)
                self.assertEqual((error.code, error.position), (code, position))


class Translated(unittest.TestCase):
    """What a text of another language is in ours."""

    def check(self, table):
        for text, expected in table:
            with self.subTest(text=text):
                expression = parse(text)
                if expected is None:  # only that it can be written and read
                    expected = expression.to_text()
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
