"""Paper in the demonstration database: places, copies that are out, one of them late,
one that came back unsigned, and a letter that may be destroyed."""

from datetime import datetime, time, timedelta

from odoo import fields

from .word_file import word_file

# (name, kind, code, inside)
PLACES = (
    ("Office", "office", "O", None),
    ("Cabinet 1", "cabinet", "C1", "O"),
    ("Contracts 2026", "folder", "C1-1", "C1"),
    ("Acts 2026", "folder", "C1-2", "C1"),
    ("Archive", "room", "A", "O"),
    ("Letters before 2020", "box", "A-1", "A"),
)
LONG_AGO = 7 * 366


class Paper:
    """What the registrar did with it."""

    def __init__(self, env):
        registrar = env.ref("base.user_admin")
        context = {**env.context, "lang": "en_US"}
        self.env = env(user=registrar, su=True, context=context)
        self.today = fields.Date.context_today(self.env["res.users"])
        self.places = {}

    def make(self):
        for name, kind, code, inside in PLACES:
            values = {"name": name, "kind": kind, "code": code}
            values["parent_id"] = self.places[inside].id if inside else False
            places = self.env["bpm.flow.document.place"]
            self.places[code] = places.create(values)
        lease = self.signed("contract", "Lease of the showroom", 24000)
        lease.copy_ids.put(self.places["C1-1"].id)
        holder = self.user("ivan.seller")
        late = self.today - timedelta(days=5)
        lease.copy_ids[0].hand_over(holder.id, late, "For the insurance")
        supply = self.signed("contract", "Oak boards, whole year", 31500)
        supply.copy_ids[0].put(self.places["C1-1"].id)
        soon = self.today + timedelta(days=9)
        supply.copy_ids[1].send("courier", "RA 12 345", soon)
        act = self.signed("act", "Assembly of the reception desk", 1900)
        act.copy_ids[0].put(self.places["C1-2"].id)
        act.copy_ids[1].send("post", None, soon)
        act.copy_ids[1].come_back(False, note="He wants another date")
        self.old_letter()

    def user(self, login):
        users = self.env["res.users"].search([("login", "=", login)], limit=1)
        return users or self.env.user

    def document(self, code, name, day, amount=0):
        kind = self.env["bpm.flow.document.type"].search([("code", "=", code)])
        partner = self.env["res.partner"].search([("is_company", "=", True)], limit=1)
        document = self.env["bpm.flow.document"].create(
            {
                "name": name,
                "type_id": kind.id,
                "partner_id": partner.id,
                "user_id": self.env.uid,
                "date": day,
                "amount": amount,
            }
        )
        document.add_file(f"{name}.docx", word_file([name]))
        # Long agreed to: no route is to carry it now.
        document._take_number(day)
        document.date_registered = datetime.combine(day, time(9, 20))
        return document

    def signed(self, code, name, amount):
        document = self.document(code, name, self.today, amount)
        document.state = "signed"
        if not document.copy_ids:
            document.add_copies(2)
        return document

    def old_letter(self):
        day = self.today - timedelta(days=LONG_AGO)
        letter = self.document("letter_in", "Price list of long ago", day)
        letter.add_copies(1, place_id=self.places["A-1"].id)
        letter.state = "done"
        letter.date_over = day
