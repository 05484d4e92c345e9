from lxml import etree

from odoo.fields import Command

from .test_draw import BPMN, DrawCase


class TestDrawLanes(DrawCase):
    """Lanes that are drawn are the roles of the process."""

    def lanes(self, **lanes):
        """What the browser draws: {id of a lane: (name, steps in it)}."""
        for found in self.xml.iter(f"{{{BPMN}}}laneSet"):
            found.getparent().remove(found)
        if not lanes:
            return
        process = self.xml.find(f"{{{BPMN}}}process")
        holder = etree.Element(f"{{{BPMN}}}laneSet", id="lanes")
        process.insert(0, holder)
        for lane_id, (name, steps) in lanes.items():
            lane = etree.SubElement(holder, f"{{{BPMN}}}lane", id=lane_id, name=name)
            for step in steps:
                etree.SubElement(lane, f"{{{BPMN}}}flowNodeRef").text = step

    def role(self, name):
        return self.draft.role_ids.filtered(lambda role: role.name == name)

    def names(self):
        return sorted(self.draft.role_ids.mapped("name"))

    def test_a_new_lane_is_a_role_and_gives_its_people_to_who_has_none(self):
        call, offer = self.step(self.process, "call"), self.step(self.process, "offer")
        call.user_ids = False
        self.lanes(a=("Sellers", ["call", "offer"]), b=("Bosses", []))
        self.save()
        self.assertEqual(self.names(), ["Bosses", "Sellers"])
        self.assertEqual(call.role_id, self.role("Sellers"))
        self.assertTrue(self.role("Sellers").is_owner, "until somebody says who")
        self.assertFalse(offer.role_id, "its own people stay")
        self.assertEqual(offer.user_ids, self.mate)

    def test_who_is_called_like_a_lane_stands_in_its_role(self):
        team = self.env["crm.team"].create({"name": "Hunters"})
        self.lanes(a=("Hunters", ["call"]))
        self.save()
        self.assertEqual(self.role("Hunters").team_ids, team)

    def test_another_name_is_the_same_role(self):
        self.step(self.process, "call").user_ids = False
        self.lanes(a=("Sellers", ["call"]))
        self.save()
        role = self.role("Sellers")
        role.user_ids = self.mate
        self.lanes(a=("Callers", ["call"]))
        self.save()
        self.save()  # what the drawing still says of the old name brings nothing back
        self.assertEqual(self.names(), ["Callers"])
        self.assertEqual((role.name, role.user_ids), ("Callers", self.mate))
        self.assertEqual(self.step(self.process, "call").role_id, role)

    def test_a_step_that_moves_to_another_lane_has_its_people(self):
        call = self.step(self.process, "call")
        call.user_ids = False
        self.lanes(a=("Sellers", ["call"]), b=("Bosses", []))
        self.save()
        self.lanes(a=("Sellers", []), b=("Bosses", ["call"]))
        self.save()
        self.assertEqual(call.role_id, self.role("Bosses"))
        other = self.env["bpm.flow.role"].create(
            {"version_id": self.draft.id, "name": "Nobody's lane"}
        )
        call.role_id = other
        self.lanes(a=("Sellers", ["call"]), b=("Bosses", []))
        self.save()
        self.assertEqual(call.role_id, other, "a role that it was given stays")

    def test_a_lane_that_is_taken_away(self):
        call = self.step(self.process, "call")
        call.user_ids = False
        self.lanes(a=("Sellers", ["call"]), b=("Bosses", []), c=("Clerks", []))
        self.save()
        self.role("Clerks").user_ids = [Command.link(self.clerk.id)]
        self.lanes()
        self.save()
        # one that has work, and one that says who it is, are still there
        self.assertEqual(self.names(), ["Clerks", "Sellers"])
        self.assertFalse(call.lane)

    def test_the_same_lanes_in_another_order_change_nothing_but_that(self):
        self.step(self.process, "call").user_ids = False
        lanes = {"a": ("Sellers", ["call"]), "b": ("Bosses", ["offer"])}
        self.lanes(**lanes)
        self.save()
        rows = self.draft.editor_data(), self.names()
        self.lanes(**dict(reversed(lanes.items())))
        self.save()
        self.assertEqual((self.draft.editor_data(), self.names()), rows)
        order = self.draft.draw_data()["xml"]
        self.assertLess(order.index('name="Bosses"'), order.index('name="Sellers"'))

    def test_a_role_that_got_another_name_meanwhile_is_not_made_again(self):
        call = self.step(self.process, "call")
        role = self.env["bpm.flow.role"].create(
            {"version_id": self.draft.id, "name": "Sellers", "is_owner": True}
        )
        call.write({"user_ids": False, "role_id": role.id})
        self.open_map()
        role.name = "Callers"
        self.draw("userTask", "new", name="New")
        self.save()
        self.assertEqual(self.names(), ["Callers"])
