from odoo import fields, models

LOOPS = [
    ("standard", "Again and again, while a formula holds"),
    ("parallel", "For each of several, all at once"),
    ("sequential", "For each of several, one after the other"),
]
ORDERINGS = [("parallel", "Several at a time"), ("sequential", "One at a time")]
LATE = [("through", "Goes on too"), ("cancel", "Is withdrawn")]
TIMERS = [("date", "At a date"), ("duration", "After a while"), ("cycle", "Repeatedly")]
SECTION_SCOPES = [("record", "For each record"), ("all", "For all cases together")]


class BpmFlowNodeBpmn(models.Model):
    """What BPMN can say about an element beyond a step's everyday settings."""

    _inherit = "bpm.flow.node"

    # Events
    event_name = fields.Char(
        string="Called",
        help="Name of the message, signal or link; who sends and who waits share it.",
    )
    message_key = fields.Char(
        string="Key",
        help="A formula: by which value a message finds the case that waits here, "
        "besides the case's own business key.",
    )
    event_code = fields.Char(
        string="Code", help="Of the error or escalation. Empty: every one is caught."
    )
    timer_kind = fields.Selection(TIMERS)
    timer_text = fields.Char(
        string="When",
        help="A date, a length of time (P2DT4H), a repetition (R3/PT10M) or a formula.",
    )
    condition = fields.Char(
        help="A formula: what the event waits for, or when the element is complete.",
    )
    condition_domain = fields.Char(string="The record fits")
    handler_id = fields.Many2one(
        "bpm.flow.node", string="Undone by", index="btree_not_null", ondelete="set null"
    )
    compensates_id = fields.Many2one(
        "bpm.flow.node", string="Undoes", index="btree_not_null", ondelete="set null"
    )
    detached = fields.Boolean(
        string="Nobody waits until it is undone",
        help="The case goes on at once, the undoing beside it.",
    )
    ends_all = fields.Boolean(
        string="Ends the whole case",
        help="Not only the sub-process in which it stands. A case that called this one "
        "goes on.",
    )
    part_of_id = fields.Many2one(
        "bpm.flow.node",
        string="One of the events of",
        index="btree_not_null",
        ondelete="cascade",
    )
    part_ids = fields.One2many("bpm.flow.node", "part_of_id", string="Events")
    needs_all = fields.Boolean(string="All of its events must come")
    for_compensation = fields.Boolean(string="Only undoes another step")
    instantiate = fields.Boolean(string="Begins the case")
    # Repetition
    loop = fields.Selection(LOOPS, string="Repeated")
    loop_number = fields.Char(string="How often", help="A number or a formula.")
    loop_collection = fields.Char(
        string="For each of",
        help="A formula that gives a list or records: partner_id.child_ids.",
    )
    loop_item = fields.Char(
        string="Each is called", help="The name under which formulas know the one."
    )
    loop_condition = fields.Char(
        string="Until / while",
        help="Several: complete as soon as this holds, for example "
        "nrOfCompletedInstances >= 3. Again and again: one more round while it holds.",
    )
    loop_maximum = fields.Integer(string="At most")
    loop_test_before = fields.Boolean(string="Asked before the first round")
    cancel_rest = fields.Boolean(string="The others are withdrawn then", default=True)
    # Gateways and sub-processes
    ordering = fields.Selection(ORDERINGS)
    late = fields.Selection(LATE, string="Who comes later")
    start_quantity = fields.Integer(
        string="Begins after",
        default=1,
        help="How many branches have to come before it begins, once for all of them.",
    )
    completion_quantity = fields.Integer(
        string="Goes on",
        default=1,
        help="How many branches go on behind it.",
    )
    # Between cases
    section = fields.Char(
        string="One at a time",
        help="Steps with the same word here wait for each other, also across cases.",
    )
    section_scope = fields.Selection(
        SECTION_SCOPES, string="Waits", default="record", required=True
    )
    milestone = fields.Char(
        string="Only while", help="A formula: offered while it holds, else passed over."
    )
    # People and work
    user_formula = fields.Char(
        string="Person by formula",
        help="Gives a user, a login, or several of them: an element's own person.",
    )
    script = fields.Text(
        string="Calculation", help="One value a line: total = total + 1."
    )
    # Map and file
    lane = fields.Char()
    source = fields.Json(
        prefetch=False,  # long, and asked for by nobody who runs or checks
        help="What an imported file says beyond what is used here.",
    )

    def write(self, vals):
        """What lies where, and whether it interrupts, is the whole's to say."""
        done = super().write(vals)
        common = {n: vals[n] for n in ("interrupting", "parent_id") if n in vals}
        if common and self.part_ids:
            self.part_ids.write(common)
        return done

    def _lane_name(self):
        """Its lane's; within a sub-process that of the innermost around it."""
        self.ensure_one()
        node = self
        while node and not node.lane:
            node = node.parent_id
        return node.lane

    def _engine_row(self):
        row = super()._engine_row()
        kind = self.kind
        row.update(
            code=self.event_code or None,
            asks_code=self._is_coded_by_formula(),
            link=self.event_name if self.event == "link" else None,
            handler=self.handler_id.bpmn_id or None,
            compensates=self.compensates_id.bpmn_id or None,
            detached=self.detached,
            ends_all=self.ends_all,
            part_of=self.part_of_id.bpmn_id or None,
            needs_all=self.needs_all,
            for_compensation=self.for_compensation,
            instantiate=self.instantiate,
            loop=self.loop or None,
            number=self._loop_size() if self.loop else None,
            loop_condition=self.loop_condition or None,
            maximum=self.loop_maximum,
            test_before=self.loop_test_before,
            cancel_rest=self.cancel_rest,
            condition=self._whole_condition(kind),
            ordering=self.ordering or None,
            late=self.late or None,
            start_quantity=max(self.start_quantity, 1),
            completion_quantity=max(self.completion_quantity, 1),
            section=self.section or None,
            milestone=self.milestone or None,
        )
        return row

    def _loop_size(self):
        """A number that is known already, or a mark that it has to be asked for."""
        text = (self.loop_number or "").strip()
        if not self.loop_collection and text.isdecimal() and len(text) < 6:
            # Longer ones are asked for, too: that is where too many are refused.
            return int(text)
        return self.loop_collection or text or None

    def _whole_condition(self, kind):
        """Of what is complete by a formula; a join of k is a plain number."""
        if kind not in ("adHocSubProcess", "complexGateway"):
            return None
        text = (self.condition or "").strip()
        if kind == "complexGateway" and text.isdecimal():
            return int(text)
        return text or None

    def _formulas(self):
        """``{field: text}`` of all its formulas, for the checker."""
        names = ["loop_number", "loop_collection", "loop_condition", "milestone"]
        names += ["condition", "user_formula", "loop_result_item"]
        names += ["event_name"] * self._is_told_by_formula()
        names += ["event_code"] * self._is_coded_by_formula()
        names += ["called_code"] * self._is_callee_told()
        return {name: text for name in names if (text := self[name])}

    def _relink(self, nodes, roles, outcomes):
        for name in ("handler_id", "compensates_id", "part_of_id"):
            if self[name]:
                self[name] = nodes.get(self[name], self[name])
        return super()._relink(nodes, roles, outcomes)
