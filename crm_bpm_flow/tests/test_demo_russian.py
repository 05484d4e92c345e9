# ruff: noqa: RUF001 Russian letters
import re

from odoo.tests import TransactionCase, tagged

from ..demo import paper, register, russian, stories

CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


@tagged("post_install", "-at_install")
class TestDemoRussian(TransactionCase):
    """The register of a demonstration database, where it speaks Russian."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        user = cls.env.ref("base.user_admin")
        cls.register = register.Register(cls.env, user)
        cls.documents = cls.register.fill()
        cls.register.make_set()
        cls.env["bpm.flow.document"]._demo_paper()
        cls.contract = cls.register.made["chairs"]
        flow = cls.env["bpm.flow"].create(
            {"name": "Look", "res_model": "bpm.flow.document"}
        )
        flow.draft_id.action_publish()
        cls.case = flow.start(cls.contract)
        russian.Russian(cls.env, "ru_RU").speak()
        cls.env.flush_all()
        cls.env.invalidate_all()

    def test_what_is_typed_is_russian(self):
        for document in self.documents:
            self.assertRegex(document.name, CYRILLIC)
            for control in document.control_ids:
                self.assertRegex(control.name, CYRILLIC)
        self.assertEqual(self.contract.name, "Поставка пятидесяти стульев")
        self.assertIn(self.contract.name, self.case.record_name)
        places = self.env["bpm.flow.document.place"].search([])
        self.assertIn("Офис", places.mapped("name"))

    def test_own_fields_keep_their_values(self):
        [place, payment] = self.contract.type_id.own_field_ids
        self.assertEqual((place.name, payment.name), ("Место поставки", "Оплата"))
        self.assertEqual(payment.choices.splitlines()[0], "Предоплата")
        self.assertEqual(self.contract.properties[place.key], "Наш склад")
        self.assertEqual(self.contract.properties[payment.key], "Предоплата")

    def test_what_odoo_translates_has_both(self):
        name = [("name", "=", "Before we deliver")]
        needed = self.env["bpm.flow.document.set"].search(name)
        self.assertEqual(needed.with_context(lang="ru_RU").name, "Перед поставкой")

    def test_a_second_time_changes_nothing(self):
        before = self.documents.mapped("name")
        messages = len(self.documents.message_ids)
        russian.Russian(self.env, "ru_RU").speak()
        self.assertEqual(self.documents.mapped("name"), before)
        self.assertEqual(len(self.documents.message_ids), messages)

    def test_nothing_of_the_register_is_forgotten(self):
        typed = {
            *(row[3] for row in register.DOCUMENTS),
            *(what for _key, what, _days in register.CONTROLS),
            *(name for _code, (name, _kind, _choices) in register.OWN_FIELDS),
            *(row[0] for row in paper.PLACES),
            *(row[0] for row in stories.CONTRACTS),
        }
        self.assertEqual(typed - set(russian.WORDS), set())
