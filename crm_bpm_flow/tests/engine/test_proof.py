from drawing import draw
from engine.proof import prove
from scenario import Story


class TestProof(Story):
    """What can never come to its end is found, with the way that leads there."""

    def proof(self, drawing, nodes=None, **options):
        return prove(draw(drawing, nodes), **options)

    def faults(self, drawing, nodes=None):
        proof = self.proof(drawing, nodes)
        self.assertEqual(proof.verdict, "unsound" if proof.faults else "sound")
        return [(fault.code, fault.element) for fault in proof.faults]

    def test_a_plain_process_is_sound(self):
        self.assertEqual(self.faults("(start) -> [A] -> [B] -> (end)"), [])

    def test_branches_that_meet(self):
        story = """
            (start) -> <+fork> -> [A] -> <+join> -> (end)
            <+fork> -> [B] -> <+join>
        """
        self.assertEqual(self.faults(story), [])

    def test_a_choice_that_is_waited_for_on_both_ways(self):
        story = """
            (start) -> <xor> -?a-> [A] -> <+join> -> (end)
            <xor> -else-> [B] -> <+join>
        """
        proof = self.proof(story)
        [fault] = proof.faults
        self.assertEqual((fault.code, fault.element), ("deadlock", "join"))
        self.assertEqual(fault.path[:2], ("start", "xor"))
        self.assertEqual(proof.verdict, "unsound")

    def test_branches_that_are_not_joined(self):
        story = """
            (start) -> <+fork> -> [A] -> <merge> -> [C] -> (end)
            <+fork> -> [B] -> <merge>
        """
        self.assertEqual(self.faults(story), [("twice", "C")])

    def test_an_endless_round(self):
        story = "(start) -> [A] -> [B] -> [A]\n[C] -> (end)"
        self.assertEqual(self.faults(story), [("endless", "A")])

    def test_a_loop_with_a_way_out(self):
        story = "(start) -> [A] -> <x> -?more-> [A]\n<x> -else-> (end)"
        self.assertEqual(self.faults(story), [])

    def test_ever_more_branches(self):
        story = """
            (start) -> <m> -> [A] -> <+fork> -> <m>
            <+fork> -> [B] -> (end)
        """
        codes = {code for code, _element in self.faults(story)}
        self.assertIn("twice", codes)

    def test_a_step_that_is_never_reached(self):
        story = "(start) -> [A] -> (end)\n[B] -> (other)"
        found = self.faults(story)
        self.assertEqual(found, [("dead", "B"), ("dead", "other")])

    def test_steps_that_are_done_several_times(self):
        story = "(start) -> [A] -> (end)\n(@t~A) -> [W] -> (out)"
        for loop in ("parallel", "sequential", "standard"):
            for drawing in ("(start) -> [A] -> (end)", story):
                with self.subTest(loop=loop, drawing=drawing):
                    nodes = {"A": {"loop": loop}}
                    self.assertEqual(self.faults(drawing, nodes), [])
        for more in ({"section": "x"}, {"milestone": "so"}):
            with self.subTest(more):
                self.assertEqual(self.faults(story, {"A": more}), [])
        inside = "(start) -> |A| -> (end)\nA: (in) -> [B] -> (out)"
        self.assertEqual(self.faults(inside, {"A": {"loop": "parallel"}}), [])
        called = "(start) -> [[A]] -> (end)"
        self.assertEqual(self.faults(called, {"A": {"loop": "parallel"}}), [])

    def test_time_limits(self):
        story = "(start) -> [A] -> (end)\n(@2h|A) -> [B] -> (late)"
        self.assertEqual(self.faults(story), [])

    def test_a_time_limit_beside_its_step_that_a_join_waits_for(self):
        story = """
            (start) -> [A] -> <+join> -> (end)
            (@2h~A) -> [B] -> <+join>
        """
        self.assertEqual(self.faults(story), [("deadlock", "join")])

    def test_what_is_begun_beside_an_open_step_may_be_begun_again(self):
        story = """
            (start) -> [A] -> <x> -?again-> [A]
            <x> -else-> (end)
            (@2h~A) -> [Remind] -> (reminded)
        """
        self.assertEqual(self.faults(story), [])

    def test_a_ring_that_never_waits(self):
        self.assertEqual(self.faults("(start) -> {A} -> (end)"), [])
        story = "(start) -> <m> -> <+n> -> <m>\n<+n> -> (end)"
        codes = {code for code, _element in self.faults(story)}
        self.assertIn("spins", codes)

    def test_sub_processes(self):
        story = """
            (start) -> |P| -> [After] -> (end)
            P: (in) -> <+fork> -> [A] -> (out)
            P: <+fork> -> [B] -> (out2)
        """
        self.assertEqual(self.faults(story), [])

    def test_inclusive_joins_wait_as_long_as_they_must(self):
        story = """
            (start) -> <%split> -?a-> [A] -> <%join> -> (end)
            <%split> -?b-> [B] -> <%join>
            <%split> -else-> [C] -> <%join>
        """
        self.assertEqual(self.faults(story), [])

    def test_when_a_complex_gateway_opens_is_looked_at(self):
        """By the number that has come; what other data decide may be either."""
        story = """
            (start) -> <+fork> -> [A] -> <*join> -> (end)
            <+fork> -> [B] -> <*join>
            <+fork> -> [C] -> <*join>
        """
        never, sound = [("deadlock", "join")], []
        for formula, expected in (
            (2, sound),
            ("arrived >= 2", sound),
            ("${activationCount == 3}", sound),
            ("arrived >= 4", never),
            ("=activationCount > 3 and amount > 5", never),
            ("arrived >= 3 or amount > 100", sound),
            ("amount > 100 or arrived >= 3", sound),
            ("not (arrived < 3)", sound),
            ("arrived >= 2 and amount > 100", never),
        ):
            with self.subTest(formula):
                found = self.faults(story, {"join": {"condition": formula}})
                self.assertEqual(found, expected)

    def test_many_branches_are_no_problem(self):
        rows = ["(start) -> <+fork>", "<+join> -> (end)"]
        for branch in range(12):
            steps = " -> ".join(f"[S{branch} {step}]" for step in range(7))
            rows.append(f"<+fork> -> {steps} -> <+join>")
        proof = self.proof("\n".join(rows))
        self.assertEqual((proof.verdict, proof.faults), ("sound", ()))
        self.assertLess(proof.states, 1000)

    def test_beyond_the_bound_nothing_is_promised(self):
        proof = self.proof("(start) -> [A] -> [B] -> [C] -> (end)", bound=2)
        self.assertEqual((proof.verdict, proof.faults), ("not_proven", ()))
