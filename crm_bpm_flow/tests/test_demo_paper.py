from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestDemoPaper(TransactionCase):
    """What a demonstration database shows of paper."""

    def test_copies_out_late_and_what_may_be_destroyed(self):
        copies = self.env["bpm.flow.document.copy"]
        documents = self.env["bpm.flow.document"]
        late, old = (
            copies.search([("is_overdue", "=", True)]),
            documents.search([("may_be_destroyed", "=", True)]),
        )
        documents._demo_paper()
        late = copies.search([("is_overdue", "=", True)]) - late
        self.assertEqual(late.mapped("state"), ["held"])
        old = documents.search([("may_be_destroyed", "=", True)]) - old
        self.assertEqual(len(old), 1)
        self.assertFalse(any(old._obstacles().values()))
        states = set(documents.search([]).mapped("paper_state"))
        self.assertGreaterEqual(states, {"kept", "out", "unsigned"})
