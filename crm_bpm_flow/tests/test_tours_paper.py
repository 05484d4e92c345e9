from odoo.tools import mute_logger

from .document_paper_case import PaperCase
from .tour_common import TourCase


class TestPaperTours(TourCase, PaperCase):
    """Those who keep the paper."""

    def test_a_copy_goes_out_and_comes_back_by_its_label(self):
        self.kind.write({"number_prefix": "S-", "number_padding": 1})
        document = self.signed(name="Fifty chairs")
        self.assertEqual(document.number, "S-1")
        with mute_logger("odoo.http"):  # one label is not known
            self.tour("registrar_paper", self.registrar)
        self.assertEqual(document.copy_ids.place_id, self.folder)
        first, second = document.copy_ids
        self.assertEqual(self.story(first), ["made", "handed", "taken", "put"])
        self.assertEqual(self.story(second), ["made", *["taken", "put"] * 2])
        note = first.move_ids.filtered(lambda move: move.kind == "handed").note
        self.assertEqual(note, "For the court")
