from odoo import fields, models

from ..bpmn import condition_of, handlers_of, plain
from ..bpmn.messages import drawn_names, key_of
from ..bpmn.several import parts_of
from .bpmn_rows import LINKS, node_values
from .bpmn_settings import WAY_FIELDS, node_values_of, who_values_of
from .const import NODE_KINDS


class BpmFlowVersionImport(models.Model):
    """The rows of a version from a process of a file."""

    _inherit = "bpm.flow.version"

    source = fields.Json(help="What an imported file says beyond steps and ways.")

    def _fill_from_bpmn(self, process, definitions):
        """Replace this draft's content by what the file says.

        :param process: ``bpmn.Process``; definitions: ``bpmn.Definitions``
        """
        self.ensure_one()
        # What was put aside goes, too. All is read together, however it was reached,
        # and before the first deletion makes Odoo forget what it has read.
        content = self.with_context(active_test=False)
        ways, nodes, roles = content.transition_ids, content.node_ids, content.role_ids
        ways.with_prefetch().unlink()
        nodes.with_prefetch().unlink()
        roles.unlink()
        nodes = self._import_nodes(process, definitions)
        self._import_ways(process, nodes)
        self.sudo().source = self._file_source(process, definitions)

    def _file_source(self, process, definitions):
        """What the file says beyond steps and ways."""
        return {
            "process": plain(process, without=("elements", "flows")),
            "definitions": plain(definitions, without=("processes",)),
        }

    def _import_nodes(self, process, definitions):
        rows, links = {}, {}
        for element, values, named in self._element_values(process, definitions):
            values.update(sequence=10 * (len(rows) + 1), version_id=self.id)
            values["name"] = values["name"] or self._unnamed(values["kind"])
            rows[element.id], links[element.id] = values, named
        return self._make_linked(rows, links)

    def _make_linked(self, rows, links):
        """The steps, those that others refer to before these.

        :param rows: values by id in the file
        :param links: ``{link field: id in the file}`` by id in the file
        :return: rows of ``bpm.flow.node`` by id in the file
        """
        nodes, late = {}, {}
        while rest := [id_ for id_ in rows if id_ not in nodes]:
            ready = [id_ for id_ in rest if nodes.keys() >= set(links[id_].values())]
            if not ready:  # a file that links steps in a ring
                ready, late = rest, {id_: links.pop(id_) for id_ in rest}
            for id_ in ready:
                named = links.get(id_, {}).items()
                rows[id_].update({name: nodes[target].id for name, target in named})
            made = self.env["bpm.flow.node"].create([rows[id_] for id_ in ready])
            nodes.update(zip(ready, made, strict=True))
        for id_, named in late.items():
            nodes[id_].write({name: nodes[target].id for name, target in named.items()})
        return nodes

    def _element_values(self, process, definitions, elements=None, people=True):
        """What a file says of its elements.

        :param elements: those of the process that are asked for; all of them
        :param people: also who does them: makes the roles that they need
        :return: yields ``(element, values of the row, {link field: id in the file})``
        """
        lanes = {lane.id: lane.name or lane.id for lane in process.lanes}
        every = self._with_parts(process)
        known = {element.id for element, _whole in every}
        undone_by, told = handlers_of(process), drawn_names(definitions)
        known_people = self._people_to_import(process) if people else None
        for element, whole in every:
            if elements is not None and element not in elements:
                continue
            values = node_values(element, definitions)
            values.update(part_of_id=whole, handler_id=undone_by.get(element.id))
            values["message_key"] = key_of(element, definitions, process) or False
            if element.id in told:
                values["event_name"] = told[element.id]
            named = {name: values.pop(name, None) for name in LINKS}
            named = {name: target for name, target in named.items() if target in known}
            values["name"] = values["name"] or (
                whole and self._unnamed(values["kind"], values["event"])
            )
            values["lane"] = lanes.get(element.lane, False)
            values.update(node_values_of(self.env, element.settings, self.res_model))
            if people:
                values["role_id"] = self._import_role(element.settings.get("role"))
                values.update(self._import_people(element, values, known_people))
            yield element, values, named

    def _with_parts(self, process):
        """(element, id of the whole it is one of several events of), in order."""
        parts, found = parts_of(process), []
        for element in process.elements:
            found.append((element, None))
            found += [(part, element.id) for part in parts.get(element.id, ())]
        return found

    def _unnamed(self, kind, event=None):
        """What an element without a name is called."""
        if event:
            return self.env["bpm.flow.node"]._kind_words(kind, event)
        labels = dict(
            self.env["bpm.flow.node"]._fields["kind"]._description_selection(self.env)
        )
        return labels.get(kind, dict(NODE_KINDS)[kind])

    def _import_role(self, settings):
        """The role of that name; made where the version has none yet."""
        if not settings:
            return False
        role = self.role_ids.filtered(lambda r: r.name == settings["name"])
        if not role:
            who = who_values_of(self.env, settings)
            values = {"version_id": self.id, "name": settings["name"], **who}
            role = self.env["bpm.flow.role"].create(values)
        return role[:1].id

    def _way_settings(self, flow, node):
        told = flow.settings
        values = {n: told[n] for n in WAY_FIELDS if isinstance(told.get(n), str)}
        code = told.get("outcome")
        outcome = node.outcome_ids.filtered(lambda o: code and o.code == code)[:1]
        # A name that is the outcome's own goes on following it.
        name = False if outcome and flow.name == outcome.name else flow.name or False
        return {**values, "outcome_id": outcome.id, "name": name}

    def _import_ways(self, process, nodes):
        defaults = {e.default for e in process.elements if e.default}
        rows = []
        for place, flow in enumerate(process.flows, 1):
            if flow.source not in nodes or flow.target not in nodes:
                continue
            rows.append(
                {
                    "version_id": self.id,
                    "bpmn_id": flow.id,
                    "sequence": 10 * place,
                    "source_id": nodes[flow.source].id,
                    "target_id": nodes[flow.target].id,
                    "is_default": flow.id in defaults,
                    "expression": condition_of(flow.condition) or False,
                    "source": plain(flow),
                    **self._way_settings(flow, nodes[flow.source]),
                }
            )
        self.env["bpm.flow.transition"].create(rows)
