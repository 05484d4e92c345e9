from odoo import models

from ..bpmn import write
from ..bpmn.drawing import labelled, only_drawn


class BpmFlowVersionMap(models.Model):
    """The map of a version, to be looked at."""

    _inherit = "bpm.flow.version"

    def map_data(self):
        """The map of this version.

        :return: ``{"xml": BPMN 2.0 with a diagram, drawn things only, "steps": rows}``;
            a row is ``{"id", "element", "name", "kind", "icon", "depth", "people",
            "deadline"}``, in the order of the list of steps
        :raises AccessError: for whoever may not read the process
        """
        self.ensure_one()
        self.check_access("read")
        version = self.sudo()
        steps = version.node_ids._in_order()
        return {
            "xml": version._map_xml(),
            "steps": [
                {
                    **step._map_row(),
                    "people": step._people_words(),
                    "deadline": step._delay_words(),
                }
                for step in steps
            ],
        }

    def _map_xml(self):
        """What is drawn, with words at the ways: no formulas, no settings."""
        definitions = labelled(self._as_definitions(), self._way_labels())
        return write(only_drawn(definitions))
