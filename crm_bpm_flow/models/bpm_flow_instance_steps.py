from odoo import models
from odoo.exceptions import AccessError, UserError

from ..engine import Begun, Finished, InstanceAdded
from ..engine.paths import AD_HOC, startable
from .bpm_flow_instance_repair import because
from .const import PEOPLE_KINDS, RUNNING
from .evaluator_asks import add_item


class BpmFlowInstanceSteps(models.Model):
    """What the people of a case decide while it runs: which steps of an ad-hoc
    sub-process are done, when it is complete, who else has to do a repeated step."""

    _inherit = "bpm.flow.instance"

    def begin_step(self, bpmn_id):
        """Begin a step of an ad-hoc sub-process, as often as it is needed (BPMN 2.0.2,
        13.3.5).

        :param str bpmn_id: of a step directly inside
        :raises UserError: where the case is not in that sub-process, or the step
            cannot begin now
        :raises AccessError: for who takes no part in the case
        """
        self._act_within(bpmn_id, "begun", lambda case: case._begun(bpmn_id))
        return True

    def finish_sub_process(self, bpmn_id):
        """Say that an ad-hoc sub-process is complete: what is open in it is withdrawn,
        or waited for, as the process says.

        :param str bpmn_id: of the sub-process
        """
        self._act_within(
            bpmn_id, "closed", lambda case: Finished(case._token_at(bpmn_id))
        )
        return True

    def add_instance(self, bpmn_id, item=None, reason=None):
        """One more of a step that is repeated a number of times, while it runs.

        :param str bpmn_id: of the repeated step
        :param item: what the new one is for, where the step is repeated for a list: a
            value, or the id of a record
        :param str reason: for the journal
        """
        self._act_within(
            bpmn_id,
            "added",
            lambda case: case._instance_added(bpmn_id, item),
            because(reason),
        )
        return True

    def _act_within(self, bpmn_id, kind, event_of, data=None):
        """Let each case go on by what a person decided.

        :param event_of: gives a case's event, or raises ``UserError``
        """
        self._check_takes_part(bpmn_id)
        cases = self.sudo()._locked(RUNNING)
        events, rows = [], []
        for case in cases:
            if bpmn_id not in case.version_id._compiled().graph.nodes:
                raise UserError(self.env._("There is no step “%s”.", bpmn_id))
            events.append((case, event_of(case)))
            rows.append((case, kind, case.version_id._node(bpmn_id), data or None))
        self.env["bpm.flow.log"].sudo()._append(rows)
        cases._advance_strictly(events)

    def _begun(self, bpmn_id):
        around = self.version_id._node(bpmn_id).parent_id
        if around.kind != AD_HOC:
            name = self.version_id._node(bpmn_id).name
            raise UserError(self.env._("“%s” is not begun by hand.", name))
        return Begun(self._token_at(around.bpmn_id), bpmn_id)

    def _instance_added(self, bpmn_id, item):
        token = self._token_at(bpmn_id)
        node = self.version_id._node(bpmn_id)
        if node.loop_collection and node.loop in ("parallel", "sequential"):
            add_item(self, self._marking(), token, item)
        return InstanceAdded(token)

    # ------------------------------------------------------------------
    # Who may
    # ------------------------------------------------------------------
    def _check_takes_part(self, bpmn_id):
        """Who has or had a task of the case, started it, answers for it, or is named
        at a step of the sub-process."""
        self.check_access("read")
        if self.env.su:
            return
        user, cases = self.env.user, self.sudo()
        for case in cases - cases._taken_part_in_by(user):
            area = case._area_of(bpmn_id)
            if not (area and case._is_named_in(area, user)):
                raise AccessError(self.env._("You take no part in this case."))

    def _taken_part_in_by(self, user):
        """Those of these cases, under sudo, in which the user takes part."""
        domain = [("instance_id", "in", self.ids), ("user_ids", "in", user.id)]
        rows = self.env["bpm.flow.task"]._read_group(domain, ["instance_id"])
        mine = self.browse(case.id for (case,) in rows)
        others = self - mine
        plain = others.with_user(user).sudo(False)
        managed = others.browse(case.id for case in plain if case.can_manage)
        return mine | managed | others.filtered(lambda case: case.user_id == user)

    def _area_of(self, bpmn_id):
        """The ad-hoc sub-process that this is, or that this step is directly in."""
        node = self.version_id._node(bpmn_id)
        return (node | node.parent_id).filtered(lambda n: n.kind == AD_HOC)[:1]

    def _is_named_in(self, area, user):
        steps = area.child_ids.filtered(lambda node: node.kind in PEOPLE_KINDS)
        return any(user in step._who()._find_people(self)[self] for step in steps)

    # ------------------------------------------------------------------
    # The screen
    # ------------------------------------------------------------------
    def _areas(self, user):
        """What the user may begin in the sub-processes of this case, under sudo.

        :return: ``[{"bpmn_id", "name", "withdraws", "steps": [{"bpmn_id", "name"}]}]``,
            where withdraws says what becomes of open ones when no more is needed
        """
        compiled = self.version_id._compiled()
        nodes = compiled.graph.nodes
        marking = self._marking()
        here = {
            scope.node
            for scope in marking.scopes.values()
            if nodes[scope.node].kind == AD_HOC and not (scope.kind or scope.phase)
        }
        if not here or self.state != RUNNING:
            return []
        takes_part = self._taken_part_in_by(user)
        return [
            {
                "bpmn_id": bpmn_id,
                "name": area.name,
                "withdraws": area.cancel_rest,
                "steps": [
                    {"bpmn_id": step.id, "name": self.version_id._node(step.id).name}
                    for step in startable(compiled.graph, bpmn_id)
                ],
            }
            for bpmn_id in sorted(here)
            if (area := self.version_id._node(bpmn_id))
            and (takes_part or self._is_named_in(area, user))
        ]
