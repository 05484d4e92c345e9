from odoo import models

from ..engine.approval import REJECTED, RETURNED
from .bpm_flow_version_check import ERROR, WARNING
from .const import PEOPLE_KINDS

STRUCTURE_CODE = "outcome_without_flow"


class BpmFlowVersionCheckApproval(models.Model):
    """What the checker says about approvals."""

    _inherit = "bpm.flow.version"

    def _check_people(self, node):
        """Of an approval with lines, each line names somebody."""
        lines = node.approver_ids if node.is_approval else ()
        if not lines:
            return super()._check_people(node)
        found = []
        for line in lines:
            if not line._who()._names_somebody():
                message = self.env._(
                    "“%s”: one of its approvers is nobody yet.", node.name
                )
                found.append(self._at(node, ERROR, "nobody", message))
            found += self._check_field_path(node, line._who().user_field)
        return found

    def _check_node(self, node):
        found = super()._check_node(node)
        if node.is_approval:
            faults = [*self._number_faults(node), *self._return_faults(node)]
            found += [self._at(node, *fault) for fault in faults]
        return found

    def _number_faults(self, node):
        """(severity, code, sentence) of how many have to agree."""
        if node.approval_rule == "share" and not 0 < node.approval_share <= 100:
            message = self.env._("“%s”: a share is 1 to 100 percent.", node.name)
            yield ERROR, "approval_share", message
        if node.approval_rule != "count":
            return
        if node.approval_count < 1:
            message = self.env._("“%s”: say how many have to agree.", node.name)
            yield ERROR, "approval_count", message
        known = node._known_approvers()
        if known is not None and known < node.approval_count:
            message = self.env._(
                "“%(step)s”: %(count)s have to agree, but only %(known)s are asked.",
                step=node.name,
                count=node.approval_count,
                known=known,
            )
            yield ERROR, "approval_count", message

    def _return_faults(self, node):
        for reminder in node.reminder_ids:
            if reminder.action == "outcome" and reminder.outcome_id.code == RETURNED:
                message = self.env._(
                    "“%s”: a reminder cannot return it: it does not know where to.",
                    node.name,
                )
                yield ERROR, "reminder_return", message
        offered = RETURNED in node.outcome_ids.mapped("code")
        if offered and not self._steps_before(node):
            message = self.env._(
                "“%s” may be returned, but no step comes before it.", node.name
            )
            yield WARNING, "no_return", message

    def _steps_before(self, node):
        """Steps that a case may have been at when it comes to this one."""
        before = self.env["bpm.flow.node"].browse(node._ids_before())
        wanted = node.return_node_ids
        if wanted:
            return before & wanted
        return before.filtered(lambda other: other.kind in PEOPLE_KINDS)

    def _structure_sentence(self, item, name):
        if item.code == STRUCTURE_CODE and item.args.get("outcome") == REJECTED:
            node = self.node_ids.filtered(lambda n: n.bpmn_id == item.element)
            if node.is_approval:
                return self.env._("“%s”: say where it goes when it is rejected.", name)
        return super()._structure_sentence(item, name)


class BpmFlowNodeApprovers(models.Model):
    _inherit = "bpm.flow.node"

    def _known_approvers(self):
        """How many are asked, where that is the same for every case; else None."""
        self.ensure_one()
        if self.user_formula and not self.approver_ids:
            return None
        users, seats = self.env["res.users"], 0
        for line in self.approver_ids or self:
            who = line._who()
            is_outside = bool(self.approver_ids and line.outside)
            is_each = not self.approver_ids or who.pick == "all"
            if is_outside or not is_each:
                seats += 1
                continue
            named = (who.user_field, who.is_starter, who.is_owner, who.same_as_node_id)
            if any(named) or who.use_manager:
                return None
            teams = who.team_ids.member_ids
            users |= who.user_ids | who.sudo().group_ids.all_user_ids | teams
        return seats + len(users)

    def _ids_before(self):
        """Ids of the steps from which a way leads here, seen through sub-processes."""
        self.ensure_one()
        seen, queue = set(), self._just_before()
        for node in queue:
            if node.id not in seen and node != self:
                seen.add(node.id)
                queue.extend(node.child_ids)
                queue.extend(node._just_before())
        return seen

    def _just_before(self):
        sources = [way.source_id for way in self.incoming_ids]
        if self.attached_to_id:
            sources.append(self.attached_to_id)
        if not sources and self.parent_id:
            return self.parent_id._just_before()
        return sources
