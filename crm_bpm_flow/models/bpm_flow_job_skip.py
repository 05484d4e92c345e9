from odoo import models
from odoo.exceptions import UserError

from ..engine import Skipped


class BpmFlowJobSkip(models.Model):
    """Going on behind a step that failed; by a way that a person chooses."""

    _inherit = "bpm.flow.job"

    def action_skip(self, way_id=None):
        """Go on behind the failed step as if it had been done.

        :param int way_id: the way to take where several go on; one of the step's
        :raises UserError: for jobs that did not fail, or where the way is not said
        """
        self._check_may_repair()
        for job in self.sudo():
            case, token, node = job.instance_id, job.token, job.node_id
            if not token:
                raise UserError(
                    self.env._("Nothing can be skipped here. Try again, or cancel.")
                )
            way = job._chosen_way(way_id)
            data = {"way": way._label() if way else False}
            job.unlink()
            self.env["bpm.flow.log"]._append([(case, "skipped", node, data)])
            skipped = Skipped(token, way.bpmn_id or None)
            case._advance_strictly([(case, skipped)])
        return True

    def action_skip_wizard(self):
        """Ask whether, and which way to go on."""
        self.ensure_one()
        self._check_may_repair()
        wizard = {
            "type": "ir.actions.act_window",
            "name": self.env._("Skip the step"),
            "res_model": "bpm.flow.skip.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_job_id": self.id},
        }
        return self._with_leaving(wizard)

    def _chosen_way(self, way_id):
        ways = self._ways_to_choose()
        if not way_id:
            if ways:
                raise UserError(
                    self.env._(
                        "Several ways go on after “%s”. Skip it alone, and choose one.",
                        self.node_id.name,
                    )
                )
            return ways
        way = ways.filtered(lambda w: w.id == int(way_id))
        if not way:
            raise UserError(self.env._("That way does not start here."))
        return way

    def _ways_to_choose(self):
        """The step's ways out, where it does not say by itself which one to take."""
        self.ensure_one()
        case = self.instance_id
        ways = self.env["bpm.flow.transition"]
        node = case._node_of_token(self.token)
        if not node:
            return ways
        element = case.version_id._compiled().graph.nodes[node.bpmn_id]
        if len(element.outgoing) < 2 or element.behavior.natural_flows(element):
            return ways
        return ways.union(*(case.version_id._way(f.id) for f in element.outgoing))
