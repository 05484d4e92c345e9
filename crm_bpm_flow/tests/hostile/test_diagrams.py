"""Files that are made to hurt cost little: measured in a process of its own."""

import gzip
import json
import subprocess
import sys
import tempfile
import unittest
import zlib
from pathlib import Path

from ..bpmn.common import document

ADDON = Path(__file__).parents[2]
CHILD = Path(__file__).with_name("child_read.py")
MOST_SECONDS, MOST_MEGABYTES = 10, 500
LARGE = 50 * 1024 * 1024
XPDL = (
    '<Package xmlns="http://www.wfmc.org/2009/XPDL2.2"><WorkflowProcesses>'
    "<WorkflowProcess>{}</WorkflowProcess></WorkflowProcesses></Package>"
)


def filled(begin, part, end, size=LARGE - 1000):
    """A file of about that size, of many equal parts."""
    begin, part, end = (text.encode() for text in (begin, part, end))
    return begin + part * ((size - len(begin) - len(end)) // len(part)) + end


def around(mark="\0"):
    begin, _mark, end = document(mark).partition(mark)
    return begin, end


class TestHostileDiagrams(unittest.TestCase):
    def cost(self, data):
        data = data.encode() if isinstance(data, str) else data
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "file")
            path.write_bytes(data)
            done = subprocess.run(
                [sys.executable, "-B", str(CHILD), str(ADDON), str(path)],
                capture_output=True,
                text=True,
                check=False,
            )
        self.assertEqual(done.returncode, 0, done.stderr[-2000:])
        return json.loads(done.stdout)

    def hurts_nobody(self, data, *codes):
        found = self.cost(data)
        self.assertIn(found["code"], codes)
        self.assertLess(found["seconds"], MOST_SECONDS)
        self.assertLess(found["megabytes"], MOST_MEGABYTES)

    def test_entities(self):
        laughs = "".join(
            f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12)
        )
        outside = '<!ENTITY x SYSTEM "file:///etc/passwd">'
        far = '<!ENTITY % p SYSTEM "http://x.invalid/y">%p;'
        for inside in (laughs, outside, far):
            with self.subTest(inside[:30]):
                text = f"<!DOCTYPE d [{inside}]>" + document("<task/>")
                self.hurts_nobody(text, "entities")
                self.hurts_nobody(text.encode("utf-16"), "entities")

    def test_an_element_of_very_many_attributes(self):
        """The parser compares each with all before it: minutes, without a bound."""
        many = " ".join(f'a{n}=">"' for n in range(100_000))
        text = document(f'<task id="a" {many}/>')
        self.hurts_nobody(text, "too_many_attributes")
        self.hurts_nobody(text.encode("utf-16"), "too_many_attributes")
        few = " ".join(f'a{n}=">"' for n in range(900))
        signs = "=" * 5000
        text = document(f'<task id="a" name="{signs}" {few}/><!-- {signs} -->')
        self.hurts_nobody(text, None)

    def test_large_files(self):
        begin, end = around()
        for name, data, codes in (
            ("beyond", b"<a>" + b" " * LARGE, ("too_large",)),
            ("one text", filled(begin + "<task name='", "x", "'/>" + end), None),
            ("tiny elements", filled(begin, "<a/>", end), ("too_many",)),
            ("tasks", filled(begin, "<task/>", end), ("too_many",)),
            ("attributes", filled(begin + "<task ", 'a="" ', "/>" + end), None),
            ("comments", filled(begin, "<!---->", end), ("too_many",)),
            ("open", filled(begin, "<a>", ""), ("too_many",)),
            ("wide", filled(begin, "<a/>", end, LARGE // 3).decode(), ("too_many",)),
        ):
            with self.subTest(name):
                data = data.encode("utf-16") if isinstance(data, str) else data
                codes = codes or (None, "too_many", "not_xml", "too_large")
                self.hurts_nobody(data, *codes)

    def test_many_elements(self):
        rows = "".join(f'<task id="t{number}"/>' for number in range(10_000))
        ways = "".join(
            f'<sequenceFlow sourceRef="t{n}" targetRef="t{n + 1}"/>'
            for n in range(9_999)
        )
        self.hurts_nobody(document(rows + ways), None)
        self.hurts_nobody(document("<task/>" * 100_000), "too_many")
        self.hurts_nobody(document("<sequenceFlow/>" * 140_000), None, "too_many")
        row = "<Activity/>"
        some = f"<Activities>{row * 100_000}</Activities>"
        self.hurts_nobody(XPDL.format(some), "too_many")

    def test_deep_nesting(self):
        deep = "<subProcess>" * 100_000
        self.hurts_nobody(document(deep), "too_deep", "not_xml")
        self.hurts_nobody(document(deep + deep.replace("<", "</")), "too_deep")
        held = "<subProcess>" * 150 + "</subProcess>" * 150
        self.hurts_nobody(document(held), None)

    def test_wrong_encodings(self):
        text = document('<task id="a" name="é"/>')
        for data in (
            text.encode("cp1252"),
            b'<?xml version="1.0" encoding="utf-16"?>' + text.encode(),
            b'<?xml version="1.0" encoding="klingon"?>' + text.encode(),
            b'<?xml version="1.0" encoding="zip"?>' + text.encode(),
            text.encode("utf-16"),
            text.encode("utf-32"),
            b"\xff\xfe\x00" + text.encode(),
        ):
            with self.subTest(data[:40]):
                self.hurts_nobody(data, None, "not_xml")

    def test_ids_and_references(self):
        same = '<task id="a"/>' * 5_000
        ways = '<sequenceFlow id="a" sourceRef="a" targetRef="b"/>' * 5_000
        self.hurts_nobody(document(same + ways), None)
        lost = '<sequenceFlow sourceRef="x" targetRef="y"/>' * 5_000
        self.hurts_nobody(document(lost), None)
        calls = '<callActivity id="c" calledElement="p"/>'
        self.hurts_nobody(document(calls), None)

    def test_bombs(self):
        large = b"a:" + b"0" * 300_000_000
        self.hurts_nobody(zlib.compress(large, 1), "too_large")
        self.hurts_nobody(gzip.compress(large, 1), "too_large")
        self.hurts_nobody(b"a:1:{i:0;" * 1_000_000, "not_bpt")
        many = b"a:9999999:{" + b"i:0;a:0:{}" * 1_900_000
        self.hurts_nobody(many, "not_bpt")
        twice = zlib.compress(zlib.compress(large, 1), 9)
        self.hurts_nobody(twice, "not_bpt")
