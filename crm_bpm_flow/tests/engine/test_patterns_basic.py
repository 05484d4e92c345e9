"""Workflow control-flow patterns: branching and joining.

By number 1 to 9, 28 to 33, 37, 38, 41 and 42.

One small diagram and one test each, which shows the rule (van der Aalst, Russell).
"""

from scenario import Story


class TestBasic(Story):
    def test_01_sequence(self):
        case = self.play("(start) -> [A] -> [B] -> (end)")
        self.assertEqual(case.open, ["A"])
        self.assertEqual(case.complete("A").open, ["B"])

    def test_02_parallel_split(self):
        case = self.play("(start) -> <+s> -> [A] -> (end)\n<+s> -> [B] -> (end)")
        self.assertEqual(case.open, ["A", "B"])

    def test_03_synchronization(self):
        case = self.play(
            """
            (start) -> <+s> -> [A] -> <+j> -> [C] -> (end)
            <+s> -> [B] -> <+j>
            """
        )
        self.assertEqual(case.complete("A").open, ["B"])
        self.assertEqual(case.complete("B").open, ["C"])

    def test_04_exclusive_choice(self):
        story = "(start) -> <x> -?a-> [A]\n<x> -?b-> [B]\n<x> -else-> [C]"
        self.assertEqual(self.play(story, a=True, b=True).open, ["A"])
        self.assertEqual(self.play(story, a=False, b=True).open, ["B"])
        self.assertEqual(self.play(story, a=False, b=False).open, ["C"])

    def test_05_simple_merge(self):
        case = self.play(
            """
            (start) -> [Ask: a, b] -> <x> -a-> [A] -> <m> -> [C] -> (end)
            <x> -b-> [B] -> <m>
            """
        )
        case.complete("Ask", "b").complete("B")
        self.assertEqual((case.open, case.walked["m"]), (["C"], 1))


class TestBranching(Story):
    CHOICE = """
        (start) -> <%s> -?a-> [A] -> <%j> -> [After] -> (end)
        <%s> -?b-> [B] -> <%j>
        <%s> -?c-> [C] -> <%j>
    """

    def test_06_multi_choice(self):
        case = self.play(self.CHOICE, a=True, b=False, c=True)
        self.assertEqual(case.open, ["A", "C"])

    def test_07_structured_synchronizing_merge(self):
        case = self.play(self.CHOICE, a=True, b=False, c=True)
        self.assertEqual(case.complete("C").open, ["A"])
        case.complete("A")
        self.assertEqual((case.open, case.walked["j"]), (["After"], 1))

    def test_08_multi_merge(self):
        case = self.play(
            "(start) -> <+s> -> [A] -> <m> -> [C] -> (end)\n<+s> -> [B] -> <m>"
        )
        case.complete("A").complete("B")
        self.assertEqual((case.open, case.walked["m"]), (["C", "C"], 2))

    def test_37_acyclic_synchronizing_merge(self):
        """The split need not be the join's mirror: what was sent decides."""
        case = self.play(
            """
            (start) -> <%s> -?a-> [A] -> <+t> -> [D] -> <%j> -> [After] -> (end)
            <+t> -> [E] -> <%j>
            <%s> -?b-> [B] -> <%j>
            """,
            a=True,
            b=False,
        )
        self.assertEqual(case.complete("A").complete("E").open, ["D"])
        self.assertEqual(case.complete("D").open, ["After"])
        case = self.play(case.graph, a=False, b=True)
        self.assertEqual(case.complete("B").open, ["After"])

    def test_38_general_synchronizing_merge(self):
        """In a loop, and when a token went another way: it waits while one can come."""
        case = self.play(
            """
            (start) -> <m> -> <%s> -?a-> [A] -> <%j> -> [Ok: no, yes] -> <x>
            <%s> -?b-> [B: on, off] -> <y> -on-> <%j>
            <y> -off-> [Away] -> (gone)
            <x> -no-> <m>
            <x> -yes-> (end)
            """,
            a=True,
            b=True,
        )
        self.assertEqual(case.complete("A").open, ["B"])
        case.complete("B", "on").complete("Ok", "no").complete("A")
        self.assertEqual(case.open, ["B"])
        self.assertEqual(case.complete("B", "off").open, ["Away", "Ok"])


