"""Templates of Bitrix24 become the same plain data as BPMN files."""

import gzip
import unittest
import zlib
from time import process_time

from ...bpmn import BpmnError, graph_of, read, read_file, write
from ...bpmn.bitrix.php import PhpError, unserialize
from ...engine import Graph, check
from .bitrix_words import EVERYTHING, MACHINE, NODES, do, php, seq, template
from .common import by_id
from .schema import mistakes


class TestBitrix(unittest.TestCase):
    maxDiff = None

    def read(self, found):
        return read_file(zlib.compress(php(found)))

    def test_every_block(self):
        found = self.read(EVERYTHING)
        (process,) = found.processes
        elements = by_id(process)
        kinds = {key: element.kind for key, element in elements.items()}
        self.assertLessEqual(
            {
                "approve": "userTask",
                "set": "serviceTask",
                "stop": "endEvent",
                "choose": "exclusiveGateway",
                "mail": "serviceTask",
                "while": "exclusiveGateway",
                "count": "scriptTask",
                "both": "parallelGateway",
                "todo": "userTask",
                "delay": "intermediateCatchEvent",
                "listen": "eventBasedGateway",
                "each": "subProcess",
                "review": "userTask",
                "call": "callActivity",
            }.items(),
            kinds.items(),
        )
        approve = elements["approve"]
        self.assertEqual(process.name, "Закупка")
        self.assertEqual(approve.name, "Agree")
        self.assertEqual(approve.documentation, "Look at it")
        self.assertEqual(
            approve.extra, {"candidate_users": "user_1, group_g12", "due_date": "P2D"}
        )
        self.assertEqual(elements["todo"].name, "Pack it")
        self.assertEqual(elements["delay"].events[0].text, "PT5S")
        self.assertEqual(elements["count"].script, "total = 1")
        self.assertIn("MailActivity, Hello", elements["mail"].extra["topic"])
        self.assertEqual(elements["review"].parent, "each")
        self.assertEqual(
            [(p.code, p.element) for p in found.problems], [("switched_off", "log")]
        )

    def test_ways_and_their_conditions(self):
        process = self.read(EVERYTHING).processes[0]
        ways = {(flow.source, flow.target): flow for flow in process.flows}
        big, small = ways["choose", "mail"], ways["choose", "while"]
        self.assertEqual((big.name, big.condition.text), ("Big", "total > 100"))
        self.assertEqual(
            small.condition.text, '{=Document:STAGE_ID} = "NEW" or {=Document:X} != 1'
        )
        default = by_id(process)["choose"].default
        self.assertEqual(ways["choose", "code"].id, default)
        self.assertEqual(ways["while", "count"].condition.text, "total < 3")
        self.assertIn(("count", "while"), ways)
        yes, no = ways["approve", "set"], ways["approve", "stop"]
        self.assertEqual((yes.name, yes.settings), ("Да", {"outcome": "approved"}))
        self.assertEqual(no.settings, {"outcome": "rejected"})

    def test_how_an_approval_is_decided(self):
        rules = {
            ("all", "50"): {"approval_rule": "all"},
            ("any", "50"): {"approval_rule": "one"},
            ("vote", "60"): {"approval_rule": "share", "approval_share": 60},
            ("vote", "x"): {"approval_rule": "share", "approval_share": 50},
        }
        for (kind, percent), rule in rules.items():
            with self.subTest(kind):
                said = {"ApproveType": kind, "ApproveMinPercent": percent}
                asks = do("ApproveActivity", seq(), seq(), name="a", **said)
                step = by_id(self.read(template(asks)).processes[0])["a"]
                known = {k: v for k, v in step.settings.items() if "rule" in k}
                known.update({k: v for k, v in step.settings.items() if "share" in k})
                self.assertEqual(known, rule)
                self.assertTrue(step.settings["is_approval"])

    def test_blocks_and_links(self):
        found = self.read(NODES)
        process = found.processes[0]
        elements = by_id(process)
        kinds = {
            "made": "startEvent",
            "ask": "userTask",
            "big": "exclusiveGateway",
            "merge": "parallelGateway",
            "each": "exclusiveGateway",
            "pack": "serviceTask",
            "big_split": "parallelGateway",
        }
        self.assertLessEqual(
            kinds.items(), {key: e.kind for key, e in elements.items()}.items()
        )
        ways = {(flow.source, flow.target): flow for flow in process.flows}
        self.assertEqual(ways["ask", "big"].settings, {"outcome": "approved"})
        self.assertEqual(ways["big", "big_split"].condition.text, "total > 100")
        self.assertEqual(elements["big"].default, ways["big", "each"].id)
        for pair in (("big_split", "mail"), ("big_split", "log"), ("mail", "merge")):
            self.assertIn(pair, ways)
        self.assertIn(("each", "pack"), ways)
        self.assertIn(("pack", "each"), ways)
        self.assertEqual(
            [(p.code, p.element) for p in found.problems], [("unreached", "lone")]
        )

    def test_a_machine_of_states(self):
        process = self.read(MACHINE).processes[0]
        elements = by_id(process)
        ways = {(flow.source, flow.target): flow for flow in process.flows}
        self.assertIn(("start", "first_entry"), ways)
        self.assertIn(("hello", "first"), ways)
        self.assertEqual(ways["first", "second_entry"].name, "Accept")
        self.assertEqual(elements["DelayActivity"].attached_to, "first")
        self.assertIn(("note", "first"), ways)
        self.assertIn(("second_entry", "end"), ways)

    def test_they_are_valid_and_run(self):
        for found in (EVERYTHING, MACHINE, NODES, template()):
            definitions = self.read(found)
            xml = write(definitions)
            self.assertEqual(mistakes(xml), [])
            self.assertEqual(read(xml).problems, [])
            graph = Graph(*graph_of(definitions.processes[0], definitions))
            errors = [f for f in check(graph) if f.severity == "error"]
            self.assertEqual(errors, [])

    def test_packed_in_any_way(self):
        data = php(template(do("LogActivity")))
        for packed in (data, zlib.compress(data, 9), gzip.compress(data)):
            self.assertEqual(len(read_file(packed).processes[0].elements), 3)

    def test_texts_of_old_installations(self):
        word = "Привет".encode("cp1251")
        self.assertEqual(unserialize(b's:%d:"%s";' % (len(word), word)), "Привет")


