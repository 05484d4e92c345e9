"""A draft under the hands of its owner, in the Steps editor."""

from .common import FlowCase


class EditorCase(FlowCase):
    def setUp(self):
        super().setUp()
        flow = self.env["bpm.flow"].with_user(self.owner).create({"name": "Drawn"})
        self.draft = flow.draft_id

    def _add(self, kind, name, after, event=False):
        after_id = self._id(after) if after else False
        return self.draft.editor_add(kind, event, name, after_id)

    def _id(self, name):
        return self.draft.node_ids.filtered(lambda n: n.name == name).id

    def _ways(self):
        """{step: [where its exits lead]}, by name, as the editor's data say."""
        data = self.draft.editor_data()
        names = {step["id"]: step["name"] for step in data["steps"]}
        return {
            step["name"]: [names.get(each["target"]) for each in step["exits"]]
            for step in data["steps"]
        }

    def _order(self):
        return [step["name"] for step in self.draft.editor_data()["steps"]]

    def _outcome_id(self, name):
        return self.draft.node_ids.outcome_ids.filtered(lambda o: o.name == name).id

    def _chain(self):
        for name, after in (("A", "Start"), ("B", "A"), ("C", "B")):
            self._add("userTask", name, after)
