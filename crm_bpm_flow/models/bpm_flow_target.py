from odoo import api, models
from odoo.exceptions import UserError

STRIP = '<widget name="bpm_flow_strip"/>'
# What the action menu of its records offers.
BOUND = {
    "bpm.flow.start.wizard": "crm_bpm_flow.bpm_flow_start_wizard_action",
    "bpm.flow.document.wizard": "crm_bpm_flow.bpm_flow_document_wizard_action",
    "bpm.flow.rehearsal": "crm_bpm_flow.bpm_flow_rehearsal_chosen_action",
}


class BpmFlowTarget(models.AbstractModel):
    """What a model gets on its screens when processes are switched on for it.

    Real rows, as Odoo's own tools make them: an extension of each of its main forms
    with the strip, and *Start a process*, *Make a document* and, for
    owners, *Rehearse with these* in the action menu.
    """

    _name = "bpm.flow.target"
    _description = "Processes on a Model"

    @api.model
    def _sync(self, ir_models):
        for model in ir_models:
            if model.bpm_enabled and model.model in self.env:
                self._switch_on(model)
            else:
                self._switch_off(model)

    @api.model
    def _take_on(self, name):
        """A process is to work on that model: administrators switch it on so.

        A model that is not installed (yet) may be named; nothing starts on it.

        :raises UserError: when it has no chatter, or the user may not switch it on
        """
        model = self.env["ir.model"].sudo()._get(name)
        if not model or name not in self.env or model.bpm_enabled:
            return
        if not (self.env.su or self.env.is_system()):
            raise UserError(
                self.env._(
                    "Processes are not switched on for %s. A system administrator can "
                    "do that in the settings.",
                    model.name,
                )
            )
        model.bpm_enabled = True

    @api.model
    def _switch_on(self, model):
        bound = set(self._actions(model).mapped("res_model"))
        for wizard, xmlid in BOUND.items():
            if wizard not in bound:
                self.env.ref(xmlid).sudo().copy(
                    {"binding_model_id": model.id, "binding_view_types": "form,list"}
                )
        shown = self._strip_views(model).inherit_id
        forms = (
            self.env["ir.ui.view"]
            .sudo()
            .search(
                [
                    ("model", "=", model.model),
                    ("type", "=", "form"),
                    ("mode", "=", "primary"),
                ]
            )
        )
        for form in forms - shown:
            arch = form.get_combined_arch()
            # A full page has a chatter; what opens in a dialog stays as it is.
            if "<chatter" in arch and 'name="bpm_flow_strip"' not in arch:
                self._extend(form)

    @api.model
    def _extend(self, form):
        place = "//sheet" if "<sheet" in form.get_combined_arch() else "/form/*[1]"
        self.env["ir.ui.view"].sudo().create(
            {
                "name": f"{form.model}.bpm.flow.strip",
                "model": form.model,
                "inherit_id": form.id,
                "mode": "extension",
                "priority": 99,
                "arch": f'<xpath expr="{place}" position="before">{STRIP}</xpath>',
            }
        )

    @api.model
    def _switch_off(self, model):
        self._strip_views(model).unlink()
        self._actions(model).unlink()

    @api.model
    def _strip_views(self, model):
        return (
            self.env["ir.ui.view"]
            .sudo()
            .search([("name", "=", f"{model.model}.bpm.flow.strip")])
        )

    @api.model
    def _actions(self, model):
        return (
            self.env["ir.actions.act_window"]
            .sudo()
            .search(
                [
                    ("res_model", "in", list(BOUND)),
                    ("binding_model_id", "=", model.id),
                ]
            )
        )

    @api.model
    def _translate_bound(self, langs):
        """The entries in action menus, copied before these languages were there."""
        actions = self.env["ir.actions.act_window"].sudo()
        for wizard, xmlid in BOUND.items():
            shipped = self.env.ref(xmlid).sudo()
            english = shipped.with_context(lang="en_US").name
            words = {code: shipped.with_context(lang=code).name for code in langs}
            bound = actions.search(
                [("res_model", "=", wizard), ("binding_model_id", "!=", False)]
            )
            for action in bound.with_context(lang="en_US") - shipped:
                if action.name == english:
                    action.update_field_translations("name", words)

    @api.model
    def _sync_off_all(self):
        """Take everything away again, when the add-on is uninstalled."""
        for model in self.env["ir.model"].sudo().search([("bpm_enabled", "=", True)]):
            self._switch_off(model)
