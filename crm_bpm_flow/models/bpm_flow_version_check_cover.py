from odoo import models

from ..engine.conditions import cover, never_holds
from ..engine.outcomes import arriving
from ..tools.domains import parse_domain
from .bpm_flow_version_check import ERROR, WARNING, finding
from .condition_reader import OUTCOME, ConditionReader
from .evaluator import plain_value

EXCLUSIVE = "exclusiveGateway"
GATEWAYS = (EXCLUSIVE, "inclusiveGateway", "complexGateway")


class BpmFlowVersionCheckCover(models.Model):
    """What the checker says about conditions together: gaps, overlaps, what never
    holds."""

    _inherit = "bpm.flow.version"

    def _check_structure(self, graph):
        """A choice without "otherwise" is told of by what falls through it, and not at
        all where everything is covered."""
        found = super()._check_structure(graph)
        reader, told = self._condition_reader(), []
        asking = self.transition_ids.filtered(lambda way: way._is_conditional())
        choices = asking.source_id
        for node in self.node_ids.filtered(lambda node: node in choices):
            ways, cover_ = self._cover(node, graph, reader)
            if cover_ is None:
                continue
            found = [f for f in found if not self._is_settled(f, node, cover_)]
            told += self._cover_findings(node, ways, cover_)
        return [*found, *told, *self._check_starts_hold(reader)]

    def _condition_reader(self):
        return ConditionReader(self.env.get(self.res_model), self._named_values())

    def _cover(self, node, graph, reader):
        """(the ways that ask for something, what can be said of them together)"""
        known = graph.nodes[node.bpmn_id]
        ways = node.outgoing_ids.sorted().filtered(lambda way: not way.is_default)
        if not any(way._is_conditional() for way in ways):
            return ways, None
        if node.kind in GATEWAYS:
            outcomes = arriving(graph, known)
        else:
            outcomes = set(known.outcomes) or {None}
        try:
            trees, kinds = reader.of_ways(ways, outcomes)
        except ValueError:
            return ways, None
        found = cover(trees, kinds)
        return ways, found if found.is_known else None

    def _is_settled(self, told, node, cover_):
        """Whether a finding of the structure alone is answered by looking at the
        conditions."""
        if told["code"] != "no_default" or told["element"] != node.bpmn_id:
            return False
        return cover_.is_whole or cover_.gap is not None

    def _cover_findings(self, node, ways, cover_):
        found = []
        if cover_.gap is not None and not node.outgoing_ids.filtered("is_default"):
            found.append(self._gap_finding(node, cover_.gap))
        for number in cover_.never:
            message = self.env._(
                "After “%(step)s”, the condition for “%(way)s” can never hold.",
                step=node.name,
                way=_name(ways[number]),
            )
            found.append(_at_way(ways[number], "way_never", message))
        if node.kind != EXCLUSIVE:
            return found
        for later, earlier in cover_.hidden:
            message = self.env._(
                "After “%(step)s”, “%(later)s” never gets its turn: “%(earlier)s” fits "
                "whenever it does.",
                step=node.name,
                later=_name(ways[later]),
                earlier=_name(ways[earlier]),
            )
            found.append(_at_way(ways[later], "way_hidden", message))
        for later, earlier, place in cover_.overlaps:
            message = self.env._(
                "After “%(step)s”, “%(earlier)s” and “%(later)s” both fit when "
                "%(example)s. The first of them is taken.",
                step=node.name,
                earlier=_name(ways[earlier]),
                later=_name(ways[later]),
                example=self._place_words(place),
            )
            found.append(_at_way(ways[later], "way_overlap", message))
        return found

    def _gap_finding(self, node, gap):
        example = self._place_words(gap)
        message = self.env._(
            "After “%(step)s” nothing fits when %(example)s. Say where it goes "
            "otherwise.",
            step=node.name,
            example=example,
        )
        if not example:
            message = self.env._("After “%s” nothing ever fits.", node.name)
        return self._at(node, WARNING, "no_default", message)

    def _check_starts_hold(self, reader):
        """Start rules that no record can ever fit, at the start that they lead to."""
        starts = self.node_ids.filtered(
            lambda n: n.kind == "startEvent" and not n.parent_id and not n.event
        )
        found = []
        for rule in self.flow_id.start_ids.filtered("active"):
            try:
                tree, kinds = reader.of_domain(parse_domain(rule.domain))
            except ValueError:
                continue
            if never_holds(tree, kinds):
                message = self.env._(
                    "The start “%s” can never happen: no record fits its condition.",
                    rule.name,
                )
                code = f"start_never_{rule.id}"
                found.append(finding(ERROR, code, starts[:1].bpmn_id, message))
        return found

    # ------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------
    def _place_words(self, place):
        """Data as an example: "Expected Revenue is 100 and Type is empty"."""
        parts = [self._axis_words(axis, piece) for axis, piece in place]
        return self.env._(" and ").join(parts)

    def _axis_words(self, axis, piece):
        decisions = self.env["bpm.flow.decision"]
        if axis == OUTCOME:
            return decisions._piece_words(self.env._("the outcome"), piece, None)
        model = self.env.get(self.res_model)
        field = model._fields.get(axis) if model is not None else None
        label = self.env["bpm.flow.transition"]._path_words(self.res_model, axis)
        if field is not None and field.type == "many2one" and piece.kind == "value":
            record = self.env[field.comodel_name].browse(piece.low).exists()
            piece = piece._replace(low=plain_value(record) or f"#{piece.low}")
        return decisions._piece_words(label, piece, field)


def _name(way):
    return way.name or way.target_id.name


def _at_way(way, code, message):
    return finding(WARNING, code, way.bpmn_id, message)
