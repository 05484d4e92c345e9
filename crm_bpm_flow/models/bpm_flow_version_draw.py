from odoo import api, models
from odoo.exceptions import UserError

from ..bpmn import tidied, write
from ..bpmn.drawing import labelled, only_drawn
from .const import DRAFT


class BpmFlowVersionDraw(models.Model):
    """The map of a draft as its owner draws it: the same rows as the list of steps.

    The drawing says which steps and ways there are, what they are called, where they
    lie and lead. Everything else (people, deadlines, conditions, ...) is the rows' own
    and stays with them, whatever the drawing carries of it.
    """

    _inherit = "bpm.flow.version"

    def draw_data(self):
        """The map to draw on, or to look at.

        :return: dict with ``xml`` (a BPMN 2.0 file), ``editable``, ``playable``,
            ``steps`` and ``ways`` ({BPMN id: id of the row}), ``names`` ({BPMN id:
            words}), ``stamps`` ({BPMN id: another one when its row was changed}),
            ``findings`` (as the list of steps has them)
        :raises AccessError: for whoever may not read the process
        """
        self.ensure_one()
        self.check_access("read")
        definitions = labelled(self.sudo()._as_definitions(), self._way_labels())
        is_editable = self.state == DRAFT and self.has_access("write")
        if not is_editable:
            definitions = only_drawn(definitions)
        return {
            "xml": write(definitions),
            "editable": is_editable,
            "playable": self.has_access("write"),
            **self._drawn_rows(),
        }

    def draw_save(self, xml, known, copies=None, ready=None):
        """Make the steps and ways those of a drawing.

        :param str xml: the whole drawing
        :param list known: BPMN ids of what the map showed when it was loaded: what
            somebody else added since stays, what he deleted does not come back
        :param dict copies: {new BPMN id: that of the step whose settings it takes over}
        :param dict ready: {new BPMN id: [id of a ready step, which of its steps]}
        :return: ``steps``, ``ways`` and ``findings`` as in ``draw_data``, and
            ``is_stale``: the map has to be loaded anew
        :raises UserError: for what is no drawing of one process, and for a version that
            is no draft
        """
        self._check_editable()
        definitions, process = self._read_drawing(xml)
        known = {str(name) for name in known or ()}
        drawn = {part.id for part in (*process.elements, *process.flows)}
        rows = {row.bpmn_id for row in (*self.node_ids, *self.transition_ids)}
        self._merge_drawing(process, definitions, known, copies or {}, ready or {})
        is_stale = bool(rows - known - drawn or (known & drawn) - rows)
        return {"is_stale": is_stale, **self._drawn_rows()}

    def draw_rows(self):
        """What the rows behind a map are called now, and what the checker finds.

        :return: ``steps``, ``ways``, ``findings`` as in ``draw_data``; ``names``: {BPMN
            id: the words on the map}
        """
        self.ensure_one()
        self.check_access("read")
        return self._drawn_rows()

    @api.model
    def draw_layout(self, xml):
        """A drawing with everything in its best place; nothing is saved.

        :param str xml: a BPMN 2.0 file
        :return: str, the same file laid out anew
        :raises UserError: for what is no BPMN
        """
        self.env["bpm.flow"].check_access("write")
        definitions = self.env["bpm.flow"]._definitions_of(xml)
        return write(tidied(definitions))

    # ------------------------------------------------------------------
    # Reading
    # ------------------------------------------------------------------
    def _read_drawing(self, xml):
        """The file and the process in it that is this one."""
        definitions = self.env["bpm.flow"]._definitions_of(xml)
        own = [p for p in definitions.processes if p.id == self._process_id()]
        full = [p for p in definitions.processes if p.elements and p not in own]
        if not own:
            own, full = full[:1], full[1:]
        if full or not own:
            raise UserError(
                self.env._(
                    "All steps must lie in the pool of this process; other pools are "
                    "drawn empty."
                )
            )
        definitions.processes = own
        return definitions, own[0]

    def _drawn_rows(self):
        steps = {n.bpmn_id: n._own_name(n.source or {}) for n in self.sudo().node_ids}
        ways = {way.bpmn_id: way.name or "" for way in self.transition_ids}
        return {
            "names": {**steps, **ways, **self._way_labels()},
            "stamps": {
                row.bpmn_id: str(row.write_date)
                for row in (*self.node_ids, *self.transition_ids)
            },
            "steps": {node.bpmn_id: node.id for node in self.node_ids},
            "ways": {way.bpmn_id: way.id for way in self.transition_ids},
            "findings": self._editor_findings(),
        }

    def _way_labels(self):
        """{BPMN id: what is written at a way}, where it has words of its own."""
        return {
            way.bpmn_id: way.name or way._label()
            for way in self.transition_ids
            if way.name or way._exit_type() != "next"
        }
