from odoo.http import Controller, content_disposition, request, route


class Documents(Controller):
    @route("/bpm_flow/document/<int:document_id>/pdf", type="http", auth="user")
    def document_pdf(self, document_id):
        """The current file of a document as a PDF, for whoever may read it."""
        document = request.env["bpm.flow.document"].browse(document_id).exists()
        if not document or not document.has_access("read"):
            raise request.not_found()
        name, content = document._as_pdf()
        disposition = content_disposition(name).replace("attachment", "inline", 1)
        headers = [
            ("Content-Type", "application/pdf"),
            ("Content-Disposition", disposition),
            ("X-Content-Type-Options", "nosniff"),
        ]
        return request.make_response(content, headers)
