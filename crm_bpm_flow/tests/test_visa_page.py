import re
from datetime import timedelta
from unittest.mock import patch

from odoo.tests import HttpCase, mute_logger, tagged

from ..controllers import visa as page
from .test_visa_outside import OutsideCase

CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')
SEEN = re.compile(r'name="seen" value="([^"]+)"')


@tagged("-at_install", "post_install")
class TestVisaPage(OutsideCase, HttpCase):
    """What somebody without a login sees and does by a link, over the network."""

    def setUp(self):
        super().setUp()
        self.case = self.outside()
        self.link = f"/bpm_flow/visa/{self.token()}"

    def get(self, path=None, **rest):
        return self.url_open(path or self.link, **rest)

    def seen(self, page):
        """The mark that is in a page's form."""
        return SEEN.search(page).group(1)

    def answer(self, decision, words="", files=None, form=None, **rest):
        """Send the form as a browser does, without following what it answers."""
        token = CSRF.search(form or self.get().text).group(1)
        data = {"csrf_token": token, "decision": decision, "words": words, **rest}
        return self.url_open(self.link, data=data, files=files, allow_redirects=False)

    def test_looking_decides_nothing(self):
        before = self.case.log_seq
        seen = self.get()
        self.assertEqual(seen.status_code, 200)
        for words in (
            "Paula",
            "contract.txt",
            "Chairs",
            "Worker",
            "worker@example.com",
        ):
            self.assertIn(words, seen.text)
        self.get(f"{self.link}?decision=approved")
        self.assertEqual((self.case.log_seq, len(self.case.visa_ids)), (before, 0))
        for name, value in page.PAGE_HEADERS:
            self.assertEqual(seen.headers[name], value)
        self.assertNotIn("<script", seen.text)

    def test_approved(self):
        sent = self.answer("approved")
        self.assertEqual(sent.status_code, 303)
        self.assertEqual(self.case.visa_ids.mapped("act"), ["approved"])
        after = self.get().text
        self.assertIn("Thank you", after)
        self.assertNotIn("<form", after)
        self.assertNotIn("contract.txt", after, "nothing is left to look at")

    def test_refused_with_a_version_of_their_own(self):
        refused = self.answer("rejected")
        self.assertEqual(refused.status_code, 400)
        self.assertIn("Please write", refused.text)
        files = {"counter": ("../<b>ours</b>.txt", b"Sixty chairs", "text/html")}
        sent = self.answer("rejected", "<script>bad()</script>", files)
        self.assertEqual(sent.status_code, 303)
        [visa] = self.case.visa_ids
        self.assertEqual((visa.act, visa.partner_id), ("rejected", self.paula))
        document = self.document_of(self.case)
        [version] = document.counter_ids
        self.assertEqual(version.attachment_id.raw, b"Sixty chairs")
        self.assertNotIn("<", version.name)
        self.assertIn("&lt;script&gt;bad", document.visa_sheet_html)
        self.assertIn("&lt;script&gt;bad", self.get().text)

    def test_what_was_changed_meanwhile_is_looked_at_first(self):
        seen = self.seen(self.get().text)
        self.document_of(self.case).file_ids.add_version(b"Sixty chairs")
        refused = self.answer("approved", "Good", seen=seen)
        self.assertEqual(refused.status_code, 400)
        self.assertIn("Changed since you opened it: Files (contract.txt", refused.text)
        self.assertIn("Good", refused.text, "what was written stays")
        self.assertFalse(self.case.visa_ids)
        sent = self.answer("approved", "Good", seen=self.seen(refused.text))
        self.assertEqual(sent.status_code, 303)

    def test_the_files_and_no_others(self):
        document = self.document_of(self.case)
        file = document.file_ids
        secret = document.add_file("margin.txt", b"Ten percent")
        secret.is_inside = True
        other = self.paper(name="Other").file_ids
        found = self.get(f"{self.link}/file/{file.id}")
        self.assertEqual(found.content, b"Fifty chairs")
        self.assertEqual(found.headers["Content-Type"], "application/octet-stream")
        self.assertIn("attachment", found.headers["Content-Disposition"])
        for forbidden in (secret, other):
            self.assertEqual(
                self.get(f"{self.link}/file/{forbidden.id}").status_code, 404
            )
        version = secret.version_id
        self.assertNotEqual(
            self.get(f"/web/content/{version.attachment_id.id}").text, "Ten percent"
        )
        self.hers(self.case)._guest_decides("approved", "")
        self.assertEqual(self.get(f"{self.link}/file/{file.id}").status_code, 404)

    def test_only_what_is_harmless_is_shown_in_the_browser(self):
        document = self.document_of(self.case)
        kinds = {
            b"%PDF-1.4 x": ("a.pdf", "application/pdf", "inline"),
            b"<html><script>1</script></html>": ("b.html", None, "attachment"),
            b"<svg xmlns='http://www.w3.org/2000/svg'/>": ("c.svg", None, "attachment"),
        }
        for content, (name, kind, way) in kinds.items():
            file = document.add_file(name, content)
            found = self.get(f"{self.link}/file/{file.id}")
            self.assertTrue(found.headers["Content-Disposition"].startswith(way), name)
            wanted = kind or "application/octet-stream"
            self.assertEqual(found.headers["Content-Type"].split(";")[0], wanted)
            self.assertEqual(found.headers["X-Content-Type-Options"], "nosniff")

    def test_wrong_old_and_taken_back_are_told_apart_by_nobody(self):
        wrong = self.get(f"{self.link}x")
        task = self.hers(self.case)
        task.link_ids._take_back()
        taken = self.get()
        task.link_ids.date_revoked = False
        self.clock.tick(timedelta(days=15))
        old = self.get()
        answers = {
            (found.status_code, found.text, *sorted({*found.headers} - {"Set-Cookie"}))
            for found in (wrong, taken, old, self.get("/bpm_flow/visa/x"))
        }
        self.assertEqual(len(answers), 1)
        self.assertEqual(wrong.status_code, 404)
        self.assertNotIn("Paula", wrong.text)
        for path in (f"{self.link}/file/1", "/bpm_flow/visa/x/file/1"):
            self.assertEqual(self.get(path).text, wrong.text)

    def test_as_many_questions_for_any_link_that_does_not_hold(self):
        links, task = self.env["bpm.flow.visa.link"], self.hers(self.case)
        token = self.link.split("/")[-1]
        task.link_ids._take_back()
        self.env.flush_all()
        for tried in (token, "wrong"):
            with self.assertQueryCount(1):
                links._find(tried)

    @mute_logger("odoo.http")
    def test_nobody_else_s_page_answers_for_her(self):
        data = {"decision": "approved"}
        self.get()
        sent = self.url_open(self.link, data=data)
        self.assertEqual(sent.status_code, 400)
        forged = {**data, "csrf_token": "forged"}
        self.assertEqual(self.url_open(self.link, data=forged).status_code, 400)
        self.assertFalse(self.case.visa_ids)

    def test_no_more_than_so_often(self):
        with patch.object(page, "PER_LINK", 2):
            answers = [self.get().status_code for _try in range(4)]
        self.assertEqual(answers, [200, 200, 429, 429])
        self.clock.tick(timedelta(hours=2))
        self.assertEqual(self.get().status_code, 200)
        with patch.object(page, "PER_ADDRESS", 2):
            tries = [self.get("/bpm_flow/visa/x").status_code for _try in range(3)]
            self.assertEqual(tries[-1], 429)
            self.assertEqual(self.get().status_code, 429)
        hits = self.env["bpm.flow.visa.hit"]
        kept = hits.search_count([])
        with patch.object(page, "PER_ADDRESS", 0):
            self.get()
        self.assertEqual(hits.search_count([]), kept, "refused ones fill nothing")
        self.clock.tick(timedelta(hours=2))
        hits._gc_hits()
        self.assertFalse(hits.search_count([]))

    @mute_logger("odoo.http")
    def test_a_version_that_is_too_large(self):
        with patch.object(page, "LARGEST", 10):
            files = {"counter": ("large.txt", b"x" * 11, "text/plain")}
            sent = self.answer("remarks", "See ours", files)
            self.assertEqual(sent.status_code, 400)
            self.assertIn("too large", sent.text)
            files = {"counter": ("empty.txt", b"", "text/plain")}
            self.assertIn("is empty", self.answer("remarks", "See", files).text)
        self.assertFalse(self.case.visa_ids)
        self.assertFalse(self.document_of(self.case).counter_ids)

    def test_in_the_language_of_whom_is_asked(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.paula.lang = "ru_RU"
        self.kind.with_context(lang="ru_RU").name = "Поставка"
        seen = self.get().text
        self.assertIn('lang="ru"', seen)
        self.assertIn("Поставка", seen)
        self.case.open_task_ids.filtered("partner_id").action_send_link()
        self.run_due()
        self.assertIn("Поставка", self.mails()[-1].subject)

    def test_hostile_names_are_words(self):
        self.paula.name = "<img src=x onerror=bad()>"
        document = self.document_of(self.case)
        document.add_file("a&quot;<img>.txt", b"x")
        seen = self.get().text
        self.assertNotIn("<img src=x", seen)
        self.assertNotIn("<img>", seen)

    def test_the_same_answer_sent_again_decides_nothing_more(self):
        form = self.get().text
        self.answer("approved", form=form)
        visas = self.case.visa_ids
        for decision in ("rejected", "approved"):
            again = self.answer(decision, "No", form=form)
            self.assertEqual(again.status_code, 400)
            self.assertIn("Thank you", again.text)
        self.assertEqual(self.case.visa_ids, visas)
        self.assertEqual(visas.mapped("act"), ["approved"])

    def test_what_the_page_does_not_offer_is_refused(self):
        for decision in ("", "returned", "asked", "done", "approved' OR 1=1"):
            self.assertEqual(self.answer(decision, "Words").status_code, 400, decision)
        self.assertFalse(self.case.visa_ids)

    def test_a_version_of_no_other_file(self):
        """Whatever id is sent along, it comes to the document that was asked about."""
        document = self.document_of(self.case)
        secret = document.add_file("margin.txt", b"Ten percent")
        secret.is_inside = True
        other = self.paper(name="Other").file_ids
        files = {"counter": ("ours.txt", b"Sixty chairs", "text/plain")}
        sent = self.answer("rejected", "See ours", files, file_id=str(other.id))
        self.assertEqual(sent.status_code, 303)
        for file_id in (secret.id, 999999999, -1):
            name = f"ours{file_id}.txt"
            document._bpm_take_counter(self.paula, file_id, name, b"Sixty chairs")
        self.assertEqual(len(document.counter_ids), 4)
        self.assertFalse(document.counter_ids.file_id & (other | secret))
        self.assertEqual((other | secret).version_ids.mapped("number"), [1, 1])

    def test_names_of_files_add_no_header(self):
        document = self.document_of(self.case)
        name = 'a"\r\nSet-Cookie: bad=1\r\n\r\n<b>.txt'
        file = document.add_file(name, b"x")
        answer = self.get(f"{self.link}/file/{file.id}")
        self.assertEqual(answer.status_code, 200)
        self.assertNotIn("bad", str(answer.cookies))
        self.assertNotIn("Set-Cookie: bad", str(dict(answer.headers)))
        self.assertNotIn("\n", document.file_ids[-1].name)
