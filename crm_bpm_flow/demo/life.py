"""Lives through the stories of the demonstration database, minute by minute."""

import threading
import warnings
from contextlib import contextmanager
from datetime import datetime, time, timedelta

from odoo import fields

from . import stories
from .contracts import Contracts
from .register import Register

ALL_LEADS = "sales_team.group_sale_salesman_all_leads"
# Odoo's own right; without it the journal is read, but not taken to Excel.
EXPORT = "base.group_allow_export"
PEOPLE = {
    "olga.owner": ("Olga Owner", [ALL_LEADS, EXPORT, "crm_bpm_flow.group_owner"]),
    "ivan.seller": ("Ivan Seller", [ALL_LEADS]),
    "anna.clerk": ("Anna Clerk", [ALL_LEADS, "crm_bpm_flow.group_registrar"]),
}
# Who does what; the rest is done by those whom the library names itself.
ROLES = {
    "claim_handling": {"service": ["anna.clerk"], "quality": ["ivan.seller"]},
    "contractor_registration": {"call": ["ivan.seller"], "agreement": ["olga.owner"]},
    "contractor_monitoring": {
        "rate": ["anna.clerk", "ivan.seller"],
        "talk": ["olga.owner"],
    },
    "incoming_request": {},
    "contract_approval": {
        "lawyer": ["olga.owner"],
        "accountant": ["anna.clerk"],
        "manager": ["admin"],
        "director": ["admin"],
        "prolong": ["anna.clerk"],
    },
}


@contextmanager
def clock_at(moment):
    """Let it be another moment for this thread, so that the past can be lived."""
    real, thread = fields.Datetime.now, threading.get_ident()

    def now(*_args):
        return moment if threading.get_ident() == thread else real()

    fields.Datetime.now = staticmethod(now)
    try:
        yield
    finally:
        fields.Datetime.now = staticmethod(real)


