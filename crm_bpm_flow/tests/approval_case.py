from .common import FlowCase, end, task
from .process_words import approval


class ApprovalCase(FlowCase):
    """A contract that three people approve: ann, ben and cat, who may see all leads."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        seller = "sales_team.group_sale_salesman_all_leads"
        cls.ann, cls.ben, cls.cat = (
            cls._person(name, seller) for name in ("ann", "ben", "cat")
        )
        cls.three = cls.ann | cls.ben | cls.cat
        cls._end_transaction()

    def contract(self, who=None, **values):
        """Written, approved by three, signed; rejected, it is lost."""
        who = self.three if who is None else who
        return self.flow(
            "Contract",
            restart_guard="none",
            write=task(self.worker),
            approve=approval(who, {"rejected": "lost"}, **values),
            sign=task(self.worker, then="won"),
            won=end("goal"),
            lost=end("failure"),
        )

    def approving(self, **values):
        """A case that is being approved."""
        case = self.start(self.contract(**values))
        self.finish(case)
        return case

    # ------------------------------------------------------------------
    # Acts
    # ------------------------------------------------------------------
    def task_of(self, case, user):
        """The open approval that a person has."""
        return case.open_task_ids.filtered(
            lambda t: t.seat and user in (t.user_id or t.user_ids)
        ).with_user(user)

    def decide(self, case, user, decision="approved", **rest):
        if decision != "approved":
            rest.setdefault("comment", f"{user.name}: {decision}")
        return self.task_of(case, user).ensure_one().complete(decision, **rest)

    def approve(self, case, *users):
        for user in users:
            self.decide(case, user)

    # ------------------------------------------------------------------
    # Expectations
    # ------------------------------------------------------------------
    def asked(self, case):
        """Names of those who have an approval open, sorted."""
        tasks = case.open_task_ids.filtered("seat")
        return sorted((task.user_id or task.user_ids).mapped("name") for task in tasks)

    def names(self, case):
        """The same of approvals that each one person has."""
        return [name for names in self.asked(case) for name in names]

    def votes(self, case):
        """(who, what, in which round) of the trail, with a star for what stands."""
        return [
            (visa.user_id.name, visa.act + "*" * bool(visa.kept_id), visa.round)
            for visa in case.visa_ids
        ]

    def words(self, case):
        return " ".join(case.log_ids.sorted("seq").mapped("message"))
