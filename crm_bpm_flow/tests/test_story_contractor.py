import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .story_common import MONDAY, TUESDAY, WEDNESDAY, StoryCase

NEXT_MONDAY = "2026-03-09"
MONTH_LATER = "2026-04-01"
SETTING = "crm_bpm_flow.contractor_check_url"
CHECKED = {"proposed": 1, "tax_id_known": 1, "check": 1}
BY_HAND = {"proposed": 1, "tax_id_known": 1, "check_by_hand": 1}
LISTED = {"call": 1, "agreement": 1, "list": 1, "watch": 1}


class Register(BaseHTTPRequestHandler):
    """A register of companies: answers with what the test put in."""

    def do_POST(self):
        size = int(self.headers["Content-Length"])
        self.server.asked.append(
            (self.headers["Idempotency-Key"], json.loads(self.rfile.read(size)))
        )
        status, answer = self.server.answers.pop(0)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *args):
        """Nothing into the test's output."""


@tagged("post_install", "-at_install")
class TestStoryContractor(StoryCase):
    library_code = "contractor_registration"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        category = cls.env["res.partner.category"]
        cls.contractor = category.search([("name", "=", "Contractor")])
        cls.listed = category.search([("name", "=", "Listed contractor")])

    @classmethod
    def fill_roles(cls):
        cls.give_role("call", cls.ivan)
        cls.give_role("agreement", cls.kate)
        cls.monitoring = cls.env["bpm.flow"].search(
            [("code", "=", "contractor_quality_monitoring")]
        )
        warnings = [f["code"] for f in cls.flow.draft_id.check()]
        assert warnings == ["started_flow_unpublished"], warnings
        cls.monitoring.with_user(cls.olga).draft_id.action_publish()

    def make_partner(self, **values):
        return self.env["res.partner"].create(
            {
                "name": "Oak & Sons",
                "is_company": True,
                "vat": "US12345678",
                "category_id": [(6, 0, self.contractor.ids)],
                **values,
            }
        )

    def make_case(self, **values):
        partner = self.make_partner(**values)
        return partner, self.cases_of(partner).ensure_one()

    @contextmanager
    def register(self, *answers):
        """A register on this machine, asked under the address of the setting."""
        server = HTTPServer(("127.0.0.1", 0), Register)
        server.answers, server.asked = list(answers), []
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/check"
        self.env["ir.config_parameter"].set_param(SETTING, address)
        try:
            yield server
        finally:
            server.shutdown()
            server.server_close()

    def tick_all(self, case, step, user):
        self.task(case, step).with_user(user).check_ids.write({"is_done": True})

    def sign(self, case, user):
        files = self.env["ir.attachment"].with_user(user)
        file = files.create({"name": "signed.pdf", "raw": b"%PDF"})
        self.task(case, "agreement").with_user(user).attachment_ids = file
        self.finish(case, "agreement", user, "signed")

    def call_and_sign(self, case, buyer):
        self.tick_all(case, "call", buyer)
        self.finish(case, "call", buyer, "fits")
        self.sign(case, self.kate)

    # ------------------------------------------------------------------
    # Start
    # ------------------------------------------------------------------
    def test_the_tag_starts_it(self):
        partner = self.make_partner(category_id=False)
        self.assertFalse(self.cases_of(partner))
        partner.with_user(self.olga).category_id = self.contractor
        case = self.cases_of(partner).ensure_one()
        partner.with_user(self.olga).write({"category_id": [(4, self.listed.id)]})
        self.assertEqual(self.cases_of(partner), case)

    def test_started_by_hand(self):
        partner = self.make_partner(category_id=False, vat=False)
        case = self.flow.with_user(self.ivan).start(partner)
        self.assertEqual(case.user_id, self.ivan)
        self.expect_open(case, check_by_hand=(self.ivan, f"{TUESDAY} 09:00"))

    # ------------------------------------------------------------------
    # The register answers
    # ------------------------------------------------------------------
    def test_found_and_listed(self):
        partner, case = self.make_case()
        self.assertFalse(case.task_ids)
        with self.register((200, {"outcome": "found", "director": "A. Oak"})) as server:
            self.go_to(f"{MONDAY} 09:00")
        key, sent = server.asked[0]
        self.assertEqual((sent["vat"], sent["name"]), ("US12345678", "Oak & Sons"))
        self.assertEqual(sent["_case"], case.id)
        self.assertTrue(key)
        self.assertEqual(case.variables, {"director": "A. Oak"})
        self.expect_open(case, call=(self.ivan, f"{TUESDAY} 09:00"))
        with self.assertRaisesRegex(ValidationError, "tick off “Prices"):
            self.finish(case, "call", self.ivan, "fits")
        self.tick_all(case, "call", self.ivan)
        self.finish(case, "call", self.ivan, "fits")
        self.expect_open(case, agreement=(self.kate, f"{NEXT_MONDAY} 09:00"))
        self.go_to(f"{WEDNESDAY} 10:00")
        with self.assertRaisesRegex(ValidationError, "attach a file"):
            self.finish(case, "agreement", self.kate, "signed")
        self.sign(case, self.kate)
        self.expect_end(case, "listed", "goal", **CHECKED, **LISTED)
        self.assertEqual(partner.category_id, self.contractor | self.listed)
        self.expect_watched(partner, f"{WEDNESDAY} 10:00")
        self.expect_journal(
            case,
            "started",
            "chosen tax_id_known",
            "action check",
            "chosen check",
            "opened call",
            "finished call",
            "chosen call",
            "opened agreement",
            "finished agreement",
            "chosen agreement",
            "action list",
            "action watch",
            "ended listed",
        )

    def expect_watched(self, partner, since):
        """The end of this process started the other one."""
        watch = self.cases_of(partner, self.monitoring).ensure_one()
        self.assertEqual(str(watch.date_start)[:16], since)
        self.assertEqual(watch.user_id, self.olga)
        self.expect_wait(watch, "month", f"{MONTH_LATER[:8]}03 10:00")

    def test_not_found_corrected_and_found(self):
        partner, case = self.make_case()
        answers = (200, {"outcome": "not_found"}), (200, {"outcome": "found"})
        with self.register(*answers) as server:
            self.go_to(f"{MONDAY} 09:01")
            self.expect_open(case, correct=(self.ivan, f"{TUESDAY} 09:01"))
            partner.vat = "US87654321"
            self.finish(case, "correct", self.ivan, "corrected")
            self.go_to(f"{MONDAY} 09:02")
        self.assertEqual(
            [sent["vat"] for _key, sent in server.asked], ["US12345678", "US87654321"]
        )
        self.expect_open(case, call=(self.ivan, f"{TUESDAY} 09:02"))
        self.call_and_sign(case, self.ivan)
        walked = {**CHECKED, "check": 2, "correct": 1}
        self.expect_end(case, "listed", "goal", **walked, **LISTED)

    def test_not_found_and_refused(self):
        partner, case = self.make_case()
        with self.register((200, {"outcome": "not_found"})):
            self.go_to(f"{MONDAY} 09:00")
        partner.vat = False
        with self.assertRaisesRegex(ValidationError, "write a comment"):
            self.finish(case, "correct", self.ivan, "refuse")
        self.finish(case, "correct", self.ivan, "refuse", comment="No such company")
        self.expect_end(case, "refused", "failure", **CHECKED, correct=1)
        self.assertFalse(self.cases_of(partner, self.monitoring))

    def test_answer_that_says_nothing(self):
        _partner, case = self.make_case()
        with self.register((200, {"state": "unknown"})):
            self.go_to(f"{MONDAY} 09:00")
        self.expect_open(case, check_by_hand=(self.ivan, f"{TUESDAY} 09:00"))

    # ------------------------------------------------------------------
    # The register is out of order
    # ------------------------------------------------------------------
    def test_second_try_is_answered(self):
        _partner, case = self.make_case()
        with self.register((500, {}), (200, {"outcome": "found"})) as server:
            self.go_to(f"{MONDAY} 09:00")
            self.assertIn("500", case.incident_ids.error)
            self.expect_told(self.olga, "Incident", "Oak &amp; Sons")
            self.go_to(f"{MONDAY} 09:01")
        self.assertFalse(case.incident_ids)
        self.assertEqual(len({key for key, _sent in server.asked}), 1)
        self.expect_open(case, call=(self.ivan, f"{TUESDAY} 09:01"))

    def test_an_hour_without_an_answer(self):
        _partner, case = self.make_case()
        with self.register(*[(503, {})] * 4) as server:
            for minute in ("00", "01", "06", "36"):
                self.go_to(f"{MONDAY} 09:{minute}")
        self.assertEqual(len(server.asked), 4)
        self.assertFalse(case.incident_ids.date_due)
        self.go_to(f"{MONDAY} 10:00")
        case.invalidate_recordset()
        self.assertFalse(case.incident_ids)
        self.expect_open(case, check_by_hand=(self.ivan, f"{TUESDAY} 10:00"))
        self.tick_all(case, "check_by_hand", self.ivan)
        self.finish(case, "check_by_hand", self.ivan, "fine")
        self.call_and_sign(case, self.ivan)
        walked = {"proposed": 1, "tax_id_known": 1, "check_slow": 1, "check_by_hand": 1}
        self.expect_end(case, "listed", "goal", **walked, **LISTED)

    # ------------------------------------------------------------------
    # A person checks
    # ------------------------------------------------------------------
    def test_no_register_to_ask(self):
        partner, case = self.make_case(user_id=self.petr.id)
        self.go_to(f"{MONDAY} 09:00")
        # The contractor's own buyer, where one is named on him.
        self.expect_open(case, check_by_hand=(self.petr, f"{TUESDAY} 09:00"))
        with self.assertRaisesRegex(ValidationError, "tick off"):
            self.finish(case, "check_by_hand", self.petr, "fine")
        self.tick_all(case, "check_by_hand", self.petr)
        self.finish(case, "check_by_hand", self.petr, "fine")
        self.call_and_sign(case, self.petr)
        walked = {**CHECKED, "check_by_hand": 1}
        self.expect_end(case, "listed", "goal", **walked, **LISTED)
        self.assertIn(self.listed, partner.category_id)

    def test_refused_by_hand(self):
        partner, case = self.make_case(vat=False)
        self.expect_open(case, check_by_hand=(self.ivan, f"{TUESDAY} 09:00"))
        self.finish(case, "check_by_hand", self.ivan, "refuse", comment="Bankrupt")
        self.expect_end(case, "refused", "failure", **BY_HAND)
        self.assertNotIn(self.listed, partner.category_id)

    def test_does_not_fit(self):
        _partner, case = self.make_case(vat=False)
        self.tick_all(case, "check_by_hand", self.ivan)
        self.finish(case, "check_by_hand", self.ivan, "fine")
        self.finish(case, "call", self.ivan, "refuse", comment="Too dear")
        self.expect_end(case, "refused", "failure", **BY_HAND, call=1)

    def test_agreement_needs_the_tax_id_and_a_file(self):
        partner, case = self.make_case(vat=False)
        self.tick_all(case, "check_by_hand", self.ivan)
        self.finish(case, "check_by_hand", self.ivan, "fine")
        self.tick_all(case, "call", self.ivan)
        self.finish(case, "call", self.ivan, "fits")
        with self.assertRaisesRegex(ValidationError, "(?s)Tax ID.*attach a file"):
            self.finish(case, "agreement", self.kate, "signed")
        self.go_to("2026-03-08 09:00")
        self.expect_told(self.kate, "Sign the agreement", "is due soon")
        self.go_to(f"{NEXT_MONDAY} 09:00")
        self.expect_told(self.ivan, "Sign the agreement", "is late")
        partner.vat = "US12345678"
        self.sign(case, self.kate)
        self.expect_end(case, "listed", "goal", **BY_HAND, **LISTED)

    def test_not_signed(self):
        _partner, case = self.make_case(vat=False)
        self.tick_all(case, "check_by_hand", self.ivan)
        self.finish(case, "check_by_hand", self.ivan, "fine")
        self.tick_all(case, "call", self.ivan)
        self.finish(case, "call", self.ivan, "fits")
        self.finish(case, "agreement", self.kate, "refuse", comment="Other terms")
        self.expect_end(case, "refused", "failure", **BY_HAND, call=1, agreement=1)

    # ------------------------------------------------------------------
    # Its owner goes on designing
    # ------------------------------------------------------------------
    def test_new_draft_keeps_the_web_call(self):
        self.flow.action_new_draft()
        draft = self.flow.draft_id
        self.assertEqual(draft.check(), [])
        check = draft.node_ids.filtered(lambda n: n.bpmn_id == "check")
        self.assertEqual(check.sudo().action_ids.webhook_url, f"setting:{SETTING}")
