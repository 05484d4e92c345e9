from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form

from .test_document import DocumentCase


class TestDocumentCard(DocumentCase):
    """The card: what may be changed when, and that every change is in the history."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind.own_field_ids = [
            Command.create({"name": "Place", "kind": "char"}),
            Command.create(
                {"name": "Way", "kind": "selection", "choices": "By rail\nBy road"}
            ),
        ]
        cls.place, cls.way = cls.kind.own_field_ids
        cls.rail = cls.kind.properties_definition[1]["selection"][0][0]
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": False})

    def history(self, document):
        self.env.flush_all()
        self.env.cr.precommit.run()
        messages = document.sudo().message_ids
        told = " ".join(messages.mapped("body"))
        values = messages.sudo().tracking_value_ids
        return f"{told} {' '.join(v.new_value_char or '' for v in values)}"

    # ------------------------------------------------------------------
    # Own fields
    # ------------------------------------------------------------------
    def own_fields_shown(self, kind, before=()):
        """What the form is told when a type is chosen on a card not saved yet."""
        values = {"type_id": kind.id, "properties": list(before)}
        cards = self.env["bpm.flow.document"].with_user(self.worker)
        told = cards.onchange(values, ["type_id"], {"type_id": {}, "properties": {}})
        return told["value"]["properties"]

    def test_own_fields_show_once_the_type_is_chosen(self):
        shown = self.own_fields_shown(self.kind)
        self.assertEqual([part["string"] for part in shown], ["Place", "Way"])
        plain = self.kind.create({"name": "Without own fields"})
        self.assertEqual(self.own_fields_shown(plain, before=shown), [])
        shown[0]["value"] = "Warehouse 3"
        self.assertEqual(self.own_fields_shown(plain, before=shown), [])

    def test_an_owner_sets_up_own_fields_alone(self):
        kind = (
            self.env["bpm.flow.document.type"]
            .with_user(self.owner)
            .create(
                {"name": "Lease", "own_field_ids": [Command.create({"name": "House"})]}
            )
        )
        part = kind.properties_definition[0]
        self.assertEqual([part["string"], part["type"]], ["House", "char"])
        kind.own_field_ids.name = "Flat"
        self.assertEqual(kind.properties_definition[0]["string"], "Flat")
        self.assertEqual(kind.properties_definition[0]["name"], part["name"])
        kind.own_field_ids.unlink()
        self.assertFalse(kind.properties_definition)

    def test_rows_follow_what_is_defined_on_a_card(self):
        part = {"name": "abc", "string": "Weight", "type": "float"}
        self.kind.properties_definition = [part]
        row = self.kind.own_field_ids
        self.assertEqual([row.name, row.kind, row.key], ["Weight", "float", "abc"])

    def test_a_choice_keeps_its_value_while_others_come_and_go(self):
        document = self.document(properties={self.way.key: self.rail})
        self.way.choices = "By air\nBy rail"
        self.assertEqual(document.properties._values[self.way.key], self.rail)
        with self.assertRaises(ValidationError):
            self.way.choices = " "

    def test_another_kind_does_not_read_old_values(self):
        document = self.document(properties={self.place.key: "Riga"})
        self.place.kind = "integer"
        self.assertFalse(document.properties.get(self.place.key))

    def test_own_fields_are_required_too(self):
        self.kind.required_ids = [
            Command.create({"state": "approved", "own_field_ids": self.place.ids})
        ]
        document = self.document()
        document.action_register()
        kept = document.with_user(self.registrar)
        missing = self.assertRaisesRegex(UserError, "Missing: Place")
        with missing, self.env.cr.savepoint():
            kept.action_approve()
        document.properties = {self.place.key: "Riga"}
        kept.action_approve()
        other = self.kind.copy({"name": "Other"})
        self.assertEqual(other.required_ids.own_field_ids.type_id, other)

    def test_a_type_asks_for_its_own_fields_only(self):
        other = self.env["bpm.flow.document.type"].create({"name": "Other"})
        with self.assertRaises(ValidationError):
            other.required_ids = [Command.create({"own_field_ids": self.place.ids})]

    # ------------------------------------------------------------------
    # History
    # ------------------------------------------------------------------
    def test_changes_of_own_fields_are_told_in_words(self):
        document = self.document(properties={self.place.key: "Riga"})
        document.properties = {self.place.key: "Oslo", self.way.key: self.rail}
        history = self.history(document)
        self.assertIn("Place: Riga → Oslo", history)
        self.assertIn("Way: empty → By rail", history)

    def test_readers_links_notes_and_control_dates_are_told(self):
        document, other = self.document(), self.document(name="Tables")
        document.write(
            {
                "reader_ids": self.mate.ids,
                "related_ids": other.ids,
                "parent_id": other.id,
                "note": "By phone",
                "control_ids": [
                    Command.create({"name": "Delivery", "date": "2026-04-01"})
                ],
            }
        )
        document.control_ids.date = "2026-04-02"
        document.control_ids.action_done()
        history = self.history(document)
        for words in (
            f"Readers: + {self.mate.name}",
            "Related documents: + Supply: Tables",
            "Part of: + Supply: Tables",
            "The notes were changed",
            "Control date set: Delivery, 04/01/2026",
            "Control date changed: Delivery, 04/01/2026, Worker → Delivery, 04/02",
            "Control date done: Delivery",
        ):
            self.assertIn(words, history)
        document.control_ids.unlink()
        self.assertIn("Control date taken away: Delivery", self.history(document))

    def test_a_confidential_document_is_not_named_in_another_s_history(self):
        secret = self.document(name="Secret price", visibility="named")
        document = self.document()
        document.write({"related_ids": secret.ids, "parent_id": secret.id})
        history = self.history(document)
        self.assertIn("a confidential document", history)
        self.assertNotIn("Secret", history)

    # ------------------------------------------------------------------
    # What may still be changed
    # ------------------------------------------------------------------
    def test_what_was_agreed_stays_once_approved(self):
        document = self.document()
        document.action_register()
        document.write({"amount": 5, "properties": {self.place.key: "Riga"}})
        kept = document.with_user(self.registrar)
        kept.action_approve()
        self.assertIn("what is empty", document.fixed_words)
        document.date_to = "2027-01-01"
        document.properties = {self.place.key: "Riga", self.way.key: self.rail}
        late = (
            {"amount": 6},
            {"name": "Tables"},
            {"date_to": "2028-01-01"},
            {"properties": {self.place.key: "Oslo"}},
            {"properties": {self.way.key: self.rail}},
            {"partner_id": self.mate.partner_id.id},
        )
        for vals in late[:-1]:
            with (
                self.subTest(vals),
                self.assertRaises(AccessError),
                self.env.cr.savepoint(),
            ):
                document.write(vals)
        kept.action_sign()
        self.assertTrue(document.is_fixed)
        for vals in late:
            words = self.assertRaisesRegex(AccessError, "no longer changed")
            with words, self.env.cr.savepoint():
                document.write(vals)
        document.write({"amount": 5, "note": "Daily work", "reader_ids": self.mate.ids})
        self.assertFalse(kept.is_fixed)
        kept.amount = 7

    def test_type_and_company_stay_once_registered(self):
        document = self.document(self.registrar)
        document.action_register()
        with self.assertRaisesRegex(UserError, "type and company stay"):
            document.type_id = self.kind.copy()
        document.write({"type_id": self.kind.id})

    # ------------------------------------------------------------------
    # Tree
    # ------------------------------------------------------------------
    def test_a_tree_shows_each_behind_what_it_belongs_to(self):
        contract = self.document(partner_id=self.mate.partner_id.id)
        second = self.document(name="Second", parent_id=contract.id)
        first = self.document(name="First", parent_id=contract.id)
        act = self.document(name="Act", parent_id=second.id)
        rows = act.tree
        self.assertEqual(
            [(row["id"], row["depth"]) for row in rows],
            [(contract.id, 0), (second.id, 1), (act.id, 2), (first.id, 1)],
        )
        self.assertEqual([row["is_this"] for row in rows], [False, False, True, False])
        first.with_user(self.registrar).visibility = "named"
        self.assertEqual(len(act.with_user(self.mate).tree), 3)
        with self.assertRaisesRegex(UserError, "Recursion"):
            contract.parent_id = act

    def test_what_is_added_takes_over_with_whom(self):
        contract = self.document(
            partner_id=self.mate.partner_id.id, lead_id=self.lead.id
        )
        context = contract.action_add_child()["context"]
        documents = self.env["bpm.flow.document"].with_user(self.worker)
        with Form(documents.with_context(**context)) as form:
            form.name = "Act"
            form.type_id = self.kind
        act = form.record
        self.assertEqual(act.parent_id, contract)
        self.assertEqual(act.partner_id, contract.partner_id)
        self.assertEqual(act.lead_id, self.lead)
        self.assertEqual(contract.child_count, 1)

    def test_the_type_says_who_usually_signs(self):
        self.kind.signatory_id = self.owner
        documents = self.env["bpm.flow.document"].with_user(self.worker)
        with Form(documents) as form:
            form.name = "Chairs"
            form.type_id = self.kind
        self.assertEqual(form.record.signatory_id, self.owner)

    def test_related_documents_are_seen_from_both_sides(self):
        document, other = self.document(), self.document()
        document.related_ids = other
        self.assertEqual(other.related_from_ids, document)

    # ------------------------------------------------------------------
    # Secrecy of names
    # ------------------------------------------------------------------
    def test_a_link_to_a_confidential_document_does_not_tell_its_name(self):
        secret = self.document(name="Secret price", visibility="named")
        child = self.document(name="Act", parent_id=secret.id)
        seen = child.with_user(self.mate).read(["parent_id"])[0]["parent_id"]
        self.assertEqual(seen[1], "A confidential document")
        mine = child.with_user(self.worker).read(["parent_id"])[0]["parent_id"]
        self.assertIn("Secret price", mine[1])

    def test_people_named_on_the_type_see_its_documents(self):
        self.kind.write({"visibility": "named", "reader_ids": self.mate.ids})
        self.assertTrue(self.document().with_user(self.mate).has_access("read"))
