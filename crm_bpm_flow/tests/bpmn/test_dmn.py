"""Decision files as plain tables."""

import unittest
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

from ...bpmn import BpmnError, is_dmn, read_decisions, write_decisions
from ...engine.decisions import Reader, read_table

FILE = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="%s" id="d" name="d" namespace="x">%s</definitions>"""
NEWEST = "https://www.omg.org/spec/DMN/20191111/MODEL/"
OLDEST = "http://www.omg.org/spec/DMN/20151101/dmn.xsd"


def file(inside, namespace=NEWEST):
    return FILE % (namespace, inside)


def decision(name, needs=(), inside=""):
    needs = "".join(
        f'<informationRequirement><requiredDecision href="#{need}"/>'
        "</informationRequirement>"
        for need in needs
    )
    return f'<decision id="{name}" name="{name}">{needs}{inside}</decision>'


def table(rules, policy="UNIQUE", language="", head='<output name="y"/>'):
    """Rules as pairs of texts, below the input x and the output y."""
    language = f' expressionLanguage="{language}"' if language else ""
    rows = "".join(
        f"<rule><inputEntry{language}><text><![CDATA[{when}]]></text></inputEntry>"
        f"<outputEntry><text><![CDATA[{then}]]></text></outputEntry></rule>"
        for when, then in rules
    )
    return (
        f'<decisionTable hitPolicy="{policy}"><input label="X"><inputExpression>'
        f"<text>x</text></inputExpression></input>{head}{rows}</decisionTable>"
    )


class TestDmn(unittest.TestCase):
    def only(self, inside, namespace=NEWEST):
        (found,) = read_decisions(file(decision("a", inside=inside), namespace))
        return found

    def result(self, rules, **values):
        found = self.only(table(rules))
        return read_table(found.table, found.policy).decide(values).outputs["y"]

    def test_cells_mean_the_same(self):
        for when, x, fits in (
            ('"a","b"', "b", True),
            ('not("a","b")', "b", False),
            ("[1..5[", 5, False),
            ("]1..5]", 5, True),
            ("< 3, > 7", 8, True),
            ("-", None, True),
            ("null", None, True),
            ('date("2026-01-31")', "2026-01-31", False),
            ('starts with(?, "ab")', "abc", True),
            ("some y in ? satisfies y = 2", [1, 2], True),
            ("? > z and ? < 10", 7, True),
            ("list contains([1, 2], ?)", 2, True),
            ("true", True, True),
            ("z + 1", 6, True),
            ("? instance of string", "a", True),
        ):
            with self.subTest(when):
                told = self.result([(when, "1")], x=x, z=5)
                self.assertEqual(told, 1 if fits else None)

    def test_results(self):
        for then, expected in (
            ('"a"', "a"),
            ("x * 2", 6),
            ("[1, 2][1]", 1),
            ("if x > 2 then 7 else 8", 7),
            ("count(for i in 1..x return i)", 3),
            ("", None),
        ):
            with self.subTest(then):
                self.assertEqual(self.result([("-", then)], x=3), expected)

    def test_what_is_not_there_is_null(self):
        self.assertEqual(self.result([("> 1", "1"), ("null", "2")]), 2)

    def test_policies(self):
        for policy, expected in (
            ("FIRST", "first"),
            ("RULE ORDER", "rule_order"),
            ("OUTPUT_ORDER", "output_order"),
            ("Whatever", "unique"),
        ):
            found = self.only(table([("-", "1")], policy))
            self.assertEqual(found.policy, expected)
        values = '<outputValues><text>"b","a"</text></outputValues>'
        head = f'<output name="y">{values}</output>'
        rules = [("-", '"a"'), ("> 1", '"b"')]
        found = self.only(table(rules, "OUTPUT ORDER", head=head))
        decided = read_table(found.table, found.policy).decide({"x": 2})
        self.assertEqual(decided.outputs, {"y": ["b", "a"]})

    def test_older_files_and_other_languages(self):
        self.assertEqual(self.only(table([("> 1", "1")]), OLDEST).name, "a")
        rules = [("cellInput > 1", "1")]
        found = self.only(table(rules, language="juel"))
        self.assertEqual(found.table["rules"][0]["when"], ["cellInput > 1"])

    def test_what_has_no_translation_is_found(self):
        found = self.only(table([('matches(?, "(a)\\\\1")', "1"), ("a(b", "1")]))
        mistakes = Reader(found.table).mistakes
        self.assertEqual([m.place.rule for m in mistakes], [0, 1])

    def test_those_that_are_needed_first(self):
        inside = decision("a", ["b", "gone"]) + decision("b", ["c"])
        found = read_decisions(file(inside + decision("c", ["a"])))
        self.assertEqual([d.id for d in found], ["c", "b", "a"])
        self.assertEqual([d.needs for d in found], [[], ["c"], ["b"]])

    def test_names_of_results(self):
        literal = "<literalExpression><text>1</text></literalExpression>"
        variable = '<variable name="v"/>'
        for inside, name in ((literal, "a"), (variable + literal, "v")):
            self.assertEqual(self.only(inside).table["outputs"][0]["name"], name)

    def test_is_one(self):
        self.assertTrue(is_dmn(file("")))
        self.assertTrue(is_dmn(file("").encode("utf-16")))
        self.assertFalse(
            is_dmn(b"<definitions xmlns='http://www.omg.org/spec/BPMN/'/>")
        )
        self.assertFalse(is_dmn(b""))

    def test_refused(self):
        laughs = '<!DOCTYPE d [<!ENTITY a "b">]>' + file("").partition("?>")[2]
        for xml, code in (
            ("", "empty"),
            ("<a", "not_xml"),
            ("<a/>", "not_dmn"),
            (laughs, "entities"),
            (file("".join(decision(f"d{n}") for n in range(501))), "too_many"),
            (file("<a>" * 300 + "</a>" * 300), "too_deep"),
        ):
            with self.subTest(code), self.assertRaises(BpmnError) as caught:
                read_decisions(xml)
            self.assertEqual(caught.exception.code, code)


OFFER = Path(__file__).parents[1] / "scenarios" / "dmn" / "offer.dmn"


def errors_of(text):
    """What the standard's schema says of a file."""
    folder = Path(find_spec("SpiffWorkflow").origin).parent / "dmn" / "parser"
    schema = etree.XMLSchema(etree.parse(folder / "schema" / "DMN13.xsd"))
    schema.validate(etree.fromstring(text.encode()))
    return [error.message for error in schema.error_log]


