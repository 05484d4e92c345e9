from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .const import (
    BACK_SIGNED,
    BACK_UNSIGNED,
    CONFIRMED,
    DESTROYED,
    HANDED,
    HELD,
    LEADS_TO,
    LOST,
    PROLONGED,
    PUT,
    SENT,
    TAKEN,
)

# What belongs to the last place or hand, and goes with it.
LEFT_BEHIND = dict.fromkeys(
    ("place_id", "holder_id", "date_given", "date_confirmed", "date_due", "comes_back"),
    False,
)


class BpmFlowDocumentCopy(models.Model):
    """What happens to copies: one way in, so that each leaves its row of history."""

    _inherit = "bpm.flow.document.copy"

    # ------------------------------------------------------------------
    # Acts of a registrar
    # ------------------------------------------------------------------
    def put(self, place_id, note=None, seen=None):
        """Put the copies into a place.

        :param int place_id: a storage place of their company
        :param str note: what is good to know
        :param int seen: id of the last movement that the caller knows, see ``_move``
        :raises UserError: when a copy cannot be put anywhere, or was moved meanwhile
        """
        self._check_may_move()
        place = self.env["bpm.flow.document.place"].browse(place_id).exists()
        if not place or not place.active:
            raise UserError(self.env._("Choose a place."))
        place.check_access("read")
        vals = {"place_id": place.id, "home_place_id": place.id}
        return self._move(PUT, vals, note, seen)

    def hand_over(self, user_id, date_due=None, note=None, seen=None):
        """Give the copies to somebody, who confirms that he has them.

        :param int user_id: an employee who may see the documents
        :param date_due: ``date`` on which he returns them, or its text
        :raises UserError: when he may not see one of the documents
        """
        self._check_may_move()
        user = self.env["res.users"].browse(user_id).sudo().exists()
        if not user or not user.active or user.share:
            raise UserError(self.env._("Choose who gets it."))
        self._check_may_hold(user)
        vals = {"holder_id": user.id, "date_due": fields.Date.to_date(date_due)}
        if user == self.env.user:
            vals["date_confirmed"] = fields.Datetime.now()
        return self._move(HANDED, vals, note, seen)

    def take_back(self, place_id=None, note=None, seen=None):
        """Take the copies back: into a place, else to oneself."""
        if place_id:
            return self.put(place_id, note, seen)
        now = fields.Datetime.now()
        vals = {"holder_id": self.env.uid, "date_confirmed": now}
        return self._move(TAKEN, vals, note, seen)

    def send(self, how, tracking=None, date_due=None, note=None, seen=None):
        """Send the copies to the partner; with a date they are to come back by then.

        :param str how: ``post``, ``courier``, ``hand`` or ``other``
        :param str tracking: the number under which they travel
        :param date_due: ``date`` or its text; none: the partner keeps them
        """
        self._check_may_move()
        if nobody := self.filtered(lambda copy: not copy.sudo().partner_id)[:1]:
            name = nobody.document_id.display_name
            raise UserError(self.env._("“%s” names no partner.", name))
        due = fields.Date.to_date(date_due)
        vals = {
            "sent_how": how,
            "tracking": tracking,
            "date_sent": fields.Date.context_today(self),
            "date_due": due,
            "comes_back": bool(due),
            "returned": False,
            "date_returned": False,
        }
        return self._move(SENT, vals, note, seen)

    def come_back(self, signed, place_id=None, note=None, seen=None):
        """Note that the partner returned the copies.

        :param bool signed: by him
        :param int place_id: where they are put, else whoever asks has them
        """
        kind = BACK_SIGNED if signed else BACK_UNSIGNED
        vals = {
            "holder_id": self.env.uid,
            "date_confirmed": fields.Datetime.now(),
            "returned": kind,
            "date_returned": fields.Date.context_today(self),
        }
        self._move(kind, vals, note, seen)
        return self.put(place_id) if place_id else True

    def lose(self, note, seen=None):
        """Note that the copies are lost; what is found is taken or put again.

        :param str note: what is known about it
        """
        self._check_may_move()
        if not (note or "").strip():
            raise UserError(self.env._("Say what is known about the loss."))
        return self._move(LOST, {}, note, seen)

    def action_take_back(self):
        """Take them to oneself."""
        return self.take_back()

    def action_put_home(self):
        """Put each where it lay last."""
        for place, copies in self.grouped("home_place_id").items():
            copies.put(place.id)
        return True

    def action_back_signed(self):
        """The partner returned them, signed."""
        return self.come_back(True)

    def action_back_unsigned(self):
        """The partner returned them, not signed."""
        return self.come_back(False)

    # ------------------------------------------------------------------
    # The holder
    # ------------------------------------------------------------------
    def action_confirm(self):
        """Whoever was given the copies says that he has them.

        :raises AccessError: for everybody else
        """
        self.check_access("read")
        copies = self.sudo()
        for copy in copies:
            if copy.state != HELD or copy.holder_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "Only whoever was given it confirms that: it is “%s” now.",
                        copy.where,
                    )
                )
        open_ = copies.filtered(lambda copy: not copy.date_confirmed)
        open_.write({"date_confirmed": fields.Datetime.now()})
        open_._note(CONFIRMED, dict.fromkeys(open_.ids))
        return True

    # ------------------------------------------------------------------
    # Moving
    # ------------------------------------------------------------------
    def _move(self, kind, vals, note=None, seen=None):
        """Bring copies to another place or hand, with a row of history for each.

        :param str kind: one of ``LEADS_TO``
        :param dict vals: what is known of the new place or hand
        :param seen: id of the last movement that the caller knows. When there is a
            later one, somebody else was faster, and nothing happens
        :raises UserError: naming the copies to which this cannot happen now
        """
        self._check_may_move()
        copies = self.sudo()
        if len(copies.try_lock_for_update(allow_referencing=True)) < len(copies):
            raise UserError(
                self.env._("Somebody else is moving this just now. Try again.")
            )
        copies._check_seen(seen)
        states, state = LEADS_TO[kind]
        if wrong := copies.filtered(lambda copy: copy.state not in states):
            raise UserError(wrong._cannot(kind))
        was = {copy.id: copy.where for copy in copies}
        given = {"state": state, "date_given": fields.Datetime.now()}
        copies.write({**LEFT_BEHIND, **given, **vals})
        copies._note(kind, was, note)
        copies._after_move(kind)
        copies.document_id._refresh_paper()
        return True

    def _after_move(self, kind):
        """For what has to follow a movement."""

    def _check_may_move(self):
        if not self._is_registrar():
            raise AccessError(self.env._("Copies on paper are kept by registrars."))
        self.check_access("write")

    def _check_may_hold(self, user):
        documents = self.sudo().document_id
        hidden = documents - documents._seen_by(user)
        if hidden:
            raise UserError(
                self.env._(
                    "%(user)s may not see “%(document)s”: make him a reader first.",
                    user=user.name,
                    document=hidden[0].display_name,
                )
            )

    def _check_seen(self, seen):
        last = self[:1]._last_move()
        if seen and last.id != seen:
            raise UserError(
                self.env._(
                    "Meanwhile %(who)s moved it: it is “%(where)s” now. Look again.",
                    who=last.author_id.name,
                    where=self[:1].where,
                )
            )

    def _last_move(self):
        """The newest row of history: rows that were just made are not sorted yet."""
        return self.move_ids.sorted("id")[-1:]

    def _cannot(self, kind):
        moves = self.env["bpm.flow.document.copy.move"]._fields["kind"]
        what = dict(moves._description_selection(self.env))[kind]
        if DESTROYED in self.mapped("state"):
            return self.env._("“%s” is destroyed.", self[0].display_name)
        return self.env._(
            "“%(copy)s” is “%(where)s” now: “%(what)s” cannot be said of it.",
            copy=self[0].display_name,
            where=self[0].where,
            what=what,
        )

    def _note(self, kind, was, note=None):
        """Rows of history.

        :param was: {id of a copy: where it was, in words}
        """
        self.env["bpm.flow.document.copy.move"].sudo().create(
            [
                {
                    "copy_id": copy.id,
                    "kind": kind,
                    "author_id": self.env.uid,
                    "from_name": was[copy.id],
                    "to_name": copy.where,
                    "date_due": copy.date_due,
                    "note": note,
                }
                for copy in self
            ]
        )

    def _prolong(self, date_due):
        """Another day of return, for what is with somebody."""
        self._check_may_move()
        copies = self.sudo().filtered(lambda copy: copy.date_due != date_due)
        copies.write({"date_due": date_due})
        copies._note(PROLONGED, {copy.id: copy.where for copy in copies})
        copies._after_move(PROLONGED)

    def _proposed_due(self):
        days = max(self.sudo().document_id.type_id.mapped("return_days"), default=0)
        today = fields.Date.context_today(self)
        return today + timedelta(days=days) if days > 0 else False
