from odoo.fields import Command

from .common import FlowCase, task
from .process_words import decide, wait

# r(ead) w(rite) c(reate) d(elete) for: nobody's group, user, owner, administrator.
MATRIX = """
bpm.flow                    -     r     rwcd  rwcd
bpm.flow.approval.wizard    -     rwcd  rwcd  rwcd
bpm.flow.approver           -     r     rwcd  rwcd
bpm.flow.cancel.wizard      -     rwcd  rwcd  rwcd
bpm.flow.category           -     r     rwcd  rwcd
bpm.flow.checklist          -     r     rwcd  rwcd
bpm.flow.decision           -     r     rwcd  rwcd
bpm.flow.delegate.wizard    -     rwcd  rwcd  rwcd
bpm.flow.document           -     rwcd  rwcd  rwcd
bpm.flow.document.control   -     rwcd  rwcd  rwcd
bpm.flow.document.copy      -     r     rwcd  rwcd
bpm.flow.document.copy.move -     r     r     r
bpm.flow.document.copy.wizard -     -     rwcd  rwcd
bpm.flow.document.destruction -     r     rwcd  rwcd
bpm.flow.document.destruction.line -     r     rwcd  rwcd
bpm.flow.document.file      -     rwd   rwd   rwd
bpm.flow.document.file.version -     r     r     r
bpm.flow.document.import    -     -     rwcd  rwcd
bpm.flow.document.import.line -     -     r     r
bpm.flow.document.numbering -     -     r     r
bpm.flow.document.own.field -     r     rwcd  rwcd
bpm.flow.document.place     -     r     rwcd  rwcd
bpm.flow.document.reminded  -     -     -     r
bpm.flow.document.reminder  -     r     rwcd  rwcd
bpm.flow.document.required  -     r     rwcd  rwcd
bpm.flow.document.route     -     r     rwcd  rwcd
bpm.flow.document.set       -     r     rwcd  rwcd
bpm.flow.document.set.line  -     r     rwcd  rwcd
bpm.flow.document.template  -     r     rwcd  rwcd
bpm.flow.document.type      -     r     rwcd  rwcd
bpm.flow.document.waiting   -     -     r     r
bpm.flow.document.wizard    -     rwcd  rwcd  rwcd
bpm.flow.fault              -     -     r     r
bpm.flow.held               -     -     r     r
bpm.flow.import             -     -     rcd   rcd
bpm.flow.import.line        -     -     rw    rw
bpm.flow.import.wizard      -     -     rwcd  rwcd
bpm.flow.instance           -     r     r     r
bpm.flow.job                -     r     r     r
bpm.flow.library            -     -     r     r
bpm.flow.log                -     r     r     r
bpm.flow.migrate.wizard     -     -     rwcd  rwcd
bpm.flow.migrate.wizard.step -     -     rwcd  rwcd
bpm.flow.migration          -     -     r     r
bpm.flow.migration.line     -     -     r     r
bpm.flow.move.wizard        -     rwcd  rwcd  rwcd
bpm.flow.node               -     r     rwcd  rwcd
bpm.flow.outcome            -     r     rwcd  rwcd
bpm.flow.publish.wizard     -     -     rwcd  rwcd
bpm.flow.ready              -     -     rwd   rwd
bpm.flow.rehearsal          -     -     rwcd  rwcd
bpm.flow.reminder           -     r     rwcd  rwcd
bpm.flow.repair.wizard      -     rwcd  rwcd  rwcd
bpm.flow.retry              -     -     r     r
bpm.flow.role               -     r     rwcd  rwcd
bpm.flow.schedule           -     -     r     r
bpm.flow.skip.wizard        -     rwcd  rwcd  rwcd
bpm.flow.start              -     r     rwcd  rwcd
bpm.flow.start.wizard       -     rwcd  rwcd  rwcd
bpm.flow.task               -     rw    rw    rw
bpm.flow.task.check         -     rw    rw    rw
bpm.flow.transition         -     r     rwcd  rwcd
bpm.flow.try.wizard         -     rwcd  rwcd  rwcd
bpm.flow.values.line        -     rwcd  rwcd  rwcd
bpm.flow.values.wizard      -     rwcd  rwcd  rwcd
bpm.flow.version            -     r     rwcd  rwcd
bpm.flow.visa               -     r     r     r
bpm.flow.visa.hit           -     -     -     -
bpm.flow.visa.link          -     r     r     r
bpm.flow.wait               -     r     r     r
ir.actions.server           -     -     rwcd  rwcd
base.automation             -     -     -     -
"""
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestMatrix(FlowCase):
    """Who may do what with which kind of row, whatever row it is."""

    def test_the_matrix_is_as_written(self):
        portal = self._person("portal", "base.group_portal", notification_type="email")
        keeper = self._person("keeper", "crm_bpm_flow.group_admin")
        people = (portal, self.stranger, self.owner, keeper)
        lines = ["", *(self._line(model, people) for model in self._models())]
        self.assertEqual("\n".join(lines) + "\n", MATRIX)

    def _models(self):
        """Models whose rows somebody could reach over the network."""
        ours = [
            name
            for name, model in self.env.registry.items()
            if name.startswith("bpm.") and not model._abstract
        ]
        return [*sorted(ours), "ir.actions.server", "base.automation"]

    def _line(self, model, people):
        cells = [f"{model:<27}"]
        for user in people:
            allowed = [
                letter
                for letter, operation in OPERATIONS.items()
                if self.env[model].with_user(user).has_access(operation)
            ]
            cells.append("".join(allowed) or "-")
        return " ".join([cells[0], *(f"{cell:<5}" for cell in cells[1:])]).rstrip()


