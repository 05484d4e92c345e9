# ruff: noqa: RUF001 Russian letters
import threading
from contextlib import suppress
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..hooks import post_init_hook
from .connected_case import ConnectedCase
from .test_document import DocumentCase

CLERKS, EACH = 8, 3
PATIENCE = 120  # seconds until a thread that never comes back fails the test


@tagged("post_install", "-at_install")
class TestEightClerks(ConnectedCase):
    """Real connections that register at the same moment."""

    def _make_world(self, env):
        kind = env["bpm.flow.document.type"].create(
            {"name": "At once", "number_prefix": "N-", "number_padding": 1}
        )
        values = {"name": "At once", "type_id": kind.id}
        documents = env["bpm.flow.document"].create([values] * CLERKS * EACH)
        self.kind_id, self.document_ids = kind.id, documents.ids

    def _unmake_world(self):
        with self._connection() as env:
            documents = env["bpm.flow.document"].browse(self.document_ids)
            env.cr.execute(
                "UPDATE bpm_flow_document SET number = NULL WHERE type_id = %s",
                [self.kind_id],
            )
            env.invalidate_all()
            documents.unlink()
            rows = env["bpm.flow.document.numbering"].search(
                [("type_id", "=", self.kind_id)]
            )
            sequences = rows.sequence_id
            env.cr.execute(
                "DELETE FROM bpm_flow_document_numbering WHERE type_id = %s",
                [self.kind_id],
            )
            env.invalidate_all()
            sequences.unlink()
            env["bpm.flow.document.type"].browse(self.kind_id).unlink()

    def _register(self, id_, fail=False):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            document = env["bpm.flow.document"].browse(id_)

            def act():
                document.action_register()
                env.flush_all()
                if fail:
                    raise UserError(WRONG)

            with suppress(UserError):
                retrying(act, env)
            if fail:
                cr.rollback()

    def _clerk(self, number, errors):
        try:
            for id_ in self.document_ids[number::CLERKS]:
                self._register(id_, fail=True)
                self._register(id_)
        except Exception as error:  # noqa: BLE001 (told by the test)
            errors.append(error)

    def test_no_gap_and_no_double(self):
        errors = []
        threads = [
            threading.Thread(target=self._clerk, args=(number, errors))
            for number in range(CLERKS)
        ]
        with (
            patch("odoo.service.model.random.uniform", return_value=0),
            # Without pauses between them, more tries are needed.
            patch("odoo.service.model.MAX_TRIES_ON_CONCURRENCY_FAILURE", 100),
            # While add-ons are updated, this thread holds the registry's own lock.
            patch.object(Registry, "_lock", threading.RLock()),
            mute_logger("odoo.sql_db", "odoo.service.model"),
        ):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(PATIENCE)
        self.assertFalse(errors)
        with self._connection() as env:
            documents = env["bpm.flow.document"].browse(self.document_ids)
            numbers = sorted(int(number[2:]) for number in documents.mapped("number"))
        self.assertEqual(numbers, list(range(1, CLERKS * EACH + 1)))


WRONG = "Something else goes wrong in the same request."


class TestNumbersBroughtAlong(DocumentCase):
    """An existing register comes in with its numbers; ours go on behind them."""

    def test_numbers_go_on_behind_the_highest(self):
        self.document(self.registrar, number="S-2026-017", state="signed")
        self.document(self.registrar, number="S-2026-005", state="done")
        self.document(self.registrar, number="Old 99/b", state="done")
        document = self.document()
        document.action_register()
        self.assertEqual(document.number, "S-2026-018")

    def test_each_year_goes_on_by_itself(self):
        self.document(self.registrar, number="S-2025-140", date="2025-11-01")
        document = self.document()
        document.action_register()
        self.assertEqual(document.number, "S-2026-001")

    def test_a_number_that_is_lower_changes_nothing(self):
        first = self.document()
        first.action_register()
        second = self.document()
        second.action_register()
        self.document(self.registrar, number="S-2026-000")
        self.assertEqual(self.kind.number_sample, "S-2026-003")

    def test_a_number_that_is_too_large_to_go_on_from(self):
        self.kind.number_prefix = False
        large = ("2026010400123", "2147483647", "999999999")
        for number in large:
            self.document(self.registrar, number=number)
        self.assertEqual(self.kind.number_sample, "1000000000")
        self.document().action_register()

    def test_months_and_suffixes(self):
        self.kind.write({"number_prefix": "S/%(month)s/", "number_suffix": ".%(y)s"})
        self.document(self.registrar, number="S/01/041.26")
        document = self.document()
        document.action_register()
        self.assertEqual(document.number, "S/03/042.26")

    def test_who_brought_it_and_when_is_known(self):
        document = self.document(self.registrar, number="S-2026-017")
        self.assertEqual(document.registered_by_id, self.registrar)
        self.assertTrue(document.date_registered)

    def test_two_companies_count_apart(self):
        self.document(self.registrar, number="S-2026-017")
        other = self.document(self.admin, company_id=self.second_company.id)
        other.with_company(self.second_company).action_register()
        self.assertEqual(other.number, "S-2026-001")


class TestPrefixes(DocumentCase):
    """Numbers of the ready types begin as a registrar of the country is used to."""

    def setUp(self):
        super().setUp()
        self.kinds = self.env["bpm.flow.document.type"]
        self.ready = self.kinds._ready()
        for kind, shipped in self.ready.items():
            kind.number_prefix = shipped["number_prefix"]

    def test_in_russian(self):
        ours = self.env.ref("crm_bpm_flow.document_type_claim")
        ours.number_prefix = "CLAIM/"
        taken = self.env.ref("crm_bpm_flow.document_type_order")
        self.document(type_id=taken.id).action_register()
        self.kinds._take_prefixes("ru_RU")
        contract = self.env.ref("crm_bpm_flow.document_type_contract")
        self.assertEqual(contract.number_sample[:7], "Д-2026-")
        self.assertEqual(ours.number_prefix, "CLAIM/")
        self.assertEqual(taken.number_prefix, "O-%(year)s-")
        self.kinds._take_prefixes("ru_RU")
        first = self.document(type_id=contract.id)
        first.action_register()
        self.assertEqual(first.number, "Д-2026-0001")

    def test_none_is_like_another(self):
        self.kinds._take_prefixes("ru_RU")
        prefixes = [kind.number_prefix for kind in self.ready]
        self.assertEqual(len(set(prefixes)), len(self.ready))
        latin = [kind.code for kind in self.ready if kind.number_prefix.isascii()]
        self.assertEqual(latin, [])

    def test_elsewhere_they_stay(self):
        for lang in ("en_US", "de_DE", False):
            self.kinds._take_prefixes(lang)
        for kind, shipped in self.ready.items():
            self.assertEqual(kind.number_prefix, shipped["number_prefix"])

    def test_installed_where_russian_is_spoken(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.env.ref("base.main_company").partner_id.lang = "ru_RU"
        post_init_hook(self.env)
        letter = self.env.ref("crm_bpm_flow.document_type_letter_in")
        self.assertEqual(letter.number_prefix, "ВХ-%(year)s-")
