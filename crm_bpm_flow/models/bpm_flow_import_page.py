from odoo import api, fields, models
from odoo.exceptions import UserError

from ..bpmn.layout.artifacts import is_drawn, text_of
from ..bpmn.raw import from_xml, local_name
from ..bpmn.rings import call_rings
from ..tools.carriers import Batch
from .bpm_flow_import_line import DECIDE, KEPT, MENDED, TAKEN
from .import_questions import foreign_words, questions

# Parts of a file beside its processes that somebody may miss.
MISSED = ("choreography", "conversation", "globalConversation")
# What is told and asks for nothing.
NOTED = {"made": TAKEN}
# Asked already where an action of one of our own files had to wait.
DOINGS = ("action", "no_action")
RANKS = {DECIDE: 0, MENDED: 100_000, KEPT: 200_000, TAKEN: 300_000}


class BpmFlowImportPage(models.Model):
    """An import: what became of each element, and what is still to be decided."""

    _name = "bpm.flow.import"
    _description = "Import of Processes"
    _order = "id desc"

    name = fields.Char(string="Files", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users",
        string="Imported by",
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
    )
    company_id = fields.Many2one(
        "res.company", readonly=True, default=lambda self: self.env.company, index=True
    )
    flow_ids = fields.Many2many("bpm.flow", string="Processes", readonly=True)
    line_ids = fields.One2many("bpm.flow.import.line", "import_id")
    decide_count = fields.Integer(compute="_compute_counts")
    open_count = fields.Integer(string="Still open", compute="_compute_counts")
    taken_count = fields.Integer(compute="_compute_counts")
    kept_count = fields.Integer(compute="_compute_counts")

    @api.depends("line_ids.is_done", "line_ids.verdict")
    def _compute_counts(self):
        for page in self:
            states = page.line_ids.mapped("state")
            page.open_count = states.count("open")
            page.decide_count = page.open_count + states.count("settled")
            page.taken_count = states.count("taken")
            page.kept_count = states.count("kept")

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------
    def action_view_flows(self):
        """The processes that were made."""
        self.ensure_one()
        if len(self.flow_ids) == 1:
            return self.flow_ids._open()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_bpm_flow.bpm_flow_action"
        )
        return {**action, "domain": [("id", "in", self.flow_ids.ids)]}

    def _open(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What became of it"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------
    def _take_over(self, name, data, options):
        """Import one file and note what became of it.

        :param dict options: ``model``, ``as_new``; see ``bpm.flow._import_definitions``
        :raises UserError: naming the file that cannot be read
        """
        self.ensure_one()
        try:
            definitions = self.env["bpm.flow"]._definitions_of(data)
            files = self.env["bpm.flow"]._called_definitions(definitions)
            files.append(definitions)
            rings = call_rings([p for file in files for p in file.processes])
            for file in files:
                self._take_definitions(file, options, rings=rings)
        except UserError as error:
            raise UserError(
                self.env._("%(file)s: %(error)s", file=name, error=error)
            ) from error

    def _take_definitions(self, definitions, options, told=(), rings=()):
        """Make processes, and lines about them.

        :param told: (element, code, values) of what is said besides, of one process
        :param rings: see ``bpmn.rings``
        """
        notes = Batch()
        flows = self.env["bpm.flow"].with_context(bpm_notes=notes)
        flows._check_importable(options["model"])
        made = flows._import_definitions(definitions, **options)
        ids = [flow.id for flow in made.values()]
        notes.extend((ids[0], *row) for row in told)
        for process_id, element, names in rings:
            if process_id in made:
                args = {"names": " → ".join(names)}
                notes.append((made[process_id].id, element, "call_ring", args))
        self.sudo().flow_ids |= flows.browse(ids)
        self._note(definitions, made, notes)

    def _take_decisions(self, name, data):
        """The decisions of a DMN file, for the processes that were imported with it."""
        try:
            self.flow_ids._take_decisions(data)
        except UserError as error:
            raise UserError(
                self.env._("%(file)s: %(error)s", file=name, error=error)
            ) from error

    # ------------------------------------------------------------------
    # What became of each element
    # ------------------------------------------------------------------
    def _note(self, definitions, made, notes=()):
        """Lines about one file.

        :param definitions: ``bpmn.Definitions``
        :param made: ``{process id: bpm.flow}``
        :param notes: what was asked or told on the way, see ``bpm.flow.version._note``
        """
        self.ensure_one()
        rows = [self._noted_row(*note) for note in notes]
        for process in definitions.processes:
            flow = made.get(process.id)
            if flow is None:
                code = "not_executable" if process.elements else "empty"
                rows.append(self._row(None, process, "process", KEPT, code))
                continue
            noted = {row[1] for row in notes if row[0] == flow.id}
            rows += self._process_rows(process, flow, noted)
        rows += self._file_rows(definitions, made)
        for number, row in enumerate(rows):
            row["sequence"] = RANKS[row["verdict"]] + number
        self.env["bpm.flow.import.line"].sudo().create(rows)

    def _row(self, flow, part, kind, verdict, code, **values):
        name = getattr(part, "name", "") or values.pop("name", "") or part.id
        return {
            "import_id": self.id,
            "flow_id": flow.id if flow else False,
            "element": part.id,
            "name": " ".join(name.split())[:120],
            "kind": kind,
            "verdict": verdict,
            "code": code,
            **values,
        }

    def _noted_row(self, flow_id, element, code, args):
        """A line about what a file of ours needs in this database."""
        flow = self.env["bpm.flow"].browse(flow_id)
        version = flow.draft_id
        rows = (*version.node_ids, *version.transition_ids)
        row = next((row for row in rows if row.bpmn_id == element), None)
        name = row.display_name if row else args.get("name") or flow.name
        kind = row.kind if row and row._name == "bpm.flow.node" else ""
        verdict = NOTED.get(code, DECIDE)
        more = {"name": name, "args": args, "made_role_id": args.get("role")}
        if args.get("role"):
            more["name"], kind = element, "lane"
        part = _Part(str(element), "")
        return self._row(flow, part, kind, verdict, code, **more)

    def _process_rows(self, process, flow, noted):
        version, rows, asked = flow.draft_id, [], set(noted)
        nodes = {node.bpmn_id: node for node in version.node_ids}
        parts = {p.id: p for p in (*process.elements, *process.flows, *process.lanes)}
        for element_id, code, args in questions(process, version):
            part = parts.get(element_id)
            if part is None or (element_id in noted and code in DOINGS):
                continue
            kind, more = self._kind_of(part, nodes)
            if code == "role":
                more["made_role_id"] = args["role"]
            elif kind == "sequenceFlow":
                more["name"] = self._way_name(part, nodes)
            rows.append(self._row(flow, part, kind, DECIDE, code, args=args, **more))
            asked.add(element_id)
        rows += self._taken_rows(process, flow, nodes, asked)
        return rows

    def _kind_of(self, part, nodes):
        node = nodes.get(part.id)
        if node:
            return node.kind, {"event": node.event or False}
        return ("sequenceFlow" if hasattr(part, "target") else "lane"), {}

    def _way_name(self, flow, nodes):
        ends = [nodes[end].name for end in (flow.source, flow.target)]
        return " → ".join(ends)

    def _taken_rows(self, process, flow, nodes, asked):
        rows, roles = [], {role.name for role in flow.draft_id.role_ids}
        for element in process.elements:
            if element.id in asked or element.id not in nodes:
                continue
            kind, more = self._kind_of(element, nodes)
            words = foreign_words(element, nodes[element.id])
            more["args"] = {"words": words} if words else False
            name = nodes[element.id].name
            rows.append(self._row(flow, element, kind, TAKEN, "taken", **more))
            rows[-1]["name"] = name
        for lane in process.lanes:
            if lane.id not in asked:
                name = lane.name or lane.id
                code = "lane" if name in roles else "lane_name"
                args = {"name": name}
                rows.append(self._row(flow, lane, "lane", TAKEN, code, args=args))
        return rows + self._kept_rows(flow, process)

    def _file_rows(self, definitions, made):
        """What belongs to no process, and what was mended while reading."""
        rows = []
        for drawn in definitions.collaborations:
            pools = [part for part in drawn.participants if not part.process]
            rows += [self._row(None, p, "participant", KEPT, "kept") for p in pools]
            rows += [
                self._row(None, flow, "messageFlow", KEPT, "kept")
                for flow in drawn.message_flows
            ]
            rows += self._kept_rows(None, drawn)
        for text in definitions.others:
            element = from_xml(text)
            kind = local_name(element)
            if kind in MISSED or kind.startswith("global"):
                part = _Part(element.get("id", kind), element.get("name", ""))
                rows.append(self._row(None, part, kind, KEPT, "kept"))
        return rows + self._mended_rows(definitions, made)

    def _kept_rows(self, flow, container):
        return [
            self._row(flow, kept, kept.kind, KEPT, "kept", name=text_of(kept))
            for kept in filter(is_drawn, container.kept)
        ]

    def _mended_rows(self, definitions, made):
        rows, owners = [], {}
        for process in definitions.processes:
            for part in (*process.elements, *process.flows, *process.lanes):
                owners[part.id] = (made.get(process.id), part.name)
        for problem in definitions.problems:
            flow, name = owners.get(problem.element, (None, ""))
            part, args = _Part(problem.element, name), dict(problem.args)
            kind = args.get("kind", "")
            rows.append(self._row(flow, part, kind, MENDED, problem.code, args=args))
        return rows


class _Part:
    def __init__(self, part_id, name):
        self.id, self.name = part_id, name
