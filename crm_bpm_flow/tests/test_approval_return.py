from odoo.exceptions import AccessError, UserError

from .approval_case import ApprovalCase
from .common import end, task
from .process_words import approval, auto, fork, join, sub, write


class TestApprovalReturn(ApprovalCase):
    """Handing a case back to any earlier step, from the way it walked."""

    def _drawn(self, **values):
        """Two steps before, one of Odoo's own between them."""
        return self.flow(
            write=task(self.worker | self.mate),
            mark=auto(write("phone", "1")),
            price=task(self.mate),
            approve=approval(self.ann | self.ben, {"rejected": "lost"}, **values),
            won=end("goal"),
            lost=end("failure"),
        )

    def _case(self, flow=None):
        case = self.start(flow or self._drawn())
        case.open_task_ids.with_user(self.mate).action_claim()
        self.finish(case, by=self.mate)
        self.finish(case)
        return case

    def test_it_may_be_returned_to_what_people_did_before(self):
        case = self._case()
        targets = self.task_of(case, self.ann).return_targets()
        self.assertEqual(
            targets,
            [
                {"bpmn_id": "write", "name": "Write"},
                {"bpmn_id": "price", "name": "Price"},
            ],
        )

    def test_to_where_it_is_returned_has_to_be_said(self):
        case = self._case()
        mine = self.task_of(case, self.ann)
        with self.refused(UserError, "Say to which step", "Write, Price"):
            mine.action_return(comment="No")
        for step in ("mark", "approve", "won", "nowhere"):
            with self.refused(UserError, "Say to which step"):
                mine.action_return(step, "No")
        with self.refused(UserError, "write a comment"):
            mine.action_return("write")
        self.assertEqual(case.open_task_ids.mapped("state"), ["open", "open"])

    def test_the_others_are_not_asked_any_more(self):
        case = self._case()
        self.task_of(case, self.ann).action_return("price", "Too cheap")
        self.assertEqual((self.here(case), case.state), (["price"], "running"))
        left = case.task_ids.filtered(lambda t: t.user_id == self.ben)
        self.assertEqual(left.state, "cancelled")
        self.assertEqual(case.visa_ids.result, "returned")
        self.assertIn("came to: Returned", self.words(case))
        self.assertFalse(case.incident_ids)
        self.assertEqual(self.env["bpm.flow.log"].verify(case.ids), [])

    def test_the_step_says_why_and_who_did_it_has_it_again(self):
        case = self._case()
        self.task_of(case, self.ann).action_return("write", "Too cheap")
        again = case.open_task_ids
        self.assertEqual(again.user_ids, self.worker | self.mate)
        self.assertEqual(again.user_id, self.mate)
        self.assertEqual(again.returned_by_id.comment, "Too cheap")
        self.assertEqual(again.returned_by_id.done_by_id, self.ann)

    def test_by_the_outside_contract(self):
        case = self._case()
        self.task_of(case, self.ann).complete(
            "returned", {"return_to": "write", "n": 1}, comment="No"
        )
        self.assertEqual(self.here(case), ["write"])
        self.assertEqual(case.variables, {"n": 1})

    def test_only_to_the_steps_that_are_named(self):
        case = self._case(self._drawn(back=["mark", "write"]))
        mine = self.task_of(case, self.ann)
        names = [target["bpmn_id"] for target in mine.return_targets()]
        self.assertEqual(names, ["write", "mark"])
        mine.action_return("mark", "No")
        self.assertEqual((self.here(case), case.walked()["mark"]), (["price"], 2))

    def test_without_an_earlier_step_it_is_not_offered(self):
        case = self.start(self.flow(approve=approval(self.ann, reject=False)))
        mine = self.task_of(case, self.ann)
        self.assertEqual(
            [b["code"] for b in mine.outcome_buttons], ["approved", "remarks"]
        )
        with self.refused(UserError, "There is no earlier step"):
            mine.action_return(comment="No")

    def test_a_stranger_returns_nothing(self):
        case = self._case()
        theirs = case.open_task_ids[0].with_user(self.stranger)
        for act in (
            lambda: theirs.action_return("write", "No"),
            lambda: theirs.return_targets(),
        ):
            with self.refused(AccessError):
                act()

    def test_a_step_that_is_no_approval_is_not_returned(self):
        case = self._case()
        self.approve(case, self.ann, self.ben)
        case = self.start(self.flow("F", call=task(self.worker)), self.leads(1))
        case.open_task_ids.with_user(self.worker).complete("returned", {"return_to": 1})
        self.assertEqual(case.variables, {"return_to": 1}, "its own values are its own")

    def test_other_branches_on_the_way_are_withdrawn(self):
        flow = self.flow(
            write=task(self.worker),
            both=fork("lawyer", "figures"),
            lawyer=approval(self.ann, {"rejected": "lost"}, then="meet"),
            figures=task(self.mate, then="meet"),
            meet=join(then="won"),
            won=end("goal"),
            lost=end("failure"),
        )
        case = self.start(flow)
        self.finish(case)
        self.task_of(case, self.ann).action_return("write", "No")
        self.assertEqual(self.here(case), ["write"])
        self.finish(case)
        self.assertEqual(self.here(case), ["figures", "lawyer"])
        self.approve(case, self.ann)
        self.finish(case)
        self.assertEqual(case.result, "goal")

    def test_out_of_a_sub_process(self):
        flow = self.flow(
            write=task(self.worker),
            part=sub(then="won"),
            begin=end_start("part"),
            approve=approval(self.ann, then="stop", reject=False, parent_id="part"),
            stop=end(parent_id="part"),
            won=end("goal"),
        )
        case = self.start(flow)
        self.finish(case)
        self.task_of(case, self.ann).action_return("write", "No")
        self.assertEqual(self.here(case), ["write"])
        self.finish(case)
        self.approve(case, self.ann)
        self.assertEqual(case.result, "goal")


def end_start(parent):
    from .process_words import Step

    return Step("startEvent", {"parent_id": parent})
