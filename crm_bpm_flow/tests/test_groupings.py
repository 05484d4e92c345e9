from lxml import etree

from odoo.tools.safe_eval import safe_eval

from .common import FlowCase
from .process_words import auto, code, task

MODELS = (
    "bpm.flow",
    "bpm.flow.instance",
    "bpm.flow.task",
    "bpm.flow.job",
    "bpm.flow.log",
    "bpm.flow.library",
)


class TestGroupings(FlowCase):
    """Every way to group a list works, for whoever sees it."""

    def setUp(self):
        super().setUp()
        self.start(self.flow(call=task(self.worker, within="2 hours")))
        priced = self.flow("Priced", price=auto(code("raise UserError('No price')")))
        self.start(priced, self.leads(2))

    def groupings(self, model):
        """What its search view offers to group by."""
        view = self.env[model].get_view(view_type="search")
        for node in etree.fromstring(view["arch"]).iter("filter"):
            context = safe_eval(node.get("context") or "{}")
            if "group_by" in context:
                yield context["group_by"]

    def test_each_by_worker_and_owner(self):
        tried = 0
        for user in (self.worker, self.owner, self.admin):
            for model in MODELS:
                for field in self.with_rights(user, model):
                    with self.subTest(user=user.name, model=model, by=field):
                        rows = self.env[model].with_user(user)
                        rows.web_read_group([], [field], ["__count"])
                        tried += 1
        self.assertGreater(tried, 50)

    def with_rights(self, user, model):
        readable = self.env[model].with_user(user).has_access("read")
        return self.groupings(model) if readable else ()
