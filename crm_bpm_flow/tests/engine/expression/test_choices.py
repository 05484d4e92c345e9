"""Indexes, keys, lists in round brackets, and one value or another."""

from datetime import timedelta

from engine.expression import parse

from .language import Language

ROW = {"full name": "Anna", "then": 3}


class TestChoices(Language):
    def value(self, text, **more):
        people = [{"name": "Anna"}, {"name": "Ben"}]
        more = {"row": ROW, "key": "full name", "people": people, **more}
        return super().value(text, **more)

    def test_indexes(self):
        self.check(
            [
                ("tags[0] + tags[-1]", "ab"),
                ("tags[amount - 1499]", "b"),
                ("tags[2 / 2]", "b"),
                ("[[1, 2], [3]][0][1]", 2),
                ("people[1].name", "Ben"),
                ("-[1, 2][0]", -1),
                ("nothing[0]", None),
                ("item(tags, 1) + item(tags, -1)", "ab"),
                ("item(tags, 3)", None),
                ("item(tags, 0)", None),
                ("item(nothing, 1)", None),
            ]
        )
        self.check_errors(
            [
                ("tags[2]", "bad_value", 4),
                ("tags[-3]", "bad_value", 4),
                ("tags[0.5]", "bad_value", 4),
                ("tags[1e300]", "bad_value", 4),
                ("tags[true]", "bad_types", 4),
                ("tags[null]", "bad_types", 4),
                ("name[0]", "bad_types", 4),
                ("partner[0]", "bad_types", 7),
                ("amount[0]", "bad_types", 6),
                ("item(name, 1)", "bad_types", 0),
                ("item(tags, 1.5)", "bad_value", 0),
            ]
        )
        self.assertEqual(self.error("a[0]", a={1, 2}).code, "bad_types")
        self.assertEqual(self.error("tags[n]", n=float("nan")).code, "bad_value")

    def test_keys(self):
        self.check(
            [
                ("partner['country'].code", "BE"),
                ('partner["country"]["code"]', "BE"),
                ("row['full name']", "Anna"),
                ("row['then']", 3),
                ("row[key]", "Anna"),
                ("day['year']", 2026),
                ("nothing['full name']", None),
            ]
        )
        self.check_errors(
            [
                ("row['x y']", "unknown_field", 3),
                ("row['x']", "unknown_field", 3),
                ("tags['x y']", "unknown_field", 4),
                ("day['x y']", "unknown_field", 3),
                ("name[key]", "unknown_field", 4),
                ("name['__class__']", "unknown_field", 4),
            ]
        )

    def test_names_that_it_reads(self):
        self.assertEqual(parse("a.b[0].c + d['e'].f").names, ("a.b", "d.e.f"))
        self.assertEqual(parse("a[b.c]").names, ("a", "b.c"))

    def test_lists_in_round_brackets(self):
        self.check(
            [
                ("'a' in ('a', 'b')", True),
                ("amount not in (1, 2) and urgent", True),
                ("amount in (1500,)", True),
                ("'nn' in (name)", True),
                ("[1, 2,]", [1, 2]),
                ("('a', 'b') == tags", True),
            ]
        )

    def test_one_or_another(self):
        self.check(
            [
                ("1 if urgent else nope", 1),
                ("1 if calm else 2 if calm else 3", 3),
                ("1 + 1 if urgent and not calm else 0", 2),
                ("if urgent then 1 else nope", 1),
                ("if (calm) then 1 else if urgent then 2 else 3", 2),
                ("IF calm THEN 1 ELSE 2", 2),
                ("if(calm, 1, 2) + 1", 3),
                ("if (1 in (1, 2)) then 1 else 2", 1),
                ("urgent ? 1 : nope", 1),
                ("calm ? 1 : calm ? 2 : 3", 3),
                ("amount > 1 ? 'a' : 'b'", "a"),
                ("(calm ? 1 : 2) + 1", 3),
            ]
        )
        for text in ("b if a else c", "if a then b else c", "a ? b : c"):
            self.assertEqual(parse(text).to_text(), "if(a, b, c)")

    def test_other_words_for_functions(self):
        self.check(
            [
                ("'PT' + string(2) + 'H'", "PT2H"),
                ("str(2)", "2"),
                ("duration('PT' + text(2) + 'H')", timedelta(hours=2)),
                ("duration('-P1DT1S')", timedelta(days=-1, seconds=-1)),
                ("duration(hours(1))", timedelta(hours=1)),
                ("duration(nothing)", None),
            ]
        )
        self.check_errors(
            [
                ("duration('P1M2D')", "bad_value", 9),
                ("duration('x' + 'y')", "bad_value", 0),
                ("duration(1)", "bad_types", 0),
            ]
        )

    def test_back_to_text(self):
        for text in (
            "a[0]",
            "a.b[-1].c",
            "a['b c']",
            "(a + b)[c]",
            "(-a)[0]",
            "a[b in [c]]",
            "row['then']",
        ):
            self.assertEqual(parse(text).to_text(), text)
        self.assertEqual(parse("a['b']").to_text(), "a.b")