class TestHostileTemplates(unittest.TestCase):
    def test_nothing_but_data(self):
        for data in (
            b'O:8:"stdClass":0:{}',
            b'a:1:{i:0;O:3:"Foo":0:{}}',
            b'C:3:"Foo":0:{}',
            b"a:2:{i:0;i:1;i:1;R:2;}",
            b"r:1;",
            b'E:5:"A:Foo";',
            b"",
            b"a:1:{i:0;",
            b"a:-1:{}",
            b"a:2:{i:0;i:1;}",
            b's:99:"short";',
            b"i:x;",
            b"a:1:{a:0:{}i:1;}",
            b"i:1;i:2;",
        ):
            with self.subTest(data=data), self.assertRaises(PhpError):
                unserialize(data)

    def refused(self, data, code):
        begin = process_time()
        with self.assertRaises(BpmnError) as caught:
            read_file(data)
        self.assertEqual(caught.exception.code, code)
        self.assertLess(process_time() - begin, 10)

    def test_bombs_and_broken_files(self):
        bomb = zlib.compress(b"a:" + b"0" * 60_000_000, 1)
        self.assertLess(len(bomb), 1_000_000)
        self.refused(bomb, "too_large")
        self.refused(gzip.compress(b"a:" + b"0" * 60_000_000, 1), "too_large")
        self.refused(b"a:1:{i:0;" * 5000, "not_bpt")
        self.refused(b"a:999999999:{" + b"i:0;i:0;" * 1_000_000 + b"}", "not_bpt")
        self.refused(zlib.compress(php(template()))[:-9], "not_bpt")
        self.refused(zlib.compress(b"<xml/>"), "not_bpt")
        self.refused(b"\x78\x9cnothing", "not_bpt")
        self.refused(php({"TEMPLATE": "x"}), "not_bpt")
        self.refused(php(template(root="OtherWorkflowActivity")), "bpt_kind")

    def test_deep_trees(self):
        deep = do("LogActivity")
        for _number in range(45):
            deep = do("SequenceActivity", deep)
        self.assertTrue(read_file(php(template(deep))).processes)
        for _number in range(70):
            deep = do("SequenceActivity", deep)
        self.refused(php(template(deep)), "not_bpt")
