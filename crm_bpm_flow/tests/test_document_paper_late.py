from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import end, task
from .document_paper_case import PaperCase
from .process_words import Step


class TestPaperLate(PaperCase):
    """What is not back on its day is something to do, until it is back."""

    def pass_days(self, day):
        self.clock.move_to(f"{day} 09:00:00")
        self._end_transaction()
        self.env["bpm.flow.document"]._cron_documents()
        self._end_transaction()

    def late(self, document):
        return document.sudo().activity_ids.filtered(
            lambda activity: (
                activity.activity_type_id
                == self.env.ref("crm_bpm_flow.mail_activity_type_paper")
            )
        )

    def test_the_responsible_gets_something_to_do_and_the_holder_a_word(self):
        document = self.signed()
        copy = document.copy_ids[0]
        copy.hand_over(self.mate.id, "2026-03-10")
        self.pass_days("2026-03-10")
        self.assertFalse(self.late(document), "its day is not over")
        self.pass_days("2026-03-11")
        activity = self.late(document)
        self.assertEqual(activity.user_id, self.worker)
        self.assertIn(f"{document.number}/1 back from Mate", activity.summary)
        told = self.inbox(self.mate)[-1:]
        self.assertIn("bring papers back", told.subject)
        self.assertIn(copy.code, told.body)
        self.assertIn("03/10/2026", told.body, "as he writes days")
        self.assertTrue(copy.is_overdue)
        self.assertIn(document, document.search([("paper_late", "=", True)]))
        self.pass_days("2026-03-12")
        self.assertEqual(self.late(document), activity, "said once")
        self.assertEqual(self.inbox(self.mate)[-1:], told)
        copy.take_back()
        self.assertFalse(self.late(document))
        self.assertFalse(activity.active)
        self.assertNotIn(document, document.search([("paper_late", "=", True)]))
        self.assertIn("It is back.", document.message_ids[0].body)

    def test_another_day_and_late_again(self):
        document = self.signed()
        copy = document.copy_ids[0]
        copy.send("post", None, "2026-03-10")
        self.pass_days("2026-03-11")
        self.assertTrue(self.late(document))
        copy.date_due = "2026-03-12"
        self.assertFalse(self.late(document))
        self.pass_days("2026-03-13")
        self.assertEqual(len(self.late(document)), 1)
        copy.lose("Not at the post")
        self.assertFalse(self.late(document))

    def test_whoever_is_gone_does_not_get_it(self):
        self.kind.user_id = self.owner
        document = self.signed()
        document.copy_ids[0].hand_over(self.mate.id, "2026-03-10")
        self.worker.active = False
        self.pass_days("2026-03-11")
        self.assertEqual(self.late(document).user_id, self.owner)

    def test_what_cannot_be_told_of_one_is_told_of_the_others(self):
        first, second = self.signed(), self.signed()
        (first | second).copy_ids.hand_over(self.mate.id, "2026-03-10")
        broken = first.copy_ids[0]
        self.patch(
            type(broken),
            "_late_words",
            lambda copy, user: copy.code if copy.id != broken.id else 1 / 0,
        )
        with mute_logger(
            "odoo.addons.crm_bpm_flow.models.document.paper.bpm_flow_document_copy_late"
        ):
            self.pass_days("2026-03-11")
        self.assertEqual(len(self.late(first)), 1)
        self.assertEqual(len(self.late(second)), 2)

    def test_a_process_waits_until_the_paper_is_back(self):
        back = {"event": "conditional", "condition": "paper_state == 'signed'"}
        flow = self.flow(
            "Paper back",
            res_model="bpm.flow.document",
            sign=task(self.worker),
            back=Step("intermediateCatchEvent", back),
            over=end("goal"),
        )
        document = self.signed()
        case = self.start(flow, document)
        copy = document.copy_ids[0]
        copy.send("post", None, "2026-03-16")
        self.finish(case)
        self.assertEqual(case.state, "running")
        copy.action_back_unsigned()
        self.assertEqual(case.state, "running")
        copy.send("post", None, "2026-03-20")
        copy.action_back_signed()
        self.assertEqual((case.state, case.result), ("done", "goal"))


@tagged("bpm_queries")
class TestPaperQueries(PaperCase):
    """As many queries for many copies as for few."""

    def _count(self, method, *args):
        self._end_transaction()
        before = self.env.cr.sql_log_count
        method(*(copies.browse(copies.ids) for copies in args))
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _many(self, count):
        documents = self.env["bpm.flow.document"].create(
            [
                {
                    "name": f"Chairs {number}",
                    "type_id": self.kind.id,
                    "partner_id": self.partner.id,
                    "user_id": self.worker.id,
                }
                for number in range(count)
            ]
        )
        documents = documents.with_user(self.registrar)
        documents.add_copies()
        return documents.copy_ids

    def _level(self, method, slack=4):
        method(self._many(1))  # what is remembered
        few, many = self._many(1), self._many(50)
        one, fifty = self._count(method, few), self._count(method, many)
        self.assertLessEqual(fifty, one + slack)

    def test_moving(self):
        self._level(lambda copies: copies.put(self.folder.id))

    def test_handing_over(self):
        self._level(lambda copies: copies.hand_over(self.mate.id, "2026-03-10"))

    def test_lists(self):
        names = ["display_name", "where", "is_overdue", "code", "date_due"]
        self._level(lambda copies: copies.read(names))
        self._level(lambda copies: copies.document_id.read(["paper_late"]))

    def test_telling(self):
        def tell(copies):
            copies.sudo()._tell()

        def late(copies):
            copies.hand_over(self.mate.id, "2026-03-01")
            return copies

        tell(late(self._many(1)))
        few, many = late(self._many(1)), late(self._many(50))
        one, fifty = self._count(tell, few), self._count(tell, many)
        self.assertLessEqual(fifty, one + 8)
