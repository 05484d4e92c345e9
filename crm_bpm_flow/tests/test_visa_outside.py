import re
from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .approval_words import approver
from .test_log import OUTSIDE_WORDS
from .visa_case import VisaCase

LINK = re.compile(r"/bpm_flow/visa/([\w-]+)")


class OutsideCase(VisaCase):
    """Paula, at the partner's, has no login: she approves by a link."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shop = cls.env["res.partner"].create({"name": "Shop"})
        cls.paula = cls.env["res.partner"].create(
            {"name": "Paula", "email": "paula@example.com", "parent_id": cls.shop.id}
        )

    def outside(self, document=None, *lines, **values):
        """A case in which Ann and Paula are asked."""
        document = document or self.paper(
            partner_id=self.shop.id, contact_id=self.paula.id
        )
        lines = lines or (
            approver(self.ann, files=True),
            approver(files=True, outside="record"),
        )
        nobody = self.env["res.users"]
        return self.start(self.visas(nobody, approvers=lines, **values), document)

    def document_of(self, case):
        return self.env["bpm.flow.document"].browse(case.res_id)

    def mails(self):
        """Mails to Paula that wait to be sent, oldest first."""
        return self.env["mail.mail"].search(
            [("email_to", "like", "paula@example.com")], order="id"
        )

    def token(self):
        """What is in the newest link."""
        self.run_due()
        return LINK.search(self.mails()[-1].body_html).group(1)

    def path_in(self, mail):
        return LINK.search(mail.body_html).group(0)

    def hers(self, case):
        """Paula's open task, as the page has it."""
        return case.open_task_ids.filtered("partner_id").ensure_one()


