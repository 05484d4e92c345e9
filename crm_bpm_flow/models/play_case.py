"""A case that is only imagined: what the evaluator asks of a real one, and no row."""

from .evaluator import Evaluator


class PlayedVersion:
    """A version as its drawing is now; nothing of a draft is remembered."""

    def __init__(self, version, compiled):
        self._version = version
        self._compiled = compiled
        # Read together, whichever of them is asked for first.
        self._nodes = version.with_prefetch().node_ids
        self._ways = version.with_prefetch().transition_ids

    def _node(self, bpmn_id):
        node_id = self._compiled.node_ids.get(bpmn_id)
        return self._nodes.browse(node_id).with_prefetch(self._nodes._ids)

    def _way(self, bpmn_id):
        way_id = self._compiled.way_ids.get(bpmn_id)
        return self._ways.browse(way_id).with_prefetch(self._ways._ids)

    def _run_as(self):
        """Whoever plays looks with his own rights, not with those of the process."""
        return self._version.env.user


class PlayedCase:
    id = 0
    loop_items = None
    business_key = False

    def __init__(self, version, compiled, record, variables):
        self.env = version.env
        self.version_id = PlayedVersion(version, compiled)
        self.record = record
        self.res_id = record.id
        self.variables = dict(variables)

    def _set(self, loop_items):
        self.loop_items = loop_items

    def _merge_variables(self, values):
        self.variables = {**self.variables, **values}

    def _checked_variables(self, values):
        return dict(values)

    def _tell_given(self, node, values):
        """Nobody keeps a journal of what is only played."""

    def _zone(self):
        return self.env.company.resource_calendar_id.tz or "UTC"


class PlayEvaluator(Evaluator):
    """Looks at the one record as the user who plays may read it."""

    def __init__(self, version, case):
        super().__init__(version, case)

    def _reader(self):
        if self._records is None:
            self._records = self.cases.record.with_context(active_test=False)
            self._readable = {self._records.id: self._records}
        return self._records
