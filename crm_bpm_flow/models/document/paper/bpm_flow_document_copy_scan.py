import re

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .const import HELD, LEADS_TO, PUT, STORED, TAKEN, WITH_PARTNER

# The address on a label, or what of it is known inside of Odoo: "copy-12".
LABEL = re.compile(r"(?:.*/bpm_flow/paper/)?(copy|place)[/-](\d{1,9})(?:[/?#].*)?")
LAST = 5


class BpmFlowDocumentCopy(models.Model):
    """Labels on paper: what a scanned one stands for, and what can be done with it."""

    _inherit = "bpm.flow.document.copy"

    @api.model
    def scan(self, code):
        """What a label stands for, in words for a screen.

        :param str code: the address on a label, or the text under it
        :return: of a copy ``{"kind": "copy", "id", "code", "name", "where", "seen",
            "acts": [str], "home", "history": [...], ...}``; of a place ``{"kind":
            "place", "id", "name", "count", "acts"}``
        :raises UserError: when it stands for nothing that the caller may see
        """
        self.browse().check_access("read")
        code = (code or "").strip()
        label = LABEL.fullmatch(code)
        if label:
            model = "bpm.flow.document." + label[1]
            found = self.env[model].search([("id", "=", int(label[2]))], limit=1)
        else:
            found = self._of_text(code) or self._place_of_text(code)
        if not found:
            raise UserError(
                self.env._(
                    "This label is not known here, or you may not see what it is."
                )
            )
        return found._scanned()

    @api.model
    def _of_text(self, code):
        number, _slash, place = code.rpartition("/")
        if not number or not place.isdecimal():
            return self.browse()
        domain = [("document_id.number", "=", number), ("number", "=", int(place))]
        found = self.search(domain, limit=2)
        # Two types may use one number: then the label is to be scanned.
        return found if len(found) == 1 else self.browse()

    @api.model
    def _place_of_text(self, code):
        places = self.env["bpm.flow.document.place"]
        found = (
            places.search(Domain("code", "=ilike", code), limit=2) if code else places
        )
        return found if len(found) == 1 else places

    def scan_act(self, act, place_id=None, seen=None):
        """Do what one tap on a scanned copy says.

        :param str act: one of ``acts`` of ``scan``
        :param int place_id: for ``put``
        :param int seen: ``seen`` of what is on the screen
        :return: as ``scan``, as it is now
        """
        self.ensure_one()
        self.check_access("read")
        if act == "confirm":
            self.action_confirm()
        elif act == "take":
            self.take_back(seen=seen)
        elif act == "home":
            self.put(self.home_place_id.id, seen=seen)
        elif act == "put":
            self.put(place_id, seen=seen)
        elif act in ("signed", "unsigned"):
            self.come_back(act == "signed", seen=seen)
        else:
            raise UserError(self.env._("This cannot be done with a copy: %s", act))
        return self._scanned()

    def _scanned(self):
        self.ensure_one()
        home = self.home_place_id
        states = dict(self._fields["state"]._description_selection(self.env))
        return {
            "kind": "copy",
            "id": self.id,
            "code": self.code,
            "name": self.document_id.display_name,
            "document_id": self.document_id.id,
            "partner": self.sudo().partner_id.display_name or False,
            "state": self.state,
            "state_words": states[self.state],
            "where": self.where,
            "place_id": self.place_id.id,
            "due": self.date_due and str(self.date_due),
            "late": self.is_overdue,
            "home": home and {"id": home.id, "name": home.sudo().complete_name},
            "seen": self._last_move().id,
            "acts": self._scan_acts(),
            "history": self._scan_history(),
        }

    def _scan_acts(self):
        """What the caller may do with it now, the likeliest first."""
        acts, mine = [], self.holder_id == self.env.user
        if self.state == HELD and mine and not self.date_confirmed:
            acts.append("confirm")
        if not self._is_registrar() or not self.has_access("write"):
            return acts
        if self.state == WITH_PARTNER:
            return [*acts, "signed", "unsigned"]
        if self.state in LEADS_TO[TAKEN][0] and not (self.state == HELD and mine):
            acts.append("take")
        if self.state in LEADS_TO[PUT][0]:
            if self.home_place_id.active and self.state != STORED:
                acts.append("home")
            acts += ["put", "hand"]
        return acts

    def _scan_history(self):
        kinds = dict(self.move_ids._fields["kind"]._description_selection(self.env))
        return [
            {
                "id": move.id,
                "what": kinds[move.kind],
                "when": str(move.date),
                "who": move.sudo().author_id.name,
                "to": move.to_name or "",
            }
            for move in self.move_ids.sorted("id", reverse=True)[:LAST]
        ]

    def _label(self):
        """What is printed beside the QR code: the heading, and lines of small print."""
        self.ensure_one()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        known = self.sudo()
        kind = f"{kinds[self.kind]} {self.number}"
        lines = [known.type_id.name, kind, known.partner_id.display_name]
        return self.code, [line for line in lines if line]


class BpmFlowDocumentPlace(models.Model):
    _inherit = "bpm.flow.document.place"

    def _scanned(self):
        self.ensure_one()
        copies = self.env["bpm.flow.document.copy"]
        return {
            "kind": "place",
            "id": self.id,
            "name": self.complete_name,
            "count": self.copy_count,
            "acts": ["put"] if copies._is_registrar() else [],
        }

    def _label(self):
        """As of a copy: the place itself is the heading."""
        self.ensure_one()
        outer = self.parent_id.complete_name
        return self.name, [line for line in (outer, self.code) if line]
