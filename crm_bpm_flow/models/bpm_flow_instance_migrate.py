from odoo import models
from odoo.exceptions import UserError

from ..engine import MoveRefused, migrated, obstacles
from ..tools.ids import ids_of
from .const import DRAFT, LIVE_STATES

# Deadlines and waits of a case that goes over: they stay, or are reckoned anew.
KEEP, ANEW = "keep", "anew"


class BpmFlowInstanceMigrate(models.Model):
    """Running cases go over to another version of their process."""

    _inherit = "bpm.flow.instance"

    def migrate(self, version_id, mapping=None, times=KEEP):
        """Take these cases to another published version, whole or not at all.

        Which step is which follows from ids and shape; ``mapping`` says otherwise.

        :param version_id: ``bpm.flow.version`` or its id
        :param dict mapping: {bpmn id of a step: the one that it becomes, or False}
        :param str times: ``"keep"``: deadlines and waits stay as they are; ``"anew"``:
            they are reckoned by the new version, from when they began
        :return: the cases that went over; those that cannot stay as they are
        :raises UserError: when none of them can, saying why
        :raises AccessError: for whoever neither owns the process nor administers
        """
        self._check_manager()
        version = self._version_to_go_to(version_id)
        mapping = self._checked_mapping(mapping)
        times = self._checked_times(times)
        cases = self.sudo()
        cases._lock()
        stayed = cases._go_over(version, mapping, times)
        gone = cases - cases.browse([case.id for case in stayed])
        if not gone:
            reasons = {reason for reasons in stayed.values() for reason in reasons}
            raise UserError("\n".join(sorted(reasons)) or self._nothing_to_migrate())
        return gone.with_env(self.env)

    def migration_preview(self, version_id, mapping=None):
        """What would become of each of these cases.

        :param dict mapping: as for ``migrate``
        :return: list of ``{"case": id, "name", "can": bool, "reasons": [sentence]}``
        """
        self._check_manager()
        version = self._version_to_go_to(version_id)
        mapping = self._checked_mapping(mapping)
        stay = self.sudo()._who_stays(version, mapping)
        return [
            {
                "case": case.id,
                "name": case.display_name,
                "can": case not in stay,
                "reasons": stay.get(case, []),
            }
            for case in self.sudo()
        ]

    # ------------------------------------------------------------------
    # Looking
    # ------------------------------------------------------------------
    def _version_to_go_to(self, version_id):
        ids = ids_of(self.env, version_id or [])
        version = self.env["bpm.flow.version"].browse(ids).exists().sudo()
        if len(version) != 1 or version.state == DRAFT:
            raise UserError(self.env._("Cases go over to a published version only."))
        if self.sudo().flow_id - version.flow_id:
            raise UserError(
                self.env._("A case goes over to a version of its own process only.")
            )
        return version

    def _checked_mapping(self, mapping):
        """Ids of steps, whatever came over the network."""
        if not isinstance(mapping or {}, dict):
            raise UserError(self.env._("Say which step becomes which."))
        return {
            str(old): str(new) if new else None for old, new in (mapping or {}).items()
        }

    def _checked_times(self, times):
        if times not in (KEEP, ANEW):
            raise UserError(self.env._("Times stay as they are, or are reckoned anew."))
        return times

    def _nothing_to_migrate(self):
        return self.env._("None of these cases is running on another version.")

    def _matchings(self, version, mapping):
        """{version that a case is on: which of its steps are which in the new one}."""
        return {
            old: version._matching_from(old, mapping)
            for old in self.version_id.with_prefetch()
        }

    def _who_stays(self, version, mapping):
        """{case: sentences that say why it cannot go over}."""
        matchings, stay = self._matchings(version, mapping), {}
        for case in self:
            if reasons := case._reasons_to_stay(version, matchings):
                stay[case] = reasons
        return stay

    def _reasons_to_stay(self, version, matchings):
        if self.state not in LIVE_STATES:
            return [self.env._("The case has ended.")]
        if self.version_id == version:
            return [self.env._("The case runs on that version already.")]
        old, new = self.version_id._compiled().graph, version._compiled().graph
        matching = matchings[self.version_id]
        found = obstacles(old, new, self._marking(), matching)
        words = [self._obstacle_words(obstacle, version) for obstacle in found]
        return words or self._more_reasons_to_stay(version, matching)

    def _more_reasons_to_stay(self, version, matching):
        """What the engine knows nothing of: an approval under way knows its step by
        its id. Override to add to it.

        :return: list of sentences
        """
        reasons = []
        for token in self._marking().standing():
            was = self.version_id._node(token.node)
            now = version._node(matching.nodes[token.node])
            renamed = was.is_approval and was.bpmn_id != now.bpmn_id
            if renamed or was.is_approval != now.is_approval:
                name = was.with_env(self.env).name
                reasons.append(
                    self.env._(
                        "“%s” is an approval under way: it stays with its step.", name
                    )
                    if was.is_approval
                    else self.env._("“%s” is an approval there.", name)
                )
        return reasons

    def _obstacle_words(self, obstacle, version):
        new = obstacle.code == "no_branch"
        node = (version if new else self.version_id)._node(obstacle.node)
        name = node.with_env(self.env).name
        sentences = {
            "gone": self.env._("It waits in “%s”, which is not there any more.", name),
            "other_kind": self.env._(
                "It waits in “%s”, which is something else there.", name
            ),
            "other_place": self.env._(
                "It waits in “%s”, which lies in another sub-process there.", name
            ),
            "other_loop": self.env._(
                "It waits in “%s”, which is repeated or held back differently there.",
                name,
            ),
            "way_gone": self.env._(
                "A branch waits at “%s” for a way that is not there any more.", name
            ),
            "no_branch": self.env._(
                "At “%s” it would wait for a branch that never began.", name
            ),
        }
        return sentences[obstacle.code]

    # ------------------------------------------------------------------
    # Going
    # ------------------------------------------------------------------
    def _go_over(self, version, mapping, times=KEEP):
        """Locked cases go over, together; one that cannot is left as it is.

        :return: {case: sentences} of those that stay
        """
        self.invalidate_recordset(["state", "marking", "version_id"])
        stay = self._who_stays(version, mapping)
        able = self.filtered(lambda case: case not in stay)
        stay.update(able._try_to_go(version, mapping, times))
        return stay

    def _try_to_go(self, version, mapping, times):
        """All at once; should that fail, halve until what fails is alone."""
        failed = []
        if not self:
            return {}
        with self.env["bpm.flow.runtime"]._firewall(failed):
            self._go_together(version, mapping, times)
        if not failed:
            return {}
        if len(self) == 1:
            return {self: [self.env._("It failed: %s", failed[0])]}
        half = len(self) // 2
        first = self[:half]._try_to_go(version, mapping, times)
        return {**first, **self[half:]._try_to_go(version, mapping, times)}

    def _go_together(self, version, mapping, times):
        """Rows point to the new steps, then the engine's effects are applied."""
        matchings, steps = self._matchings(version, mapping), {}
        for case in self:
            old = case.version_id
            graphs = old._compiled().graph, version._compiled().graph
            try:
                steps[case] = migrated(
                    *graphs, case._marking(), matching=matchings[old]
                )
            except MoveRefused as error:
                raise UserError(str(error)) from error
        runtime = self.env["bpm.flow.runtime"]
        effects = [(case, e) for case, step in steps.items() for e in step.effects]
        # What is not listened for any more, while the rows name the old steps.
        runtime._apply([pair for pair in effects if _is_closing(pair[1])])
        rows = [case._migration_row(version, matchings) for case in self]
        twins = self._twins(version, matchings)
        self.write({"version_id": version.id})
        for case, step in steps.items():
            case._set(marking=step.marking.to_json())
        self.env["bpm.flow.log"]._append(rows)
        self._repoint(twins, times)
        arming = [pair for pair in effects if not _is_closing(pair[1])]
        runtime._run_rounds(runtime._apply(arming))
        self.wait_ids._look_again_at_conditions()

    def _migration_row(self, version, matchings):
        """The journal's: from where to where, and which steps it stands in became
        others."""
        data = {"from": self.version_id.number, "to": version.number}
        nodes = matchings[self.version_id].nodes
        standing = {token.node for token in self._marking().standing()}
        pairs = [
            [self.version_id._node(id_).name, version._node(nodes[id_]).name]
            for id_ in sorted(standing)
        ]
        if became := [pair for pair in pairs if pair[0] != pair[1]]:
            data["became"] = became
        return self, "migrated", None, data

    def _twins(self, version, matchings):
        """{old step: the new one} of all steps that these cases' rows may name."""
        return {
            old._node(was): version._node(now)
            for old, matching in matchings.items()
            for was, now in matching.nodes.items()
        }


def _is_closing(effect):
    return type(effect).__name__.startswith("Drop")
