from odoo import models

from ..bpmn import plain
from .bpmn_rows import begins_with


class BpmFlowVersionDrawMerge(models.Model):
    """Rows of a draft become what a drawing shows."""

    _inherit = "bpm.flow.version"

    def _merge_drawing(self, process, definitions, known, copies, ready):
        rows = {node.bpmn_id: node for node in self.node_ids}
        erased = self._erased("node_ids")
        left = self._merge_lanes(process)
        elements = [element for element, _whole in self._with_parts(process)]
        drawn = {element.id for element in elements}
        new = [e for e in elements if e.id not in rows and e.id not in known]
        rows.update(self._brought_back(new, erased))
        new = [e for e in new if e.id not in rows]
        origins = {**erased, **rows}
        made = self._make_drawn(process, definitions, origins, new, copies, ready)
        rows.update({node.bpmn_id: node for node in made})
        gone = self.node_ids.filtered(
            lambda n: n.bpmn_id in known and n.bpmn_id not in drawn
        )
        there = [element for element in elements if element.id in rows]
        self._merge_steps(process, definitions, rows, there, made)
        self._drop_ways(process, known)
        (gone.incoming_ids | gone.outgoing_ids)._erase()
        gone._erase()
        self._merge_ways(process, known)
        self._drop_idle_roles(left)
        self._order_drawn(made)
        self.sudo().source = self._file_source(process, definitions)

    def _brought_back(self, elements, erased):
        """{BPMN id: row} of what was deleted and is drawn again."""
        found = {e.id: erased[e.id] for e in elements if e.id in erased}
        self.node_ids.browse([node.id for node in found.values()])._restore()
        return found

    def _make_drawn(self, process, definitions, origins, new, copies, ready):
        """Rows of the steps that are new: copies, or as an import would make them.

        :param origins: {BPMN id: row} of what may be copied, deleted or not
        """
        made = self.env["bpm.flow.node"]
        fresh = []
        for element in new:
            origin = origins.get(copies.get(element.id))
            if origin and origin.kind == element.kind:
                made += origin._copy_drawn(element)
            elif twin := self._make_ready_drawn(element, ready.get(element.id)):
                made += twin
            else:
                fresh.append(element)
        told = self._element_values(process, definitions, fresh)
        for element, values, _links in told:
            values["name"] = values["name"] or self._unnamed(values["kind"])
            values.update(begins_with(element), version_id=self.id)
            made += made.create(values)
        return made

    def _merge_steps(self, process, definitions, rows, elements, made):
        """Write what is drawn differently now, and only that."""
        told = self._element_values(process, definitions, elements, people=False)
        for element, values, links in told:
            node = rows[element.id]
            changes = {} if node in made else node._drawn_changes(element, values)
            if changes.get("lane"):
                changes.update(node._role_in_lane(changes["lane"]))
            for name in ("parent_id", "attached_to_id", "part_of_id"):
                target = rows.get(links.get(name))
                if node[name] != (target or node.browse()):
                    changes[name] = target.id if target else False
            if changes:
                node.write(changes)

    # ------------------------------------------------------------------
    # Ways
    # ------------------------------------------------------------------
    def _drop_ways(self, process, known):
        drawn = {flow.id for flow in process.flows}
        self.transition_ids.filtered(
            lambda w: w.bpmn_id in known and w.bpmn_id not in drawn
        )._erase()

    def _merge_ways(self, process, known):
        nodes = {node.bpmn_id: node for node in self.node_ids}
        ways = {way.bpmn_id: way for way in self.transition_ids}
        erased = self._erased("transition_ids")
        defaults = {element.default for element in process.elements}
        for flow in process.flows:
            source, target = nodes.get(flow.source), nodes.get(flow.target)
            if not source or not target:
                continue
            way = ways.get(flow.id)
            if not way and flow.id in erased and flow.id not in known:
                way = erased[flow.id]
                way._restore()
            if way:
                way._merge_drawn(flow, source, target, flow.id in defaults)
            elif flow.id not in known:
                self._make_way(flow, source, target, flow.id in defaults)

    def _make_way(self, flow, source, target, is_default):
        way = self.env["bpm.flow.transition"].create(
            {
                "version_id": self.id,
                "bpmn_id": flow.id,
                "sequence": 10 * (len(source.outgoing_ids) + 1),
                "source_id": source.id,
                "target_id": target.id,
                "is_default": is_default,
                "source": plain(flow),
            }
        )
        way._name_drawn(flow.name)
        if source.outcome_ids and not way.outcome_id:
            free = source.outcome_ids - (source.outgoing_ids - way).outcome_id
            way.outcome_id = free[:1]

    # ------------------------------------------------------------------
    # Order in the list of steps
    # ------------------------------------------------------------------
    def _order_drawn(self, made):
        """New steps stand behind the one that leads to them."""
        for node in made:
            before = node.incoming_ids.source_id - node
            after = before.filtered_domain([("parent_id", "=", node.parent_id.id)])[:1]
            if after:
                self.node_ids._in_order(node, after)._number()
        if made:
            self.node_ids._in_order()._number()
