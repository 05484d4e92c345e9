from lxml import etree

from odoo.exceptions import AccessError, UserError

from .common import FlowCase, end, task

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"


class DrawCase(FlowCase):
    def setUp(self):
        super().setUp()
        self.process = self.flow(
            publish=False,
            call=task(
                self.worker,
                {"Reached": "offer", "No answer": "lost"},
                within="30 minutes",
                instruction="<p>Be kind.</p>",
            ),
            offer=task(self.mate, then="goal"),
            goal=end("goal"),
            lost=end("failure"),
        )
        self.draft = self.process.draft_id.with_user(self.owner)
        self.open_map()

    def open_map(self):
        """What the browser has after it loaded the map."""
        data = self.draft.draw_data()
        self.known = [*data["steps"], *data["ways"]]
        self.xml = etree.fromstring(data["xml"].encode())

    def save(self, copies=None, ready=None):
        text = etree.tostring(self.xml, encoding="unicode")
        return self.draft.draw_save(text, self.known, copies, ready)

    def drawn(self, name):
        [found] = self.xml.xpath("//*[@id=$name]", name=name)
        return found

    def draw(self, kind, bpmn_id, **attributes):
        process = self.xml.find(f"{{{BPMN}}}process")
        return etree.SubElement(
            process, f"{{{BPMN}}}{kind}", attrib={"id": bpmn_id, **attributes}
        )

    def draw_way(self, bpmn_id, source, target, **attributes):
        return self.draw(
            "sequenceFlow", bpmn_id, sourceRef=source, targetRef=target, **attributes
        )

    def erase(self, name):
        for place in self.xml.xpath("//*[@id=$n or @bpmnElement=$n]", n=name):
            place.getparent().remove(place)
        for reference in self.xml.xpath("//*[text()=$n]", n=name):
            reference.getparent().remove(reference)

    def way(self, source, target):
        return self.draft.transition_ids.filtered(
            lambda w: (w.source_id.bpmn_id, w.target_id.bpmn_id) == (source, target)
        )


