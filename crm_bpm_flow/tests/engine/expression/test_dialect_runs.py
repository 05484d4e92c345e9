"""What has no value: each language by its own rules."""

from engine.expression import ExpressionError, parse

from .language import Language


class TestFeelNulls(Language):
    def test_unknown_is_null(self):
        self.check(
            [
                ("=missing = null", True),
                ("=missing != null", False),
                ("=missing = 5", False),
                ("=if missing = null then 1 else 2", 1),
                ("=if missing > 5 then 1 else 2", 2),
                ("=partner.missing = null", True),
                ("=partner.missing.more = null", True),
                ("=urgent or missing", True),
                ("=calm and missing", False),
                ("=get or else(missing, 3)", 3),
                ("=get or else(partner.missing, 3)", 3),
                ("=is defined(missing)", False),
                ("=is defined(nothing)", True),
                ("=missing > 5 or urgent", True),
                ("=not(missing) = null", True),
                ('=if "a" + 1 = null then "x" else "y"', "x"),
                ("=get or else(1 / 0, 7)", 7),
                ("=upper case(nothing) = null", True),
                ("=some x in missing satisfies x", False),
            ]
        )

    def test_what_comes_to_nothing_says_why(self):
        self.check_errors(
            [
                ("=missing > 5", "unknown_name", 1),
                ("=missing", "unknown_name", 1),
                ("=urgent and missing", "unknown_name", 12),
                ("=partner.missing + 1", "unknown_field", 9),
                ("=nothing + 1", "none_value", 9),
                ('="a" + 1', "bad_types", 5),
            ]
        )
        for text in ("=nothing", "=nothing > 5", "=urgent and nothing"):
            self.assertIsNone(self.value(text))
            self.assertFalse(parse(text).holds({"nothing": None, "urgent": True}))

    def test_the_bare_form_is_strict(self):
        for text in ("missing == null", "urgent and missing", "nothing + 1"):
            with self.subTest(text=text), self.assertRaises(ExpressionError):
                self.value(text)
        self.assertEqual(self.value("coalesce(missing, 3)"), 3)


class TestJuelValues(Language):
    def test_texts_and_numbers(self):
        self.check(
            [
                ("${'5' > 3 && '5' == 5}", True),
                ("${nothing + 1}", 1),
                ("${'2' * 3}", 6),
                ("${'true' == true}", True),
                ("${!'false'}", True),
                ("${nothing || urgent}", True),
                ("${nothing == null && empty none_left}", True),
                ("${nothing > 5}", False),
                ("${name == 'Anna Petit'}", True),
            ]
        )
        for value, holds in (("false", False), ("true", True), ("x", True)):
            self.assertIs(parse("${a}").holds({"a": value}), holds)
        with self.assertRaises(ExpressionError):
            self.value("${missing == null}")

    def test_methods(self):
        self.check(
            [
                ("${name.substring(0, 4)}", "Anna"),
                ("${name.equalsIgnoreCase('ANNA petit')}", True),
                ("${' a '.trim()}", "a"),
                ("${tags.get(0)}", "a"),
                ("${tags[1]}", "b"),
                ("${partner.get('country')['code']}", "BE"),
                ("${partner.containsKey('country')}", True),
                ("${name.replace('n', '')}", "Aa Petit"),
                ("${name.matches('[A-Z].*')}", True),
                ("${name.matches('nn')}", False),
                ("${amount.toString().length()}", 4),
                ("${now().plusDays(2).day}", 2),
                ("${dateTime().minusWeeks(1).toDate().day}", 24),
                ("${vars:equals(amount, 1500)}", True),
                ("${variables:get('rate')}", 0.25),
                ("${vars:getOrDefault(missing, 3)}", 3),
                ("${vars:exists(missing)}", False),
                ("${vars:isEmpty(missing)}", True),
                ("${vars:containsAny(tags, 'z', 'a')}", True),
                ("${vars:lt(missing, 4)}", False),
                ("${urgent === true && amount !== 3}", True),
                ("${execution.getVariable('tags').size() >= 2}", True),
            ]
        )

    def test_business_key(self):
        for text in ("processBusinessKey", "getProcessBusinessKey()", "businessKey"):
            tree = parse(f"${{execution.{text}}}").to_text()
            self.assertEqual(tree, "business_key")
