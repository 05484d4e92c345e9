import os
import select
import stat
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import BaseCase, HttpCase

from ..tools import office
from .documents import made_files as made
from .template_case import TemplateCase
from .web_case import ByWeb

GOOD = """#!/bin/sh
for last; do :; done
printf '%%PDF-1.4 ' > "${last%.*}.pdf"
cat "$last" >> "${last%.*}.pdf"
"""
BAD = "#!/bin/sh\necho 'no display' >&2\nexit 1\n"


class TestOffice(BaseCase):
    """LibreOffice, as far as it is ours: a stand-in takes its place."""

    def converted(self, script):
        with TemporaryDirectory() as folder:
            path = Path(folder, "soffice")
            path.write_text(script)
            path.chmod(path.stat().st_mode | stat.S_IXUSR)
            with patch.object(office, "program", return_value=str(path)):
                return office.office_pdf(b"content", "docx")

    def test_it_makes_a_pdf(self):
        self.assertEqual(self.converted(GOOD), b"%PDF-1.4 content")

    def test_what_fails_is_said(self):
        with self.assertRaisesRegex(office.OfficeError, "no display"):
            self.converted(BAD)

    def test_one_that_hangs_is_ended_with_all_that_it_started(self):
        with TemporaryDirectory() as folder:
            noted = Path(folder, "pid")
            script = f"#!/bin/sh\ntail -f /dev/null &\necho $! > {noted}\nwait\n"
            with (
                patch.object(office, "MOST_SECONDS", 1),
                self.assertRaisesRegex(office.OfficeError, "timed out"),
            ):
                self.converted(script)
            child = int(noted.read_text())
        self.assertTrue(self.ends(child))

    def test_one_that_eats_the_memory_is_ended_with_all_that_it_started(self):
        """It is found in what a child of it takes, too."""
        eats = f"{sys.executable} -c 'x = bytearray(9 << 24); input()'"
        script = f"#!/bin/sh\nmkfifo hold\n{eats} < hold &\nexec 3> hold\nwait\n"
        with (
            patch.object(office, "MOST_MEMORY", 100 << 20),
            self.assertRaises(office.OfficeTooLarge),
        ):
            self.converted(script)

    def test_one_that_asks_for_more_than_the_system_gives(self):
        eats = 'try: bytearray(1 << 40)\nexcept MemoryError: print("bad_alloc")'
        # The limit is set just after it began.
        waits = 'while [ "$(ulimit -v)" = unlimited ]; do :; done'
        script = f"#!/bin/sh\n{waits}\n{sys.executable} -c '{eats}'\nexit 1\n"
        with self.assertRaises(office.OfficeTooLarge):
            self.converted(script)

    def ends(self, pid):
        """Whether a process has ended, or does within seconds."""
        try:
            process = os.pidfd_open(pid)
        except ProcessLookupError:
            return True
        try:
            return bool(select.select([process], [], [], 10)[0])
        finally:
            os.close(process)

    def test_nothing_is_left_in_the_folder_of_temporary_files(self):
        seen = []
        run = office._run

        def watched(command, folder):
            seen.append(folder)
            settings = Path(folder, "profile/user/registrymodifications.xcu")
            self.assertIn("BlockUntrustedRefererLinks", settings.read_text())
            return run(command, folder)

        with patch.object(office, "_run", watched):
            self.converted(GOOD)
        self.assertFalse(Path(seen[0]).exists())

    def test_without_it(self):
        with patch.object(office.shutil, "which", return_value=None):
            self.assertFalse(office.can_print())
            with self.assertRaises(office.OfficeError):
                office.office_pdf(b"content", "docx")


class TestPrinting(ByWeb, TemplateCase, HttpCase):
    """The page that prints, for whoever may read the document."""

    def test_what_is_too_large_is_said(self):
        document = self.template().with_user(self.worker).make(self.lead.ids)
        document.file_ids.add_version(made.docx("Sixty"), name="offer.docx")
        path = "odoo.addons.crm_bpm_flow.models.template.bpm_flow_document_send"
        with (
            patch(f"{path}.can_print", return_value=True),
            patch(f"{path}.office_pdf", side_effect=office.OfficeTooLarge("much")),
            self.refused(UserError, "needed more than 1024 MB of memory for “offer.d"),
        ):
            document._as_pdf()

    def test_whoever_may_read_it(self):
        (self.worker | self.stranger).password = "open sesame 1"
        self.kind.visibility = "named"
        document = self.template().with_user(self.worker).make(self.lead.ids)
        document.file_ids.add_version(b"%PDF-1.4 x", name="offer.pdf")
        self._end_transaction()
        url = f"/bpm_flow/document/{document.id}/pdf"
        self.authenticate(self.worker.login, "open sesame 1")
        answer = self.url_open(url)
        self.assertEqual((answer.status_code, answer.content), (200, b"%PDF-1.4 x"))
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertIn("inline", answer.headers["Content-Disposition"])
        self.authenticate(self.stranger.login, "open sesame 1")
        self.assertEqual(self.url_open(url).status_code, 404)
        self.assertEqual(self.url_open("/bpm_flow/document/0/pdf").status_code, 404)
