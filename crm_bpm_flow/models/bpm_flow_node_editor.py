from collections import defaultdict

from odoo import api, models

from .const import ACTIVITY_KINDS, node_icon

# What leads several ways at once, and what a branch behind it begins with.
CHOICES = ("exclusiveGateway", "inclusiveGateway")
BEGINS_BRANCH = {
    "parallelGateway": (*ACTIVITY_KINDS, "intermediateCatchEvent"),
    "eventBasedGateway": ("intermediateCatchEvent", "receiveTask"),
}


class BpmFlowNodeEditor(models.Model):
    """How steps and ways stay sensible while a list of steps is edited."""

    _inherit = "bpm.flow.node"

    @api.model
    def name_create(self, name):
        """A step typed where a way leads: a task for people behind the way's source.

        The context's ``way_from`` is the id of the step that the way begins at.
        """
        source = self.browse(self.env.context.get("way_from") or ())
        version = source.version_id
        if not version:
            return super().name_create(name)
        step = self.browse(version._add_beside(source, name))
        return step.id, step.display_name

    def _editor_row(self, number):
        self.ensure_one()
        return {
            "id": self.id,
            "number": number,
            "name": self.name,
            "kind": self.kind,
            "event": self.event or False,
            "kind_label": self._kind_label(),
            "icon": self._icon(),
            "who": self._people_words(),
            "deadline": self._delay_words(),
            "is_before": self._is_before() and not self.timer_text,
            "what": self._what_words(),
            "depth": self._depth(),
            "attached_to": (self.part_of_id or self.attached_to_id).id,
            "is_part": bool(self.part_of_id),
            "is_end": self.kind == "endEvent",
            "is_free": self._is_free(),
            "exits": self._editor_exits(),
        }

    def _icon(self):
        return node_icon("approval" if self.is_approval else self.kind, self.event)

    def _editor_exits(self):
        """Outcomes first, each with its way or none yet, then the other ways."""
        ways = self.outgoing_ids.sorted(lambda w: (w.is_default, w.sequence, w.id))
        by_outcome = {way.outcome_id: way for way in ways if way.outcome_id}
        exits = []
        for outcome in self.outcome_ids:
            way = by_outcome.get(outcome, ways.browse())
            exits.append(
                {
                    "id": way.id,
                    "label": way._label() if way else outcome.name,
                    "type": "outcome",
                    "outcome_id": outcome.id,
                    "target": way.target_id.id,
                }
            )
        exits.extend(
            {
                "id": way.id,
                "label": way._label(),
                "type": way._exit_type(),
                "outcome_id": False,
                "target": way.target_id.id,
            }
            for way in ways.filtered(lambda w: not w.outcome_id)
        )
        return exits

    # ------------------------------------------------------------------
    # Order
    # ------------------------------------------------------------------
    def _in_order(self, moved=None, after=None):
        """Steps as the list shows them: limits and contents under their step.

        :param moved: a step that goes right behind ``after`` (first without one)
        """
        steps = self.sorted(lambda n: (n.sequence, n.id))
        if moved:
            rest = list(steps - moved)
            place = rest.index(after) + 1 if after else 0
            steps = self.browse([n.id for n in [*rest[:place], moved, *rest[place:]]])
        belongings = defaultdict(list)
        for node in steps:
            belongings[node._belongs_to().id].append(node.id)
        ordered = list(_walk(belongings))
        lost = [id_ for id_ in steps._ids if id_ not in set(ordered)]
        return steps.browse([*ordered, *lost]).with_prefetch(steps._prefetch_ids)

    def _number(self):
        for place, node in enumerate(self, start=1):
            if node.sequence != place * 10:
                node.sequence = place * 10

    def _belongs_to(self):
        """The step under which the list shows it, if any."""
        return self.part_of_id or self.attached_to_id or self.parent_id

    # ------------------------------------------------------------------
    # Ways
    # ------------------------------------------------------------------
    def _connect(self, target, outcome=None, way=None):
        """Lead an exit of this step to ``target``; to nothing: remove the way."""
        self.ensure_one()
        way = way or (
            self.outgoing_ids.filtered(lambda w: w.outcome_id == outcome)
            if outcome
            else self.env["bpm.flow.transition"]
        )
        if not target:
            way.unlink()
        elif way:
            way.target_id = target
        else:
            self.env["bpm.flow.transition"].create(
                {
                    "source_id": self.id,
                    "target_id": target.id,
                    "outcome_id": outcome.id if outcome else False,
                    "sequence": 10 * (len(self.outgoing_ids) + 1),
                }
            )

    def _is_free(self):
        """Begun by its people, not by a way: a step of a sub-process in any order."""
        return self.parent_id.kind == "adHocSubProcess"

    def _main_way(self):
        """The way that a step put behind this one takes over."""
        plain = self.outgoing_ids.filtered(lambda w: not w.outcome_id)
        if self.kind in CHOICES:
            return plain.filtered("is_default")[:1]
        return (plain.filtered(lambda w: not w._is_conditional()) or plain)[:1]

    def _insert_behind(self, node):
        """Put ``node`` into this step's main way: A → C becomes A → node → C."""
        if not self or self.kind == "endEvent":
            return
        if self._leaves_by_outcomes():
            self._lead_an_outcome_to(node)
            return
        way = self._main_way()
        target = way.target_id
        if self.kind in CHOICES:
            # Its "otherwise" stays: this is one more way, whose condition comes next.
            self._connect(node)
        elif self._has_branch(target):
            # One more branch beside it, which goes on where that one does.
            self._connect(node)
            target = target._main_way().target_id
        elif way:
            way.target_id = node
        else:
            self._connect(node)
        node._go_on_to(target)

    def _go_on_to(self, target):
        """Where a step that was put into a way leads."""
        if target and self.kind != "endEvent":
            self._connect(target)
            if self.kind in CHOICES:
                self.outgoing_ids.is_default = True

    def _has_branch(self, target):
        """Whether this is a split with a branch that begins at ``target``."""
        if self.kind not in BEGINS_BRANCH:
            return False
        works = target.kind in BEGINS_BRANCH[self.kind]
        return len(self.outgoing_ids) > 1 or (len(self.incoming_ids) < 2 and works)

    def _copy_ways_to(self, twin):
        """A copy's outcomes and conditions lead where those of its model do."""
        outcomes = dict(zip(self.outcome_ids, twin.outcome_ids, strict=True))
        for way in self.outgoing_ids.filtered(lambda w: w.target_id != twin):
            if way.outcome_id or way._is_conditional():
                outcome = outcomes.get(way.outcome_id)
                way.copy(
                    {
                        "source_id": twin.id,
                        "outcome_id": outcome and outcome.id,
                        "bpmn_id": False,
                    }
                )

    def _leaves_by_outcomes(self):
        """Whether none of its exits is the one that goes on."""
        return bool(self.outcome_ids)

    def _lead_an_outcome_to(self, node):
        """A step behind one with outcomes takes the first that leads nowhere yet; when
        all lead somewhere, it comes into the way that goes on in the list."""
        free = self.outcome_ids - self.outgoing_ids.outcome_id
        if free:
            self._connect(node, outcome=free[0])
        elif node.kind != "endEvent" and not node._leaves_by_outcomes():
            way = self._way_onward()
            target = way.target_id
            way.target_id = node
            node._go_on_to(target)

    def _way_onward(self):
        """Of the outcomes' ways, the one to what comes next in the list; else the
        first outcome's."""
        ways = self.outcome_ids.sorted("sequence").transition_ids
        onward = ways.filtered(lambda w: w.target_id.sequence > self.sequence)
        return min(onward, key=lambda w: w.target_id.sequence, default=ways[:1])

    def _hand_plain_way_to_first_outcome(self):
        """A step that gets its first outcomes: its way so far is the first one's."""
        ways = self.outgoing_ids
        if self.outcome_ids and len(ways) == 1 and ways._exit_type() == "next":
            ways.outcome_id = self.outcome_ids.sorted("sequence")[0]

    def _bridge_gap(self):
        """Before a step goes: lead its incoming ways to where its own way led."""
        first = (self.outcome_ids.transition_ids or self.outgoing_ids).target_id - self
        target = self._main_way().target_id or first[:1]
        for way in self.incoming_ids:
            if target and target != self and way.source_id != self:
                duplicate = way.source_id.outgoing_ids.filtered(
                    lambda w, t=target: w.target_id == t and not w.outcome_id
                )
                if duplicate and not way.outcome_id and not way._is_conditional():
                    way.unlink()
                else:
                    way.target_id = target

    def _take_out_of_chain(self, after):
        """Moving a step of a plain chain moves its place in the chain."""
        simple = (
            len(self.incoming_ids) == 1
            and len(self.outgoing_ids) == 1
            and not self.outcome_ids
            and self.kind in (*ACTIVITY_KINDS, "intermediateCatchEvent")
        )
        target_way = after._main_way() if after else self.env["bpm.flow.transition"]
        if not simple or not target_way or target_way.target_id == self:
            return
        own = self.outgoing_ids
        if own.target_id == after and len(after.incoming_ids) > 1:
            return
        self.incoming_ids.target_id = own.target_id
        own.target_id = after._main_way().target_id
        after._main_way().target_id = self


def _walk(belongings, holder=False):
    """Each step, then its time limits and what is inside it, at any depth.

    :param dict belongings: {id of what holds them, or False: ids in their order}
    """
    for step_id in belongings[holder]:
        yield step_id
        yield from _walk(belongings, step_id)
