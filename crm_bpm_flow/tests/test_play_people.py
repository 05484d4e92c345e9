from odoo.fields import Command

from .approval_words import approver
from .common import task
from .process_words import approval
from .test_play import TestPlay as PlayCase


class TestPlayPeople(PlayCase):
    """Who would have each task of an imagined case, by name."""

    def comes_to(self, **step):
        draft = self.drawn(call=task(**{"who": None, **step}))
        played = draft.play(self.lead.id)
        return next(text for text in self.words(played) if "comes to" in text)

    def test_the_person_that_the_record_names(self):
        self.lead.user_id = self.mate
        line = self.comes_to(user_field="user_id")
        self.assertIn(f"comes to {self.mate.name}", line)

    def test_nobody_is_named_there(self):
        self.lead.user_id = False
        line = self.comes_to(user_field="user_id")
        self.assertIn(f"comes to {self.owner.name} (nobody is found for: Sal", line)

    def test_a_team_and_a_role(self):
        team = self.env["crm.team"].create(
            {"name": "Hunters", "member_ids": [Command.set(self.worker.ids)]}
        )
        draft = self.drawn(call=task())
        role = self.env["bpm.flow.role"].create(
            {"version_id": draft.id, "name": "Sellers", "team_ids": team.ids}
        )
        self.step(self.process, "call").write({"role_id": role.id, "user_ids": False})
        role.pick = "turn"
        line = self.words(draft.play(self.lead.id))[-1]
        self.assertIn(f"in turn: Sellers ({self.worker.name})", line)
        # a draft is looked at as it is now
        team.member_ids = self.mate
        self.assertIn(self.mate.name, self.words(draft.play(self.lead.id))[-1])

    def test_who_is_known_only_when_it_runs_is_said_in_words(self):
        draft = self.drawn(call=task(self.worker), check=task())
        check = self.step(self.process, "check")
        check.write(
            {
                "user_ids": False,
                "is_owner": True,
                "same_as_node_id": self.step(self.process, "call").id,
            }
        )
        played = self.click(draft, "Finished")
        line = self.words(played)[-1]
        self.assertIn(f"{self.owner.name}, who did “", line)
        check.use_manager = True
        line = self.words(self.click(draft, "Finished"))[-1]
        self.assertIn("manager of: ", line)

    def test_approvers(self):
        self.lead.user_id = self.mate
        draft = self.drawn(
            check=approval(
                approvers=[approver(user_field="user_id"), approver(self.worker)]
            )
        )
        line = self.words(draft.play(self.lead.id))[-1]
        self.assertIn(f"all of: {self.mate.name}, {self.worker.name}", line)
