from .common import FlowCase, end, task
from .process_words import call, fork, join


class TestProve(FlowCase):
    """A draft is proven, or what can go wrong is said with the way that leads there."""

    def prove(self, **steps):
        flow = self.flow(publish=False, **steps)
        return flow.draft_id.with_user(self.owner).prove()

    def test_proven(self):
        proof = self.prove(
            call=task(self.worker, {"Reached": "goal", "Again": "call"}),
            goal=end("goal"),
        )
        self.assertEqual((proof["verdict"], proof["faults"]), ("sound", []))

    def test_a_join_that_waits_for_ever(self):
        proof = self.prove(
            call=task(self.worker, {"Reached": "offer", "No": "visit"}),
            offer=task(self.worker, then="meet"),
            visit=task(self.worker, then="meet"),
            meet=join(then="goal"),
            goal=end("goal"),
        )
        self.assertEqual(proof["verdict"], "unsound")
        [fault] = proof["faults"]
        self.assertEqual((fault["code"], fault["element"]), ("deadlock", "meet"))
        self.assertEqual(fault["path"], ["start", "call", "offer"])
        self.assertIn("“Meet”", fault["message"])
        self.assertIn("Call → Offer", fault["message"])

    def test_branches_that_should_be_joined(self):
        proof = self.prove(
            split=fork("offer", "visit"),
            offer=task(self.worker, then="thanks"),
            visit=task(self.worker, then="thanks"),
            thanks=task(self.worker, then="goal"),
            goal=end("goal"),
        )
        self.assertEqual([f["code"] for f in proof["faults"]], ["twice"])

    def test_what_it_calls_must_come_to_its_end_too(self):
        """Also what that calls; a ring of calls is looked at once."""
        bad = self.flow(
            "Bad",
            ask=task(self.worker, {"Reached": "offer", "No": "visit"}),
            offer=task(self.worker, then="meet"),
            visit=task(self.worker, then="meet"),
            meet=join(then="goal"),
            goal=end("goal"),
        )
        middle = self.flow("Middle", part=call(bad))
        for called in (bad, middle):
            proof = self.prove(part=call(called), after=task(self.worker))
            self.assertEqual(proof["verdict"], "unsound")
            [fault] = proof["faults"]
            self.assertEqual((fault["code"], fault["element"]), ("called", "part"))
            self.assertIn(f"“Part” calls “{called.name}”", fault["message"])
        good = self.flow("Good", part=task(self.worker))
        proof = self.prove(part=call(good), again=call(good))
        self.assertEqual((proof["verdict"], proof["faults"]), ("sound", []))
        good.action_new_draft()
        good.draft_id.node_ids.filtered(lambda n: n.kind == "userTask").write(
            {"kind": "callActivity", "called_flow_id": good.id}
        )
        good.draft_id.action_publish()
        self.assertEqual(good.version_id.prove()["verdict"], "sound")

    def test_the_library_is_proven(self):
        for ready in self.env["bpm.flow.library"].search([]):
            ready.with_user(self.owner).action_install()
            flow = ready.flow_ids[:1]
            version = flow.draft_id or flow.version_id
            with self.subTest(ready.name):
                proof = version.prove()
                said = [fault["message"] for fault in proof["faults"]]
                self.assertEqual((proof["verdict"], said), ("sound", []))

    def test_said_in_a_notification(self):
        flow = self.flow(publish=False, call=task(self.worker))
        said = flow.with_user(self.owner).action_prove()["params"]
        self.assertEqual((said["type"], said["sticky"]), ("success", False))