class TestDiscriminators(Story):
    """Of three visas; the names of the patterns say what becomes of late ones."""

    VISAS = """
        (start) -> <m> -> <+ask> -> [A] -> <*enough> -> [After: on, again] -> <x>
        <+ask> -> [B] -> <*enough>
        <+ask> -> [C] -> <*enough>
        <x> -again-> <m>
        <x> -on-> (end)
    """

    def visas(self, needed, late=None):
        nodes = {"enough": {"condition": needed, "late": late}}
        return self.play(self.VISAS, nodes)

    def test_09_structured_discriminator(self):
        case = self.visas(1).complete("B")
        self.assertEqual(case.open, ["A", "After", "C"])
        case.complete("A").complete("C")
        self.assertEqual((case.open, case.walked["enough"]), (["After"], 1))

    def test_28_blocking_discriminator(self):
        """The next round's first must wait until the last of this one came."""
        case = self.visas(1).complete("A").complete("After", "again").complete("A")
        self.assertEqual(case.open, ["B", "B", "C", "C"])
        case.complete("B").complete("C")
        self.assertEqual((case.open, case.walked["enough"]), (["After", "B", "C"], 2))

    def test_29_cancelling_discriminator(self):
        case = self.visas(1, "cancel").complete("A")
        self.assertEqual(case.open, ["After"])
        self.assertEqual(case.complete("After", "again").open, ["A", "B", "C"])

    def test_30_structured_partial_join(self):
        case = self.visas(2).complete("C")
        self.assertEqual(case.open, ["A", "B"])
        self.assertEqual(case.complete("A").open, ["After", "B"])
        case.complete("B")
        self.assertEqual((case.open, case.walked["enough"]), (["After"], 1))

    def test_31_blocking_partial_join(self):
        case = self.visas(2).complete("A").complete("B").complete("After", "again")
        case.complete("A").complete("B")
        self.assertEqual((case.open, case.walked["enough"]), (["C", "C"], 1))
        case.complete("C")
        self.assertEqual((case.open, case.walked["enough"]), (["After", "C"], 2))

    def test_32_cancelling_partial_join(self):
        case = self.visas(2, "cancel").complete("A").complete("B")
        self.assertEqual((case.open, len(case.told("CloseTask"))), (["After"], 1))

    def test_33_generalized_and_join(self):
        """In an unstructured diagram; what comes twice counts for the next round."""
        case = self.play(
            """
            (start) -> <+s> -> [A] -> <m> -> <+j> -> [After] -> (end)
            <+s> -> [B] -> <m>
            <+s> -> [C] -> <+t> -> <+j>
            <+t> -> [D] -> <n> -> <+j>
            """
        )
        case.complete("A").complete("B").complete("C")
        self.assertEqual(case.open, ["D"])
        self.assertEqual((case.complete("D").open, len(case.failed)), (["After"], 1))


class TestThreads(Story):
    def test_41_thread_merge(self):
        nodes = {"Do": {"completion_quantity": 3}, "Sum": {"start_quantity": 3}}
        case = self.play("(start) -> [Do] -> [Each] -> [Sum] -> (end)", nodes)
        case.complete("Do").complete("Each").complete("Each")
        self.assertEqual(case.open, ["Each"])
        self.assertEqual(case.complete("Each").open, ["Sum"])

    def test_42_thread_split(self):
        nodes = {"Do": {"completion_quantity": 3}}
        case = self.play("(start) -> [Do] -> [Each] -> (end)", nodes).complete("Do")
        self.assertEqual(case.open, ["Each", "Each", "Each"])
