"""What a process or an activity set of XPDL holds: activities and transitions."""

from ..model import Element, Flow, Formal
from ..names import DEFAULTS
from .activities import element_of, join_of, split_of
from .ids import name_of, note_of
from .nodes import child, children, each, text
from .places import edge_of, lane_of, shape_of

FREE = ("OTHERWISE", "DEFAULTEXCEPTION")
CHOOSE = ("xor", "exclusive")
TOGETHER = ("and", "parallel")
# Blocks in blocks, deeper than anybody reads; one that holds itself ends here, too.
MOST_DEEP = 20


class Container:
    """Reads one process.

    :param package: ``Package``
    :param dict sets: {id: ``ActivitySet``}
    :param dict scope: {id in the file: id here} of what is referred to
    :param dict lanes: {id in the file: id of the lane}
    """

    def __init__(self, package, process, sets, scope, lanes):
        self.package, self.process = package, process
        self.sets, self.scope, self.lanes = sets, scope, lanes

    def read_all(self, container, parent, inside=()):
        """:param inside: ids of the sets around, which cannot be in themselves"""
        rows = each(container, "Activities", "Activity")
        own, blocks, made = {}, [], []
        for activity in rows:
            element = self._element(activity, parent, own)
            made.append((activity, element))
            block = child(activity, "BlockActivity")
            if block is not None:
                blocks.append((block.get("ActivitySetId"), element))
        known = {**self.scope, **own}
        self.scope.update({k: v for k, v in own.items() if k not in self.scope})
        flows = self._flows(container, parent, known)
        self._settle(made, flows, known, parent)
        for set_id, element in blocks:
            self._read_block(set_id, element, inside)

    def _element(self, activity, parent, own):
        element_id = self.package.ids.claim(activity, own)
        element = element_of(activity, element_id, self.package)
        element.name, element.documentation = name_of(activity), note_of(activity)
        element.parent = parent
        element.shape = shape_of(activity, element)
        element.extensions = tuple(
            self.package.kept(found)
            for found in children(activity, "ExtendedAttributes")
            if len(found)
        )
        if parent is None:
            element.lane = self.lanes.get(lane_of(activity))
        self.process.elements.append(element)
        return element

    def _read_block(self, set_id, element, inside):
        found = self.sets.get(set_id)
        if found is None or set_id in inside or len(inside) >= MOST_DEEP:
            values = {"attribute": "ActivitySetId", "value": set_id or ""}
            self.package.ids.problem("dangling", element.id, **values)
            return
        if (found.get("AdHoc") or "").lower() == "true":
            element.kind = "adHocSubProcess"
            order = (found.get("AdHocOrdering") or "").capitalize()
            element.ordering = order if order in ("Parallel", "Sequential") else None
            until = found.get("AdHocCompletionCondition") or ""
            element.completion = Formal(until) if until else None
        element.name = element.name or name_of(found)
        self.read_all(found, element.id, (*inside, set_id))

    # ------------------------------------------------------------------
    # Ways
    # ------------------------------------------------------------------
    def _flows(self, container, parent, known):
        """[(flow, whether it is taken when no other is)]"""
        found = []
        for row in each(container, "Transitions", "Transition"):
            flow_id = self.package.ids.claim(row, {})
            ends = [(row.get(name) or "").strip() for name in ("From", "To")]
            here = {e.id for e in self.process.elements if e.parent == parent}
            source, target = (known.get(end) for end in ends)
            if source not in here or target not in here:
                values = {"source": ends[0], "target": ends[1]}
                self.package.ids.problem("dropped_flow", flow_id, **values)
                continue
            flow = Flow(id=flow_id, source=source, target=target, parent=parent)
            flow.name, flow.documentation = name_of(row), note_of(row)
            flow.edge = edge_of(row)
            kind = self._read_condition(flow, child(row, "Condition"))
            self.process.flows.append(flow)
            found.append((flow, kind in FREE))
        return found

    def _read_condition(self, flow, told):
        if told is None:
            return ""
        kind = (told.get("Type") or "").upper()
        formula = child(told, "Expression")
        said = text(formula) if formula is not None else text(told)
        if said and kind not in FREE:
            language = formula.get("ScriptType") if formula is not None else ""
            flow.condition = Formal(said, language or "")
        return kind

    def _settle(self, made, flows, known, parent):
        """What refers to other activities, and what splits and joins without saying so
        by an element of its own."""
        elements = {element.id: element for _row, element in made}
        for _row, element in made:
            self._settle_events(element, elements, known)
        for flow, is_default in flows:
            if is_default and elements[flow.source].kind in DEFAULTS:
                elements[flow.source].default = flow.id
        for row, element in made:
            if child(row, "Route") is None and child(row, "Event") is None:
                self._split(row, element, flows)
                self._join(row, element, flows)

    def _settle_events(self, element, elements, known):
        if element.attached_to:
            host = elements.get(known.get(element.attached_to))
            is_host = host is not None and not host.kind.endswith(("Event", "Gateway"))
            element.attached_to = host.id if is_host else None
            if not is_host:
                element.kind, element.interrupting = "intermediateCatchEvent", True
                self.package.ids.problem("no_host", element.id)
        for event in element.events:
            if event.activity:
                event.activity = known.get(event.activity)

    def _split(self, row, element, flows):
        """One of several ways out of a task: a choice stands behind it."""
        leaving = [flow for flow, _free in flows if flow.source == element.id]
        if split_of(row).lower() not in CHOOSE or len(leaving) < 2:
            return
        gateway = self._gateway("exclusiveGateway", f"{element.id}_split", element)
        for flow in leaving:
            flow.source, flow.edge = gateway.id, None
        gateway.default, element.default = element.default, None
        self._link(element.id, gateway.id, element.parent)

    def _join(self, row, element, flows):
        """All of several ways into a task: they are waited for before it."""
        coming = [flow for flow, _free in flows if flow.target == element.id]
        if join_of(row).lower() not in TOGETHER or len(coming) < 2:
            return
        gateway = self._gateway("parallelGateway", f"{element.id}_join", element)
        for flow in coming:
            flow.target, flow.edge = gateway.id, None
        self._link(gateway.id, element.id, element.parent)

    def _gateway(self, kind, stem, beside):
        gateway = Element(id=self.package.ids.free(stem), kind=kind)
        gateway.parent, gateway.lane = beside.parent, beside.lane
        self.process.elements.append(gateway)
        return gateway

    def _link(self, source, target, parent):
        flow_id = self.package.ids.free(f"{source}_to_{target}")
        flow = Flow(id=flow_id, source=source, target=target, parent=parent)
        self.process.flows.append(flow)
