import json

from odoo.exceptions import UserError
from odoo.http import Controller, request, route

from ..documents.file_names import extension

SLACK = 1024 * 1024  # for what a form has around its files


def _most_bytes(_controller):
    """As the settings say; more is not even received."""
    return request.env["bpm.flow.document.file.version"]._most_bytes() + SLACK


class DocumentFiles(Controller):
    @route(
        "/bpm_flow/document/<int:document_id>/files",
        type="http",
        auth="user",
        methods=["POST"],
        max_content_length=_most_bytes,
    )
    def add_files(self, document_id, file_id=None, note=None, reason=None, **_files):
        """Files of a form, each a new file of the document, or with ``file_id`` a new
        version of that file.

        Answers ``{"added": [names], "refused": [messages]}`` as JSON.
        """
        document = request.env["bpm.flow.document"].browse(document_id)
        if not document.exists() or not document.has_access("read"):
            raise request.not_found()
        answer = {"added": [], "refused": []}
        for upload in request.httprequest.files.getlist("ufile"):
            refusal = self._refusal(document, upload, file_id, note, reason)
            kind = "refused" if refusal else "added"
            answer[kind].append(refusal or upload.filename)
        answer = json.dumps(answer)
        return request.make_response(answer, [("Content-Type", "application/json")])

    def _refusal(self, *args):
        """Add a file; what is wrong with one is said, and the others are taken."""
        try:
            with request.env.cr.savepoint():
                self._add(*args)
        except UserError as error:
            return str(error)
        return False

    def _add(self, document, upload, file_id, note, reason):
        if not file_id:
            document.add_file(upload.filename, upload.stream, note or None)
            return
        file = document.file_ids.filtered(lambda f: str(f.id) == file_id)
        if not file:
            raise UserError(request.env._("This file is not there any more."))
        # The file keeps its name, unless it is of another kind now.
        same = extension(file.name) == extension(upload.filename)
        name = None if same else upload.filename
        file.add_version(upload.stream, name, note or None, reason=reason or None)
