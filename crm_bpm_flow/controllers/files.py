from odoo.http import Controller, content_disposition, request, route

from ..models.bpm_flow_version_files import TYPES


class Files(Controller):
    @route("/bpm_flow/version/<int:version_id>/<string:kind>", type="http", auth="user")
    def version_file(self, version_id, kind):
        """A version as BPMN, or its map as a picture, for whoever may read it."""
        version = request.env["bpm.flow.version"].browse(version_id).exists()
        if kind not in TYPES or not version:
            raise request.not_found()
        version.check_access("read")
        name = version.sudo()._file_name(kind)
        headers = [
            ("Content-Type", TYPES[kind]),
            ("Content-Disposition", content_disposition(name)),
            ("X-Content-Type-Options", "nosniff"),
        ]
        return request.make_response(version.sudo()._file(kind), headers)
