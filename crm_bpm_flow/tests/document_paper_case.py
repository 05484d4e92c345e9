from .test_document import DocumentCase


class PaperCase(DocumentCase):
    """A signed contract in two originals, a partner, and a cabinet with a folder."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind.copy_count = 2
        cls.partner = cls.env["res.partner"].create({"name": "Shop"})
        places = cls.env["bpm.flow.document.place"]
        cls.cabinet = places.create({"name": "Cabinet 2", "kind": "cabinet"})
        cls.folder = places.create(
            {"name": "Folder S", "parent_id": cls.cabinet.id, "code": "C2-S"}
        )

    def signed(self, **vals):
        """A signed document, as its registrar sees it."""
        document = self.document(partner_id=self.partner.id, **vals)
        document.action_register()
        document = document.with_user(self.registrar)
        document.action_sign()
        return document

    def story(self, copy):
        """What happened to a copy, oldest first."""
        return copy.sudo().move_ids.sorted("id").mapped("kind")
