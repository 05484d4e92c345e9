from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import html_sanitize

from ..models.const import DRAFT
from ..models.rehearsal_answers import TURN, USUAL
from ..models.rehearsal_play import LATE
from ..models.rehearsal_slice import Slice
from ..models.rehearsal_summary import Summary
from ..tools.domains import parse_domain
from ..tools.stage import Stage, played_on

# Records in one rehearsal, and in one go: whoever works on them waits for its end.
MOST, AT_ONCE = 50, 5
LOCK_WAIT = "2s"
LAST, FITTING, ONE = "last", "fitting", "one"
BEFORE = "before"
NEW, UNDER_WAY, DONE = "new", "under_way", "done"


class BpmFlowRehearsal(models.TransientModel):
    """A draft is played on real records, and nothing of it remains but this report.

    Each slice of records has a database transaction of its own, which is rolled back;
    mail, text messages and web calls are kept to be told (``tools/stage.py``).
    """

    _name = "bpm.flow.rehearsal"
    _description = "Rehearsal of a Draft"

    version_id = fields.Many2one("bpm.flow.version", required=True, ondelete="cascade")
    flow_id = fields.Many2one(related="version_id.flow_id")
    res_model = fields.Char(related="version_id.res_model")
    source = fields.Selection(
        [
            (LAST, "The newest records"),
            (FITTING, "The newest that fit a condition"),
            (ONE, "One record"),
        ],
        string="On",
        required=True,
        default=LAST,
    )
    count = fields.Integer(string="How many", default=10)
    domain = fields.Char(string="Which", default="[]")
    record_id = fields.Many2oneReference(model_field="res_model")
    # Records that were chosen in a list: they are played, and no others.
    chosen_ids = fields.Json()
    chosen_model = fields.Char()
    chosen_count = fields.Integer(compute="_compute_chosen_count")
    answers = fields.Selection(
        [
            (USUAL, "The usual outcome of each step"),
            (TURN, "Each outcome in turn"),
        ],
        string="Where the record has no earlier case, people choose",
        required=True,
        default=USUAL,
    )
    pace = fields.Selection(
        [
            (BEFORE, "As fast as before; where nothing is known, in time"),
            (LATE, "Only after all reminders and time limits"),
        ],
        string="People answer",
        required=True,
        default=BEFORE,
    )
    play_all = fields.Boolean(
        string="Also records that no start rule fits",
        help="They are played as if somebody started the process by hand.",
    )
    state = fields.Selection(
        [(NEW, "New"), (UNDER_WAY, "Under way"), (DONE, "Done")],
        default=NEW,
        required=True,
        readonly=True,
    )
    # Written by the rehearsal only
    waiting = fields.Json(readonly=True)
    turns = fields.Json(readonly=True)
    results = fields.Json(readonly=True)
    date = fields.Datetime(readonly=True)
    total = fields.Integer(readonly=True)
    report_html = fields.Html(compute="_compute_report_html", sanitize=False)

    @api.depends("version_id")
    def _compute_display_name(self):
        for rehearsal in self:
            name = rehearsal.version_id.display_name or ""
            rehearsal.display_name = self.env._("Rehearsal: %s", name)

    @api.depends("chosen_ids")
    def _compute_chosen_count(self):
        for rehearsal in self:
            rehearsal.chosen_count = len(rehearsal._chosen())

    def _chosen(self):
        """Ids of the records that were chosen in a list."""
        ids = self.chosen_ids if isinstance(self.chosen_ids, list) else []
        return [id_ for id_ in ids if type(id_) is int]

    @api.model
    def default_get(self, fields):
        """Called from a list: a draft that works on what was chosen there."""
        values = super().default_get(fields)
        context = self.env.context
        model, ids = context.get("active_model"), context.get("active_ids")
        if not context.get("bpm_flow_chosen") or not model or not ids:
            return values
        drafts = self.env["bpm.flow.version"].search(
            [("state", "=", DRAFT), ("flow_id.res_model", "=", model)]
        )
        drafts = drafts._filtered_access("write")
        if not drafts:
            raise UserError(
                self.env._(
                    "No process of yours that works on these records has a draft. Make "
                    "one with New draft on the process's page."
                )
            )
        chosen = {"chosen_ids": ids, "chosen_model": model}
        return {**values, **chosen, "version_id": drafts[:1].id}

    @api.constrains("count")
    def _check_count(self):
        if any(not 1 <= rehearsal.count <= MOST for rehearsal in self):
            raise ValidationError(
                self.env._("A rehearsal takes 1 to %s records.", MOST)
            )

    @api.depends("results", "state")
    @api.depends_context("lang", "tz")
    def _compute_report_html(self):
        for rehearsal in self:
            rehearsal.report_html = (
                rehearsal._render_report() if rehearsal.results else False
            )

    @api.model_create_multi
    def create(self, vals_list):
        rehearsals = super().create(vals_list)
        rehearsals.version_id.check_access("read")
        return rehearsals

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------
    def begin(self):
        """Choose the records; ``go_on`` plays them, slice by slice.

        :return: {"done": 0, "total": number of records}
        :raises AccessError: for whoever may not change the process
        :raises UserError: when the draft has errors, or no record is found
        """
        self._check_may_rehearse()
        ids = self._chosen_records().ids
        if not ids:
            raise UserError(self.env._("There is no record to rehearse on."))
        self.write(
            {
                "waiting": ids,
                "total": len(ids),
                "results": [],
                "turns": {},
                "date": fields.Datetime.now(),
                "state": UNDER_WAY,
            }
        )
        return self._progress()

    def go_on(self):
        """Play the next few records.

        :return: {"done", "total"}: how many records were played of how many
        """
        self._check_may_rehearse()
        ids = list(self.waiting or [])
        if ids:
            turns = dict(self.turns or {})
            played = self._play(ids[:AT_ONCE], turns)
            self.write(
                {
                    "waiting": ids[len(played) :],
                    "turns": turns,
                    "results": [*(self.results or []), *played],
                }
            )
        if not self.waiting:
            self.state = DONE
        return self._progress()

    def stop(self):
        """Leave out what was not played yet."""
        self._check_may_rehearse()
        self.write({"waiting": [], "state": DONE})
        return self._progress()

    def action_again(self):
        """Back to the choices; the report is forgotten."""
        self._check_may_rehearse()
        self.write({"state": NEW, "results": False, "waiting": False})
        return True

    def action_print(self):
        self.ensure_one()
        self.check_access("read")
        report = self.env.ref("crm_bpm_flow.bpm_flow_rehearsal_report")
        return report.report_action(self)

    def _progress(self):
        return {"done": self.total - len(self.waiting or []), "total": self.total}

    def _render_report(self, opened=False):
        """The report as HTML.

        :param bool opened: for paper, which nobody can unfold
        """
        self.ensure_one()
        summary = Summary(self.env, self.results or [])
        values = {
            "summary": summary,
            "moment": summary.moment,
            "clean": html_sanitize,
            "results": self.results or [],
            "opened": opened,
        }
        return self.env["ir.qweb"]._render("crm_bpm_flow.rehearsal_report", values)

    # ------------------------------------------------------------------
    # What is played
    # ------------------------------------------------------------------
    def _check_may_rehearse(self):
        """Whoever may publish the draft, and nobody else: it acts with the same
        rights then."""
        self.ensure_one()
        self.check_access("write")
        version = self.version_id
        version.check_access("write")
        if version.state != DRAFT:
            raise UserError(self.env._("Only a draft is rehearsed."))
        sentence = self.env._("This process cannot be rehearsed yet:")
        version._refuse_errors(sentence)

    def _chosen_records(self):
        """Records that the user himself may read, newest first."""
        model = self.flow_id._target_records([])
        domain, most = Domain.TRUE, self.count
        if chosen := self._chosen():
            if self.chosen_model != self.res_model:
                raise UserError(
                    self.env._("This process does not work on the chosen records.")
                )
            if len(chosen) > MOST:
                raise UserError(
                    self.env._(
                        "A rehearsal takes 1 to %(most)s records; you chose %(count)s.",
                        most=MOST,
                        count=len(chosen),
                    )
                )
            domain, most = Domain("id", "in", chosen), MOST
            model = model.with_context(active_test=False)
        elif self.source == ONE:
            domain = Domain("id", "=", self.record_id)
            model = model.with_context(active_test=False)
        elif self.source == FITTING:
            try:
                domain = Domain(parse_domain(self.domain))
                domain.validate(model)
            except ValueError as error:
                raise UserError(
                    self.env._("The condition cannot be read: %s", error)
                ) from error
        return model.search(domain, limit=min(most, MOST), order="id desc")

    def _play(self, ids, turns):
        """Play some records on a stage of their own.

        :return: a result for each record that there was time for, at least one
        """
        self.env.flush_all()
        registry, stage = self.env.registry, Stage(fields.Datetime.now())
        context = {
            "lang": self.env.lang,
            "tz": self.env.context.get("tz"),
            "allowed_company_ids": self.env.companies.ids,
        }
        cr = registry.cursor()
        try:
            with played_on(stage, cr):
                env = api.Environment(cr, self.env.uid, context)
                cr.execute("SELECT set_config('lock_timeout', %s, true)", [LOCK_WAIT])
                version = env["bpm.flow.version"].browse(self.version_id.id)
                slice_ = Slice(version, stage, self.answers, self.pace, self.play_all)
                return slice_.play(ids, turns)
        finally:
            # What the server remembers may stem from what was only played.
            registry.reset_changes()
