from odoo import api, fields, models

# What of a calendar has no say in when somebody works.
NO_TIME = {"name", "active", "bpm_changes"}


class ResourceCalendar(models.Model):
    _inherit = "resource.calendar"

    # Counted up by each change, so that one which comes while deadlines are reckoned
    # anew is not taken for done.
    bpm_changes = fields.Integer(copy=False, readonly=True)

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() - NO_TIME:
            self._bpm_changed()
        return result

    def unlink(self):
        """Who worked by it works by his company's from now on."""
        heirs = self._bpm_of_companies()
        result = super().unlink()
        heirs.exists()._bpm_changed()
        return result

    def _bpm_changed(self):
        """Have the deadlines that count in these reckoned anew after the commit."""
        if not self or not self.env["bpm.flow.due"]._uses_working_time():
            return
        for calendar in self.sudo():
            calendar.bpm_changes += 1
        self.env["bpm.flow.job"]._wake({fields.Datetime.now()})

    @api.model
    def _bpm_of_companies(self):
        if not self.env["bpm.flow.due"]._uses_working_time():
            return self.browse()
        companies = self.env["res.company"].sudo()
        return companies.search([("resource_calendar_id", "!=", False)]).mapped(
            "resource_calendar_id"
        )


class ResourceCalendarAttendance(models.Model):
    _inherit = "resource.calendar.attendance"

    @api.model_create_multi
    def create(self, vals_list):
        hours = super().create(vals_list)
        hours.calendar_id._bpm_changed()
        return hours

    def write(self, vals):
        calendars = self.calendar_id
        result = super().write(vals)
        (calendars | self.calendar_id)._bpm_changed()
        return result

    def unlink(self):
        calendars = self.calendar_id
        result = super().unlink()
        calendars._bpm_changed()
        return result


class ResourceCalendarLeaves(models.Model):
    _inherit = "resource.calendar.leaves"

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        leaves._bpm_calendars()._bpm_changed()
        return leaves

    def write(self, vals):
        calendars = self._bpm_calendars()
        result = super().write(vals)
        (calendars | self._bpm_calendars())._bpm_changed()
        return result

    def unlink(self):
        calendars = self._bpm_calendars()
        result = super().unlink()
        calendars._bpm_changed()
        return result

    def _bpm_calendars(self):
        """Calendars that these are days off of; one person's leave is his own."""
        common = self.filtered(lambda leave: not leave.resource_id)
        calendars = common.calendar_id
        everywhere = common.filtered(lambda leave: not leave.calendar_id)
        if everywhere:
            companies = [False, *everywhere.company_id.ids]
            calendars |= calendars.sudo().search([("company_id", "in", companies)])
        return calendars


class ResourceResource(models.Model):
    _inherit = "resource.resource"

    @api.model_create_multi
    def create(self, vals_list):
        resources = super().create(vals_list)
        resources._bpm_calendars()._bpm_changed()
        return resources

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"calendar_id", "user_id", "active"}:
            self._bpm_calendars()._bpm_changed()
        return result

    def unlink(self):
        heirs = self.calendar_id._bpm_of_companies() if self.user_id else []
        result = super().unlink()
        if heirs:
            heirs._bpm_changed()
        return result

    def _bpm_calendars(self):
        """By which these people work now."""
        people = self.sudo().filtered("user_id")
        calendars = people.calendar_id
        if any(not person.calendar_id or not person.active for person in people):
            calendars |= calendars._bpm_of_companies()
        return calendars


class ResCompany(models.Model):
    _inherit = "res.company"

    def write(self, vals):
        result = super().write(vals)
        if "resource_calendar_id" in vals:
            self.sudo().resource_calendar_id._bpm_changed()
        return result
