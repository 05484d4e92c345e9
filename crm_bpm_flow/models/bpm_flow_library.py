from odoo import api, fields, models

from ..demo.life import Life
from ..demo.russian import Russian
from ..library import PROCESSES
from .library_builder import Builder
from .library_words import Words


class BpmFlowLibrary(models.Model):
    """Ready processes: installed by a click, they belong to who took them.

    What they consist of stands in ``library/``, what is said about them here.
    """

    _name = "bpm.flow.library"
    _description = "Ready Process"
    _order = "sequence, id"

    code = fields.Char(required=True, readonly=True)
    name = fields.Char(required=True, translate=True)
    description = fields.Text(translate=True)
    icon = fields.Char(default="fa-random")
    sequence = fields.Integer(default=10)
    category_id = fields.Many2one("bpm.flow.category", index=True)
    model_id = fields.Many2one(
        "ir.model",
        string="Works on",
        compute="_compute_model_id",
        compute_sudo=True,
    )
    flow_ids = fields.One2many("bpm.flow", "library_id", string="Installed")
    flow_count = fields.Integer(string="Times installed", compute="_compute_flow_count")

    _code_uniq = models.UniqueIndex(
        "(code)", "The library already has a process of that code."
    )

    @api.depends("code")
    def _compute_model_id(self):
        for row in self:
            process = PROCESSES.get(row.code)
            model = self.env["ir.model"]._get(process["model"]) if process else False
            row.model_id = model

    @api.depends("flow_ids")
    def _compute_flow_count(self):
        groups = self.env["bpm.flow"]._read_group(
            [("library_id", "in", self.ids)], ["library_id"], ["__count"]
        )
        counts = dict(groups)
        for row in self:
            row.flow_count = counts.get(row, 0)

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------
    def action_install(self):
        """Make a process of one's own from this one, with a draft to look through.

        :return: an action that opens the new process
        :raises AccessError: for users who may not make processes
        """
        self.ensure_one()
        self.check_access("read")
        self.env["bpm.flow"].check_access("create")
        return self._open(self._install())

    def action_view_flows(self):
        """The processes that were made from this one."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_bpm_flow.bpm_flow_action"
        )
        if len(self.flow_ids) == 1:
            return self._open(self.flow_ids)
        return {**action, "domain": [("library_id", "=", self.id)]}

    def _open(self, flow):
        return {
            "type": "ir.actions.act_window",
            "res_model": "bpm.flow",
            "res_id": flow.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------
    def _install(self):
        """Build the process for the current user.

        Its rows are his; what an owner may not make himself (server actions, mail
        templates, tags) is made for him (DESIGN rule 12).
        """
        self.ensure_one()
        english = self.with_context(lang="en_US", tracking_disable=True)
        process = PROCESSES[self.code]
        flow = english.env["bpm.flow"].create(english._prepare_flow_vals(process))
        Builder(flow.sudo(), process).build()
        self._translate(flow.sudo(), self._other_langs())
        return flow.with_env(self.env)

    def _prepare_flow_vals(self, process):
        """Values of the process itself. Override to fill in a field of one's own."""
        return {
            "name": self.name,
            "description": self.description,
            "category_id": self.category_id.id,
            "res_model": process["model"],
            "restart_guard": process.get("guard", "running"),
            "library_id": self.id,
        }

    def _newest(self):
        """The process that was last installed from here, installed if none was."""
        self.ensure_one()
        return self.sudo().flow_ids.sorted("id")[-1:] or self._install()

    @api.model
    def _demo_life(self):
        """Fill a demonstration database with people, processes and running cases."""
        Life(self.env).live()

    @api.model
    def _demo_speaks(self, lang):
        """Say a demonstration database's register in the language of its readers."""
        shipped = self.env.ref(
            "crm_bpm_flow.document_template_supply", raise_if_not_found=False
        )
        if shipped and lang.startswith("ru"):
            Russian(self.env, lang).speak()

    # ------------------------------------------------------------------
    # Languages
    # ------------------------------------------------------------------
    @api.model
    def _other_langs(self):
        codes = [code for code, _name in self.env["res.lang"].get_installed()]
        return [code for code in codes if code != "en_US"]

    def _translate(self, flow, langs):
        """Give an installed process's texts in other languages, where it still has
        the library's own."""
        if langs:
            words = Words(self.env, PROCESSES[self.code], langs)
            words.add_rows(self.sudo(), ("name", "description"))
            words.translate_flow(flow)

    @api.model
    def _translate_installed(self, langs):
        """After a language came or the add-on was updated."""
        langs = [code for code in langs if code in self._other_langs()]
        rows = self.sudo().with_context(active_test=False)
        for row in rows.search([("code", "in", list(PROCESSES))]):
            for flow in row.flow_ids:
                row._translate(flow, langs)


class BpmFlow(models.Model):
    _inherit = "bpm.flow"

    library_id = fields.Many2one(
        "bpm.flow.library",
        string="From the library",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
