from lxml import etree

from .common import FlowCase


class TestFieldNames(FlowCase):
    """Fields that an owner chooses read as on the form, without their model's name."""

    def _chosen(self):
        """Each place in a view of ours where fields of a model are chosen as tags."""
        views = self.env["ir.ui.view"].search([("model", "=like", "bpm.flow%")])
        for view in views:
            for element in etree.fromstring(view.arch).iter("field"):
                if element.get("widget") == "many2many_tags":
                    yield view, element

    def test_no_model_is_named_beside_a_field(self):
        seen = 0
        names = self._names_of_field_lists()
        for view, element in self._chosen():
            if element.get("name") in names:
                seen += 1
                self.assertIn("'hide_model': True", element.get("context", ""), view)
        self.assertGreaterEqual(seen, 5)

    def _names_of_field_lists(self):
        fields = self.env["ir.model.fields"].search(
            [
                ("model", "=like", "bpm.flow%"),
                ("relation", "=", "ir.model.fields"),
                ("ttype", "=", "many2many"),
            ]
        )
        return set(fields.mapped("name"))
