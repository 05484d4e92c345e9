import logging

from odoo import SUPERUSER_ID
from odoo.exceptions import UserError
from odoo.http import Controller, content_disposition, request, route

_logger = logging.getLogger(__name__)

LARGEST = 25 * 1024 * 1024  # bytes of a version that is handed in
LARGEST_REQUEST = LARGEST + 1024 * 1024
# Uses in an hour: of one link, and by one address.
PER_LINK = 120
PER_ADDRESS = 300
# Shown in the browser; all else is downloaded: it might hold a script.
READABLE = ("application/pdf", "image/png", "image/jpeg")
HEADERS = [
    ("Cache-Control", "no-store"),
    ("X-Robots-Tag", "noindex, nofollow, noarchive"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
]
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PAGE_HEADERS = [*HEADERS, ("Content-Security-Policy", POLICY)]


class Visa(Controller):
    """Approving by a link, without a login. Looking decides nothing."""

    @route("/bpm_flow/visa/<string:token>", type="http", auth="public", methods=["GET"])
    def look(self, token, **_rest):
        """What is to be approved."""
        task, answer = self._open(token)
        return answer or self._page(token, task)

    @route(
        "/bpm_flow/visa/<string:token>",
        type="http",
        auth="public",
        methods=["POST"],
        max_content_length=LARGEST_REQUEST,
    )
    def decide(
        self, token, decision=None, words=None, file_id=None, seen=None, **_rest
    ):
        """Approve, with remarks or not, or reject."""
        task, answer = self._open(token)
        if answer:
            return answer
        try:
            with task.env.cr.savepoint():
                counter = self._counter(task, file_id)
                task._guest_decides(decision, words, counter, seen)
        except UserError as error:
            return self._page(token, task, error=str(error), words=words)
        # Shown by a second request: loading the page anew decides nothing again.
        target = request.httprequest.path
        return request.redirect(target, code=303, local=True)

    @route(
        "/bpm_flow/visa/<string:token>/file/<int:file_id>",
        type="http",
        auth="public",
        methods=["GET"],
    )
    def file(self, token, file_id, **_rest):
        """One of the files, as long as it is to be decided."""
        task, answer = self._open(token)
        if answer:
            return answer
        files = task._guest_files() if task._guest_can_decide() else []
        found = next((file for file in files if file["id"] == file_id), None)
        if not found:
            return self._nothing()
        attachment = found["attachment"]
        shown = attachment.mimetype in READABLE
        kind = attachment.mimetype if shown else "application/octet-stream"
        way = "inline" if shown else "attachment"
        headers = [
            *HEADERS,
            ("Content-Type", kind),
            ("Content-Disposition", content_disposition(found["name"], way)),
        ]
        return request.make_response(attachment.raw, headers)

    # ------------------------------------------------------------------
    # Who knocks
    # ------------------------------------------------------------------
    def _open(self, token):
        """(the task, None), or (None, what is answered instead)."""
        env = request.env(user=SUPERUSER_ID, context={})
        hits = env["bpm.flow.visa.hit"]
        address = request.httprequest.remote_addr or ""
        if hits._is_too_often(f"address {address}", PER_ADDRESS):
            return None, self._too_often()
        link = env["bpm.flow.visa.link"]._find(token)
        if not link or not link.task_id.partner_id:
            return None, self._nothing()
        if hits._is_too_often(f"link {link.id}", PER_LINK):
            return None, self._too_often()
        return link._opened(), None

    def _nothing(self):
        """The same for a wrong link, an old one and one that was taken back."""
        return self._render("crm_bpm_flow.visa_nothing", {}, status=404)

    def _too_often(self):
        return self._render("crm_bpm_flow.visa_too_often", {}, status=429)

    def _counter(self, task, file_id):
        """What was handed in: (id of the file it is for, name, content) or None."""
        upload = request.httprequest.files.get("counter")
        if not upload or not upload.filename:
            return None
        content = upload.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise UserError(
                task.env._(
                    "The file is too large: at most %s MB.", LARGEST // 1024 // 1024
                )
            )
        if not content:
            raise UserError(task.env._("The file is empty."))
        number = int(file_id) if file_id and file_id.isdecimal() else 0
        return number, upload.filename, content

    # ------------------------------------------------------------------
    # Pages
    # ------------------------------------------------------------------
    def _page(self, token, task, error=None, words=None):
        values = {
            "token": token,
            "task": task,
            "company": task.company_id or task.env.company,
            "asker": task._asker(),
            "can_decide": task._guest_can_decide(),
            "files": task._guest_files() if task._guest_can_decide() else [],
            "lines": task._guest_lines(),
            "changes": task._guest_changes(),
            "outcomes": task._guest_outcomes(),
            "verbs": task._guest_verbs(),
            "takes_counter": task._takes_counter(),
            "seen": task._guest_mark(),
            "error": error,
            "words": words,
            "csrf_token": request.csrf_token(),
            "readable": READABLE,
        }
        env = task.env
        return self._render(
            "crm_bpm_flow.visa_page", values, 400 if error else 200, env
        )

    def _render(self, template, values, status=200, env=None):
        env = env or request.env(user=SUPERUSER_ID)
        lang = (env.lang or "en_US").split("_")[0]
        html = env["ir.qweb"]._render(template, {**values, "html_lang": lang})
        return request.make_response(html, PAGE_HEADERS, status=status)
