# ruff: noqa: RUF001 Russian words
from contextlib import contextmanager
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, tagged
from odoo.tools.translate import CodeTranslations

from ..library import PROCESSES

RUSSIAN = {
    "Contact the client": "Связаться с клиентом",
    "Seller": "Продавец",
    "No answer": "Нет ответа",
    "A new lead": "Новый лид",
    "the phone number is valid": "номер телефона верен",
    "Could not be reached": "Не дозвонились",
    "Say why it is lost": "Указать причину",
    "Call now: who is called within ten minutes still remembers.": "Звоните сейчас.",
    "Claim: answer to the client": "Рекламация: ответ",
    "Your claim: {{ object.name }}": "Ваша рекламация: {{ object.name }}",
    "Thank you for telling us. You can simply reply to this mail.": "Спасибо!",
    'we have looked into your claim “<t t-out="object.name"/>”. '
    "This is our answer:": 'мы разобрали вашу рекламацию «<t t-out="object.name"/>».',
    "Cause written into the comment": "Причина записана",
    "Claim": "Рекламация",
    "Approved with remarks": "Согласовано с замечаниями",
}


@contextmanager
def russian_words():
    """What ru.po says about the library, whatever it says now."""
    real = CodeTranslations.get_python_translations

    def words(self, module, lang):
        if module == "crm_bpm_flow" and lang == "ru_RU":
            return RUSSIAN
        return real(self, module, lang)

    with patch.object(CodeTranslations, "get_python_translations", words):
        yield


