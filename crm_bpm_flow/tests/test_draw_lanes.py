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

    # ------------------------------------------------------------------
    # The role gets another name
    # ------------------------------------------------------------------
    def with_a_lane(self):
        self.step(self.process, "call").user_ids = False
        self.lanes(a=("Sellers", ["call"]), b=("Bosses", []))
        self.save()
        return self.role("Sellers")

    def shown(self, version=None):
        """What the lanes are called on the map."""
        xml = etree.fromstring((version or self.draft).draw_data()["xml"].encode())
        return [lane.get("name") for lane in xml.iter(f"{{{BPMN}}}lane")]

    def test_a_role_with_another_name_renames_its_lane(self):
        role = self.with_a_lane()
        role.name = "Callers"
        self.assertEqual(self.shown(), ["Callers", "Bosses"])
        self.assertEqual(self.draft.draw_rows()["names"]["a"], "Callers")
        self.assertEqual(self.step(self.process, "call").lane, "Callers")
        self.assertIn('name="Callers"', self.draft.export_bpmn())

    def test_a_map_of_before_does_not_bring_the_old_name_back(self):
        role = self.with_a_lane()
        self.open_map()
        role.name = "Callers"
        self.draw("userTask", "new", name="New")
        names = self.save()["names"]
        self.assertEqual((role.name, names["a"]), ("Callers", "Callers"))
        self.assertEqual(self.names(), ["Bosses", "Callers"])
        self.open_map()
        self.drawn("a").set("name", "Sellers")
        self.save()
        self.assertEqual(role.name, "Sellers", "that is what he wants")

    def test_a_published_map_stays_as_it_was(self):
        role = self.with_a_lane()
        self.draft.action_publish()
        version = self.process.version_id
        self.process.with_user(self.owner).action_new_draft()
        draft = self.process.draft_id
        twin = draft.role_ids.filtered(lambda r: r.name == role.name)
        twin.with_user(self.owner).name = "Callers"
        self.assertEqual(self.shown(version), ["Sellers", "Bosses"])
        self.assertEqual(self.shown(draft), ["Callers", "Bosses"])

    def test_each_sees_lanes_in_his_language(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        role = self.with_a_lane()
        role.with_context(lang="ru_RU").name = "Продавцы"
        russian = self.draft.with_context(lang="ru_RU")
        self.assertEqual(self.shown(), ["Sellers", "Bosses"])
        self.assertEqual(self.shown(russian), ["Продавцы", "Bosses"])
        data = russian.draw_data()
        russian.draw_save(data["xml"], [*data["steps"], *data["ways"]])
        self.assertEqual(self.shown(), ["Sellers", "Bosses"], "nothing was changed")
        self.assertEqual(self.step(self.process, "call").lane, "Sellers")
        xml = data["xml"].replace("Продавцы", "Звонящие")
        russian.draw_save(xml, [*data["steps"], *data["ways"]])
        self.assertEqual(role.with_context(lang="ru_RU").name, "Звонящие")
        self.assertEqual(self.shown(), ["Sellers", "Bosses"])
        self.assertEqual(self.shown(russian), ["Звонящие", "Bosses"])
