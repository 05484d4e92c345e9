from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from ..tools.domains import parse_domain
from .bpm_flow_formula import formula_names
from .bpm_flow_version_check import ERROR, finding
from .const import MINUTES

# How often it is looked whose date comes next. A date that lies nearer when its record
# is saved is noticed that much later at most.
LOOK = timedelta(minutes=5)
# After a look that failed: its owner was told.
LATER = timedelta(days=1)


class BpmFlowScheduleDates(models.Model):
    """Starts by a date of each record: when it comes, that record gets its case.

    ``date_from`` is up to when dates were looked at: each date counts once, and those
    that came while nothing ran are caught up with.
    """

    _inherit = "bpm.flow.schedule"

    def _start(self):
        node, since, now = self.node_id, self.date_from, fields.Datetime.now()
        if not node._starts_by_record():
            return super()._start()
        self.write({"date_from": now, "date_due": now + LOOK})
        failed = []
        with self.env["bpm.flow.runtime"]._firewall(failed):
            found = node._records_due(since, now + LOOK)
            node._start_records([id_ for due, id_ in found if due <= now])
            ahead = [due for due, _id in found if due > now]
            self.date_due = min(ahead, default=now + LOOK)
        if failed:
            self.write({"date_from": since, "date_due": now + LATER})
            self._tell_failed(self.flow_id, failed[0])
        return None


class BpmFlowNodeDates(models.Model):
    _inherit = "bpm.flow.node"

    def _starts_by_record(self):
        """Whether each record has a moment of its own."""
        return (
            self._starts_by_clock()
            and self.deadline_from == "field"
            and not self.timer_text
        )

    def _starts_by_a_formula_on_records(self):
        """Whether its moment is told by fields of a record that is not there yet."""
        text = (self.timer_text or "").strip()
        if not self._starts_by_clock() or not text or self._is_written(text):
            return False
        if self.res_model not in self.env or not self._timer_is_known():
            return False
        paths = (name.removeprefix("record.") for name in formula_names(text))
        fields_ = self.env[self.res_model]._fields
        return any(path.split(".")[0] in fields_ for path in paths)

    def _start_moment(self, moment, armed, again=False):
        if self._starts_by_record():
            return moment
        return super()._start_moment(moment, armed, again)

    def _records_due(self, since, until):
        """Whose moment comes after ``since``, at ``until`` at the latest.

        :return: list of ``(moment, record id)``
        """
        company, known = self.version_id.company_id or self.env.company, {}
        nobody = self.env["bpm.flow.instance"].new({"company_id": company.id})
        domain = Domain(parse_domain(self.condition_domain)) & self._near(since, until)
        records = self._startable().search(domain, order="id")
        found = []
        for record in records:
            due = self._due(nobody, since, record, known=known)
            if due and since < due <= until:
                found.append((due, record.id))
        return found

    def _near(self, since, until):
        """The records' dates that may lead to a moment between these; some more.

        A plain date is its end somewhere, and working time may stretch over holidays.
        """
        delay = timedelta(minutes=self.deadline_amount * MINUTES[self.deadline_unit])
        room = timedelta(days=2)
        if self.deadline_calendar != "clock":
            room += timedelta(days=30) + 10 * abs(delay)
        first, last = since - abs(delay) - room, until + abs(delay) + room
        path = self.deadline_field
        return Domain(path, ">=", first) & Domain(path, "<=", last)


class BpmFlowVersionDates(models.Model):
    _inherit = "bpm.flow.version"

    def _check_node(self, node):
        found = super()._check_node(node)
        if not node._starts_by_a_formula_on_records():
            return found
        message = self.env._(
            "“%s”: a formula at a start knows no record yet. To start at a date of "
            "each record, choose “from a date of the record”.",
            node.name,
        )
        refused = finding(ERROR, "start_of_no_record", node.bpmn_id, message)
        return [*(row for row in found if row["code"] != "no_start_moment"), refused]
