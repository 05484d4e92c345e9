from pathlib import Path
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .import_case import ImportCase, document

FILES = Path(__file__).parent / "bpmn" / "files"


class TestImport(ImportCase):
    """Files come in by a dialog; a page says what became of each element."""

    def test_what_a_file_of_camunda_leaves_open(self):
        page = self._import(
            ("offer.bpmn", (FILES / "camunda7_offer.bpmn").read_bytes())
        )
        flow = page.flow_ids
        self.assertEqual((page.name, flow.user_id), ("offer.bpmn", self.owner))
        self.assertTrue(self._lines(page, "decide"))
        self.assertEqual(page.open_count, page.decide_count)
        everything = {line.element for line in page.line_ids}
        for node in flow.draft_id.node_ids:
            self.assertIn(node.bpmn_id, everything)
        self.assertEqual(page.line_ids.mapped("verdict")[0], "decide")
        for line in page.line_ids:
            self.assertNotEqual(line.message, line.code)
            self.assertTrue(line.kind_label)

    def test_what_was_taken_over_is_not_said_to_be_unused(self):
        content = document(
            '<startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="look"/>'
            f'<userTask id="look" name="Look" camunda:assignee="{self.worker.login}" '
            'camunda:candidateGroups="nobody here" camunda:dueDate="P2D" '
            'camunda:priority="9"/>'
            '<sequenceFlow id="g" sourceRef="look" targetRef="e"/><endEvent id="e"/>'
        )
        page = self._import(("p.bpmn", content))
        step = page.flow_ids.draft_id.node_ids.filtered(lambda n: n.name == "Look")
        self.assertEqual((step.user_ids, step.deadline_amount), (self.worker, 2))
        self.assertEqual(
            self._line(page, "look").message,
            "Taken over. Kept besides, not used here: candidateGroups, priority.",
        )

    def test_lanes_become_roles(self):
        team = self.env["crm.team"].create({"name": "Callers"})
        team.member_ids = self.worker
        inside = """
            <laneSet id="s"><lane id="l1" name="callers"><flowNodeRef>a</flowNodeRef>
            <flowNodeRef>sub</flowNodeRef></lane><lane id="l2" name="Bosses">
            <flowNodeRef>b</flowNodeRef><flowNodeRef>c</flowNodeRef></lane>
            <lane id="l3" name="Robots"><flowNodeRef>r</flowNodeRef></lane></laneSet>
            <userTask id="a" name="A"/><userTask id="b" name="B"/>
            <manualTask id="c" name="C"/><serviceTask id="r" name="R"/>
            <subProcess id="sub"><userTask id="in" name="In"/></subProcess>"""
        page = self._import(("lanes.bpmn", document(inside)))
        flow = page.flow_ids
        roles = {role.name: role for role in flow.draft_id.role_ids}
        self.assertEqual(sorted(roles), ["Bosses", "callers"])
        self.assertEqual(roles["callers"].team_ids, team)
        self.assertTrue(roles["Bosses"].is_owner)
        for key, name in (("a", "callers"), ("in", "callers"), ("c", "Bosses")):
            self.assertEqual(self.step(flow, key).role_id, roles[name])
        decide, taken = self._lines(page, "decide"), self._lines(page, "taken")
        self.assertEqual(decide["l2"], "role")
        self.assertEqual((taken["l1"], taken["l3"]), ("lane", "lane_name"))
        self.assertNotIn("b", decide)
        # The one question is answered at the role; then all its tasks are.
        line = self._line(page, "l2")
        self.assertEqual(line.state, "open")
        action = line.with_user(self.owner).action_open()
        self.assertEqual(action["res_model"], "bpm.flow.role")
        role = self.env["bpm.flow.role"].browse(action["res_id"])
        role.with_user(self.owner).user_ids = self.worker
        line.invalidate_recordset()
        self.assertEqual(line.state, "settled")

    def test_whoever_is_named_takes_the_owners_place(self):
        page = self._import(("who.bpmn", document('<userTask id="a" name="A"/>')))
        line = self._line(page, "a")
        self.assertEqual((line.state, line.node_id.is_owner), ("open", True))
        action = line.with_user(self.owner).action_open()
        node = line.node_id.with_user(self.owner)
        with Form(node.with_context(**action["context"])) as form:
            form.user_ids.add(self.worker)
            self.assertFalse(form.is_owner)
            form.is_owner = True  # both, when he says so
        self.assertTrue(node.is_owner)
        with Form(node.with_context(**action["context"])) as form:
            form.is_owner = False
        line.invalidate_recordset()
        self.assertEqual((line.state, node.user_ids), ("settled", self.worker))

    def test_people_of_other_tools(self):
        group = self.env["res.groups"].create({"name": "Signers"})
        inside = f"""
            <userTask id="a" camunda:assignee="{self.worker.login}"/>
            <userTask id="b" camunda:candidateGroups="Signers, Nobody"/>
            <userTask id="c" camunda:assignee="${{boss}}"/>
            <userTask id="d" camunda:assignee="stranger.x"/>
            <userTask id="e"><potentialOwner><resourceAssignmentExpression>
            <formalExpression>user({self.mate.login}), group(Signers)</formalExpression>
            </resourceAssignmentExpression></potentialOwner></userTask>
            <userTask id="f"><performer><resourceRef>r</resourceRef></performer>
            </userTask><userTask id="g" camunda:dueDate="P2D"/>
            <userTask id="h" camunda:dueDate="${{later}}"/>"""
        more = '<resource id="r" name="Signers"/>'
        page = self._import(("people.bpmn", document(inside, more)))
        flow = page.flow_ids
        steps = {key: self.step(flow, key) for key in "abcdefgh"}
        self.assertEqual(steps["a"].user_ids, self.worker)
        self.assertEqual(steps["b"].group_ids, group)
        self.assertEqual(steps["c"].user_formula, "${boss}")
        self.assertTrue(steps["d"].is_owner)
        self.assertEqual(steps["e"].user_ids, self.mate)
        self.assertEqual(steps["e"].group_ids, group)
        self.assertEqual(steps["f"].group_ids, group)
        deadline = (steps["g"].deadline_amount, steps["g"].deadline_unit)
        self.assertEqual(deadline, (2, "days"))
        later = (steps["h"].timer_kind, steps["h"].timer_text)
        self.assertEqual(later, ("date", "${later}"))
        decide = self._lines(page, "decide")
        self.assertEqual(decide, {"d": "who", "g": "owner", "h": "owner"})
        self.assertIn("stranger.x", self._line(page, "d").message)

    def test_each_question_is_settled_where_it_belongs(self):
        inside = """
            <userTask id="form"><extensionElements><camunda:formData>
            <camunda:formField id="budget" label="Budget" type="long"/>
            </camunda:formData></extensionElements></userTask>
            <serviceTask id="java" camunda:class="com.acme.Pay"/>
            <scriptTask id="js" scriptFormat="groovy"><script>def a = [:];</script>
            </scriptTask><businessRuleTask id="rule" camunda:decisionRef="dish"/>
            <callActivity id="call" calledElement="billing"/>
            <intermediateCatchEvent id="wait"><timerEventDefinition><timeDuration>
            two days</timeDuration></timerEventDefinition></intermediateCatchEvent>
            <exclusiveGateway id="x"/><task id="y"/><task id="n"/>
            <sequenceFlow id="yes" sourceRef="x" targetRef="y"/>
            <sequenceFlow id="no" sourceRef="x" targetRef="n"><conditionExpression>
            #!? strange</conditionExpression></sequenceFlow>"""
        page = self._import(("open.bpmn", document(inside)))
        flow = page.flow_ids
        lines = page.line_ids.filtered(lambda line: line.verdict == "decide")
        found = {(line.element, line.code) for line in lines}
        self.assertEqual(
            found,
            {
                ("form", "owner"),
                ("form", "form"),
                ("java", "action"),
                ("js", "script"),
                ("rule", "table"),
                ("call", "callee"),
                ("wait", "time"),
                ("yes", "no_condition"),
                ("no", "condition"),
                ("y", "no_kind"),
                ("n", "no_kind"),
            },
        )
        self.assertEqual(set(lines.mapped("state")), {"open"})
        form = self.step(flow, "form").with_user(self.owner)
        form.user_ids = self.worker
        field = self.env["ir.model.fields"]._get("crm.lead", "expected_revenue")
        form.required_field_ids = field
        self.step(flow, "js").with_user(self.owner).script = "a = 1"
        self.step(flow, "wait").with_user(self.owner).timer_text = "P2D"
        called = self.flow("Billing", code="billing")
        self.step(flow, "call").with_user(self.owner).called_flow_id = called
        actions = self.env["ir.actions.server"].with_user(self.owner)
        actions.create(
            {
                "name": "Pay",
                "state": "object_write",
                "update_path": "description",
                "value": "Paid",
                "bpm_node_id": self.step(flow, "java").id,
            }
        )
        table = {"version_id": flow.draft_id.id, "name": "Dish"}
        self.step(flow, "rule").decision_id = self.env["bpm.flow.decision"].create(
            table
        )
        ways = {way.bpmn_id: way for way in flow.draft_id.transition_ids}
        ways["yes"].with_user(self.owner).expression = "probability > 50"
        ways["no"].with_user(self.owner).is_default = True
        for key in "yn":
            self.step(flow, key).with_user(self.owner).kind = "userTask"
        lines.invalidate_recordset()
        page.invalidate_recordset()
        self.assertEqual(set(lines.mapped("state")), {"settled"})
        self.assertEqual(page.open_count, 0)

    def test_a_line_is_settled_by_hand_and_in_a_later_version(self):
        page = self._import(("one.bpmn", document('<userTask id="a" name="Ask"/>')))
        line, flow = self._line(page, "a"), page.flow_ids
        line.with_user(self.owner).action_done()
        self.assertEqual(line.state, "settled")
        line.with_user(self.owner).action_done()
        flow.draft_id.with_user(self.owner).action_publish()
        flow.with_user(self.owner).action_new_draft()
        line.invalidate_recordset()
        self.assertEqual((line.state, line.node_id.version_id), ("open", flow.draft_id))
        line.node_id.with_user(self.owner).user_ids = self.worker
        line.invalidate_recordset()
        self.assertEqual(line.state, "settled")

    def test_what_is_kept_and_what_was_mended(self):
        page = self._import(
            ("bizagi.bpmn", (FILES / "bizagi_request.bpmn").read_bytes()),
            ("broken.bpmn", (FILES / "broken_request.bpmn").read_bytes()),
        )
        self.assertEqual(len(page.flow_ids), 2)
        kept, mended = self._lines(page, "kept"), self._lines(page, "mended")
        self.assertIn("Id_paper", kept)
        self.assertEqual(mended["to_nothing"], "dropped_flow")
        self.assertEqual(mended["lost"], "no_host")

    def test_nothing_comes_in_when_one_file_is_none(self):
        good = ("good.bpmn", document('<userTask id="a"/>'))
        count = self.env["bpm.flow"].search_count([])
        with self.refused(UserError, "bad.bpmn", "no BPMN file"):
            self._import(good, ("bad.bpmn", "<html/>"))
        self.assertEqual(self.env["bpm.flow"].search_count([]), count)
        self.assertFalse(self.env["bpm.flow.import"].search([]))

    def test_too_many_elements_are_refused(self):
        tasks = "".join(f'<task id="t{number}"/>' for number in range(10_000))
        count = self.env["bpm.flow"].search_count([])
        with self.refused(UserError, "large.bpmn", "at most 3000"):
            self._import(("large.bpmn", document(tasks)))
        self.assertEqual(self.env["bpm.flow"].search_count([]), count)

    def test_steps_that_are_linked_in_a_ring(self):
        """Whatever a file links is linked, also where no step can come first."""
        inside = """
            <task id="t"/>
            <boundaryEvent id="a" attachedToRef="t"><compensateEventDefinition/>
            </boundaryEvent>
            <boundaryEvent id="b" attachedToRef="t"><compensateEventDefinition/>
            </boundaryEvent>
            <association id="ring" sourceRef="a" targetRef="b"/>"""
        flow = self.env["bpm.flow"].import_bpmn(document(inside))
        task, one, other = (self.step(flow, name) for name in "tab")
        self.assertEqual((one.handler_id, other.handler_id), (other, one))
        self.assertEqual((one | other).attached_to_id, task)
        self.assertEqual(flow.draft_id.node_ids, task | one | other)

    def test_a_draft_costs_no_server_what_it_remembers(self):
        """Rights and all else that Odoo keeps of the database."""
        inside = """
            <startEvent id="s"/><task id="t"/><endEvent id="e"/>
            <sequenceFlow id="st" sourceRef="s" targetRef="t"/>
            <sequenceFlow id="te" sourceRef="t" targetRef="e"/>"""
        file = document(inside)
        flow = self.env["bpm.flow"].import_bpmn(file)
        with patch.object(type(self.env.registry), "clear_cache") as forgets:
            self.assertEqual(self.env["bpm.flow"].import_bpmn(file), flow)
            forgets.assert_not_called()
            flow.draft_id.action_publish()
            forgets.assert_called()

    def test_the_same_code_again(self):
        file = ("one.bpmn", document('<userTask id="a"/>'))
        flow = self._import(file).flow_ids
        self.assertEqual(self._import(file).flow_ids, flow)
        other = self._import(file, existing="new").flow_ids
        self.assertNotEqual(other, flow)
        self.assertNotEqual(other.code, flow.code)
        # Somebody else's process is never touched.
        flow.user_id = self.admin
        third = self._import(file).flow_ids
        self.assertEqual((third.user_id, third != flow), (self.owner, True))

    def test_who_may_import_and_who_sees_it(self):
        page = self._import(("one.bpmn", document('<userTask id="a"/>')))
        with self.refused(AccessError):
            self.env["bpm.flow.import.wizard"].with_user(self.worker).create({})
        other = self._person("other_owner", "crm_bpm_flow.group_owner")
        for user, may in ((self.owner, True), (self.admin, True), (other, False)):
            self.assertEqual(page.with_user(user).has_access("read"), may)
            self.assertEqual(page.line_ids.with_user(user).has_access("read"), may)
        self.assertFalse(page.with_user(self.worker).has_access("read"))