@tagged("post_install", "-at_install")
class TestLibrary(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "no_reset_password": True})
        seller = "sales_team.group_sale_salesman_all_leads"
        cls.owner = cls._user("library.owner", seller, "crm_bpm_flow.group_owner")
        cls.worker = cls._user("library.worker", seller)

    @classmethod
    def _user(cls, login, *groups):
        ids = [cls.env.ref(name).id for name in ("base.group_user", *groups)]
        return cls.env["res.users"].create(
            {"name": login, "login": login, "group_ids": [(6, 0, ids)]}
        )

    def row(self, code):
        found = self.env["bpm.flow.library"].search([("code", "=", code)])
        return found.with_user(self.owner)

    def install(self, code):
        action = self.row(code).action_install()
        return self.env["bpm.flow"].with_user(self.owner).browse(action["res_id"])

    def step(self, flow, name):
        return flow.draft_id.node_ids.filtered(lambda n: n.bpmn_id == name)

    # ------------------------------------------------------------------
    # Installing
    # ------------------------------------------------------------------
    def test_every_row_has_its_process(self):
        rows = self.env["bpm.flow.library"].search([])
        self.assertEqual(set(rows.mapped("code")), set(PROCESSES))
        self.assertTrue(all(rows.mapped("model_id")))
        self.assertTrue(all(rows.mapped("description")))

    def test_owner_publishes_at_once(self):
        # The watch first: the registration starts it and wants it published.
        order = ["contractor_monitoring", *(set(PROCESSES) - {"contractor_monitoring"})]
        for code in order:
            with self.subTest(code):
                flow = self.install(code)
                self.assertEqual(flow.user_id, self.owner)
                self.assertTrue(flow.draft_id.editor_data()["editable"])
                rules = flow.start_ids.sudo().automation_id
                self.assertFalse(any(rules.mapped("active")))
                self.assertEqual(flow.draft_id.check(), [])
                flow.draft_id.action_publish()
                self.assertEqual(
                    rules.mapped("active"), flow.start_ids.mapped("active")
                )

    def test_owner_goes_on_editing(self):
        for code in PROCESSES:
            with self.subTest(code):
                flow = self.install(code)
                steps = len(flow.draft_id.node_ids)
                flow.draft_id.action_publish()
                flow.action_new_draft()
                self.assertEqual(len(flow.draft_id.node_ids), steps)
                draft = flow.draft_id
                task = draft.node_ids.filtered(lambda n: n.kind == "userTask")[0]
                draft.editor_rename(task.id, "Another name")
                draft.editor_copy(task.id)
                draft.editor_delete(task.id)

    def test_step_with_a_web_call_is_copied(self):
        flow = self.install("contractor_registration")
        found = flow.draft_id.editor_copy(self.step(flow, "check").id)
        twin = self.env["bpm.flow.node"].browse(found["new_step"])
        self.assertEqual(twin.action_ids.state, "webhook")

    def test_second_one_is_another_process(self):
        first, second = (self.install("claim_handling") for _turn in range(2))
        self.assertEqual(first.code, "claim_handling")
        self.assertEqual(second.code, "claim_handling_2")
        self.assertEqual(self.row("claim_handling").flow_count, 2)
        self.assertEqual(first.start_ids.value_id, second.start_ids.value_id)
        action = self.row("claim_handling").action_view_flows()
        self.assertEqual(self.env["bpm.flow"].search(action["domain"]), first | second)

    def test_workers_install_nothing(self):
        row = self.env["bpm.flow.library"].search([], limit=1)
        with self.assertRaises(AccessError):
            row.with_user(self.worker).action_install()
        with self.assertRaises(AccessError):
            row.with_user(self.owner).name = "Mine"

    def test_registration_brings_the_watch_once(self):
        self.install("contractor_registration")
        self.install("contractor_registration")
        self.assertEqual(self.row("contractor_monitoring").flow_count, 1)
        watch = self.row("contractor_monitoring").flow_ids
        self.assertEqual(watch.user_id, self.owner)

    # ------------------------------------------------------------------
    # What it needs
    # ------------------------------------------------------------------
    def test_what_is_there_is_taken(self):
        tag = self.env["crm.tag"].create({"name": "Claim"})
        flow = self.install("claim_handling")
        self.assertEqual(flow.start_ids.value_id, tag.id)

    def test_renamed_stage_is_found(self):
        stage = self.env.ref("crm.stage_lead2")
        stage.name = "Interested"
        flow = self.install("incoming_request")
        actions = self.step(flow, "qualified").sudo().action_ids
        self.assertIn(stage, [action.resource_ref for action in actions])

    def test_deleted_stage_is_made(self):
        self.env.ref("crm.stage_lead2").unlink()
        flow = self.install("incoming_request")
        actions = self.step(flow, "qualified").sudo().action_ids
        self.assertEqual(actions[-1].resource_ref.name, "Qualified")

    def test_what_it_made_outlives_the_add_on(self):
        self.install("claim_handling")
        tag = self.env["crm.tag"].search([("name", "=", "Claim")])
        data = self.env["ir.model.data"].search(
            [("model", "=", "crm.tag"), ("res_id", "=", tag.id)]
        )
        self.assertNotEqual(data.module, "crm_bpm_flow")

    # ------------------------------------------------------------------
    # Languages
    # ------------------------------------------------------------------
    def activate_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")

    def expect_russian(self, flow):
        russian = flow.with_context(lang="ru_RU")
        contact = self.step(russian, "contact")
        self.assertEqual(contact.name, "Связаться с клиентом")
        self.assertEqual(contact.role_id.name, "Продавец")
        self.assertEqual(contact.outcome_ids[2].name, "Нет ответа")
        self.assertIn("Звоните сейчас.", contact.instruction)
        self.assertIn("who decides", contact.instruction)
        self.assertEqual(russian.start_ids[0].name, "Новый лид")
        ways = self.step(russian, "valid").outgoing_ids
        self.assertEqual(ways[1].name, "номер телефона верен")
        lost = self.step(russian, "lost_reach").sudo().action_ids
        self.assertEqual(lost[0].name, "Указать причину")
        self.assertEqual(lost[0].resource_ref.name, "Не дозвонились")
        english = self.step(flow.with_context(lang="en_US"), "contact")
        self.assertEqual(english.name, "Contact the client")
        self.assertIn("Call now", english.instruction)

    def test_installed_in_every_language(self):
        self.activate_russian()
        self.row("incoming_request").sudo().with_context(lang="ru_RU").name = "Заявка"
        with russian_words():
            flow = self.install("incoming_request")
        self.expect_russian(flow)
        self.assertEqual(flow.with_context(lang="ru_RU").name, "Заявка")
        self.assertEqual(flow.with_context(lang="en_US").name, "Incoming request")

    def test_installed_by_somebody_who_speaks_russian(self):
        self.activate_russian()
        self.owner.lang = "ru_RU"
        with russian_words():
            action = self.row("incoming_request").with_context(lang="ru_RU")
            flow = self.env["bpm.flow"].browse(action.action_install()["res_id"])
        self.assertEqual(flow.code, "incoming_request")
        self.expect_russian(flow.with_context(lang="en_US"))

    def test_language_that_comes_later(self):
        flow = self.install("incoming_request")
        contact = self.step(flow, "contact")
        own = contact.outcome_ids[0]
        own.name = "He wants it"
        flow.draft_id.action_publish()
        flow.action_new_draft()
        self.activate_russian()
        modules = self.env["ir.module.module"]
        with russian_words():
            modules._load_module_terms(["crm_bpm_flow"], ["ru_RU"])
        # The frozen version speaks it as well: words are not its rules.
        self.assertEqual(
            contact.with_context(lang="ru_RU").name, "Связаться с клиентом"
        )
        self.expect_russian(flow)
        self.assertEqual(own.with_context(lang="ru_RU").name, "He wants it")

    def test_how_approvals_end_in_a_language_that_comes_later(self):
        flow = self.install("contract_approval")
        self.activate_russian()
        with russian_words():
            self.env["ir.module.module"]._load_module_terms(["crm_bpm_flow"], ["ru_RU"])
        outcomes = flow.version_ids.node_ids.outcome_ids
        remarks = outcomes.filtered(lambda outcome: outcome.code == "remarks")
        self.assertTrue(remarks)
        self.assertEqual(
            set(remarks.with_context(lang="ru_RU").mapped("name")),
            {"Согласовано с замечаниями"},
        )

    def test_action_menus_speak_a_language_that_comes_later(self):
        model = self.env["ir.model"]._get("crm.lead")
        bound = self.env["bpm.flow.target"]._actions(model)
        renamed = bound.filtered(lambda act: act.res_model == "bpm.flow.start.wizard")
        other = bound.filtered(lambda act: act.res_model == "bpm.flow.document.wizard")
        renamed.with_context(lang="en_US").name = "Begin"
        self.activate_russian()
        modules = self.env["ir.module.module"]
        modules._load_module_terms(["crm_bpm_flow"], ["ru_RU"])
        self.assertEqual(other.with_context(lang="ru_RU").name, "Создать документ")
        self.assertEqual(renamed.with_context(lang="ru_RU").name, "Begin")

    def test_own_translation_stays(self):
        self.activate_russian()
        with russian_words():
            flow = self.install("incoming_request")
            contact = self.step(flow, "contact").with_context(lang="ru_RU")
            contact.name = "Позвонить"
            modules = self.env["ir.module.module"]
            modules._load_module_terms(["crm_bpm_flow"], ["ru_RU"])
        self.assertEqual(contact.name, "Позвонить")

    def test_mail_in_the_clients_language(self):
        self.activate_russian()
        with russian_words():
            flow = self.install("claim_handling")
        template = self.step(flow, "send").sudo().action_ids.template_id
        lead = self.env["crm.lead"].create(
            {
                "name": "Дверь",
                "contact_name": "Вера",
                "email_from": "vera@example.com",
                "lang_id": self.env.ref("base.lang_ru").id,
            }
        )
        rendered = template._generate_template(lead.ids, ("subject", "body_html"))
        self.assertEqual(rendered[lead.id]["subject"], "Ваша рекламация: Дверь")
        body = rendered[lead.id]["body_html"]
        self.assertIn("мы разобрали вашу рекламацию «Дверь»", body)
        self.assertIn("Спасибо!", body)
        lead.lang_id = False
        rendered = template._generate_template(lead.ids, ("subject", "body_html"))
        self.assertEqual(rendered[lead.id]["subject"], "Your claim: Дверь")
        quality = self.step(flow, "quality").with_context(lang="ru_RU")
        self.assertEqual(quality.checklist_ids[1].name, "Причина записана")
        tag = self.env["crm.tag"].browse(flow.start_ids.value_id)
        self.assertEqual(tag.with_context(lang="ru_RU").name, "Рекламация")
