from .tour_common import TourCase


class TestDocumentFilesTour(TourCase):
    """A person brings files, works on one, and sees what is other in it."""

    def test_from_the_desktop_to_a_comparison(self):
        kind = self.env["bpm.flow.document.type"].create({"name": "Supply"})
        document = (
            self.env["bpm.flow.document"]
            .with_user(self.worker)
            .create({"name": "Chairs", "type_id": kind.id})
        )
        self.worker.password = self.worker.login
        page = f"/odoo/bpm.flow.document/{document.id}"
        self.tour("document_files", self.worker, page)
        contract, letter = document.file_ids.sorted("sequence")
        self.assertEqual((contract.name, contract.number), ("contract.txt", 2))
        self.assertEqual(contract.version_id.note, "The lawyer's remarks")
        self.assertFalse(contract.locked_by_id)
        self.assertEqual(letter.attachment_id.raw, b"Dear partner")
