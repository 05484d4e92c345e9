from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form

from ..models.approval_ground import is_same
from .approval_words import approver
from .process_words import approval, auto, end, fork, join, write
from .visa_case import VisaCase


class TestVisas(VisaCase):
    """The visa sheet of a document, on its card and on paper."""

    def test_who_decided_what_on_which_version(self):
        document = self.paper()
        document.file_ids.add_version(b"Sixty chairs")
        case = self.start(self.visas(files=True, within="1 hours"), document)
        self.decide(case, self.ann, "remarks", comment="Sixty is a lot")
        self.clock.tick(7200)
        self.task_of(case, self.ben).explain_delay("Was travelling")
        self.approve(case, self.ben)
        [sheet] = document.visa_sheet()
        ann, ben, cat = sheet["rows"]
        self.assertEqual(
            (ann["decision"], ann["remark"]), ("remarks", "Sixty is a lot")
        )
        self.assertEqual(ann["looked_at"], [["Files", "contract.txt, version 2"]])
        self.assertEqual((ben["late"], ben["delay_reason"]), (True, "Was travelling"))
        self.assertEqual((cat["who"], cat["state"]), ("Cat", "open"))
        card = document.with_user(self.worker).visa_sheet_html
        for words in ("Sixty is a lot", "contract.txt, version 2", "Was travelling"):
            self.assertIn(words, card)

    def test_another_version_asks_again_at_once(self):
        """While the others still look, and only who looked at the files."""
        document = self.paper(amount=5)
        lines = [
            approver(self.ann, files=True),
            approver(self.ben, looks=["amount"]),
            approver(self.cat),
        ]
        nobody = self.env["res.users"]
        case = self.start(self.visas(nobody, approvers=lines), document)
        self.approve(case, self.ann, self.ben)
        document.file_ids.add_version(b"Sixty chairs")
        self.assertEqual(self.names(case), ["Ann", "Cat"])
        document.file_ids.add_version(b"Seventy chairs")
        self.assertEqual(self.names(case), ["Ann", "Cat"], "is asked already")
        self.assertIn("contract.txt, version 1 → contract.txt, v", self.words(case))
        document.amount = 7
        self.assertEqual(self.names(case), ["Ann", "Ben", "Cat"])
        document.name = "Other chairs"
        self.approve(case, self.cat, self.ben, self.ann)
        self.assertEqual(case.state, "done")
        rows = [row for sheet in document.visa_sheet() for row in sheet["rows"]]
        changed = [row["changes"] for row in rows if row["changes"]]
        self.assertEqual(
            [(line["old"], line["new"]) for [line] in changed],
            [
                ("$\N{NO-BREAK SPACE}5.00", "$\N{NO-BREAK SPACE}7.00"),
                ("contract.txt, version 1", "contract.txt, version 3"),
            ],
        )
        self.assertEqual(len(case.visa_ids), 5, "nothing of the trail is lost")

    def test_a_task_opens_the_version_that_is_looked_at(self):
        document = self.paper()
        lines = [approver(self.ann, files=True), approver(self.ben, looks=["amount"])]
        case = self.start(self.visas(self.env["res.users"], approvers=lines), document)
        task = self.task_of(case, self.ann)
        first = document.file_ids.version_id.attachment_id
        self.assertIn(f'href="/web/content/{first.id}"', task.ground_html)
        self.approve(case, self.ann)
        document.file_ids.add_version(b"Sixty chairs")
        now = document.file_ids.version_id.attachment_id
        again = self.task_of(case, self.ann)
        self.assertNotEqual(again, task)
        task.invalidate_recordset()
        self.assertIn(f'href="/web/content/{first.id}"', task.ground_html)
        self.assertIn(f'href="/web/content/{now.id}"', again.ground_html)

    def test_the_checker_says_that_it_stays_a_draft(self):
        def codes(flow):
            return [found["code"] for found in flow.version_id.check()]

        self.assertIn("document_stays", codes(self.visas()))
        whole = self.route(
            "Whole",
            approve=approval(self.ann, {"rejected": "lost"}, then="agreed"),
            agreed=auto(write("state", "approved"), then="end"),
            end=end("goal"),
            lost=end("failure"),
        )
        self.assertNotIn("document_stays", codes(whole))

    def test_the_same_content_is_no_change(self):
        document = self.paper()
        case = self.start(self.visas(files=True), document)
        self.approve(case, self.ann)
        document.file_ids.add_version(b"Fifty chairs", note="Scanned anew")
        self.assertEqual(self.names(case), ["Ben", "Cat"])
        document.add_file("annex.txt", b"Colours")
        self.assertEqual(self.names(case), ["Ann", "Ben", "Cat"])

    def test_what_changed_afterwards_is_shown(self):
        document = self.paper(amount=5)
        case = self.start(self.visas(self.ann, looks=["amount"]), document)
        self.approve(case, self.ann)
        document.amount = 9
        [sheet] = document.visa_sheet()
        self.assertEqual(
            [(line["old"], line["new"]) for line in sheet["rows"][0]["since"]],
            [("$\N{NO-BREAK SPACE}5.00", "$\N{NO-BREAK SPACE}9.00")],
        )
        self.assertIn("changed afterwards", document.visa_sheet_html)

    def test_an_amount_is_told_with_its_currency_which_counts(self):
        """As the card shows it, on the task, the sheet and before it is decided."""
        roubles = self.env.ref("base.RUB").sudo()
        roubles.active = True
        document = self.paper(amount=1250, currency_id=roubles.id)
        case = self.start(self.visas(looks=["amount"]), document)
        task = self.task_of(case, self.ann)
        before = f"1,250.00\N{NO-BREAK SPACE}{roubles.symbol}"
        self.assertIn(before, task.ground_html)
        self.approve(case, self.ann)
        self.assertIn(before, case.visa_ids.ground_text)
        seen = self.task_of(case, self.ben).ground_mark
        document.currency_id = self.env.ref("base.USD")
        self.assertEqual(self.names(case), ["Ann", "Ben", "Cat"], "other money")
        task = self.task_of(case, self.ann)
        [line] = task.sudo()._ground_rows()
        now = "$\N{NO-BREAK SPACE}1,250.00"
        self.assertEqual((line["old"], line["text"]), (before, now))
        with self.refused(UserError, "opened it: Amount. Look"):
            self.decide(case, self.ben, seen=seen)

    def test_nothing_is_nothing_in_any_currency(self):
        document = self.paper()
        case = self.start(self.visas(looks=["amount"]), document)
        self.approve(case, self.ann)
        euro = self.env.ref("base.EUR").sudo()
        euro.active = True
        document.currency_id = euro
        self.assertEqual(self.names(case), ["Ben", "Cat"])

    def test_amounts_that_were_looked_at_before_their_currency_was_kept(self):
        new = {"fields": {"amount": 5.0}, "currencies": {"amount": 1}}
        self.assertTrue(is_same({"fields": {"amount": 5.0}}, new))
        self.assertFalse(is_same({"fields": {"amount": 4.0}}, new))
        self.assertFalse(is_same({**new, "currencies": {"amount": 2}}, new))

    def test_a_fault_of_asking_again_stops_nobody_who_saves(self):
        document = self.paper(amount=5)
        case = self.start(self.visas(looks=["amount"]), document)
        self.approve(case, self.ann)
        task = type(self.env["bpm.flow.task"])
        self.patch(task, "_ask_changed", lambda self: 1 / 0)
        document.amount = 9
        self.assertEqual(document.amount, 9)
        self.approve(case, self.ben, self.cat)
        self.assertEqual(self.names(case), ["Ann"], "found when it is decided")

    def test_in_sequence_in_parallel_and_mixed(self):
        """Ann alone, then Ben and Cat at once, then two stages beside each other."""
        flow = self.route(
            first=approval(self.ann, {"rejected": "lost"}),
            second=approval(self.ben | self.cat, {"rejected": "lost"}, then="both"),
            both=fork("legal", "money"),
            legal=approval(self.ann | self.ben, order="turn", reject=False, then="met"),
            money=approval(self.cat, reject=False, then="met"),
            met=join(then="agreed"),
            agreed=end("goal"),
            lost=end("failure"),
        )
        document = self.paper()
        case = self.start(flow, document)
        self.assertEqual(self.names(case), ["Ann"])
        self.approve(case, self.ann)
        self.assertEqual(self.names(case), ["Ben", "Cat"])
        self.approve(case, self.cat, self.ben)
        self.assertEqual(self.names(case), ["Ann", "Cat"])
        waiting = [row for row in self.rows(document) if row[1] == "waiting"]
        self.assertEqual(waiting, [("Ben", "waiting", False)])
        self.approve(case, self.ann, self.ben, self.cat)
        self.assertEqual(case.state, "done")
        steps = [sheet["element"] for sheet in document.visa_sheet()]
        self.assertEqual(steps, ["first", "second", "legal", "money"])

    def test_from_a_lead_to_the_last_visa(self):
        self.kind.route_ids = [Command.create({"flow_id": self.visas(self.ann).id})]
        partner = self.env["res.partner"].create({"name": "Shop", "is_company": True})
        self.lead.write({"partner_id": partner.id, "expected_revenue": 900})
        lead = self.lead.with_user(self.worker)
        action = lead.action_view_bpm_documents()
        self.assertEqual(action["views"], [(False, "form")], "none yet: a new one")
        documents = self.env["bpm.flow.document"].with_user(self.worker)
        with Form(documents.with_context(**action["context"])) as card:
            card.type_id = self.kind
        document = card.record
        self.assertEqual(
            (document.name, document.partner_id, document.amount, document.lead_id),
            ("Fifty chairs", partner, 900, self.lead),
        )
        document.action_register()
        self.assertEqual(self.names(document.bpm_instance_ids), ["Ann"])
        lead.invalidate_recordset()
        action = lead.action_view_bpm_documents()
        self.assertNotEqual(action.get("views"), [(False, "form")])
        self.approve(document.bpm_instance_ids.sudo(), self.ann)
        self.assertEqual(self.rows(document), [("Ann", "decided", "approved")])

    def test_as_many_queries_for_fifty_documents_as_for_one(self):
        """Saving documents that are being approved, and their files' ground."""
        flow = self.visas(self.ann, looks=["amount"])
        papers = self.env["bpm.flow.document"].union(
            *(self.paper(amount=5) for _number in range(50))
        )
        cases = self.start(flow, papers)
        counts = []
        for some in (papers[:1], papers):
            self._end_transaction()
            before = self.env.cr.sql_log_count
            some._bpm_ground_files()
            waiting = self.env["bpm.flow.document.waiting"]
            waiting.search([("document_id", "in", some.ids)]).mapped("whom")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
        self.assertEqual(len(cases.open_task_ids), 50)

    def test_the_sheet_follows_the_document_s_secrecy(self):
        self.kind.visibility = "named"
        document = self.paper()
        self.start(self.visas(self.ann), document)
        document.with_user(self.ann).visa_sheet()
        with self.assertRaises(AccessError):
            document.with_user(self.mate).visa_sheet()
        with self.assertRaises(AccessError):
            document.with_user(self.mate).action_print_visa_sheet()

    def test_the_sheet_on_paper(self):
        document = self.paper(name="<b>Chairs</b>")
        case = self.start(self.visas(files=True), document)
        self.decide(case, self.ann, "remarks", comment="<script>bad</script>")
        report = self.env["ir.actions.report"].with_user(self.worker)
        html, kind = report._render_qweb_html(
            "crm_bpm_flow.report_visa_sheet", document.ids
        )
        self.assertEqual(kind, "html")
        self.assertIn(b"&lt;script&gt;bad", html)
        self.assertNotIn(b"<script>bad", html)
        with self.assertRaises(AccessError):
            self.kind.visibility = document.visibility = "named"
            report.with_user(self.mate)._render_qweb_html(
                "crm_bpm_flow.report_visa_sheet", document.ids
            )
