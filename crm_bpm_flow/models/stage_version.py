from odoo import models

from ..tools.stage import Stage
from .const import PUBLISHED


class BpmFlowOnStage(models.Model):
    _inherit = "bpm.flow"

    def _published(self):
        """On a stage, the version that is played there."""
        stage = Stage.current()
        if stage and self.id in stage.versions:
            return self.env["bpm.flow.version"].browse(stage.versions[self.id])
        return super()._published()


class BpmFlowVersionOnStage(models.Model):
    _inherit = "bpm.flow.version"

    def _next_number(self, flow):
        """A played version takes nobody's number: others would wait for its end."""
        if Stage.current() is None:
            return super()._next_number(flow)
        self.env.cr.execute("SELECT nextval('bpm_flow_version_id_seq')")
        return -self.env.cr.fetchone()[0]

    def _compile(self):
        """The journal calls a played version by the draft's own number."""
        compiled = super()._compile()
        stage = Stage.current()
        number = stage and stage.numbers.get(self.id)
        return compiled._replace(number=number) if number else compiled

    def _put_on(self, stage):
        """A copy of this draft that cases can run on, while the stage stands.

        Its ids never come again: what the server remembers of it misleads nobody.
        """
        played = self.sudo()._copy_content(self.sudo().flow_id)
        played.write({"state": PUBLISHED, "published_by_id": self.env.uid})
        self.env.flush_all()
        self.env.registry.clear_cache()
        stage.versions[self.flow_id.id] = played.id
        stage.numbers[played.id] = self.number
        return played


class BpmFlowTaskOnStage(models.Model):
    _inherit = "bpm.flow.task"

    def _check_nothing_missing(self, chosen, comment):
        """On a stage, what a person would still have to do is noted."""
        stage = Stage.current()
        if stage is None:
            return super()._check_nothing_missing(chosen, comment)
        for task in self:
            stage.missing[task.id] = task._missing(chosen[task], None)
        return None
