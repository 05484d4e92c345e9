from odoo.tests import tagged

from .process_words import task
from .tour_common import TourCase


@tagged("post_install", "-at_install")
class TestToursRegister(TourCase):
    """The register in a browser."""

    def test_a_registrar_takes_a_letter_in_and_finds_it(self):
        registrar = self._person("registrar", "crm_bpm_flow.group_registrar")
        registrar.tour_enabled = False
        self.env["res.partner"].create({"name": "City Library", "is_company": True})
        self.tour("registrar", registrar)
        letter = self.env["bpm.flow.document"].search([("their_number", "=", "17/4")])
        self.assertEqual(letter.registered_by_id, registrar)
        self.assertEqual(letter.state, "in_force")
        self.assertEqual(letter.control_ids.name, "Answer it")

    def test_an_owner_sets_up_a_type_with_its_route_alone(self):
        self.flow("Leases", res_model="bpm.flow.document", look=task(self.worker))
        self.tour("owner_type", self.owner)
        kind = self.env["bpm.flow.document.type"].search([("name", "=", "Lease")])
        self.assertEqual(kind.own_field_ids.name, "House")
        document = kind.document_ids
        self.assertTrue(document.number)
        self.assertEqual(document.bpm_instance_ids.flow_id.name, "Leases")