class TestDraw(DrawCase):
    """Steps and ways become those of the drawing; their settings stay."""

    def test_a_map_saved_as_it_was_changes_nothing(self):
        self.save()  # what had no place yet has one now
        before, rows = self.draft.export_bpmn(), self.draft.editor_data()
        self.open_map()
        data = self.save()
        self.assertEqual(self.draft.export_bpmn(), before)
        self.assertEqual(self.draft.editor_data(), rows)
        self.assertFalse(data["is_stale"])
        steps = ["call", "goal", "lost", "offer", "start"]
        self.assertEqual(sorted(data["steps"]), steps)

    def test_the_next_draft_looks_like_the_published_one(self):
        """Lanes, notes and whatever else is drawn beside the steps."""
        note = self.draw("textAnnotation", "note")
        etree.SubElement(note, f"{{{BPMN}}}text").text = "Be quick"
        lanes = etree.Element(f"{{{BPMN}}}laneSet", id="lanes")
        self.xml.find(f"{{{BPMN}}}process").insert(0, lanes)
        etree.SubElement(lanes, f"{{{BPMN}}}lane", id="lane", name="Sellers")
        self.save()
        self.draft.action_publish()
        version = self.process.version_id.with_user(self.owner)
        self.process.with_user(self.owner).action_new_draft()
        draft = self.process.draft_id.with_user(self.owner)
        self.assertIn("Be quick", draft.draw_data()["xml"])
        self.assertEqual(draft.export_bpmn(), version.export_bpmn())
        twin = self.process.copy().draft_id
        self.assertIn('name="Sellers"', twin.draw_data()["xml"])

    def test_a_new_step_between_two(self):
        ways = self.way("offer", "goal")
        self.draw("userTask", "thanks", name="Say thanks")
        self.drawn(ways.bpmn_id).set("targetRef", "thanks")
        self.draw_way("to_goal", "thanks", "goal")
        self.save()
        thanks = self.draft.node_ids.filtered(lambda n: n.bpmn_id == "thanks")
        self.assertEqual((thanks.kind, thanks.name), ("userTask", "Say thanks"))
        self.assertEqual(ways.target_id, thanks)
        self.assertEqual(thanks.outgoing_ids.target_id.bpmn_id, "goal")
        order = self.draft.node_ids._in_order().mapped("bpmn_id")
        self.assertEqual(order.index("thanks"), order.index("offer") + 1)
        self.assertFalse([f for f in self.draft.check() if f["severity"] == "error"])

    def test_settings_stay_where_they_are(self):
        self.drawn("call").set("name", "Ring up")
        self.save()
        call = self.step(self.process, "call")
        self.assertEqual(call.name, "Ring up")
        self.assertEqual(call.user_ids, self.worker)
        self.assertEqual(call.outcome_ids.mapped("name"), ["Reached", "No answer"])
        self.assertEqual(self.way("call", "offer").outcome_id.name, "Reached")
        self.assertIn("Be kind", call.instruction)

    def test_what_was_set_meanwhile_is_not_lost(self):
        """The drawing was loaded before; its copy of the settings is an old one."""
        self.step(self.process, "call").user_ids = self.mate
        self.drawn("call").set("name", "Ring up")
        self.save()
        self.assertEqual(self.step(self.process, "call").user_ids, self.mate)

    def test_an_erased_step_goes_with_its_ways(self):
        for name in ("offer", *self.way("call", "offer").mapped("bpmn_id")):
            self.erase(name)
        self.erase(self.way("offer", "goal").bpmn_id)
        self.save()
        self.assertFalse(self.step(self.process, "offer"))
        self.assertFalse(self.way("call", "offer"))

    def test_words_at_a_way_are_an_outcome(self):
        way = self.way("call", "offer")
        self.assertEqual(self.drawn(way.bpmn_id).get("name"), "Reached")
        self.drawn(way.bpmn_id).set("name", "Yes, reached")
        self.draw_way("later", "call", "call", name="Later")
        self.save()
        names = self.step(self.process, "call").outcome_ids.mapped("name")
        self.assertEqual(names, ["Yes, reached", "No answer", "Later"])
        self.assertEqual(self.way("call", "call").outcome_id.name, "Later")

    def test_a_copy_has_the_settings(self):
        self.draw("userTask", "again", name="Call again")
        self.save({"again": "call"})
        again = self.step(self.process, "again")
        self.assertEqual(again.user_ids, self.worker)
        self.assertEqual(again.outcome_ids.mapped("name"), ["Reached", "No answer"])
        self.assertEqual(again.name, "Call again")

    def test_a_time_limit_on_a_border(self):
        limit = self.draw("boundaryEvent", "limit", attachedToRef="call", name="Slow")
        etree.SubElement(limit, f"{{{BPMN}}}timerEventDefinition")
        self.draw_way("slow", "limit", "lost")
        self.save()
        limit = self.step(self.process, "limit")
        self.assertEqual((limit.kind, limit.event), ("boundaryEvent", "timer"))
        self.assertEqual(limit.attached_to_id.bpmn_id, "call")
        self.assertEqual(limit.deadline_amount, 1)

    def test_another_kind(self):
        old = self.drawn("offer")
        old.tag = f"{{{BPMN}}}serviceTask"
        self.save()
        self.assertEqual(self.step(self.process, "offer").kind, "serviceTask")

    def test_somebody_else_worked_on_it(self):
        """What he added stays, what he deleted does not come back."""
        offer = self.step(self.process, "offer")
        self.draft.editor_add("userTask", name="His", after_id=offer.id)
        lost = self.step(self.process, "lost")
        lost.unlink()
        self.drawn("call").set("name", "Ring up")
        data = self.save()
        names = self.draft.node_ids.mapped("name")
        self.assertIn("His", names)
        self.assertIn("Ring up", names)
        self.assertFalse(self.step(self.process, "lost"))
        self.assertTrue(data["is_stale"])

    def test_published_versions_are_looked_at_only(self):
        self.draft.action_publish()
        data = self.draft.draw_data()
        self.assertFalse(data["editable"])
        self.assertNotIn("kind.", data["xml"])
        with self.assertRaises(UserError):
            self.save()

    def test_who_may_draw(self):
        self.assertFalse(self.draft.with_user(self.worker).draw_data()["editable"])
        text = etree.tostring(self.xml, encoding="unicode")
        with self.assertRaises(AccessError):
            self.draft.with_user(self.worker).draw_save(text, self.known)

    def test_what_is_no_drawing(self):
        for text in ("", "<a/>", f"<definitions xmlns='{BPMN}'/>", 5):
            with self.subTest(text), self.assertRaises(UserError):
                self.draft.draw_save(text, self.known)
        self.assertEqual(len(self.draft.node_ids), 5)

    def test_laid_out_anew(self):
        text = etree.tostring(self.xml, encoding="unicode")
        moved = text.replace('x="', 'x="9')
        self.assertNotEqual(moved, text)
        laid = self.draft.draw_layout(moved)
        self.assertEqual(laid.count("BPMNShape"), text.count("BPMNShape"))
        self.assertNotIn('x="9', laid)