class TestRows(FlowCase):
    """Which rows: those of cases one takes part in, or whose record one may read."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls._person("colleague", "base.group_user")
        cls.seller = cls._person("seller", "sales_team.group_sale_salesman")

    def setUp(self):
        super().setUp()
        flow = self.flow(
            call=task(
                self.colleague,
                within="1 hours",
                checklist_ids=[Command.create({"name": "Checked"})],
            ),
            pause=wait("1 hours"),
        )
        self.lead.user_id = self.worker
        self.case = self.start(flow)
        self.step(flow, "call")
        self.rows = {
            "case": self.case,
            "task": self.case.task_ids,
            "check": self.case.task_ids.check_ids,
            "log": self.case.log_ids,
        }

    def _reads(self, user):
        """Names of the rows that a user finds and reads."""
        self.env.invalidate_all()
        found = []
        for name, rows in self.rows.items():
            mine = rows.with_user(user)
            searched = mine.search([("id", "in", rows.ids)])
            readable = mine.has_access("read")
            self.assertEqual(bool(searched), readable, f"{name}: finds or reads only")
            if readable:
                mine.read()
                found.append(name)
        return found

    def test_who_reads_them(self):
        everything = ["case", "task", "check", "log"]
        expected = {
            self.colleague: everything,  # has the task, may not read the lead
            self.worker: everything,  # may read the lead
            self.mate: everything,  # may read all leads
            self.seller: [],  # may read his own leads only
            self.stranger: [],
            self.clerk: [],
            self.owner: everything,
            self.admin: everything,
            self.foreigner: [],
        }
        for user, rows in expected.items():
            self.assertEqual(self._reads(user), rows, user.name)

    def _finish(self):
        self.case.task_ids.check_ids.is_done = True
        self.finish(self.case)

    def test_who_once_did_something_goes_on_seeing_it(self):
        self._finish()
        self.assertEqual(self._reads(self.colleague), ["case", "task", "check", "log"])

    def test_who_started_it_sees_the_case(self):
        flow = self.flow("Other").with_user(self.seller)
        lead = self.env["crm.lead"].create({"name": "Own", "user_id": self.seller.id})
        case = flow.start(lead.ids).sudo()
        lead.user_id = self.mate
        self.rows = {"case": case, "log": case.log_ids}
        self.assertEqual(self._reads(self.seller), ["case", "log"])

    def test_who_hands_a_task_on_sees_no_more_of_it(self):
        self.case.task_ids.with_user(self.colleague).delegate(self.stranger.id)
        self.assertEqual(len(self._reads(self.stranger)), 4)
        self.assertEqual(self._reads(self.colleague), [])

    def test_jobs_and_incidents_are_seen_with_their_case(self):
        self._finish()
        jobs = self.case.job_ids
        self.assertTrue(jobs)
        self.rows = {"job": jobs}
        self.assertEqual(self._reads(self.owner), ["job"])
        self.assertEqual(self._reads(self.stranger), [])

    def test_what_is_counted_is_what_is_seen(self):
        for user, count in ((self.stranger, 0), (self.colleague, 1)):
            tasks = self.env["bpm.flow.task"].with_user(user)
            domain = [("instance_id", "=", self.case.id)]
            self.assertEqual(tasks.search_count(domain), count)
            groups = tasks.formatted_read_group(domain, ["state"], ["__count"])
            self.assertEqual(sum(group["__count"] for group in groups), count)

    def test_a_wide_search_costs_no_query_for_each_row(self):
        flow = self.flow("Many", call=task(self.worker))
        self.start(flow, self.leads(30))
        self.env.invalidate_all()
        cases = self.env["bpm.flow.instance"].with_user(self.mate)
        cases.search([("flow_id", "=", flow.id)], limit=1).read(["state"])
        self.env.invalidate_all()
        with self.assertQueryCount(12):
            found = cases.search([("flow_id", "=", flow.id)])
            found.mapped("state")
        self.assertEqual(len(found), 30)


class TestCompanies(FlowCase):
    """Cases stay in their company; so do processes, where they belong to one."""

    def setUp(self):
        super().setUp()
        self.own = self.flow("First company's")
        lead = self.env["crm.lead"].create(
            {"name": "Theirs", "company_id": self.second_company.id}
        )
        self.shared = self.flow("Everybody's", company_id=False)
        self.theirs = self.start(self.shared, lead)
        self.ours = self.start(self.own)

    def test_a_case_has_the_company_of_its_record_else_of_its_process(self):
        self.assertEqual(self.theirs.company_id, self.second_company)
        self.assertEqual(self.ours.company_id, self.env.company)
        self.assertEqual(self.theirs.task_ids.company_id, self.second_company)
        self.assertEqual(self.theirs.log_ids.company_id, self.second_company)

    def test_nobody_sees_the_other_company_s_processes(self):
        foreign = self.own.with_user(self.foreigner)
        self.assertFalse(foreign.search([("id", "=", self.own.id)]))
        version = self.own.version_id
        parts = (
            version,
            version.node_ids,
            version.transition_ids,
            self.flow("With outcomes", call=task(self.worker, ["A"])).mapped(
                "version_id.node_ids.outcome_ids"
            ),
            self.rule(self.own),
            self.flow(
                "With a table", rule=decide("id -> n", "- -> 1")
            ).version_id.decision_ids,
        )
        for rows in parts:
            self.assertTrue(rows)
            self.assertFalse(rows.with_user(self.foreigner).has_access("read"), rows)

    def test_what_belongs_to_no_company_is_everybody_s(self):
        self.assertTrue(self.shared.with_user(self.foreigner).has_access("read"))

    def test_nobody_sees_the_other_company_s_cases(self):
        self.assertFalse(self.ours.with_user(self.foreigner).has_access("read"))
        self.assertTrue(self.theirs.with_user(self.foreigner).has_access("read"))
        self.assertFalse(self.theirs.with_user(self.mate).has_access("read"))

    def test_administrators_see_those_of_the_companies_they_work_in(self):
        admin = self.admin
        both = [self.env.company.id, self.second_company.id]
        cases = self.ours | self.theirs
        seen = cases.with_user(admin).with_context(allowed_company_ids=both)
        self.assertTrue(seen.has_access("read"))
        one = cases.with_user(admin).with_context(allowed_company_ids=both[:1])
        self.assertEqual(one._filtered_access("read").sudo(False).ids, self.ours.ids)

    def test_the_other_company_s_people_get_the_work_there(self):
        stand_in = self.theirs.open_task_ids.user_ids
        self.assertTrue(stand_in.has_group("crm_bpm_flow.group_admin"))
        self.assertIn(self.second_company, stand_in.company_ids)
        flow = self.flow(
            "Two", company_id=False, call=task(self.worker | self.foreigner)
        )
        lead = self.env["crm.lead"].create(
            {"name": "Theirs", "company_id": self.second_company.id}
        )
        self.assertEqual(self.start(flow, lead).open_task_ids.user_ids, self.foreigner)
