from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from .common import FlowCase
from .process_words import approval, end, task


class DocumentCase(FlowCase):
    """A type, and short ways to make documents of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind = cls.env["bpm.flow.document.type"].create(
            {"name": "Supply", "number_prefix": "S-%(year)s-", "number_padding": 3}
        )
        cls.registrar = cls._person("registrar", "crm_bpm_flow.group_registrar")

    def document(self, user=None, **vals):
        documents = self.env["bpm.flow.document"].with_user(user or self.worker)
        return documents.create({"name": "Chairs", "type_id": self.kind.id, **vals})


class TestDocument(DocumentCase):
    """A document is written, registered, carried by its route and kept."""

    def test_a_number_is_given_at_registration_and_never_twice(self):
        first, second = self.document(), self.document()
        self.assertFalse(first.number)
        (first | second).action_register()
        self.assertEqual([first.number, second.number], ["S-2026-001", "S-2026-002"])
        self.assertEqual(first.registered_by_id, self.worker)
        with self.assertRaisesRegex(UserError, "registered already"):
            first.action_register()
        self.assertEqual(self.kind.number_sample, "S-2026-003")

    def test_each_year_and_company_has_its_own_row(self):
        self.document().action_register()
        self.clock.move_to("2027-01-11 09:00:00")
        later = self.document()
        later.action_register()
        self.assertEqual(later.number, "S-2027-001")
        other = self.document(self.admin, company_id=self.second_company.id)
        other.with_company(self.second_company).action_register()
        self.assertEqual(other.number, "S-2027-001")

    def test_registered_stays_in_the_register(self):
        document = self.document()
        document.action_register()
        with self.assertRaisesRegex(UserError, "stays in the register"):
            document.unlink()
        self.document().unlink()

    def test_a_registrar_is_needed_where_the_type_says_so(self):
        self.kind.is_open_to_register = False
        document = self.document()
        with self.assertRaises(AccessError):
            document.action_register()
        document.with_user(self.registrar).action_register()
        self.assertTrue(document.number)

    def test_a_state_is_not_reached_before_all_is_filled_in(self):
        fields = self.env["ir.model.fields"]
        self.kind.required_ids = [
            Command.create(
                {
                    "state": "signed",
                    "needs_file": True,
                    "field_ids": fields._get("bpm.flow.document", "partner_id").ids,
                }
            )
        ]
        document = self.document()
        document.action_register()
        document.with_user(self.registrar).action_approve()
        missing = self.assertRaisesRegex(UserError, "Missing: Partner, a file")
        with missing, self.env.cr.savepoint():
            document.action_sign()
        document.partner_id = self.worker.partner_id
        document.add_file("chairs.txt", b"Fifty chairs")
        document.action_sign()
        self.assertEqual(str(document.date_signed), "2026-03-02")

    def test_the_route_that_fits_starts_with_the_registration(self):
        flow = self.flow("Visas", res_model="bpm.flow.document", done=end())
        small = self.flow("Small", res_model="bpm.flow.document", done=end())
        self.kind.route_ids = [
            Command.create({"flow_id": flow.id, "domain": "[('amount', '>', 100)]"}),
            Command.create({"flow_id": small.id}),
        ]
        large, little = self.document(amount=500), self.document(amount=5)
        (large | little).action_register()
        self.assertEqual(large.bpm_instance_ids.flow_id, flow)
        self.assertEqual(little.bpm_instance_ids.flow_id, small)

    def test_what_the_register_writes_nobody_forges(self):
        document = self.document()
        for vals in (
            {"number": "Forged"},
            {"state": "signed"},
            {"registered_by_id": self.mate.id},
        ):
            with self.assertRaises(AccessError):
                document.write(vals)
            with self.assertRaises(AccessError):
                self.document(**vals)
        with self.assertRaisesRegex(UserError, "cannot become “Signed”"):
            document.action_sign()
        old = self.document(self.registrar, number="17", state="in_force")
        with self.assertRaises(AccessError):
            old.number = "18"

    def test_a_condition_is_data_and_can_be_read(self):
        flow = self.flow("Visas", res_model="bpm.flow.document", done=end())
        for text in (
            "[('no_such_field', '=', 1)]",
            "[('amount', '>', 'much')]",
            "[('amount', '>', 10 ** 9)]",
            "[(1, '=', 1), '&']",
            "amount",
            "__import__('os')",
        ):
            refused = self.assertRaisesRegex(ValidationError, "cannot be read")
            with self.subTest(text), refused, self.env.cr.savepoint():
                self.kind.route_ids = [
                    Command.create({"flow_id": flow.id, "domain": text})
                ]

    def test_a_condition_on_what_is_gone_says_which(self):
        flow = self.flow("Visas", res_model="bpm.flow.document", done=end())
        self.kind.route_ids = [Command.create({"flow_id": flow.id})]
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bpm_flow_document_route SET domain = %s WHERE id = %s",
            ["[('x_gone', '=', 1)]", self.kind.route_ids.id],
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "“Visas” of the type “Supply”.*x_gone"):
            self.document().action_register()

    def test_documents_of_one_route_start_together(self):
        flow = self.flow("Visas", res_model="bpm.flow.document", done=end())
        self.kind.route_ids = [Command.create({"flow_id": flow.id})]
        counts = []
        for number in (1, 1, 8):
            documents = self.env["bpm.flow.document"].with_user(self.worker)
            values = {"name": "Chairs", "type_id": self.kind.id}
            documents = documents.create([values] * number)
            begun = self.env.cr.sql_log_count
            sent = documents._start_routes("register")
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - begun)
            self.assertEqual(sent, documents)
        self.assertEqual(counts[2], counts[1])

    def test_a_route_of_another_company_carries_nothing(self):
        """Types are shared by companies; a process is one company's, or everybody's."""
        kind = "bpm.flow.document"
        flow = self.flow("Ours", res_model=kind, call=task(self.worker))
        for_all = self.flow("For all", res_model=kind, call=task(self.worker))
        for_all.sudo().company_id = False
        self.kind.route_ids = [
            Command.create({"flow_id": flow.id}),
            Command.create({"flow_id": for_all.id, "domain": "[('amount', '>', 5)]"}),
        ]
        registrar = self.registrar
        registrar.company_ids |= self.second_company
        there = {"company_id": self.second_company.id}
        cases = self.env["bpm.flow.instance"].sudo()
        for amount, flows in ((1, flow.browse()), (9, for_all)):
            document = self.document(registrar, amount=amount, **there)
            document = document.with_user(registrar).with_context(
                allowed_company_ids=self.second_company.ids
            )
            document.action_register()
            self.assertTrue(document.number)
            found = cases.search(
                [("res_model", "=", kind), ("res_id", "=", document.id)]
            )
            self.assertEqual(found.flow_id, flows)
        with self.refused(UserError, "has no route that fits"):
            self.document(registrar, amount=1, **there).action_start_route()

    def test_a_route_works_on_documents(self):
        with self.assertRaises(ValidationError):
            self.kind.route_ids = [Command.create({"flow_id": self.flow("Lead").id})]

    def test_versions_of_a_file_are_all_kept(self):
        document = self.document()
        file = document.add_file("../../etc/pass<wd.txt", b"One")
        self.assertEqual(file.name, "pass_wd.txt")
        file.add_version(b"Two", note="Price")
        self.env.invalidate_all()
        self.assertEqual(file.attachment_id.raw, b"Two")
        self.assertEqual(file.version_ids.mapped("number"), [2, 1])
        self.assertEqual(file.version_ids[1].attachment_id.raw, b"One")


class TestDocumentSecrecy(DocumentCase):
    """Who may not see a document sees nothing that belongs to it."""

    def test_named_readers_only(self):
        self.kind.visibility = "named"
        document = self.document(name="Secret price")
        file = document.add_file("secret.txt", b"Secret price")
        document.control_ids = [
            Command.create({"name": "Secret look", "date": "2026-04-01"})
        ]
        parts = (document, file, file.version_id, document.control_ids)
        for part in (*parts, file.attachment_id):
            seen = part.with_user(self.mate)
            self.assertFalse(seen.search([("id", "in", part.ids)]), part)
            with self.assertRaises(AccessError):
                seen.read(["name"])
        document.reader_ids = self.mate
        for part in parts:
            self.assertTrue(part.with_user(self.mate).search([("id", "in", part.ids)]))
        with self.assertRaises(AccessError):
            document.control_ids.with_user(self.mate).name = "Forged"

    def test_a_control_date_is_not_put_into_a_document_of_others(self):
        self.kind.visibility = "named"
        secret, own = self.document(), self.document(self.mate)
        vals = {"name": "Look", "date": "2026-04-01"}
        controls = self.env["bpm.flow.document.control"].with_user(self.mate)
        control = controls.create({**vals, "document_id": own.id})
        for forged in (
            lambda: control.write({"document_id": secret.id}),
            lambda: control.copy({"document_id": secret.id}),
            lambda: controls.create({**vals, "document_id": secret.id}),
        ):
            with self.refused(AccessError):
                forged()
        other = self.document(self.mate)
        control.document_id = other
        self.assertEqual(control.document_id, other)

    def test_groups_of_the_type(self):
        self.kind.write(
            {
                "visibility": "groups",
                "reader_group_ids": self.env.ref("crm_bpm_flow.group_registrar").ids,
            }
        )
        document = self.document()
        self.assertTrue(document.with_user(self.registrar).has_access("read"))
        self.assertFalse(document.with_user(self.mate).has_access("read"))

    def test_whoever_works_on_it_sees_and_changes_it_an_approver_does_not(self):
        self.kind.visibility = "named"
        document = self.document()
        kind = document._name
        works = self.flow("Work", res_model=kind, call=task(self.mate))
        ask = approval(self.stranger, {"rejected": "done"})
        agrees = self.flow("Agree", res_model=kind, ask=ask, done=end())
        self.start(works, document)
        self.start(agrees, document)
        document.with_user(self.mate).their_number = "17"
        self.assertTrue(document.with_user(self.stranger).name)
        with self.assertRaises(AccessError):
            document.with_user(self.stranger).their_number = "18"

    def test_changed_by_its_people_only(self):
        document = self.document()
        with self.assertRaises(AccessError):
            document.with_user(self.mate).name = "Forged"
        with self.assertRaises(AccessError):
            document.with_user(self.mate).action_register()
