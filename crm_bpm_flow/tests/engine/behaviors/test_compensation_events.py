from scenario import Story

ORDER = """
    (start) -> [Book] -> [Pay] -> [Ship: ok, no] -> <x> -ok-> (end)
    <x> -no-> (>compensation:undo) -> [Sorry] -> (off)
    (?compensation:c1|Book)
    (?compensation:c2|Pay)
    [Unbook]
    [Refund]
"""
NODES = {
    "c1": {"handler": "Unbook"},
    "c2": {"handler": "Refund"},
    "Unbook": {"for_compensation": True},
    "Refund": {"for_compensation": True},
}
INSIDE = """
    (start) -> |P| -> [Ship] -> (>compensation:undo) -> [Sorry] -> (end)
    P: (in) -> [Book] -> [Pay] -> (out)
    P: (?compensation:c1|Book)
    P: (?compensation:c2|Pay)
    P: [Unbook]
    P: [Refund]
    %s
"""


class TestCompensationEvents(Story):
    def test_in_reverse_order_and_waits(self):
        case = self.play(ORDER, NODES).complete("Book").complete("Pay")
        self.assertEqual(case.open, ["Ship"])
        case.complete("Ship", "no")
        self.assertEqual(case.open, ["Refund"])
        self.assertEqual(case.complete("Refund").open, ["Unbook"])
        self.assertEqual(case.complete("Unbook").open, ["Sorry"])
        self.assertEqual((case.walked["undo"], case.marking.done), (1, {}))

    def test_only_one_activity(self):
        nodes = {**NODES, "undo": {"compensates": "Book"}}
        case = self.play(ORDER, nodes).complete("Book").complete("Pay")
        case.complete("Ship", "no")
        self.assertEqual(case.complete("Unbook").open, ["Sorry"])
        self.assertEqual(len(case.marking.done), 1)

    def test_only_what_was_completed(self):
        case = self.play(ORDER, NODES).complete("Book").skip("Pay")
        self.assertEqual(case.complete("Ship", "no").open, ["Unbook"])

    def test_nothing_to_take_back(self):
        case = self.play(ORDER, NODES).skip("Book").skip("Pay")
        self.assertEqual(case.complete("Ship", "no").open, ["Sorry"])

    def test_nobody_waits(self):
        """What takes back goes on beside, and the case ends with the last of it."""
        nodes = {**NODES, "undo": {"detached": True}}
        case = self.play(ORDER, nodes).complete("Book").complete("Pay")
        self.assertEqual(case.complete("Ship", "no").open, ["Refund", "Sorry"])
        case.complete("Sorry").complete("Refund")
        self.assertEqual((case.open, case.ended), (["Unbook"], None))
        case.complete("Unbook")
        self.assertEqual((case.ended[1], case.walked["undo"]), ("end", 1))

    def test_nobody_waits_at_a_join(self):
        """An inclusive join does not wait for what only takes back."""
        story = """
            (start) -> [Book] -> <%s> -?a-> (>compensation:undo) -> <%j> -> [After]
            <%s> -?b-> [B] -> <%j>
            (?compensation:c1|Book)
            [Unbook]
        """
        nodes = {n: NODES[n] for n in ("c1", "Unbook")}
        nodes["undo"] = {"detached": True}
        case = self.play(story, nodes, a=True, b=True).complete("Book").complete("B")
        self.assertEqual(case.open, ["After", "Unbook"])
        self.assertIsNone(case.complete("After").ended)
        self.assertIsNotNone(case.complete("Unbook").ended)

    def test_nobody_waits_and_the_case_is_called_off(self):
        nodes = {**NODES, "undo": {"detached": True}}
        case = self.play(ORDER, nodes).complete("Book").complete("Pay")
        case.complete("Ship", "no").cancel()
        self.assertEqual((case.open, case.ended[1]), ([], "cancelled"))

    def test_each_visit_once(self):
        story = ORDER.replace("[Book] -> [Pay]", "[Book: more, on] -on-> [Pay]")
        case = self.play(story + "[Book] -more-> [Book]", NODES)
        case.complete("Book", "more").complete("Book", "on").complete("Pay")
        case.complete("Ship", "no").complete("Refund").complete("Unbook")
        self.assertEqual(case.open, ["Unbook"])
        self.assertEqual(case.complete("Unbook").open, ["Sorry"])

    def test_at_an_end(self):
        story = ORDER.replace(" -> [Sorry] -> (off)", "")
        case = self.play(story, NODES).complete("Book").complete("Pay")
        case.complete("Ship", "no").complete("Refund").complete("Unbook")
        self.assertEqual(case.ended, ("undo", "end"))

    def test_inside_a_completed_sub_process(self):
        case = self.play(INSIDE % "", NODES).complete("Book").complete("Pay")
        self.assertEqual(case.complete("Ship").open, ["Refund"])
        self.assertEqual(case.complete("Refund").complete("Unbook").open, ["Sorry"])

    def test_by_its_own_event_sub_process(self):
        sub = """
            P: |!E|
            E: (?compensation:back) -> [Call] -> (>compensation:all) -> (done)
        """
        case = self.play(INSIDE % sub, NODES).complete("Book").complete("Pay")
        self.assertEqual(case.complete("Ship").open, ["Call"])
        self.assertEqual(case.complete("Call").open, ["Refund"])
        self.assertEqual(case.complete("Refund").complete("Unbook").open, ["Sorry"])

    def test_what_was_done_to_take_back_is_not_taken_back(self):
        sub = """
            P: |!E|
            E: (?compensation:back) -> [Call] -> (done)
            E: (?compensation:c3|Call)
            E: [Uncall]
        """
        nodes = {
            **NODES,
            "c3": {"handler": "Uncall"},
            "Uncall": {"for_compensation": True},
        }
        case = self.play(INSIDE % sub, nodes).complete("Book").complete("Pay")
        case.complete("Ship").complete("Call")
        self.assertEqual((case.open, case.marking.done), (["Sorry"], {}))

    def test_a_handler_on_the_border_goes_before_what_is_inside(self):
        border = "(?compensation:c3|P)\n[UndoAll]"
        nodes = {
            **NODES,
            "c3": {"handler": "UndoAll"},
            "UndoAll": {"for_compensation": True},
        }
        case = self.play(INSIDE % border, nodes).complete("Book").complete("Pay")
        self.assertEqual(case.complete("Ship").open, ["UndoAll"])
        self.assertEqual(case.complete("UndoAll").open, ["Sorry"])
        self.assertEqual(case.marking.done, {})

    def test_out_of_an_error_event_sub_process(self):
        case = self.play(
            """
            (start) -> |P| -> (end)
            P: (in) -> [Book] -> [Pay] -> (>error:bad)
            P: (?compensation:c1|Book)
            P: [Unbook]
            P: |!E|
            E: (?error:here) -> (>compensation:undo) -> [Sorry] -> (done)
            """,
            {key: NODES[key] for key in ("c1", "Unbook")},
        )
        case.complete("Book").complete("Pay")
        self.assertEqual(case.open, ["Unbook"])
        self.assertEqual(case.complete("Unbook").open, ["Sorry"])

    def test_called_off_it_may_be_asked_for_again(self):
        case = self.play(ORDER, NODES).complete("Book").complete("Pay")
        case.complete("Ship", "no").complete("Refund")
        self.assertEqual(case.retry("undo").open, ["Unbook"])
        case = self.play(ORDER, NODES).complete("Book").complete("Pay")
        case.complete("Ship", "no").retry("undo")
        self.assertEqual(case.open, ["Refund"])
        case.complete("Refund").skip("Unbook")
        self.assertEqual((case.open, case.marking.done), (["Sorry"], {}))

    def test_instances_are_taken_back_one_by_one(self):
        nodes = {**NODES, "Book": {"loop": "parallel", "number": 2}}
        case = self.play(ORDER, nodes).complete("Book").complete("Book").complete("Pay")
        case.complete("Ship", "no").complete("Refund").complete("Unbook")
        self.assertEqual(case.open, ["Unbook"])
        self.assertEqual(case.complete("Unbook").open, ["Sorry"])

    def test_nor_of_those_completed_inside_it(self):
        story = """
            (start) -> |Q| -> (end)
            Q: (deep) -> |P| -> [Ship] -> (deeper)
            (@late|Q) -> (end)
            P: (in) -> [Book] -> (out)
            P: (?compensation:c1|Book)
            P: [Unbook]
        """
        nodes = {key: NODES[key] for key in ("c1", "Unbook")}
        case = self.play(story, nodes).complete("Book")
        self.assertEqual([d.node for d in case.marking.done.values()], ["Book", "P"])
        self.assertEqual(case.due("late").marking.done, {})

    def test_of_a_cancelled_scope_nothing_is_kept(self):
        case = self.play(INSIDE % "(@late|P) -> [Ship]", NODES).complete("Book")
        self.assertEqual(len(case.marking.done), 1)
        self.assertEqual(case.due("late").marking.done, {})
