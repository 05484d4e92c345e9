from check_case import CheckCase
from drawing import draw


class TestElements(CheckCase):
    def assert_found(self, text, code, element, severity="error", nodes=None):
        found = self.found(draw(text, nodes), code)
        self.assertEqual(found, {(severity, code, element)})

    def assert_clean(self, text, nodes=None):
        self.assertEqual(self.found(draw(text, nodes)), set())

    def test_links(self):
        text = "(start) -> (>link:off=go)\n(?link:on=%s) -> [A] -> (end)"
        self.assert_clean(text % "go")
        self.assert_found(text % "other", "link_without_target", "off")
        self.assert_found(text % "other", "link_without_source", "on")

    def test_no_flow_touches_it(self):
        text = """
            (start) -> [A] -> (end)
            (?compensation:c|A)
            [Undo] %s
            |!E|
            E: (?message:m) -> (done)
            %s
        """
        nodes = {"c": {"handler": "Undo"}, "Undo": {"for_compensation": True}}
        self.assert_clean(text % ("", ""), nodes)
        self.assert_found(
            text % ("-> (end)", ""), "no_way_there", "Undo>end", nodes=nodes
        )
        self.assert_found(
            text % ("", "[A] -> |!E|"), "no_way_there", "A>E", nodes=nodes
        )
        self.assert_found(
            text % ("", "(?compensation:c|A) -> (end)"),
            "no_way_there",
            "c>end",
            nodes=nodes,
        )

    def test_event_gateways_wait_for_events(self):
        text = "(start) -> <^x> -> (?message:m) -> (end)\n<^x> -> [R] -> (end)"
        nodes = {"R": {"kind": "receiveTask"}}
        self.assert_clean(text, nodes)
        self.assert_found(text, "event_gateway_target", "x>R")
        nodes["R"]["loop"] = "parallel"
        self.assert_found(text, "event_gateway_target", "x>R", nodes=nodes)
        border = text + "\n(@late|R) -> (end)"
        nodes["R"]["loop"] = None
        self.assert_found(border, "event_gateway_target", "x>R", nodes=nodes)

    def test_what_may_be_one_of_several_events(self):
        text = "(start) -> [A] -> (end)\n(?%s:x|A) -> (gone)"
        self.assert_clean(text % "message+error")
        self.assert_clean(text % "message&timer")
        self.assert_found(text % "message&error", "not_one_of_several", "x")
        text = "(start) -> (?%s:x) -> (>%s:y) -> (end)"
        self.assert_clean(text % ("message+timer", "signal+compensation"))
        self.assert_found(
            text % ("message+link", "signal+message"), "not_one_of_several", "x"
        )
        self.assert_found(
            text % ("message+timer", "signal+link"), "not_one_of_several", "y"
        )
        text = "(start) -> [A] -> (end)\n|!E|\nE: (?message+signal:x) -> (out)"
        self.assert_clean(text)

    def test_how_sub_processes_begin(self):
        text = "(start) -> |P| -> (end)\nP: (?message:m) -> (out)"
        self.assert_found(text, "triggered_start", "m")
        text = "(start) -> [A] -> (end)\n|!E|\nE: (in) -> (out)"
        self.assert_found(text, "event_sub_start", "E")
        text = "(start) -> |~P| -> (end)\nP: (in) -> [A]"
        self.assert_found(text, "ad_hoc_event", "in")
        self.assert_clean("(start) -> |~P| -> (end)\nP: [A] -> [B]")
        self.assert_found("(start) -> |~P| -> (end)", "ad_hoc_empty", "P")
        self.assert_clean("(start) -> |$P| -> (end)\nP: (in) -> [A] -> (out)")

    def test_markers(self):
        text = "(start) -> [A] -> (end)"
        self.assert_found(text, "no_number", "A", nodes={"A": {"loop": "parallel"}})
        self.assert_clean(text, {"A": {"loop": "parallel", "number": 3}})
        nodes = {"A": {"loop": "standard"}}
        self.assert_found(text, "loop_once", "A", "warning", nodes)
        self.assert_clean(text, {"A": {"loop": "standard", "maximum": 3}})
        self.assert_found(text, "no_activity", "end", nodes={"end": {"section": "x"}})

    def test_complex_gateways(self):
        text = "(start) -> <+s> -> [A] -> <*x> -> (end)\n<+s> -> [B] -> <*x>"
        for count in (0, 3):
            nodes = {"x": {"condition": count}}
            self.assert_found(text, "complex_count", "x", nodes=nodes)
        self.assert_clean(text, {"x": {"condition": 2}})
        self.assert_clean(text, {"x": {"condition": "opaque"}})
        for formula in ("arrived < 1", "=activationCount > 2 and activationCount < 2"):
            nodes = {"x": {"condition": formula}}
            self.assert_found(text, "complex_never", "x", nodes=nodes)
        # several tokens may come by one flow
        self.assert_clean(text, {"x": {"condition": "arrived >= 5"}})

    def test_compensation(self):
        text = "(start) -> [A] -> (>compensation:undo)\n(?compensation:c|A)\n[Undo]"
        nodes = {"Undo": {"for_compensation": True}}
        self.assert_found(text, "no_handler", "c", nodes=nodes)
        nodes["c"] = {"handler": "Undo"}
        self.assert_clean(text, {**nodes, "undo": {"compensates": "A"}})
        nodes["undo"] = {"compensates": "Undo"}
        self.assert_found(text, "nothing_to_undo", "undo", "warning", nodes)

    def test_cancelling(self):
        text = "(start) -> |%sT| -> (end)\nT: (in) -> [A] -> (>cancel:off)\n%s"
        border = "(?cancel:gone|T) -> (end)"
        self.assert_clean(text % ("$", border))
        self.assert_found(text % ("$", ""), "cancel_uncaught", "off")
        found = self.found(draw(text % ("", border)), "cancel_outside")
        self.assertEqual({element for _s, _c, element in found}, {"off", "gone"})

    def test_errors(self):
        text = "(start) -> |P| -> (end)\nP: (in) -> [A] -> (>error:bad=E1)\n%s"
        self.assert_found(text % "", "error_uncaught", "bad", "warning")
        self.assert_found(
            text % "(?error:b=E2|P) -> (end)", "error_uncaught", "bad", "warning"
        )
        self.assert_clean(text % "(?error:b=E1|P) -> (end)")
        self.assert_clean(text % "|!E|\nE: (?error:b) -> (done)")
        self.assert_found(text % "(?error:b~P) -> (end)", "must_interrupt", "b")

    def test_a_choice_of_several_ways_needs_a_default(self):
        text = "(start) -> <%x> -?a-> [A] -> (end)\n<%x> -?b-> (end)"
        self.assert_found(text, "no_default", "x", "warning")
        self.assert_clean(text + "\n<%x> -else-> (end)")

    def test_an_inclusive_join_never_waits_in_vain(self):
        self.assert_clean(
            """
            (start) -> <%s> -> [A] -> <%j> -> (end)
            <%s> -> [B: a, b] -> <x> -a-> <%j>
            <x> -b-> (gone)
            """
        )

    def test_every_start_of_a_case_is_a_start(self):
        nodes = {"x": {"instantiate": True}}
        self.assert_clean("<^x> -> (?message:m) -> (end)\n<^x> -> (@t) -> (end)", nodes)
        nodes = {"R": {"kind": "receiveTask", "instantiate": True}}
        self.assert_clean("[R] -> (end)", nodes)
