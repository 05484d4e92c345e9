"""What the checker says of drafts that are written down in a test."""

from .common import FlowCase


class CheckCase(FlowCase):
    def _found(self, flow=None, **steps):
        flow = flow or self.flow("Checked", publish=False, **steps)
        return {(f["code"], f["element"]) for f in flow.draft_id.check()}

    def _assert_found(self, code, element, flow=None, severity="error", **steps):
        flow = flow or self.flow("Checked", publish=False, **steps)
        findings = flow.draft_id.with_user(self.owner).check()
        found = [f for f in findings if (f["code"], f["element"]) == (code, element)]
        self.assertTrue(found, f"{code} at {element} not in {findings}")
        self.assertEqual(found[0]["severity"], severity)
        self.assertTrue(found[0]["message"].strip())
        self.assertEqual(set(found[0]), {"severity", "code", "element", "message"})