class TestVisaOutside(OutsideCase):
    """Approvers who have no login are asked, reminded and kept in the trail."""

    def test_asked_by_mail_and_answered(self):
        case = self.outside()
        self.assertEqual(sorted(case.open_task_ids._people_names()), ["Ann", "Paula"])
        token = self.token()
        [mail] = self.mails()
        self.assertFalse(mail.model, "no chatter shows the link")
        self.assertTrue(mail.auto_delete)
        link = self.env["bpm.flow.visa.link"]._find(token)
        self.assertEqual(link.date_expiry, self.at("2026-03-16 09:00"))
        self.assertNotIn(token, str(link.read()))
        link._opened()._guest_decides("remarks", "Paper boxes, please")
        self.approve(case, self.ann)
        self.assertEqual(case.state, "done")
        visa = case.visa_ids[0]
        self.assertEqual((visa.partner_id, visa.user_id.ids), (self.paula, []))
        self.assertEqual(
            visa.words, "Paula: Approved with remarks (Paper boxes, please)"
        )
        self.assertIn("Decided by Paula, outside, by a link.", self.words(case))
        self.assertIn("Paula was sent a link that holds until", self.words(case))
        self.assertFalse(self.env["bpm.flow.log"].verify(case.ids))
        row = self.document_of(case).visa_sheet()[0]["rows"][0]
        self.assertEqual((row["who"], row["outside"]), ("Paula", True))
        self.assertIn("outside, by a link", self.document_of(case).visa_sheet_html)

    def test_one_answer_in_a_round(self):
        case = self.outside()
        task = self.env["bpm.flow.visa.link"]._find(self.token())._opened()
        task._guest_decides("approved", "")
        with self.refused(UserError, "already finished by Paula"):
            task._guest_decides("rejected", "No")
        self.assertEqual(case.visa_ids.mapped("act"), ["approved"])

    def test_a_refusal_says_why(self):
        self.outside()
        task = self.env["bpm.flow.visa.link"]._find(self.token())._opened()
        for code in ("remarks", "rejected"):
            with self.refused(UserError, "Please write"):
                task._guest_decides(code, "  ")
        for code in ("returned", "again", "", None):
            with self.refused(UserError, "Choose one"):
                task._guest_decides(code, "Why")

    def test_asked_again_with_a_new_link_when_the_file_changed(self):
        case = self.outside()
        first = self.env["bpm.flow.visa.link"]._find(self.token())
        first._opened()._guest_decides("approved", "")
        document = self.document_of(case)
        document.file_ids.add_version(b"Sixty chairs")
        self.assertEqual(sorted(case.open_task_ids._people_names()), ["Ann", "Paula"])
        second = self.env["bpm.flow.visa.link"]._find(self.token())
        self.assertNotEqual(first.task_id, second.task_id)
        [change] = second._opened()._guest_changes()
        self.assertEqual(change["new"], "contract.txt, version 2")

    def test_files_for_the_inside_are_neither_shown_nor_looked_at(self):
        case = self.outside()
        document = self.document_of(case)
        document.add_file("margin.txt", b"Ten percent").is_inside = True
        task = self.hers(case)
        names = [file["name"] for file in task._guest_files()]
        self.assertEqual(names, ["contract.txt"])
        task._guest_decides("approved", "")
        document.file_ids[1].add_version(b"Twelve percent")
        self.assertEqual(self.names(case), ["Ann"])

    def test_fields_are_told_only_where_chosen_for_him(self):
        case = self.outside(None, approver(outside="record"), looks=["amount"])
        self.assertEqual(self.hers(case)._guest_lines(), [])
        case = self.outside(None, approver(outside="record", looks=["name"]))
        [line] = self.hers(case)._guest_lines()
        self.assertEqual(line["text"], "Chairs")

    def test_a_version_of_their_own_waits_until_it_is_taken(self):
        case = self.outside()
        document = self.document_of(case)
        file = document.file_ids
        self.approve(case, self.ann)
        task = self.hers(case)
        task._guest_decides(
            "remarks", "As in our version", (0, "../ours.txt", b"Sixty")
        )
        version = document.counter_ids
        self.assertEqual((version.partner_id, version.name), (self.paula, "ours.txt"))
        self.assertEqual(file.version_id.number, 1)
        self.assertEqual(case.state, "done")
        self.assertIn("Paula handed in a version of “contract.txt”", self.words(case))
        file.invalidate_recordset(["version_ids"])
        [row] = document.files_data()["files"]
        self.assertEqual(row["current"], file.version_id.id)
        newest = row["versions"][0]
        self.assertEqual((newest["author"], newest["is_waiting"]), ("Paula", True))
        with self.assertRaises(AccessError):
            version.with_user(self.mate).action_take()
        version.with_user(self.worker).action_take()
        self.assertEqual(file.version_id, version)
        self.assertEqual(file.name, "contract.txt", "we go on calling it so")
        self.assertEqual(document.files_data()["files"][0]["current"], version.id)
        self.assertFalse(document.counter_ids)
        with self.assertRaises(UserError):
            file.version_ids[-1].with_user(self.worker).action_take()
        file.with_user(self.worker).add_version(b"Seventy")
        with self.refused(UserError, "Only what was handed in"):
            version.with_user(self.worker).action_take()
        self.assertEqual(file.attachment_id.raw, b"Seventy")

    def test_taken_while_others_look(self):
        case = self.outside()
        self.approve(case, self.ann)
        document = self.document_of(case)
        lines = case.open_task_ids._takes_counter()
        self.assertTrue(lines)
        document._bpm_take_counter(self.paula, 0, "ours.txt", b"Sixty")
        self.assertEqual(case.open_task_ids._people_names(), ["Paula"])
        document.counter_ids.with_user(self.worker).action_take()
        self.assertEqual(sorted(case.open_task_ids._people_names()), ["Ann", "Paula"])

    def test_links_end(self):
        case = self.outside()
        token = self.token()
        links = self.env["bpm.flow.visa.link"]
        self.assertTrue(links._find(token))
        self.assertFalse(links._find(token + "x"))
        self.clock.tick(timedelta(days=14))
        self.assertFalse(links._find(token), "its time is over")
        task = self.hers(case)
        with self.assertRaises(AccessError):
            task.with_user(self.mate).action_send_link()
        task.with_user(self.worker).action_send_link()
        token = LINK.search(self.mails()[-1].body_html).group(1)
        self.assertTrue(links._find(token))
        with self.assertRaises(AccessError):
            task.with_user(self.mate).action_revoke_links()
        task.with_user(self.worker).action_revoke_links()
        self.assertFalse(links._find(token), "taken back")
        self.assertIn("the links of Paula do not hold", self.words(case))

    def test_what_is_not_needed_any_more(self):
        case = self.outside()
        token = self.token()
        self.decide(case, self.ann, "rejected")
        self.assertEqual(case.state, "done")
        self.assertFalse(self.env["bpm.flow.visa.link"]._find(token))

    def test_reminded_with_a_link(self):
        reminders = [Command.create({"moment": "after", "amount": 1, "unit": "hours"})]
        case = self.outside(within="2 hours", reminder_ids=reminders)
        self.token()
        self.run_due(hours=4)
        self.assertEqual(len(self.mails()), 2)
        self.assertIn("A reminder", self.mails()[-1].subject)
        self.assertIn(
            "Escalation", dict(case.log_ids._fields["kind"].selection).values()
        )
        self.assertIn("escalated", self.kinds(case))

    def test_without_an_address_the_owner_sees_to_it(self):
        self.paula.email = False
        case = self.outside(None, approver(outside="record"))
        self.assertEqual(self.names(case), ["Owner"])
        self.assertIn("fallback", self.kinds(case))

    def test_a_named_address(self):
        case = self.outside(
            None, approver(outside="address", outside_email="Nora <nora@example.com>")
        )
        self.assertEqual(case.open_task_ids.partner_id.name, "Nora")

    def test_given_to_somebody_inside(self):
        case = self.outside()
        token = self.token()
        self.hers(case).with_user(self.owner).delegate(self.ben.id)
        self.assertFalse(self.env["bpm.flow.visa.link"]._find(token))
        self.assertEqual(self.names(case), ["Ann", "Ben"])
        self.approve(case, self.ben, self.ann)
        self.assertEqual(case.state, "done")

    def test_written_down_by_the_owner(self):
        case = self.outside()
        self.hers(case).with_user(self.owner).complete_for("approved", "By phone")
        visa = case.visa_ids
        self.assertEqual((visa.user_id, visa.partner_id), (self.owner, self.paula))
        self.assertEqual(visa.words, "Owner for Paula: Approved")

    def test_in_turn_behind_somebody_inside(self):
        case = self.outside(order="turn")
        self.assertEqual(case.open_task_ids._people_names(), ["Ann"])
        rows = self.rows(self.document_of(case))
        self.assertEqual(rows[-1], ("Paula", "waiting", False))
        self.approve(case, self.ann)
        self.assertEqual(case.open_task_ids._people_names(), ["Paula"])
        self.assertTrue(self.token())

    def test_a_file_of_the_process_keeps_who_is_asked_outside(self):
        lines = (
            approver(outside="record", outside_field="partner_id", link_days=3),
            approver(
                outside="address", outside_email="n@example.com", link_read_only=True
            ),
        )
        nobody = self.env["res.users"]
        flow = self.visas(nobody, approvers=lines)
        xml = flow.version_id.with_user(self.owner).export_bpmn()
        flows = self.env["bpm.flow"].with_user(self.owner)
        known = [
            self._lines(one)
            for one in (
                flow.version_id,
                flows.import_bpmn(xml, "bpm.flow.document").draft_id,
            )
        ]
        self.assertEqual(known[0], known[1])
        forged = xml.replace("n@example.com", "nobody")
        made = flows.import_bpmn(forged, "bpm.flow.document").draft_id
        self.assertEqual(self._lines(made)[1][0], False, "no address, nobody yet")

    def _lines(self, version):
        names = ("outside", "outside_field", "outside_email", "link_days")
        lines = version.node_ids.approver_ids.sorted("sequence")
        return [[line[name] for name in (*names, "link_read_only")] for line in lines]

    def test_what_the_register_and_the_engine_write_nobody_forges(self):
        self.kind.keeps_visa_sheet = True
        case = self.outside()
        document, task = self.document_of(case), self.hers(case)
        file = document.file_ids
        for user in (self.worker, self.owner, self.admin):
            for record, vals in (
                (document, {"is_sheet_due": True}),
                (file, {"is_visa_sheet": True}),
                (task, {"partner_id": self.shop.id}),
                (task, {"late_told": True}),
            ):
                with self.assertRaises(AccessError):
                    record.with_user(user).write(vals)
            with self.assertRaises(UserError):
                file.version_id.with_user(user).write({"partner_id": self.shop.id})
            for trail in ({"act": "approved", "partner_id": self.shop.id}, {}):
                with self.assertRaises(UserError):
                    self.env["bpm.flow.visa"].with_user(user).create(trail)
        with self.assertRaises(AccessError):
            file.with_user(self.mate).is_inside = True
        file.with_user(self.worker).is_inside = True

    def test_sentences_of_the_journal(self):
        case = self.outside()
        self.token()
        task = self.hers(case)
        task.with_user(self.owner).action_revoke_links()
        task._guest_decides("remarks", "As in ours", (0, "ours.txt", b"Sixty"))
        said = {row.kind: row.message for row in case.log_ids}
        self.assertEqual(
            {kind: said.get(kind) for kind in OUTSIDE_WORDS},
            {
                "invited": "“Approve”: Paula was sent a link that holds until "
                "3/16/26, 9:00 AM.",
                "revoked": "“Approve”: the links of Paula do not hold any more.",
                "counter": "“Approve”: Paula handed in a version of “contract.txt”.",
            },
        )

    def test_nobody_forges_a_link(self):
        case = self.outside()
        self.token()
        link = self.hers(case).link_ids
        vals = {
            "task_id": link.task_id.id,
            "partner_id": self.paula.id,
            "token_hash": "0",
            "date_expiry": "2030-01-01",
        }
        for user in (self.worker, self.owner, self.admin):
            links = link.with_user(user)
            with self.assertRaises(AccessError):
                links.create(vals)
            with self.assertRaises(AccessError):
                links.write({"date_expiry": "2030-01-01"})
            with self.assertRaises(AccessError):
                links.unlink()
            with self.assertRaises(AccessError):
                links.read(["token_hash"])
        with self.assertRaises(AccessError):
            self.hers(case).with_user(self.owner).partner_id = False

    def test_an_address_is_one(self):
        for values in (
            {"outside": "address", "outside_email": "nobody"},
            {"outside": "record", "link_days": 0},
        ):
            with self.assertRaises(UserError):
                self.outside(None, approver(**values))