class Life:
    """People, their processes, and what happened until now.

    A simulation by events: whatever is next (something comes in, a timer or reminder
    is due, somebody finishes a task) happens at its own minute, so that journals,
    deadlines and delays are true.
    """

    def __init__(self, env):
        quiet = {"no_reset_password": True, "mail_auto_subscribe_no_notify": True}
        self.env = env(su=True, context={**env.context, **quiet, "lang": "en_US"})
        self.now = fields.Datetime.now().replace(second=0, microsecond=0)
        self.users = {}
        self.flows = {}
        self.arrivals = []
        self.scripts = {}

    def live(self):
        """All of it."""
        mails = self.env["mail.mail"].search([], order="id desc", limit=1).id or 0
        self.make_people()
        register = Register(self.env, self.users["anna.clerk"])
        self.at(self.moment(stories.PUBLISHED), register.fill)
        self.at(self.moment(stories.PUBLISHED), self.publish_all)
        self.expect_arrivals()
        with self.rules_at_work(), warnings.catch_warnings():
            # Odoo's own mails use a function that its library calls old.
            warnings.simplefilter("ignore", DeprecationWarning)
            while self.next_event():
                pass
        register.make_set()
        self.tidy_up(mails)

    @contextmanager
    def rules_at_work(self):
        """While modules are being loaded Odoo's automation rules still rest."""
        rules = self.env["base.automation"]
        if self.env.registry.ready:
            yield
            return
        rules._register_hook()
        try:
            yield
        finally:
            rules._unregister_hook()

    # ------------------------------------------------------------------
    # People and processes
    # ------------------------------------------------------------------
    def make_people(self):
        """Four logins; the administrator leads the sales team."""
        users = self.env["res.users"]
        for login, (name, groups) in PEOPLE.items():
            self.users[login] = users.search([("login", "=", login)]) or users.create(
                {
                    "name": name,
                    "login": login,
                    "password": login,
                    "email": f"{login}@example.com",
                    "tz": "Europe/Brussels",
                    "group_ids": [
                        (4, self.env.ref(group).id)
                        for group in ("base.group_partner_manager", *groups)
                    ],
                }
            )
        self.users["admin"] = self.env.ref("base.user_admin")
        for user in self.users.values():
            user.notification_type = "inbox"
        everybody = self.env.ref("base.group_user")
        everybody.implied_ids |= self.env.ref("crm.group_use_lead")
        self.team = self.env["crm.team"].create(
            {
                "name": "Requests",
                "user_id": self.users["admin"].id,
                "member_ids": [(6, 0, self.ids_of("ivan.seller", "anna.clerk"))],
            }
        )

    def ids_of(self, *logins):
        return [self.users[login].id for login in logins]

    def publish_all(self):
        for code, roles in ROLES.items():
            self.flows[code] = self.publish(code, roles)

    def publish(self, code, roles):
        """Installed, looked through and published by Olga."""
        library = self.env["bpm.flow.library"].search([("code", "=", code)])
        flow = library.with_user(self.users["olga.owner"])._newest()
        flow = flow.with_user(self.users["olga.owner"]).sudo(False)
        draft = flow.draft_id
        for node in draft.node_ids.filtered("role_id"):
            if node.bpmn_id in roles:
                node.role_id.user_ids = [(6, 0, self.ids_of(*roles[node.bpmn_id]))]
            if node.role_id.team_ids:
                node.role_id.team_ids = self.team
        for role in draft.node_ids.approver_ids.role_id:
            role.user_ids = [(6, 0, self.ids_of(*roles[role.name.lower()]))]
        draft.action_publish()
        return flow

    # ------------------------------------------------------------------
    # What comes in
    # ------------------------------------------------------------------
    def expect_arrivals(self):
        tag = self.env["crm.tag"].search([("name", "=", "Claim")])
        contractor = self.env["res.partner.category"].search(
            [("name", "=", "Contractor")], limit=1
        )
        for number, story in enumerate(stories.REQUESTS):
            phone = stories.PHONE % number
            self.expect(self.make_lead, story, {"phone": phone, "user_id": False})
        for story in stories.CLAIMS:
            self.expect(self.make_claim, story, {"tag_ids": [(6, 0, tag.ids)]})
        for story in stories.CONTRACTORS:
            values = {"category_id": [(6, 0, contractor.ids)]}
            self.expect(self.make_contractor, story, values)
        for story in stories.WATCHED:
            self.expect(self.make_watched, story, {})
        contracts = Contracts(self.env, self.users["ivan.seller"])
        for make, story in contracts.expected():
            self.expect(make, story, {})
        self.arrivals.sort(key=lambda arrival: arrival[0])

    def expect(self, make, story, defaults):
        name, since, values, script = story
        values = {**defaults, "name": name, **values}
        if "user" in values:
            values["user_id"] = self.users[values.pop("user")].id
        self.arrivals.append((self.moment(since), make, values, script))

    def moment(self, since):
        """Minutes ago, or working days ago at an hour."""
        if isinstance(since, int):
            return self.now - timedelta(minutes=since)
        days, hour = since
        day = self.now.date()
        while days:
            day -= timedelta(days=1)
            days -= day.weekday() < 5
        return datetime.combine(day, time.fromisoformat(hour))

    def make_lead(self, values, moment):
        """As from a web form."""
        mail = values.get("contact_name", "").lower().replace(" ", ".")
        return self.env["crm.lead"].create(
            {
                "type": "lead",
                "team_id": self.team.id,
                "email_from": f"{mail}@example.com",
                "create_date": moment,
                **values,
            }
        )

    def make_claim(self, values, moment):
        """As Anna puts it in; the tag makes it a claim."""
        clerk = self.users["anna.clerk"]
        vals = {"user_id": False, **values}
        return self.with_user(clerk).make_lead(vals, moment)

    def with_user(self, user):
        """The same life, with somebody at the keyboard."""
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        other.env = self.env(user=user.id, su=False)
        return other

    def make_contractor(self, values, _moment):
        vals = {"is_company": True, **values}
        return self.env["res.partner"].with_user(self.users["ivan.seller"]).create(vals)

    def make_watched(self, values, moment):
        partner = self.make_contractor(values, moment)
        flow = self.flows["contractor_monitoring"]
        flow.with_user(self.users["olga.owner"]).start(partner)
        return partner

    # ------------------------------------------------------------------
    # What happens
    # ------------------------------------------------------------------
    def next_event(self):
        """Let the next thing happen; nothing is left when it is later than now."""
        found = [self.next_arrival(), self.next_job(), self.next_task()]
        events = [event for event in found if event and event[0] <= self.now]
        if not events:
            return False
        self.at(*min(events, key=lambda event: event[0]))
        return True

    def at(self, moment, happen):
        """Let something happen at its moment."""
        last = self.env["mail.message"].search([], order="id desc", limit=1).id or 0
        with clock_at(moment):
            happen()
        # Messages take their date from a default that knows the real time only.
        messages = self.env["mail.message"].search([("id", ">", last)])
        messages.write({"date": moment})

    def next_arrival(self):
        if not self.arrivals:
            return None
        moment, make, values, script = self.arrivals[0]

        def happen():
            self.arrivals.pop(0)
            record = make(values, moment)
            self.scripts[record._name, record.id] = dict(script)

        return moment, happen

    def next_job(self):
        jobs = self.env["bpm.flow.job"]
        job = jobs.search([("date_due", "!=", False)], order="date_due, id", limit=1)
        return job and (job.date_due, lambda: jobs._find_due(())._run_batch())

    def next_task(self):
        """The first of the tasks that somebody finishes, by the stories."""
        planned = []
        for task in self.env["bpm.flow.task"].search([("state", "=", "open")]):
            script = self.scripts.get((task.res_model, task.res_id), {})
            if (step := self.step_of(task)) in script:
                delay = script[step][0]
                planned.append((task.date_open + timedelta(minutes=delay), task))
        if not planned:
            return None
        moment, task = min(planned, key=lambda item: (item[0], item[1].id))
        return moment, lambda: self.finish(task)

    def step_of(self, task):
        """The name of a task in the stories: of an approval, whose it is."""
        step = task.node_id.bpmn_id
        return f"{step} {task.user_ids[:1].login}" if task.seat_user_id else step

    def finish(self, task):
        script = self.scripts[task.res_model, task.res_id]
        _delay, outcome, comment = script[self.step_of(task)]
        if task.partner_id:  # by his link, without a login
            task._guest_decides(outcome, comment)
            return
        user = task.user_id or task.user_ids[:1]
        mine = task.with_user(user).sudo(False)
        if mine.check_ids:
            mine.check_ids.write({"is_done": True})
        if task.node_id.require_file:
            file = self.env["ir.attachment"].with_user(user).sudo(False)
            values = {"name": "agreement.txt", "raw": b"Signed by both."}
            mine.attachment_ids = file.create(values)
        mine.complete(outcome=outcome, comment=comment)

    def tidy_up(self, last_mail):
        """Nothing of the past is sent today; for the rest the scheduler is woken."""
        mails = self.env["mail.mail"].search([("id", ">", last_mail)])
        mails.filtered(lambda mail: mail.state == "outgoing").write({"state": "cancel"})
        self.env["bpm.flow.task"].search([]).write({"to_notify": False})
        self.env["bpm.flow.job"]._wake({fields.Datetime.now()})
