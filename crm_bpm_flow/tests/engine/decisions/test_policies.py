"""Each hit policy by a table of its own."""

from .tables import TableCase, plain

OVERLAPPING = plain(
    "amount -> discount",
    "> 10 -> 5",
    "> 100 -> 10",
    "> 1000 -> 15",
)


class TestSingle(TableCase):
    """Policies that give one value."""

    def test_unique(self):
        table = plain("amount -> discount", "< 10 -> 0", "[10..100] -> 5")
        self.assertEqual(self.outputs(table, amount=50), {"discount": 5})
        found = self.decide(table, amount=5)
        self.assertEqual((found.inputs, found.hits), ((5,), (0,)))

    def test_two_rules_of_a_unique_table(self):
        error = self.error(OVERLAPPING, amount=200)
        self.assertEqual(
            (error.code, error.values), ("several_hits", {"rules": [0, 1]})
        )
        self.assertEqual((error.inputs, error.hits), ((200,), (0, 1)))

    def test_no_rule(self):
        self.assertEqual(self.outputs(OVERLAPPING, amount=1), {"discount": None})
        table = plain("a -> x | y", "1 -> 1 | 1", x={"default": "a + 1"})
        self.assertEqual(self.outputs(table, a=5), {"x": 6, "y": None})

    def test_first(self):
        self.assertEqual(self.outputs(OVERLAPPING, "first", amount=2000)["discount"], 5)
        self.assertEqual(self.decide(OVERLAPPING, "first", amount=200).hits, (0,))

    def test_behind_the_first_nothing_is_asked(self):
        table = plain("a -> x", "1 -> 1", "nobody_knows -> 2")
        self.assertEqual(self.outputs(table, "first", a=1), {"x": 1})
        self.assertEqual(self.error(table, "first", a=2).place, ("when", 0, 1))

    def test_any(self):
        table = plain(
            "a | b -> ok", "> 5 | - -> false", "- | > 5 -> false", "1 | 1 -> true"
        )
        found = self.decide(table, "any", a=9, b=9)
        self.assertEqual((found.hits, found.outputs), ((0, 1), {"ok": False}))
        self.assertEqual(self.outputs(table, "any", a=1, b=1), {"ok": True})
        self.assertEqual(self.outputs(table, "any", a=2, b=2), {"ok": None})

    def test_any_with_different_values(self):
        error = self.error(OVERLAPPING, "any", amount=2000)
        self.assertEqual((error.code, error.values), ("different", {"rules": [0, 1]}))
        self.assertEqual(error.hits, (0, 1, 2))

    def test_priority(self):
        table = plain(
            "amount -> risk",
            "> 0 -> 'low'",
            "> 10 -> 'high'",
            "> 5 -> 'medium'",
            risk={"values": "'high', 'medium', 'low'"},
        )
        self.assertEqual(self.outputs(table, "priority", amount=3), {"risk": "low"})
        self.assertEqual(self.outputs(table, "priority", amount=7), {"risk": "medium"})
        found = self.decide(table, "priority", amount=70)
        self.assertEqual((found.hits, found.outputs), ((0, 1, 2), {"risk": "high"}))

    def test_priority_of_several_outputs(self):
        """The leftmost decides, then the next; of equal ones the first rule."""
        table = plain(
            "n -> a | b | note",
            "- -> 2 | 1 | 'first'",
            "- -> 1 | 2 | 'second'",
            "- -> 1 | 1 | 'third'",
            "- -> 1 | 1 | 'fourth'",
            a={"values": "1, 2"},
            b={"values": "1, 2"},
        )
        self.assertEqual(self.outputs(table, "priority", n=0)["note"], "third")

    def test_priority_of_a_value_that_is_not_in_the_order(self):
        table = plain("n -> a", "- -> n", a={"values": "1, 2"})
        self.assertEqual(self.outputs(table, "priority", n=2), {"a": 2})
        error = self.error(table, "priority", n=3)
        self.assertEqual((error.code, error.place), ("not_in_values", ("then", 0, 0)))
        self.assertEqual(error.values, {"found": 3})


class TestMany(TableCase):
    """Policies that give lists and numbers."""

    def collect(self, aggregation, amount, table=OVERLAPPING):
        return self.outputs(table, "collect", aggregation, amount=amount)["discount"]

    def test_collect(self):
        self.assertEqual(self.collect("list", 200), [5, 10])
        self.assertEqual(self.collect("sum", 2000), 30)
        self.assertEqual(self.collect("min", 2000), 5)
        self.assertEqual(self.collect("max", 2000), 15)
        self.assertEqual(self.collect("count", 2000), 3)

    def test_collect_without_a_hit(self):
        self.assertEqual(self.collect("list", 1), [])
        self.assertEqual(self.collect("count", 1), 0)
        for name in ("sum", "min", "max"):
            self.assertIsNone(self.collect(name, 1))
        table = {**OVERLAPPING, "outputs": [{"name": "discount", "default": "7"}]}
        self.assertEqual(self.collect("list", 1, table), [7])
        self.assertEqual(self.collect("sum", 1, table), 7)

    def test_empty_cells_are_no_numbers(self):
        table = plain("amount -> discount", "> 1 -> 5", "> 2 -> ", "> 3 -> 6")
        self.assertEqual(self.collect("sum", 9, table), 11)
        self.assertEqual(self.collect("count", 9, table), 2)
        self.assertEqual(self.collect("list", 9, table), [5, None, 6])

    def test_several_outputs_are_put_together_one_by_one(self):
        table = plain("n -> a | b", "- -> 1 | 10", "> 5 -> 2 | 20")
        self.assertEqual(self.outputs(table, "collect", "sum", n=9), {"a": 3, "b": 30})

    def test_what_is_no_number(self):
        table = plain("n -> a", "- -> name", "- -> 2")
        error = self.error(table, "collect", "sum", n=1, name="x")
        self.assertEqual((error.code, error.place.part), ("formula", "output"))
        self.assertEqual(error.cause.code, "bad_types")

    def test_rule_order(self):
        table = plain("n -> step | days", "> 5 -> 'Call' | 1", "- -> 'Write' | 2")
        found = self.decide(table, "rule_order", n=9)
        self.assertEqual(found.outputs, {"step": ["Call", "Write"], "days": [1, 2]})
        self.assertEqual(found.hits, (0, 1))
        table = plain("n -> step", "> 5 -> 'Call'", step={"default": "'Wait'"})
        self.assertEqual(self.outputs(table, "rule_order", n=1), {"step": ["Wait"]})
        table["outputs"][0]["default"] = ""
        self.assertEqual(self.outputs(table, "rule_order", n=1), {"step": []})
