import logging

from odoo import api, models, tools
from odoo.fields import Domain

from .const import DRAFT, OPEN

_logger = logging.getLogger(__name__)

BATCH = 200


class BpmFlowDue(models.AbstractModel):
    """Deadlines and timers move when what they are counted from does.

    A date of the record is noticed when it is saved; a change of working time marks
    its calendar, and the scheduler reckons anew all that depends on it.
    """

    _name = "bpm.flow.due"
    _description = "Moving Deadlines"

    # ------------------------------------------------------------------
    # What is watched
    # ------------------------------------------------------------------
    @api.model
    @tools.ormcache()
    def _watched(self):
        """Fields that published steps count from, remembered until the next one is.

        :return: ``{model: {field: [(target model, path to the field's record, path
            in the step, step ids)]}}``; the path is empty for the record itself
        """
        groups = {}
        for step in self.env["bpm.flow.node"]._watching():
            if step.deadline_from != "field" or not step.deadline_field:
                continue
            groups.setdefault((step.res_model, step.deadline_field), []).append(step.id)
        watched = {}
        for (target, path), ids in groups.items():
            for model, name, via in self._stations(target, path):
                of_model = watched.setdefault(model, {})
                of_model.setdefault(name, []).append((target, via, path, tuple(ids)))
        return watched

    def _stations(self, model, path):
        """Each field on the way: (its model, its name, the path that leads there)."""
        names, via = path.split("."), []
        while names and model in self.env:
            field = self.env[model]._fields.get(names.pop(0))
            if field is None:
                return
            if field.related and not field.store:
                names = [*field.related.split("."), *names]
                continue
            yield model, field.name, ".".join(via)
            via.append(field.name)
            model = field.comodel_name

    @api.model
    @tools.ormcache()
    def _uses_working_time(self):
        """Whether any published step counts in working time."""
        domain = [
            ("deadline_calendar", "!=", "clock"),
            ("version_id.state", "!=", DRAFT),
        ]
        return bool(self.env["bpm.flow.node"].sudo().search(domain, limit=1))

    # ------------------------------------------------------------------
    # A date of the record
    # ------------------------------------------------------------------
    @api.model
    def _notice(self, records, names):
        """These fields of these records were saved.

        Costs no query where none of them is counted from.
        """
        watched = self._watched().get(records._name)
        changed = watched.keys() & names if watched else ()
        saved = records.filtered("id") if changed else records
        if not changed or not saved:
            return
        steps = {}  # two changed fields may stand on the way of one step
        for name in sorted(changed):
            for target, via, path, ids in watched[name]:
                steps.setdefault((target, via, path), ids)
        for (target, via, path), ids in steps.items():
            of = self._on_records(target, via, saved)
            for parts in self._waiting_at(ids, target, of):
                self._recount(parts, {"field": path})

    def _on_records(self, target, via, changed):
        """What "the record is one of these" is, for records reached by a path."""
        if not via:
            return changed.ids
        found = self.env[target].sudo().with_context(active_test=False)
        return found._search([(via, "in", changed.ids)])

    def _waiting_at(self, step_ids, model, record_ids):
        """What is open and what waits at these steps for these records."""
        tasks, jobs = self.env["bpm.flow.task"].sudo(), self.env["bpm.flow.job"].sudo()
        at = Domain("node_id", "in", step_ids)
        of = Domain("res_model", "=", model) & Domain("res_id", "in", record_ids)
        timed = Domain("kind", "in", ("timer", "event"))
        return (
            tasks.search(at & of & Domain("state", "=", OPEN), order="id"),
            jobs.search(at & timed & Domain("instance_id", "any", of), order="id"),
        )

    # ------------------------------------------------------------------
    # Working time
    # ------------------------------------------------------------------
    @api.model
    def _recount_working_time(self):
        """Reckon anew what counts in calendars that were changed, in batches.

        Killed on the way, the calendars are still marked, and it begins again.
        """
        calendars = self.env["resource.calendar"].sudo()
        changed = calendars.with_context(active_test=False).search(
            [("bpm_changes", "!=", 0)]
        )
        if not changed:
            return
        seen = {calendar: calendar.bpm_changes for calendar in changed}
        for parts in self._in_working_time():
            self._recount(parts.filtered(lambda p: p._counts_in(changed)), {})
            self.env["bpm.flow.job"]._commit(0)
        for calendar, changes in seen.items():
            # Changed once more meanwhile: the next look sees to it.
            if calendar.bpm_changes == changes:
                calendar.bpm_changes = 0
        self.env["bpm.flow.job"]._commit(0)

    def _in_working_time(self):
        """Batches of what is open or waits, and counts in any calendar."""
        counts = Domain("node_id.deadline_calendar", "!=", "clock")
        open_tasks = counts & Domain("state", "=", OPEN)
        timers = counts & Domain("kind", "=", "timer")
        for model, domain in (("bpm.flow.task", open_tasks), ("bpm.flow.job", timers)):
            last, parts = 0, self.env[model].sudo()
            while found := parts.search(
                domain & Domain("id", ">", last), order="id", limit=BATCH
            ):
                last = found[-1].id
                yield found

    # ------------------------------------------------------------------
    # Moving
    # ------------------------------------------------------------------
    @api.model
    def _recount(self, parts, why):
        """Reckon these anew; what is due at another moment now is moved.

        :param parts: tasks or jobs
        :param dict why: for the journal; ``{"field": path}``, or empty when it was
            the working time
        """
        failed = []
        if not parts:
            return
        # Whoever saved the record or the calendar is not to be stopped by a process.
        with self.env["bpm.flow.runtime"]._firewall(failed):
            self._move(parts, why)
        if failed and len(parts) > 1:  # one case's fault is not another's
            half = len(parts) // 2
            self._recount(parts[:half], why)
            self._recount(parts[half:], why)
        elif failed:
            _logger.error("%s could not be moved", parts, exc_info=failed[0])

    def _move(self, parts, why):
        records, known = parts.instance_id._records_by_case(), {}
        moved = []
        for part in parts:
            due = part._due_again(records.get(part.instance_id), known)
            if due != part._due_now():
                moved.append((part, part._due_now(), due))
        if not moved:
            return
        late = parts.browse([part.id for part, _old, _due in moved])
        late.instance_id._lock()
        rows = [part._shift_row(old, due, why) for part, old, due in moved]
        self.env["bpm.flow.log"]._append(rows)
        late._shift_all(moved)
