from odoo import api, models
from odoo.tools import format_list


class BpmFlowImportMade(models.Model):
    """Processes made of what Odoo itself has, with the same page about each part."""

    _inherit = "bpm.flow.import"

    @api.model
    def _from_sketches(self, rows):
        """Make drafts and open the page that says what became of each part.

        :param rows: ``(made_flow.Sketch, [(element, code, values)])`` of each process
        """
        self.env["bpm.flow"].check_access("create")
        names = [sketch.process.name for sketch, _told in rows]
        page = self.create({"name": format_list(self.env, names)})
        for sketch, told in rows:
            model = sketch.process.settings["flow"]["model"]
            options = {"model": model, "as_new": True}
            page._take_definitions(sketch.definitions(), options, told)
        return page._open()