class TestWriteDmn(unittest.TestCase):
    """What is read, is written, and is the same when it is read again."""

    def again(self, decisions):
        text = write_decisions(decisions)
        self.assertTrue(is_dmn(text))
        self.assertEqual(errors_of(text), [])
        return text, read_decisions(text)

    def test_a_file_with_all_there_is(self):
        decisions = read_decisions(OFFER.read_text())
        text, again = self.again(decisions)
        self.assertNotIn("expressionLanguage", text)
        self.assertIn("if (amount &gt; 500) then 10 else floor(7.5)", text)
        self.assertIn("sum(for order in orders return order.points)", text)
        for before, after in zip(decisions, again, strict=True):
            for name in ("id", "name", "variable", "policy", "aggregation", "needs"):
                self.assertEqual(getattr(after, name), getattr(before, name), name)
            rules = [
                {**rule, "when": [w.replace("0[", "0)") for w in rule["when"]]}
                for rule in before.table["rules"]
            ]
            self.assertEqual(after.table["rules"], rules)
            self.assertEqual(after.table["outputs"], before.table["outputs"])

    def test_how_many_and_what_is_made_of_them(self):
        for policy, together in (
            ("COLLECT", ' aggregation="SUM"'),
            ("COLLECT", ""),
            ("RULE ORDER", ""),
            ("ANY", ""),
            ("PRIORITY", ""),
        ):
            inside = table([("1", "2")]).replace(
                'hitPolicy="UNIQUE"', f'hitPolicy="{policy}"{together}'
            )
            decisions = read_decisions(file(decision("a", inside=inside)))
            text, [again] = self.again(decisions)
            self.assertIn(f'hitPolicy="{policy}"{together}', text)
            self.assertEqual(again.policy, decisions[0].policy)
            self.assertEqual(again.aggregation, decisions[0].aggregation)

    def test_cells_in_feel(self):
        """Ours on the left, what other tools read on the right."""
        [plain] = read_decisions(file(decision("a", inside=table([("1", "2")]))))
        for ours, feel in (
            ("'gold', 'silver'", '"gold", "silver"'),
            (">= 5 and < 10", "? >= 5 and ? < 10"),
            ("1..5", "[1..5]"),
            ("]1..5[", "(1..5)"),
            ("not('x')", 'not("x")'),
            ("!= 3", "not(3)"),
            ("= 3", "3"),
            ("2026-01-31", 'date("2026-01-31")'),
            ("startswith(?, 'a')", 'starts with(?, "a")'),
            ("", "-"),
        ):
            plain.table["rules"] = [{"when": [ours], "then": ["2"], "note": ""}]
            text, _again = self.again([plain])
            cells = etree.fromstring(text.encode()).iterfind(".//{*}inputEntry/{*}text")
            self.assertEqual([cell.text for cell in cells], [feel], ours)
            self.assertNotIn("expressionLanguage", text)

    def test_what_feel_cannot_say_stays_as_it_is(self):
        [plain] = read_decisions(file(decision("a", inside=table([("1", "2")]))))
        plain.table["rules"] = [{"when": ["? % 2 == 0"], "then": ["x % 2"], "note": ""}]
        plain.table["inputs"] = [{"label": "Half", "formula": "amount % 2"}]
        text, [again] = self.again([plain])
        self.assertEqual(text.count("expressionLanguage"), 3)
        self.assertEqual(again.table, plain.table)

    def test_ids_that_xml_does_not_allow(self):
        decisions = read_decisions(file(decision("a b", inside=table([("1", "2")]))))
        _text, [again] = self.again(decisions)
        self.assertEqual(again.id, "_a_b")
