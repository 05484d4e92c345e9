from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tools import mute_logger

from .common import task
from .process_words import auto, code
from .visa_case import VisaCase

DOCUMENT = "bpm.flow.document"
WORD = "Unheardof"
FIRM = "Unspoken"
# Whose names nobody keeps secret, and what is too large to be asked row by row.
FEW = 200
WAYS = ("asc, id", "desc, id", "desc nulls first, id")


class SweepCase(VisaCase):
    """A confidential document with all that can hang on one: a case in each state, a
    late visa, an incident, a held start, papers, an act of destruction. The owner of
    its processes and whoever keeps its type may not see it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm = cls.env["res.partner"].create({"name": FIRM})
        cls.kind.write({"copy_count": 1, "user_id": cls.owner.id, "late_to": "owner"})
        cls.mate.group_ids |= cls.env.ref("base.group_allow_export")
        cls.keeper = cls._person("keeper", "crm_bpm_flow.group_registrar")
        cls.secret = cls.document(
            cls,
            name=f"{WORD} price",
            partner_id=cls.firm.id,
            visibility="named",
            their_number=f"{WORD}-1",
            note=f"<p>{WORD}</p>",
            date_to="2026-04-01",
            signatory_id=cls.worker.id,
            control_ids=[Command.create({"name": WORD, "date": "2026-03-03"})],
        )
        # Whom somebody had added while everybody saw it.
        cls.secret.sudo().message_subscribe(cls.mate.partner_id.ids)
        cls.secret.action_register()
        cls.secret.add_file(f"{WORD}.txt", WORD.encode())
        cls._end_transaction()

    def _all_that_happens(self):
        """What a document can go through, by those who may see it."""
        visas = self.visas(
            self.worker, within="2 hours", looks=("name", "partner_id"), files=True
        )
        fails = code("raise UserError('No: ' + str(record.amount))")
        jobs = self.route("Mark", look=task(self.worker), mark=auto(fails))
        self.start(visas, self.secret)
        self.approve(self.start(visas, self.secret), self.worker)
        case = self.start(jobs, self.secret)
        self.finish(case, by=self.worker)
        self.env["bpm.flow.held"].sudo()._keep(
            jobs, self.secret.ids, self.env["bpm.flow.start"], self.worker
        )
        self.run_due(hours=4)
        self.secret.message_post(
            body=WORD,
            subject=WORD,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.secret.activity_schedule(
            "mail.mail_activity_data_todo", summary=WORD, user_id=self.worker.id
        )
        self._end_transaction()


class TestDocumentSecrecySweep(SweepCase):
    """Whatever there is to read in the whole database, the words are not in it."""

    @mute_logger("odoo.addons.crm_bpm_flow.models.bpm_flow_fault")
    def test_in_no_row_of_any_model(self):
        self._all_that_happens()
        told = {}
        for user in self.mate | self.owner | self.stranger | self.keeper:
            self.env.invalidate_all()
            for model in self._models():
                found = self._told(self.env[model].with_user(user))
                if found:
                    told[user.login, model] = found
        self.assertEqual(told, {})

    def _models(self):
        for name, model in self.env.items():
            if not model._abstract and not model._transient and model._auto:
                yield name
        yield "bpm.flow.document.waiting"

    def _told(self, rows):
        """Fields whose values have the words in them, as a reader meets them."""
        if not rows.has_access("read"):
            return []
        rows = rows.with_context(active_test=False)
        if rows._name == "res.partner":
            return []  # Whose name may be known; that he has to do with this may not.
        found = rows.search([], limit=FEW, order="id desc")
        names = [
            n for n, f in rows.fields_get(attributes=["type"]).items() if n != "id"
        ]
        if not rows._name.startswith(("bpm.", "mail.", "crm.", "ir.attachment")):
            names = ["display_name"]
        return [name for name in names if self._is_told(found, name)]

    def _is_told(self, found, name):
        try:
            with self.env.cr.savepoint():
                said = str(found.read([name]))
        except AccessError:
            return False
        return WORD in said or FIRM in said

    @mute_logger("odoo.addons.crm_bpm_flow.models.bpm_flow_fault")
    def test_not_by_asking_in_another_way(self):
        """Neither by what a search finds nor by how rows are put in groups or order."""
        self._all_that_happens()
        for model in ("bpm.flow.instance", "bpm.flow.task", "bpm.flow.held"):
            rows = self.env[model].with_user(self.owner)
            for name in ("record_name", "display_name"):
                found = rows.search([(name, "ilike", WORD)])
                self.assertFalse(found, (model, name))
            self.assertFalse(rows.name_search(WORD), model)
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                rows.search([("record_title", "ilike", WORD)])
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                rows.search([]).read(["record_title"])
            seen = self.env[model].with_user(self.admin)
            self.assertTrue(seen.search([("record_name", "ilike", WORD)]), model)
        for model in ("bpm.flow.job", "bpm.flow.log"):
            rows = self.env[model].with_user(self.owner)
            self.assertFalse(rows.search([("record_name", "ilike", WORD)]), model)
        mine = self.env["bpm.flow.task"].with_user(self.worker).search([])
        self.assertIn(f"{WORD} price", " ".join(mine.mapped("record_name")))

    def test_not_by_where_it_stands_in_a_list(self):
        """Whatever it is called, it stands at the same place."""
        self._all_that_happens()
        flow = self.visas(self.worker)
        leads = self.leads(2)
        leads[0].name, leads[1].name = "Early", "Zebra"
        self.start(self.flow("Calls", call=task(self.worker)), leads)
        self.start(flow, self.secret)
        for model in ("bpm.flow.instance", "bpm.flow.task"):
            orders = {}
            for name in ("Aardvark", "Mole", "Zulu", "\uffff"):
                about = [("res_model", "=", DOCUMENT), ("res_id", "=", self.secret.id)]
                self.env[model].sudo().search(about).record_title = name
                self._end_transaction()
                rows = self.env[model].with_user(self.owner)
                found = [rows.search([], order=f"record_name {way}") for way in WAYS]
                orders[name] = [each.ids for each in found]
            self.assertEqual(len({str(each) for each in orders.values()}), 1, model)
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                rows.search([], order="record_title")

    def test_not_through_what_belongs_to_others(self):
        """Domains that go through relations from rows which one may see."""
        child = self.document(parent_id=self.secret.id, related_ids=self.secret.ids)
        self._end_transaction()
        rows = child.with_user(self.mate).search([("id", "=", child.id)])
        self.assertTrue(rows)
        for path in ("parent_id", "related_ids", "parent_id.child_ids.parent_id"):
            for name in ("name", "display_name", "their_number", "note"):
                domain = [(f"{path}.{name}", "ilike", WORD)]
                self.assertFalse(rows.search(domain), domain)
        partners = self.env["res.partner"].with_user(self.mate)
        for name, field in partners._fields.items():
            if field.comodel_name == DOCUMENT and field._description_searchable:
                self.assertFalse(partners.search([(f"{name}.name", "ilike", WORD)]))

    def test_sorted_by_the_name_as_before(self):
        flow = self.flow(call=task(self.worker))
        cases = self.start(flow, self.leads(3))
        found = cases.search([("id", "in", cases.ids)], order="record_name desc")
        self.assertEqual(found.mapped("record_name"), ["Lead 2", "Lead 1", "Lead 0"])
        described = cases.fields_get(["record_name"])["record_name"]
        self.assertTrue(described["sortable"])
        self.assertTrue(described["searchable"])

    def test_a_name_costs_no_query_of_its_own(self):
        cases = self.start(self.flow(call=task(self.worker)), self.leads(30))
        self._end_transaction()
        with self.assertQueryCount(1):
            found = self.env["bpm.flow.instance"].search_fetch(
                [("id", "in", cases.ids)], ["record_name", "state"]
            )
            self.assertEqual(len(set(found.mapped("record_name"))), 30)

    def test_followers_and_people_named_are_not_written_to(self):
        before = len(self.inbox(self.mate))
        self.secret.message_post(
            body="Price", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self.assertEqual(len(self.inbox(self.mate)), before)
        self.secret.message_post(
            body="Look", partner_ids=(self.mate | self.worker).partner_id.ids
        )
        self.secret.message_notify(body="Look", partner_ids=self.mate.partner_id.ids)
        self.assertEqual(len(self.inbox(self.mate)), before)
        notes = " ".join(self.secret.message_ids.mapped("body"))
        self.assertIn("Not told, since they may not see this document: Mate", notes)
        messages = self.env["mail.message"].with_user(self.mate)
        about = [("model", "=", DOCUMENT), ("res_id", "=", self.secret.id)]
        self.assertFalse(messages.search(about))
        self.secret.reader_ids = self.mate
        self.secret.message_post(body="Now", partner_ids=self.mate.partner_id.ids)
        self.assertIn("Now", self.inbox(self.mate)[-1].body)

    def test_outside_people_are_written_to(self):
        self.firm.email = "firm@example.com"
        message = self.secret.message_post(
            body="Our price", partner_ids=self.firm.ids, message_type="comment"
        )
        self.assertIn(self.firm, message.notified_partner_ids)

    def test_an_escalation_does_not_say_what_it_is_about(self):
        flow = self.route("Sign", sign=task(self.worker, within="1 hours"))
        flow.action_new_draft()
        step = self.step(flow, "sign")
        role = self.env["bpm.flow.role"].create(
            {
                "version_id": step.version_id.id,
                "name": "Above",
                "user_ids": [Command.set((self.mate | self.worker).ids)],
            }
        )
        self.env["bpm.flow.reminder"].create(
            {
                "node_id": step.id,
                "moment": "after",
                "amount": 1,
                "unit": "hours",
                "role_id": role.id,
            }
        )
        flow.draft_id.with_user(self.owner).action_publish()
        self.start(flow, self.secret)
        self.run_due(hours=3)
        heard = self.inbox(self.mate)[-1]
        self.assertIn("is late", heard.subject)
        self.assertNotIn(WORD, heard.subject + heard.body + (heard.record_name or ""))
        self.assertEqual(heard.model, "bpm.flow")
        known = self.inbox(self.worker)[-1]
        self.assertIn(WORD, known.subject)

    @mute_logger("odoo.addons.crm_bpm_flow.models.bpm_flow_fault")
    def test_the_bus_carries_no_words(self):
        sent = []
        bus = type(self.env["bus.bus"])
        record = lambda self, *told: sent.append(told)  # noqa: E731
        with patch.object(bus, "_sendone", record):
            self._all_that_happens()
            self.env.cr.precommit.run()
        told = [
            str(message)
            for channel, *message in sent
            if not self._is_for(channel, self.worker)
        ]
        self.assertTrue(sent)
        self.assertNotIn(WORD, " ".join(told))
        self.assertNotIn(FIRM, " ".join(told))

    def _is_for(self, channel, user):
        """A channel is a record, or one with a name for what is told there."""
        target = channel[0] if isinstance(channel, tuple) else channel
        return target in (user, user.partner_id)
