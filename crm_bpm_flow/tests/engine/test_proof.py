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

    def test_branches_of_different_length_that_are_not_joined(self):
        """Both are at C at once only where the short one waits for the long one."""
        story = """
            (start) -> <+fork> -> [A] -> [A2] -> [A3] -> <merge> -> [C] -> (end)
            <+fork> -> [B] -> <merge>
        """
        self.assertEqual(self.faults(story), [("twice", "C")])
        story = """
            (start) -> <+fork> -> [A] -> [A2] -> <merge> -> <+join> -> (end)
            <+fork> -> [B] -> <merge>
            <+fork> -> [D] -> [D2] -> [D3] -> <+join>
        """
        proof = self.proof(story)
        self.assertIn(("twice", "join"), [(f.code, f.element) for f in proof.faults])

    def test_parallel_branches_in_a_round(self):
        """They are tried in one order only, though each comes back to the other."""
        rows = ["(start) -> <m> -> <+fork>", "<+join> -> <x> -else-> (end)"]
        rows.append("<x> -?again-> <m>")
        for n in range(8):
            # A choice without a default: nothing that could be folded.
            rows.append(f"<+fork> -> [A{n}] -> <x{n}> -?a-> [B{n}] -> <y{n}>")
            rows.append(f"<x{n}> -> [C{n}] -> <y{n}> -> [D{n}] -> <+join>")
        proof = self.proof("\n".join(rows))
        self.assertEqual((proof.verdict, proof.faults), ("sound", ()))

    def test_what_is_never_passed_by_itself_is_not_dead(self):
        inside = """
            (start) -> |P| -> (end)
            P: (in) -> [A] -> (out)
            P: (@2h|A) -> (late)
        """
        nodes = {"2h": {"event": "error"}}
        self.assertEqual(self.faults(inside, nodes), [("dead", "late")])
        several = "(start) -> (?message+timer:any) -> (end)"
        self.assertEqual(self.faults(several), [])

    def test_an_end_that_only_one_branch_comes_to(self):
        story = """
            (start) -> <x> -?a-> [A] -> (won)
            <x> -else-> [B] -> (lost)
            [C] -> (never)
        """
        self.assertEqual(self.faults(story), [("dead", "C"), ("dead", "never")])

    def test_side_branches_that_pile_up_in_a_round(self):
        story = """
            (start) -> <m> -> [A] -> <+fork> -> [Tell] -> (told)
            <+fork> -> <x> -?again-> <m>
            <x> -else-> (end)
        """
        self.assertEqual(self.faults(story), [("twice", "Tell")])

    def test_a_hundred_nested_steps_are_proven(self):
        """Blocks in blocks: what goes through is one step for what is around it."""
        rows = ["(start) -> <+f0>"]
        for level in range(14):
            rows.append(f"<+f{level}> -> [A{level}] -> <x{level}>")
            rows.append(f"<x{level}> -?a-> [B{level}] -> <y{level}>")
            rows.append(f"<x{level}> -else-> <y{level}> -> <+j{level}>")
            rows.append(f"<+f{level}> -> <%i{level}> -?a-> [C{level}] -> <%k{level}>")
            rows.append(f"<%i{level}> -else-> [D{level}] -> <%k{level}>")
            target = f"<+f{level + 1}>" if level < 13 else "[Last]"
            rows.append(f"<%k{level}> -> {target}")
            source = f"<+j{level + 1}>" if level < 13 else "[Last]"
            rows.append(f"{source} -> <+j{level}>")
            rows.append(f"(@t{level}|B{level}) -> [L{level}] -> <y{level}>")
        rows.append("<+j0> -> (end)")
        proof = self.proof("\n".join(rows))
        self.assertEqual((proof.verdict, proof.faults), ("sound", ()))
        self.assertLess(proof.states, 10)

    def test_a_ring_of_choices_costs_no_more_than_the_bound(self):
        """A move that goes round a thousand times counts for a thousand."""
        rows = ["(start) -> <m> -> <+n> -> <x> -?a-> <m>", "<+n> -> (end)"]
        rows += ["<x> -?b-> <m>", "<x> -else-> <m>"]
        proof = self.proof("\n".join(rows))
        self.assertIn("spins", {fault.code for fault in proof.faults})
        self.assertLess(proof.states, 2_000)

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

    def test_the_way_into_a_ring_is_short(self):
        story = "(start) -> <m> -> <+n> -> <m>\n<+n> -> (end)"
        [fault] = self.proof(story).faults
        self.assertEqual((fault.code, fault.element in ("m", "n")), ("spins", True))
        self.assertEqual(fault.path[:4], ("start", "m", "n", "m"))
        self.assertLess(len(fault.path), 10)

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

    def test_whatever_the_bound_nothing_wrong_is_called_sound(self):
        story = """
            (start) -> <+fork> -> [A] -> <+join> -> (end)
            <+fork> -> [B] -> <x> -?a-> <+join>
            <x> -> [C] -> (lost)
        """
        most = 0
        for is_short in (True, False):
            verdicts = []
            for bound in range(400):
                proof = self.proof(story, bound=bound, is_short=is_short)
                verdicts.append(proof.verdict)
            most = verdicts.index("unsound")
            self.assertEqual(set(verdicts[:most]), {"not_proven"})
            self.assertEqual(set(verdicts[most:]), {"unsound"})
        self.assertGreater(most, 20)
        for bound in range(200):
            proof = self.proof("(start) -> [A] -> <x> -?a-> [A]", bound=bound)
            self.assertIn(proof.verdict, ("not_proven", "unsound"))
        self.assertEqual(proof.verdict, "unsound")
