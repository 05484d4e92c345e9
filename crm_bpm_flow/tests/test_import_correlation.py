from .common import FlowCase

FILE = """
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:flowable="http://flowable.org/bpmn" targetNamespace="x">
  <message id="M1" name="Paid"/>
  <collaboration id="col"><participant id="pool" processRef="pr"/>
    <correlationKey id="ck">%(refs)s</correlationKey></collaboration>
  %(properties)s
  <process id="pr" isExecutable="true">
    <correlationSubscription id="cs" correlationKeyRef="ck">%(bindings)s
    </correlationSubscription>
    <startEvent id="s"/>
    <subProcess id="p"><startEvent id="ps"/><receiveTask id="r" messageRef="M1"/>
      <endEvent id="x">
        <terminateEventDefinition flowable:terminateAll="true"/></endEvent>
      <sequenceFlow id="f1" sourceRef="ps" targetRef="r"/>
      <sequenceFlow id="f2" sourceRef="r" targetRef="x"/></subProcess>
    <endEvent id="e"/>
    <sequenceFlow id="f3" sourceRef="s" targetRef="p"/>
    <sequenceFlow id="f4" sourceRef="p" targetRef="e"/>
  </process>
</definitions>
"""
PROPERTY = """
<correlationProperty id="%s"><correlationPropertyRetrievalExpression messageRef="M1">
<messagePath>x</messagePath></correlationPropertyRetrievalExpression>
</correlationProperty>
"""
BINDING = """
<correlationPropertyBinding correlationPropertyRef="%s"><dataPath>%s</dataPath>
</correlationPropertyBinding>
"""


class TestImportCorrelation(FlowCase):
    """What a file says beyond the steps: correlation, and ends of everything."""

    def _draft(self, known=("number",), **paths):
        values = {
            "refs": "".join(
                f"<correlationPropertyRef>{n}</correlationPropertyRef>" for n in paths
            ),
            "properties": "".join(PROPERTY % name for name in known),
            "bindings": "".join(BINDING % pair for pair in paths.items()),
        }
        flows = self.env["bpm.flow"].with_user(self.admin)
        return flows.import_bpmn(FILE % values, model="crm.lead").draft_id

    def _codes(self, draft):
        return [f["code"] for f in draft.check()]

    def test_one_property_is_the_key_of_the_step_that_waits(self):
        draft = self._draft(number="order_number")
        node = draft.node_ids.filtered(lambda n: n.bpmn_id == "r")
        self.assertEqual(node.message_key, "order_number")
        self.assertEqual(self._codes(draft), [])
        self.assertIn("correlationSubscription", draft.export_bpmn())

    def test_several_are_told_of(self):
        draft = self._draft(("number", "client"), number="a", client="b")
        self.assertFalse(draft.node_ids.filtered("message_key"))
        found = draft.check()
        self.assertEqual([f["code"] for f in found], ["correlation"])
        self.assertIn("messages find it by its business key", found[0]["message"])
        self.assertEqual(found[0]["severity"], "warning")

    def test_one_of_a_property_that_is_not_there_is_told_of(self):
        draft = self._draft((), number="a")
        self.assertEqual(self._codes(draft), ["correlation"])

    def test_one_that_cannot_be_read_is_told_of_at_its_step(self):
        draft = self._draft(number="getDataObject('order')/number")
        found = draft.check()
        self.assertEqual(
            [(f["code"], f["element"]) for f in found], [("key_unread", "r")]
        )
        draft.action_publish()

    def test_an_end_of_everything_comes_back_until_it_is_none(self):
        draft, again = self._draft(number="a"), self.env["bpm.flow"]
        for ends_all in (True, False):
            node = draft.node_ids.filtered(lambda n: n.bpmn_id == "x")
            self.assertEqual(node.ends_all, ends_all)
            xml = draft.export_bpmn()
            draft = again.with_user(self.admin).import_bpmn(xml, "crm.lead").draft_id
            node = draft.node_ids.filtered(lambda n: n.bpmn_id == "x")
            self.assertEqual(node.ends_all, ends_all)
            node.ends_all = False
