from scenario import Story


class TestLinkEvents(Story):
    def test_goes_on_at_the_link_of_the_same_name(self):
        case = self.play(
            """
            (start) -> [A] -> (>link:off=go)
            [B] -> (>link:off2=go)
            (?link:on=go) -> [C] -> (end)
            (?link:other=stay) -> [D] -> (end)
            (start) -> [B]
            """
        )
        case.complete("A")
        self.assertEqual(case.open, ["B", "C"])
        case.complete("B")
        self.assertEqual(case.open, ["C", "C"])
        self.assertEqual(case.walked["on"], 2)

    def test_is_a_way_that_a_join_knows(self):
        case = self.play(
            """
            (start) -> <+s> -> [A] -> (>link:off=go)
            <+s> -> [B] -> <%j>
            (?link:on=go) -> <%j> -> [C] -> (end)
            """
        )
        self.assertEqual(case.complete("B").open, ["A"])
        self.assertEqual(case.complete("A").open, ["C"])

    def test_leads_nowhere_without_its_other_end(self):
        case = self.play("(start) -> (>link:off=go)\n[A] -> (end)\n(end)")
        self.assertEqual(case.failed, {"off": "no_flow"})

    def test_its_flow_is_no_row(self):
        case = self.play("(start) -> (>link:a=go)\n(?link:b=go) -> [A]")
        rows = [row["id"] for row in case.graph.to_rows()["flows"]]
        self.assertEqual(rows, ["start>a", "b>A"])
        self.assertIn("a=>b", case.graph.flows)
        self.assertEqual(case.graph.next_tasks("start"), ("A",))
