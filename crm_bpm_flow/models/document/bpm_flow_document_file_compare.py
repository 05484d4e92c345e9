from odoo import models
from odoo.exceptions import UserError

from ...documents.compare import compare
from ...documents.refusal import NoText
from ...documents.text import text_of
from ...tools.ids import ids_of
from .file_words import no_text_words

MOST_ROWS = 4_000


class BpmFlowDocumentFileVersion(models.Model):
    """The text of a version, and what is other in it than in another one."""

    _inherit = "bpm.flow.document.file.version"

    def _text(self):
        """Its paragraphs.

        :raises NoText: when there are none to be read
        """
        with self._open() as content:
            return text_of(self.name, content)

    def _text_or_why(self):
        try:
            return self._text(), False
        except NoText as error:
            return [], no_text_words(self.env, self, error)

    def compare_text(self, version_id):
        """What of the text is other here than in another version of the document.

        :param version_id: the older ``bpm.flow.document.file.version``, or its id
        :return: ``{"old", "new": {"id", "name", "number", "date", "author"}, "rows":
            [{"kind", "old", "new"}], "whole": bool, "message": str or False}``;
            ``kind`` is same, gone, new or changed; ``old`` and ``new`` are
            ``[[kind, words]]`` or False; ``message``: why there is nothing to compare
        :raises AccessError: when the user may not read both
        """
        self.ensure_one()
        other = self.browse(ids_of(self.env, version_id))
        other = other.exists()
        (self | other).check_access("read")
        if not other or other.document_id != self.document_id:
            raise UserError(
                self.env._("Versions of one document's files can be compared.")
            )
        answer = {"old": other._told(), "new": self._told(), "rows": [], "whole": True}
        (old, why), (new, why_not) = other._text_or_why(), self._text_or_why()
        if why or why_not:
            return {**answer, "message": why or why_not}
        rows, whole = compare(old, new)
        return {
            **answer,
            "rows": [
                {"kind": row.kind, "old": row.old or False, "new": row.new or False}
                for row in rows[:MOST_ROWS]
            ],
            "whole": whole and len(rows) <= MOST_ROWS,
            "message": False,
        }

    def _told(self):
        """What a screen shows of a version."""
        self.ensure_one()
        plain = self.sudo()
        return {
            "id": self.id,
            "number": plain.number,
            "name": plain.name,
            "date": plain.date,
            "author": plain.partner_id.name or plain.author_id.name,
            "is_waiting": plain.is_waiting,
            "note": plain.note or "",
            "size": plain.size,
            "mimetype": plain.mimetype,
            "checksum": plain.checksum,
            "attachment_id": plain.attachment_id.id,
        }
