from odoo import api, models, tools
from odoo.tools import SQL

from ..engine import Caught, EngineError
from .const import LIVE_STATES
from .evaluator import Evaluator
from .evaluator_asks import in_sight

CONDITION_KINDS = ("condition", "milestone")
# What a condition that does not hold has to know of its row and of its case.
READ = ("id", "instance_id", "node_id", "token", "kind", "name", "is_held")
CASE_READ = (
    *("flow_id", "version_id", "company_id", "user_id", "state", "res_model", "res_id"),
    *("marking", "variables", "loop_items", "business_key"),
)


class BpmFlowWaitRecord(models.Model):
    """Conditions that a case waits for: looked at when its record is saved, and when
    its values change."""

    _inherit = "bpm.flow.wait"

    # ------------------------------------------------------------------
    # Noticing
    # ------------------------------------------------------------------
    @api.model
    @tools.ormcache()
    def _conditional_fields(self):
        """``{model: fields}`` that conditions of published processes look at.

        A path through a relation counts by its first field; None for a formula that
        cannot be read.
        """
        found = {}
        for node in self.env["bpm.flow.node"]._watching():
            if node.event != "conditional" and not node.milestone:
                continue
            names = found.setdefault(node.res_model, set())
            names |= node._condition_fields()
        return {model: frozenset(names) for model, names in found.items()}

    @api.model
    def _notice_saved(self, records, names):
        """These fields of these records were saved: does a case wait for that?

        Costs no query where no published process looks at one of them.
        """
        watched = self._conditional_fields().get(records._name)
        if not watched or not watched & set(names):
            return
        # What was just saved need not be asked for: it is there.
        self.env["bpm.flow.instance"]._known_alive(records._name).update(records.ids)
        self.sudo()._waiting_for(records)._look_again()

    @api.model
    def _waiting_for(self, records):
        """Live cases' conditions on these records, read with their cases by one query:
        most saves change nothing that anybody waits for."""
        cases = self.env["bpm.flow.instance"]
        query = self._search(
            [
                ("kind", "in", CONDITION_KINDS),
                ("res_model", "=", records._name),
                ("res_id", "in", records.ids),
            ],
            order="id",
        )
        alias = query.join(self._table, "instance_id", cases._table, "id", "case")
        state = cases._field_to_sql(alias, "state", query)
        query.add_where(SQL("%s IN %s", state, LIVE_STATES))
        columns = [self._field_to_sql(self._table, name, query) for name in READ]
        columns += [cases._field_to_sql(alias, name, query) for name in CASE_READ]
        rows = self.env.execute_query(query.select(*columns))
        waits = self.browse(row[0] for row in rows)
        cases = cases.browse(row[READ.index("instance_id")] for row in rows)
        values = list(zip(*rows, strict=True))
        for found, names in ((waits, READ), (cases, CASE_READ)):
            for name in names if rows else ():
                column = values.pop(0)
                if name != "id":
                    found._fields[name]._insert_cache(found, column)
        return waits

    @api.model
    def _met_now(self, cases):
        """What these cases did may have changed the values that others of their own
        branches wait for.

        :return: the engine's events of those whose condition holds now
        """
        watching = cases.filtered(
            lambda c: c.state in LIVE_STATES and c.version_id._has_conditions()
        )
        if not watching:
            return []
        waits = self.search(
            [("instance_id", "in", watching.ids), ("kind", "in", CONDITION_KINDS)]
        )
        return waits._ripe_events()

    def _look_again(self):
        """Move the cases whose condition holds now."""
        if not self:
            return
        events = self._ripe_events()
        if events:
            cases = self.env["bpm.flow.instance"].union(*(c for c, _e in events))
            cases._lock()
            cases._advance(events)

    def _ripe_events(self):
        """The engine's events of those whose moment has come; their rows are over.

        What cannot be decided is not so yet: it may be after the next change.
        """
        self.node_id._recall()
        self.instance_id.version_id._recall().flow_id._recall()
        events, rows = [], []
        for version, waits in self.grouped(lambda w: w.instance_id.version_id).items():
            evaluator = Evaluator(version, waits.instance_id)
            for wait in waits:
                if not wait._is_ripe(evaluator):
                    continue
                case, node = wait.instance_id, wait.node_id
                data = {"name": wait.name, "kind": wait.kind}
                rows.append((case, "caught", node, data))
                events.append((case, Caught(wait.token, node.bpmn_id)))
        self.env["bpm.flow.log"]._append(rows)
        ripe = {(case.id, event.token, event.node) for case, event in events}
        self.filtered(
            lambda w: (
                (w.instance_id.id, w.token, w.node_id.bpmn_id) in ripe
                and not w.node_id._listens_on()
            )
        ).unlink()
        return events

    def _is_ripe(self, evaluator):
        """A condition that holds; a milestone that holds no more."""
        node, case = self.node_id, self.instance_id
        state = case._marking()
        token = state.tokens.get(self.token)
        if token is None:
            return False
        counters = in_sight(case, state, token)
        try:
            holds = node._condition_holds(evaluator, case, counters, self.kind)
        except (EngineError, ValueError):
            return False
        if self.kind == "milestone":
            return not holds
        return self._is_new(holds) and holds

    def _is_new(self, holds):
        """A listener that stays hears a condition once each time it becomes true."""
        if not self.node_id._listens_on():
            return True
        was, self.is_held = self.is_held, holds
        return not was
