import re

from .story_common import StoryCase

LINK = re.compile(r"/bpm_flow/visa/([\w-]+)")


class DocumentStory(StoryCase):
    """A ready process on documents: ivan makes them, sam and kate decide."""

    type_code = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind = cls.env["bpm.flow.document.type"].search(
            [("code", "=", cls.type_code)]
        )
        cls.partner = cls.env["res.partner"].create(
            {"name": "Vera Client", "email": "vera@example.com"}
        )

    @classmethod
    def give_approver(cls, step, *users):
        """Who decides in the roles of an approval, in their order."""
        node = cls.flow.draft_id.node_ids.filtered(lambda n: n.bpmn_id == step)
        for line, user in zip(node.approver_ids, users, strict=True):
            line.role_id.user_ids = user

    def register(self, **values):
        """Ivan's document and the case that its registration started."""
        document = (
            self.env["bpm.flow.document"]
            .with_user(self.ivan)
            .create(
                {
                    "name": "Fifty chairs",
                    "type_id": self.kind.id,
                    "partner_id": self.partner.id,
                    **values,
                }
            )
        )
        document.action_register()
        return document, self.cases_of(document).ensure_one()

    def decide(self, case, user, decision="approved", comment=None):
        tasks = case.open_task_ids.filtered(lambda t: t.seat and user in t.user_ids)
        tasks.ensure_one().with_user(user).complete(decision, comment=comment)

    def partner_decides(self, decision="approved", comment="", moment=None):
        """Vera presses a button on the page behind the link in her newest mail."""
        self.go_to(moment or self.clock().strftime("%Y-%m-%d %H:%M:%S"))
        mails = self.env["mail.mail"].search(
            [("email_to", "like", self.partner.email)], order="id"
        )
        token = LINK.search(mails[-1].body_html).group(1)
        link = self.env["bpm.flow.visa.link"]._find(token)
        link._opened()._guest_decides(decision, comment)

    def asked(self, case):
        """Names of those whose decision is asked for."""
        return sorted(case.open_task_ids.filtered("seat").user_ids.mapped("name"))

    def open_steps(self, case):
        case.invalidate_recordset()
        return case.open_task_ids.node_id.mapped("bpmn_id")
