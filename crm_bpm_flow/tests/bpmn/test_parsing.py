"""Files as they come: wrong encodings, forgotten declarations, hostile ones."""

import time
import unittest

from ...bpmn import BpmnError, read
from .common import HEAD, document

NAMED = document('<task id="t" name="Prüfen – 5 €"/>')
LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10)
)


class TestParsing(unittest.TestCase):
    def name_in(self, xml):
        return read(xml).processes[0].elements[0].name

    def refused(self, xml, code):
        began = time.process_time()
        with self.assertRaises(BpmnError) as caught:
            read(xml)
        self.assertEqual(caught.exception.code, code)
        self.assertLess(time.process_time() - began, 5)
        return caught.exception.message_args

    def test_encodings(self):
        said = '<?xml version="1.0" encoding="{}"?>\n'
        for xml in (
            NAMED,
            said.format("utf-16") + NAMED,
            "\ufeff" + NAMED,
            "\n  " + said.format("ascii") + NAMED,
            NAMED.encode(),
            b"\xef\xbb\xbf" + NAMED.encode(),
            b"\n " + (said.format("utf-8") + NAMED).encode(),
            (said.format("windows-1252") + NAMED).encode("cp1252"),
            (said.format("UTF-8") + NAMED).encode("cp1252"),
            NAMED.encode("cp1252"),
            (said.format("utf-8") + NAMED).encode("utf-16"),
            (said.format("utf-16") + NAMED).encode("utf-16"),
            (said.format("utf-16") + NAMED).encode(),
            (said.format("klingon") + NAMED).encode(),
            (said.format("ascii") + NAMED).encode(),
        ):
            with self.subTest(xml=xml[:60]):
                self.assertEqual(self.name_in(xml), "Prüfen – 5 €")

    def test_prefixes_that_nobody_declared(self):
        task = '<task id="t" name="x" camunda:assignee="anna" my:own="1"/>'
        element = read(document(task)).processes[0].elements[0]
        self.assertEqual(element.extra, {"assignee": "anna"})
        self.assertIn("{urn:undeclared:my}own", element.attributes)
        inside = '<bpmn:process id="p"><bpmn:task id="t" name="x"/></bpmn:process>'
        whole = f"<bpmn:definitions>{inside}</bpmn:definitions>"
        self.assertEqual(self.name_in(whole), "x")

    def test_no_namespace_and_an_older_one(self):
        plain = '<definitions><process id="p"><task name="x"/></process></definitions>'
        self.assertEqual(self.name_in(plain), "x")
        old = "http://schema.omg.org/spec/BPMN/2.0"
        new = "http://www.omg.org/spec/BPMN/20100524/MODEL"
        self.assertEqual(self.name_in(NAMED.replace(new, old)), "Prüfen – 5 €")

    def test_a_document_type_is_borne(self):
        for kind in (
            '<!DOCTYPE definitions SYSTEM "http://localhost:1/x.dtd">',
            "<!DOCTYPE definitions [<!ELEMENT definitions ANY>]>",
        ):
            self.assertEqual(self.name_in(kind + NAMED), "Prüfen – 5 €")

    def test_comments_and_instructions_are_no_elements(self):
        inside = '<!-- a --><?do it?><task id="t" name="x"><!-- b --></task>'
        self.assertEqual(self.name_in(document(inside)), "x")

    def test_entities_are_refused(self):
        secret = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        outside = '<!DOCTYPE d [<!ENTITY % x SYSTEM "http://localhost:1/"> %x;]>'
        late = '<!DOCTYPE d [<!ELEMENT a ANY> <!ENTITY x "1">]>'
        task = document('<task id="t" name="x">&x;</task>')
        for kind in (secret, outside, late, f"<!DOCTYPE d [{LAUGHS}]>"):
            self.refused(kind + task, "entities")
            self.refused((kind + task).encode("utf-16"), "entities")
        self.refused(task, "not_xml")

    def test_size_and_depth(self):
        self.refused(" " * (50 * 1024 * 1024 + 1), "too_large")
        deep = "<subProcess>" * 300 + "</subProcess>" * 300
        self.refused(document(deep), "too_deep")
        deeper = "<subProcess>" * 5000 + "</subProcess>" * 5000
        self.refused(document(deeper), "too_deep")
        fine = "<subProcess>" * 100 + "</subProcess>" * 100
        self.assertEqual(len(read(document(fine)).processes[0].elements), 100)

    def test_no_xml(self):
        self.refused("", "empty")
        self.refused(b" \n", "empty")
        for xml in (
            "hello",
            "<a>",
            NAMED[:-10],
            "\ud800",
            b"\x00\x01\x02",
            b"\xff\xfe",
        ):
            self.refused(xml, "not_xml")
        self.assertEqual(self.refused("<a>\n <b>\n</a>", "not_xml")["line"], 3)
        # Undeclared prefixes are no excuse for a file that breaks off.
        self.refused(HEAD.format('a:b="1"') + "<process>", "not_xml")

    def test_something_else(self):
        values = self.refused("<html><body/></html>", "not_bpmn")
        self.assertEqual(values, {"root": "html"})
        self.refused('<Package xmlns="http://www.wfmc.org/2009/XPDL2.2"/>', "not_bpmn")

    def test_many_elements_in_time(self):
        tasks = "".join(f'<task id="t{n}" name="x"/>' for n in range(10_000))
        flows = "".join(
            f'<sequenceFlow id="f{n}" sourceRef="t{n}" targetRef="t{n + 1}"/>'
            for n in range(9_999)
        )
        began = time.process_time()
        process = read(document(tasks + flows)).processes[0]
        self.assertEqual((len(process.elements), len(process.flows)), (10_000, 9_999))
        self.assertLess(time.process_time() - began, 10)
