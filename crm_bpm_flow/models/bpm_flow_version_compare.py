from odoo import models
from odoo.exceptions import UserError

from ..engine import matched
from ..tools.differences import Element, differences
from ..tools.ids import ids_of
from .const import DRAFT

WAY_FACTS = ("way", "when", "name")


class BpmFlowVersionCompare(models.Model):
    """What differs between two versions, in words and element by element."""

    _inherit = "bpm.flow.version"

    def compare(self, version_id):
        """What is different here from another version of the process.

        :param version_id: the older ``bpm.flow.version``, or its id
        :return: list of ``{"element": bpmn id, "kind": "added", "removed" or
            "changed", "name", "changes": [{"what", "old", "new"}], "ways": [bpmn ids
            of sequence flows], "model", "id", "old_element"}`` in the order of this
            version, what is gone last; roles have no ``element``. ``element`` and
            ``id`` are this version's, those of removed ones the other's;
            ``old_element`` is the other version's bpmn id of the same thing, if any
        :raises AccessError: when the user may not read both
        """
        self.ensure_one()
        other = self.browse(ids_of(self.env, version_id))
        other = other.exists()
        (self | other).check_access("read")
        if not other or other.flow_id != self.flow_id:
            raise UserError(
                self.env._("Versions of one process can be compared, no others.")
            )
        # Whatever they were reached through, their parts are read together.
        self, other = self.with_prefetch(), other.with_prefetch()
        return [*self._compare_steps(other), *self._compare_roles(other)]

    def _compare_steps(self, other):
        matching = self._matching_from(other)
        steps = {n.bpmn_id: n for n in self.node_ids._in_order()}
        past = {n.bpmn_id: n for n in other.node_ids._in_order()}
        keys = self._way_keys(other, matching)
        twins = {"bpm_twins": matching.nodes}
        old = {
            id_: Element(n.name, {**n._facts(), **n._way_facts(keys)})
            for id_, n in ((i, n.with_context(**twins)) for i, n in past.items())
        }
        new = {
            id_: Element(n.name, {**n._facts(), **n._way_facts(keys)})
            for id_, n in steps.items()
        }
        rows = []
        for item in differences(old, new, matching.nodes):
            node = steps[item.new] if item.new else past[item.old]
            row = self._difference_row(item, node)
            ways = {c.key[1] for c in item.changes if c.key[0] in WAY_FACTS}
            row.update(
                element=node.bpmn_id, old_element=item.old or False, ways=sorted(ways)
            )
            rows.append(row)
        return rows

    def _compare_roles(self, other):
        """Roles keep their names, and nothing else that says which is which."""
        roles = [{r.name: r for r in v.role_ids} for v in (other, self)]
        old, new = (
            {name: Element(name, role._facts()) for name, role in part.items()}
            for part in roles
        )
        rows = []
        for item in differences(old, new, {name: name for name in old}):
            role = roles[1][item.new] if item.new else roles[0][item.old]
            row = self._difference_row(item, role)
            rows.append({**row, "element": False, "old_element": False, "ways": []})
        return rows

    def _difference_row(self, item, part):
        return {
            "kind": item.kind,
            "name": item.name,
            "model": part._name,
            "id": part.id,
            "changes": [self._change_row(change) for change in item.changes],
        }

    def _change_row(self, change):
        new = change.new
        if new and new == change.old:
            # Said in the same words, and something else all the same.
            new = self.env._("%s (changed)", new)
        return {"what": change.what, "old": change.old, "new": new}

    # ------------------------------------------------------------------
    # Which is which
    # ------------------------------------------------------------------
    def _matching_from(self, other, given=None):
        """The engine's ``Matching`` of an older version's elements with these.

        :param dict given: {old bpmn id: new one, or False}, decided by a person
        """
        names = [
            {n.bpmn_id: n.name for n in version.node_ids.with_context(lang="en_US")}
            for version in (other.sudo().with_prefetch(), self.sudo().with_prefetch())
        ]
        return matched(other._graph(), self._graph(), given, names)

    def _graph(self):
        compiled = self._compile() if self.state == DRAFT else self._compiled()
        return compiled.graph

    def _way_keys(self, other, matching):
        """{way of either version: what it is known by}: the newer one's id."""
        keys = {way: way.bpmn_id for way in self.transition_ids}
        mine = set(keys.values())
        by_exit = {self._exit_key(way, {}): way.bpmn_id for way in self.transition_ids}
        for way in other.transition_ids:
            exit_key = self._exit_key(way, matching.nodes)
            twin = way.bpmn_id if way.bpmn_id in mine else None
            twin = twin or matching.flows.get(way.bpmn_id) or by_exit.get(exit_key)
            keys[way] = twin or way.bpmn_id
        return keys

    def _exit_key(self, way, nodes):
        """An outcome's way is the same one wherever it leads; so is "otherwise"."""
        source = nodes.get(way.source_id.bpmn_id, way.source_id.bpmn_id)
        if not (way.outcome_id or way.is_default):
            return way
        return source, way.outcome_id.code, way.is_default


class BpmFlowCompare(models.Model):
    _inherit = "bpm.flow"

    def compare_versions(self, old_id=False, new_id=False):
        """Two versions side by side for the screen.

        :param int old_id: without it the published version, or the one before it
        :param int new_id: without it the draft, or the published version
        :return: ``{"versions": [{"id", "name"}], "old", "new", "rows"}``; ``rows`` as
            ``bpm.flow.version.compare`` gives them
        """
        self.ensure_one()
        self.check_access("read")
        versions = self.version_ids.sorted("number", reverse=True)
        new = self._version_of(new_id) or self.draft_id or self.version_id
        new = new or versions[:1]
        earlier = versions.filtered(lambda v: v.number < new.number)
        current = self.version_id if self.version_id != new else earlier[:1]
        old = self._version_of(old_id) or current or earlier[:1]
        return {
            "versions": [{"id": v.id, "name": v._short_name()} for v in versions],
            "old": old.id,
            "new": new.id,
            "rows": new.compare(old.id) if old and old != new else [],
        }

    def _version_of(self, version_id):
        return self.version_ids.filtered(lambda v: v.id == version_id)


class BpmFlowVersionPublishing(models.Model):
    _inherit = "bpm.flow.version"

    def action_publish_wizard(self):
        """Show what changes before this draft is published.

        What forbids publishing is said at once.
        """
        self.ensure_one()
        self.check_access("write")
        self._check_publishable()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Publish version %s", self.number),
            "res_model": "bpm.flow.publish.wizard",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_version_id": self.id,
                "dialog_size": "extra-large",
            },
        }

    def _short_name(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        return self.env._(
            "%(number)s (%(state)s)", number=self.number, state=states[self.state]
        )
