from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from .bpm_flow_version_check import ERROR
from .const import ACTIVITY_KINDS, DRAFT

# Findings that are mended in the list itself: by where its ways lead.
ABOUT_WAYS = {
    "ad_hoc_empty",
    "auto_loop",
    "boundary_without_flow",
    "crossing",
    "dead_end",
    "join_never",
    "no_end",
    "no_start",
    "no_way_there",
    "outcome_without_flow",
    "several_starts",
    "unreachable",
    "wrong_way",
}


class BpmFlowVersionEditor(models.Model):
    """The Steps editor's server side: small acts that keep the ways sensible.

    Every method returns the whole list anew, so that the screen never guesses.
    """

    _inherit = "bpm.flow.version"

    def editor_data(self):
        """The steps as the editor shows them; see ``static/src/steps``."""
        self.ensure_one()
        self.check_access("read")
        # Whatever it was reached through, its steps are read together.
        self = self.with_prefetch()
        steps = self.node_ids._in_order()
        numbers = {node: number for number, node in enumerate(steps, start=1)}
        return {
            "version": {
                "id": self.id,
                "number": self.number,
                "state": self.state,
                "name": self.display_name,
            },
            "editable": self.state == DRAFT and self.has_access("write"),
            "kinds": self._editor_kinds(),
            "ready": [ready._offer_row() for ready in self._ready_steps()],
            "steps": [node._editor_row(numbers[node]) for node in steps],
            "findings": self._editor_findings(),
        }

    def editor_add(
        self, kind, event=False, name=False, after_id=False, beside_id=False
    ):
        """Add a step behind another one and put it into that one's way.

        :param int beside_id: instead: a step in whose sub-process the new one lies,
            with no way between the two
        """
        self._check_editable()
        after = self._own_step(after_id)
        vals = self._new_step_vals(kind, event, name, after)
        if not after:
            vals["parent_id"] = self._own_step(beside_id).parent_id.id
        node = self.env["bpm.flow.node"].create(vals)
        if kind != "boundaryEvent" and not node._is_free():
            after._insert_behind(node)
        self._make_contents(node)
        self.node_ids._in_order(node, after)._number()
        return {**self.editor_data(), "new_step": node.id}

    def editor_rename(self, step_id, name):
        self._check_editable()
        if not (name or "").strip():
            raise UserError(self.env._("A step needs a name."))
        self._own_step(step_id).name = name.strip()
        return self.editor_data()

    def editor_move(self, step_id, after_id):
        """Put a step behind another one; in a plain chain the ways follow."""
        self._check_editable()
        node, after = self._own_step(step_id), self._own_step(after_id)
        if after != node:
            node._take_out_of_chain(after)
            self.node_ids._in_order(node, after)._number()
        return self.editor_data()

    def editor_copy(self, step_id):
        self._check_editable()
        node = self._own_step(step_id)
        # Under sudo for its server actions, as in ``_copy_as_draft``.
        twin = node.sudo().copy(
            {
                "version_id": self.id,
                "name": self.env._("%s (copy)", node.name),
                "parent_id": node.parent_id.id,
            }
        )
        twin = twin.with_env(self.env)
        for event in node.sudo().part_ids:
            event.copy({"version_id": self.id, "part_of_id": twin.id})
        outcomes = zip(node.outcome_ids, twin.outcome_ids, strict=True)
        twin._relink({}, {}, dict(outcomes))
        if node.kind != "boundaryEvent" and not node.part_of_id:
            node._insert_behind(twin)
            node._copy_ways_to(twin)
        self.node_ids._in_order(twin, node)._number()
        return {**self.editor_data(), "new_step": twin.id}

    def editor_delete(self, step_id):
        """Delete a step; who led to it now leads to where it led."""
        self._check_editable()
        node = self._own_step(step_id)
        node._bridge_gap()
        node.unlink()
        return self.editor_data()

    def editor_take_back(self, step_ids):
        """Delete steps that were typed where a way leads, if no way came of it: its
        form was discarded, or leads elsewhere.

        Only the reader's own steps to which nothing leads, and which lead nowhere.
        """
        self._check_editable()
        loose = self.node_ids.filtered(
            lambda node: (
                node.id in step_ids
                and node.create_uid == self.env.user
                and not node.incoming_ids
                and not node.outgoing_ids
            )
        )
        loose.unlink()
        return self.editor_data()

    def editor_connect(self, step_id, target_id, transition_id=False, outcome_id=False):
        """Say where a step's way leads; without a target the way is removed."""
        self._check_editable()
        node, target = self._own_step(step_id), self._own_step(target_id)
        outcome = node.outcome_ids.filtered(lambda o: o.id == outcome_id)
        way = node.outgoing_ids.filtered(lambda w: w.id == transition_id)
        node._connect(target, outcome=outcome, way=way)
        return self.editor_data()

    def editor_add_outcome(self, step_id, name):
        self._check_editable()
        node = self._own_step(step_id)
        last = max(node.outcome_ids.mapped("sequence"), default=0)
        self.env["bpm.flow.outcome"].create(
            {"node_id": node.id, "name": name, "sequence": last + 10}
        )
        return self.editor_data()

    # ------------------------------------------------------------------
    # Helpers
    # ------------------------------------------------------------------
    def _check_editable(self):
        self.ensure_one()
        self.check_access("write")
        if self.state != DRAFT:
            raise UserError(self._frozen_sentence())

    def _frozen_sentence(self):
        """Who edits may not have seen that somebody else published it just now."""
        if not self.published_by_id:
            return self.env._("Only a draft can be edited.")
        return self.env._(
            "Only a draft can be edited. %(user)s published this version (%(moment)s): "
            "running cases keep to it. “Change the process” makes a new draft.",
            user=self.published_by_id.sudo().name,
            moment=format_datetime(self.env, self.date_published),
        )

    def _add_beside(self, step, name):
        """A task in the list behind a step, with no way between the two; its id."""
        added = self.editor_add("userTask", name=name, beside_id=step.id)["new_step"]
        self.node_ids._in_order(self._own_step(added), step)._number()
        return added

    def _own_step(self, step_id):
        """The step of this version; nothing for no id."""
        step = self.node_ids.filtered(lambda n: n.id == step_id)
        if step_id and not step:
            raise UserError(self.env._("That step is not there any more."))
        return step

    def _new_step_vals(self, kind, event, name, after):
        if kind == "boundaryEvent" and after.kind not in ACTIVITY_KINDS:
            raise UserError(self.env._("Choose the step that the time limit is for."))
        vals = {
            "version_id": self.id,
            "kind": kind,
            "event": event or False,
            "name": (name or "").strip() or self.node_ids._kind_words(kind, event),
            "parent_id": after.parent_id.id,
        }
        if kind == "boundaryEvent":
            vals.update(attached_to_id=after.id)
            vals["deadline_amount"] = 0 if event and event != "timer" else 1
        if kind == "approval":
            vals.update(kind="userTask", is_approval=True)
        return vals

    def _make_contents(self, node):
        """What a new sub-process begins with, for its owner to type between."""
        if node.kind == "subProcess":
            self._make_skeleton(inside=node)
        elif node.kind == "adHocSubProcess":
            vals = {"name": self.env._("A step of “%s”", node.name)}
            self.env["bpm.flow.node"].create(
                {**vals, "version_id": self.id, "parent_id": node.id}
            )

    def _editor_findings(self):
        """The checker's findings with their rows; ``opens``: they are mended in the
        step's form, not by where a way leads.

        Of a frozen version only what would stop its cases: something was deleted.
        """
        steps = {node.bpmn_id: node.id for node in self.node_ids}
        ways = {way.bpmn_id: way for way in self.transition_ids}
        findings = self.check()
        if self.state != DRAFT:
            findings = [f for f in findings if f["severity"] == ERROR]
        for finding in findings:
            way = ways.get(finding["element"])
            finding["transition_id"] = way.id if way else False
            finding["step_id"] = (
                way.source_id.id if way else steps.get(finding["element"], False)
            )
            at_step = finding["step_id"] and not way
            finding["opens"] = bool(at_step and finding["code"] not in ABOUT_WAYS)
        return findings
