from io import BytesIO

from lxml import etree
from PIL import Image

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import FlowCase, end, task
from .process_words import by_formula


@tagged("-at_install", "post_install")
class TestFiles(FlowCase, HttpCase):
    """A process as a file of BPMN, and its map as a picture in three formats."""

    def setUp(self):
        super().setUp()
        self.process = self.flow(
            "Дело & case",
            call=task(self.worker, {"Дозвонились": "ask", "Busy": "bad"}),
            ask=by_formula(("amount > 5", "good"), otherwise="bad"),
            good=end("goal"),
            bad=end("failure"),
        )
        self.version = self.process.version_id

    def _get(self, kind, user):
        user.sudo().password = user.login
        self.authenticate(user.login, user.login)
        return self.url_open(f"/bpm_flow/version/{self.version.id}/{kind}")

    def _kind(self, kind):
        process = self.process.with_user(self.owner).with_context(bpm_kind=kind)
        return process.action_download()["url"]

    def test_the_buttons_lead_to_files(self):
        for kind in ("bpmn", "svg", "png", "pdf"):
            self.assertTrue(self._kind(kind).endswith(f"{self.version.id}/{kind}"))
        self.assertTrue(self._kind("exe").endswith("/bpmn"))

    def test_pictures_show_the_map(self):
        svg = self.version._file("svg")
        root = etree.fromstring(svg)
        texts = [text.text for text in root.iter("{*}text")]
        self.assertIn("Дозвонились", texts)
        self.assertNotIn("script", svg.decode())
        image = Image.open(BytesIO(self.version._file("png")))
        width, height = float(root.get("width")), float(root.get("height"))
        self.assertAlmostEqual(image.width / width, 2, 1)
        self.assertAlmostEqual(image.height / height, 2, 1)
        self.assertGreater(len(image.getcolors(1_000_000)), 1)
        self.assertTrue(self.version._file("pdf").startswith(b"%PDF"))

    @mute_logger("odoo.http")
    def test_downloads_are_for_those_who_may_read(self):
        answer = self._get("bpmn", self.owner)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.text, self.version.export_bpmn())
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertEqual(self._get("exe", self.owner).status_code, 404)
        self.assertEqual(self._get("bpmn", self.foreigner).status_code, 403)
