import re

from drawing import draw, parts
from engine import Graph, matched, migrated
from scenario import Story

OLD = """
    (start) -> [Call] -> <+both>
    <+both> -> [One] -> <+meet>
    <+both> -> [Two] -> <+meet>
    <+meet> -> (end)
    (@day|Call) -> [Hurry] -> (hurried)
"""


def named(text, nodes=None):
    """A drawing whose elements are called like their ids."""
    more = nodes or {}
    ids = [node.id for node in parts(text, nodes)[0]]
    return draw(text, {id_: {"name": id_, **more.get(id_, {})} for id_ in ids})


def imported_anew(graph):
    """The same process under other ids, as another tool would write it."""
    rows = graph.to_rows()
    for row in rows["nodes"]:
        for key in ("id", "parent", "attached_to", "default"):
            if row.get(key):
                row[key] = f"x_{row[key]}"
    for row in rows["flows"]:
        for key in ("id", "source", "target"):
            row[key] = f"x_{row[key]}"
    return Graph.from_rows(rows)


class TestMatching(Story):
    """Which element of another version is which."""

    def pairs(self, old, new, **options):
        found = matched(old, new, **options)
        return {a: b for a, b in found.nodes.items() if a != b}

    def test_the_same_ids_are_the_same_elements(self):
        graph = named(OLD)
        found = matched(graph, named(OLD.replace("[Hurry]", "[Faster]")))
        self.assertNotIn("Hurry", found.nodes)
        self.assertEqual(found.likely, {"Hurry": "Faster"})
        self.assertEqual(found.flows["Call>both"], "Call>both")
        self.assertFalse(found.alike)

    def test_other_ids_are_found_by_name_kind_and_place(self):
        old = named(OLD)
        found = matched(old, imported_anew(old))
        self.assertEqual(found.nodes, {id_: f"x_{id_}" for id_ in old.nodes})
        self.assertEqual(found.flows, {id_: f"x_{id_}" for id_ in old.flows})
        self.assertEqual(found.alike, set(old.nodes))

    def test_what_has_no_name_is_found_by_its_neighbours(self):
        old = named(OLD, {"both": {"name": ""}, "meet": {"name": ""}})
        found = matched(old, imported_anew(old)).nodes
        self.assertEqual((found["both"], found["meet"]), ("x_both", "x_meet"))

    def test_of_two_with_one_name_the_neighbour_decides(self):
        old = named(
            "(start) -> [a] -> [b] -> [c] -> (end)",
            {"a": {"name": "Call"}, "c": {"name": "Call"}},
        )
        self.assertEqual(matched(old, imported_anew(old)).nodes["c"], "x_c")

    def test_two_that_cannot_be_told_apart_stay_unknown(self):
        text = "(start) -> [a] -> (end)\n(start) -> [b] -> (end)"
        old = named(text, {"a": {"name": "Call"}, "b": {"name": "Call"}})
        found = matched(old, imported_anew(old)).nodes
        self.assertEqual(set(found), {"start", "end"})

    def test_another_kind_or_place_is_another_step(self):
        old = named("(start) -> [Call] -> (end)")
        new = {"Ring": {"name": "Call"}}
        self.assertEqual(self.pairs(old, named("(start) -> {Ring} -> (end)", new)), {})
        inside = "(start) -> |part| -> (end)\npart: (begin) -> [Ring] -> (close)"
        self.assertEqual(self.pairs(old, named(inside, new)), {})

    def test_another_name_in_the_same_place_is_for_a_person_to_decide(self):
        old, new = named(OLD), named(re.sub(r"\bOne\b", "First", OLD))
        found = matched(old, new)
        self.assertNotIn("One", found.nodes)
        self.assertEqual(found.likely, {"One": "First"})
        found = matched(old, new, {"One": "First", "Two": None})
        self.assertEqual(found.nodes["One"], "First")
        self.assertNotIn("Two", found.nodes)
        self.assertEqual(found.flows["One>meet"], "First>meet")

    def test_several_become_one(self):
        old = named("(start) -> [a] -> [b] -> (end)")
        new = named("(start) -> [c] -> (end)")
        found = matched(old, new, {"a": "c", "b": "c"}).nodes
        self.assertEqual((found["a"], found["b"]), ("c", "c"))


class TestMigrationByShape(Story):
    """A running case goes over to a version with other ids."""

    def go(self, case, new, **options):
        matching = matched(case.graph, new, **options)
        step = migrated(case.graph, new, case.marking, matching=matching)
        case.world.apply(step.effects)
        case.graph, case.marking, case.effects = new, step.marking, step.effects
        return case

    def play_named(self, text, nodes=None):
        case = self.play(text)
        case.graph = named(text, nodes)
        return case

    def test_at_a_step_with_its_limit(self):
        case = self.play_named(OLD)
        self.go(case, imported_anew(case.graph))
        token = case.marking.at("x_Call")[0]
        self.assertEqual(token.waits, ("x_day",))
        self.assertEqual(case.marking.walked, {"x_start": 1})
        self.assertEqual(case.effects, ())

    def test_at_a_join(self):
        case = self.play_named(OLD).complete("Call").complete("One")
        self.go(case, imported_anew(case.graph))
        token = case.marking.at("x_meet")[0]
        self.assertEqual(token.flow, "x_One>meet")

    def test_in_a_sub_process_and_in_one_of_several(self):
        text = """
            (start) -> |part| -> (end)
            part: (begin) -> [Call] -> (close)
        """
        loop = {"Call": {"loop": "parallel", "number": 3}}
        case = self.play(text, nodes=loop)
        case.graph = named(text, loop)
        self.go(case, imported_anew(case.graph))
        scopes = sorted(scope.node for scope in case.marking.scopes.values())
        self.assertEqual(scopes, ["x_Call", "x_part"])
        self.assertEqual(len(case.marking.at("x_Call")), 4)

    def test_two_steps_that_are_one_now(self):
        case = self.play_named(OLD).complete("Call").complete("One")
        new = named("(start) -> [Call] -> [Both] -> (end)")
        self.assertEqual(matched(case.graph, new).likely, {})
        case = self.play_named(OLD).complete("Call")
        self.go(case, new, given={"One": "Both", "Two": "Both"})
        self.assertEqual(len(case.marking.at("Both")), 2)
