from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...documents.file_names import clean_name, extension

# What whoever may change the document may write; the rest is written by what he does.
OPEN_FIELDS = {"name", "sequence", "is_inside"}


class BpmFlowDocumentFile(models.Model):
    """A file of a document in all its versions; one of them is the current one."""

    _name = "bpm.flow.document.file"
    _description = "File of a Document"
    _inherit = ["bpm.flow.document.part"]
    _order = "document_id, sequence, id"

    document_id = fields.Many2one(
        "bpm.flow.document", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    version_ids = fields.One2many(
        "bpm.flow.document.file.version", "file_id", string="Versions"
    )
    version_id = fields.Many2one(
        "bpm.flow.document.file.version",
        string="Current version",
        readonly=True,
        index="btree_not_null",
    )
    number = fields.Integer(related="version_id.number", string="Version")
    attachment_id = fields.Many2one(related="version_id.attachment_id")
    mimetype = fields.Char(related="version_id.mimetype")
    size = fields.Integer(related="version_id.size")
    date = fields.Datetime(related="version_id.date", string="Changed")
    author_id = fields.Many2one(related="version_id.author_id", string="Changed by")
    version_count = fields.Integer(compute="_compute_version_count")

    @api.depends("version_ids")
    def _compute_version_count(self):
        for file in self:
            file.version_count = len(file.version_ids)

    # ------------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------------
    def write(self, vals):
        if not self.env.su and vals.keys() - OPEN_FIELDS:
            raise AccessError(
                self.env._("Of a file, its name and its place are changed, no more.")
            )
        if self.env.su or "name" not in vals:
            return super().write(vals)
        for file in self:
            file._rename(vals["name"])
        rest = {name: value for name, value in vals.items() if name != "name"}
        return super().write(rest) if rest else True

    def _rename(self, name):
        """Another name, the same kind of file: its end stays."""
        self.ensure_one()
        name = self._clean_name(name)
        end = extension(self.name)
        if end and extension(name) != end:
            name = self._clean_name(f"{name}.{end}")
        if name == self.name:
            return
        self._check_free()
        words = self.env._(
            "“%(old)s” is called “%(new)s” now.", old=self.name, new=name
        )
        super().write({"name": name})  # pylint: disable=super-method-mismatch
        self.document_id._note_file(words)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_registered(self):
        if self.document_id._stays():
            raise UserError(
                self.env._("Files of a registered document stay with it, all versions.")
            )

    def unlink(self):
        self.check_access("unlink")
        self._unlink_except_registered()
        for file in self:
            if not self.env.su:
                file._check_free()
            file.document_id._note_file(self.env._("File removed: %s", file.name))
        # Theirs are the contents, which the database alone would leave behind.
        self.sudo().version_ids.unlink()
        return super().unlink()

    @api.model
    def _clean_name(self, name):
        """A file's name without folders or what a file system could take amiss."""
        return clean_name(name, self.env._("File"))

    # ------------------------------------------------------------------
    # Versions
    # ------------------------------------------------------------------
    def add_version(self, content, name=None, note=None, reason=None):
        """Put a new version beside the older ones; it is the current one from now on,
        and whoever had checked the file out has checked it in.

        :param content: bytes, a binary file, or text in Base64 as the web API has it
        :param str name: the name it has, else as before
        :param str note: what for
        :param str reason: why a registrar does so while somebody else works on it
        :return: ``bpm.flow.document.file.version``
        :raises UserError: when the content is refused, or somebody else has the file
        """
        self.ensure_one()
        self.check_access("write")
        self._lock_rows()
        self._check_held(reason)
        version = self._put(content, name, note)
        document = self.document_id
        if version.number == 1:
            document._note_file(self.env._("File added: %s", self.name))
        else:
            document._note_file(self._version_words(version))
        return version

    def _put(self, content, name, note):
        name = self._clean_name(name or self.name)
        versions = self.env["bpm.flow.document.file.version"].sudo()
        version = versions._make(self.sudo(), content, name, note)
        here = {"name": name, "version_id": version.id}
        self.sudo().write({**here, "locked_by_id": False, "date_locked": False})
        return version.with_env(self.env)

    def _version_words(self, version):
        words = {"name": version.name, "number": version.number, "note": version.note}
        if version.note:
            return self.env._("Version %(number)s of “%(name)s”: %(note)s", **words)
        return self.env._("Version %(number)s of “%(name)s”", **words)
