from datetime import datetime

from odoo.fields import Command

from .common import FlowCase, task
from .process_words import wait


class TestDeadline(FlowCase):
    """Until when: by clock and by calendar, to the minute. The clock: Monday, 09:00."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = cls._calendar("Office", 8, 17)
        cls.env.company.resource_calendar_id = cls.office

    @classmethod
    def _calendar(cls, name, begin, finish, days=range(5), tz="UTC"):
        hours = [
            {"name": "x", "dayofweek": str(day), "hour_from": begin, "hour_to": finish}
            for day in days
        ]
        return cls.env["resource.calendar"].create(
            {
                "name": name,
                "tz": tz,
                "attendance_ids": [
                    Command.clear(),
                    *(Command.create(hour) for hour in hours),
                ],
            }
        )

    def _due(self, within=None, at=None, lead=None, **values):
        if at:
            self.clock.move_to(at + ":00")
        lead = lead or self.leads(1)
        case = self.start(
            self.flow("D", call=task(self.worker, None, None, within, **values)), lead
        )
        due = case.open_task_ids.date_deadline
        return due and due.strftime("%Y-%m-%d %H:%M")

    def _works_by(self, user, calendar):
        self.env["resource.resource"].create(
            {"name": user.name, "user_id": user.id, "calendar_id": calendar.id}
        )

    # ------------------------------------------------------------------
    # By the clock
    # ------------------------------------------------------------------
    def test_minutes_hours_and_days(self):
        self.assertEqual(self._due("10 minutes"), "2026-03-02 09:10")
        self.assertEqual(self._due("36 hours"), "2026-03-03 21:00")
        self.assertEqual(self._due("3 days"), "2026-03-05 09:00")

    def test_nothing_said_means_no_deadline(self):
        self.assertFalse(self._due())

    def test_from_the_start_of_the_case(self):
        flow = self.flow(
            first=task(self.worker),
            second=task(self.worker, within="2 hours", deadline_from="case"),
        )
        case = self.start(flow)
        self.clock.tick(3600)
        self.finish(case)
        self.assertEqual(case.open_task_ids.date_deadline, self.at("2026-03-02 11:00"))

    def test_from_a_date_and_time_of_the_record(self):
        lead = self.leads(1)
        lead.date_closed = datetime(2026, 3, 10, 12, 0)
        values = {"deadline_from": "field", "deadline_field": "date_closed"}
        self.assertEqual(self._due("-2 hours", lead=lead, **values), "2026-03-10 10:00")

    def test_a_plain_date_means_its_end_in_the_company_s_zone(self):
        self.office.tz = "Asia/Tokyo"
        lead = self.leads(1)
        lead.date_deadline = "2026-03-10"
        values = {"deadline_from": "field", "deadline_field": "date_deadline"}
        self.assertEqual(self._due(lead=lead, **values), "2026-03-10 14:59")

    def test_through_relations(self):
        lead = self.leads(1)
        lead.partner_id = self.env["res.partner"].create({"name": "Shop"})
        created = lead.partner_id.create_date.strftime("%Y-%m-%d")
        values = {"deadline_from": "field", "deadline_field": "partner_id.create_date"}
        self.assertTrue(self._due("0 days", lead=lead, **values).startswith(created))

    def test_an_empty_date_means_no_deadline(self):
        values = {"deadline_from": "field", "deadline_field": "date_deadline"}
        self.assertFalse(self._due("1 days", **values))

    # ------------------------------------------------------------------
    # In working time
    # ------------------------------------------------------------------
    def test_minutes_are_worked_off(self):
        hours = {"deadline_calendar": "company"}
        self.assertEqual(self._due("90 minutes", **hours), "2026-03-02 10:30")
        self.assertEqual(
            self._due("90 minutes", "2026-03-02 16:00", **hours), "2026-03-03 08:30"
        )

    def test_what_comes_at_night_begins_in_the_morning(self):
        hours = {"deadline_calendar": "company"}
        self.assertEqual(
            self._due("10 minutes", "2026-03-03 02:00", **hours), "2026-03-03 08:10"
        )

    def test_over_the_weekend(self):
        hours = {"deadline_calendar": "company"}
        self.assertEqual(
            self._due("2 hours", "2026-03-06 16:00", **hours), "2026-03-09 09:00"
        )
        self.assertEqual(
            self._due("1 days", "2026-03-06 15:20", **hours), "2026-03-09 15:20"
        )
        self.assertEqual(
            self._due("3 days", "2026-03-06 15:20", **hours), "2026-03-11 15:20"
        )
        self.assertEqual(
            self._due("1 days", "2026-03-07 12:00", **hours), "2026-03-09 12:00"
        )

    def test_the_day_when_the_clocks_change(self):
        """Berlin, 25 October 2026: midnight was an hour further from UTC than noon."""
        lead = self.leads(1)
        lead.date_closed = datetime(2026, 10, 25, 11, 0)
        night = self._calendar("Night", 0, 1, days=range(7), tz="Europe/Berlin")
        values = {
            "deadline_from": "field",
            "deadline_field": "date_closed",
            "deadline_calendar": "named",
            "calendar_id": night.id,
        }
        self.assertEqual(self._due("0 days", lead=lead, **values), "2026-10-24 23:00")

    def test_a_day_s_hour_outside_working_time_moves_to_the_nearest(self):
        hours = {"deadline_calendar": "company"}
        self.assertEqual(
            self._due("1 days", "2026-03-02 20:00", **hours), "2026-03-03 17:00"
        )
        self.assertEqual(
            self._due("1 days", "2026-03-02 05:00", **hours), "2026-03-03 08:00"
        )

    def test_holidays_do_not_count(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Women's day",
                "calendar_id": self.office.id,
                "date_from": datetime(2026, 3, 3, 0, 0),
                "date_to": datetime(2026, 3, 4, 23, 59),
            }
        )
        hours = {"deadline_calendar": "company"}
        self.assertEqual(
            self._due("2 hours", "2026-03-02 16:30", **hours), "2026-03-05 09:30"
        )
        self.assertEqual(
            self._due("1 days", "2026-03-02 16:30", **hours), "2026-03-05 16:30"
        )

    def test_the_worker_s_own_hours(self):
        self._works_by(self.worker, self._calendar("Nights", 20, 23))
        self.assertEqual(
            self._due("30 minutes", deadline_calendar="worker"), "2026-03-02 20:30"
        )

    def test_a_worker_without_hours_has_the_company_s(self):
        self.assertFalse(self.worker.resource_calendar_id)
        self.assertEqual(
            self._due("10 hours", deadline_calendar="worker"), "2026-03-03 10:00"
        )

    def test_a_named_calendar(self):
        weekend = self._calendar("Weekend", 10, 12, days=(5, 6))
        values = {"deadline_calendar": "named", "calendar_id": weekend.id}
        self.assertEqual(self._due("3 hours", **values), "2026-03-08 11:00")

    def test_the_calendar_s_own_zone(self):
        tokyo = self._calendar("Tokyo", 9, 18, tz="Asia/Tokyo")
        values = {"deadline_calendar": "named", "calendar_id": tokyo.id}
        self.assertEqual(self._due("30 minutes", **values), "2026-03-03 00:30")

    def test_summer_time_does_not_move_the_hour(self):
        berlin = self._calendar("Berlin", 9, 17, tz="Europe/Berlin")
        values = {"deadline_calendar": "named", "calendar_id": berlin.id}
        due = self._due("1 days", "2026-03-27 14:00", **values)
        self.assertEqual(due, "2026-03-30 13:00", "15:00 in Berlin before and after")

    def test_a_calendar_without_working_time_counts_as_the_clock(self):
        empty = self._calendar("Empty", 8, 17, days=())
        values = {"deadline_calendar": "named", "calendar_id": empty.id}
        self.assertEqual(self._due("2 hours", **values), "2026-03-02 11:00")
        self.assertEqual(self._due("2 days", **values), "2026-03-04 09:00")

    def test_a_wait_counts_in_working_time_too(self):
        self.clock.move_to("2026-03-06 16:00:00")
        case = self.start(self.flow(pause=wait("2 hours", deadline_calendar="company")))
        self.assertEqual(case.job_ids.date_due, self.at("2026-03-09 09:00"))

    def test_minutes_never_drift(self):
        """Odd minutes through lunch breaks: floats of hours must not lose one."""
        split = self._calendar("Split", 8, 12)
        split.attendance_ids = [
            Command.create(
                {"name": "pm", "dayofweek": str(d), "hour_from": 13, "hour_to": 17}
            )
            for d in range(5)
        ]
        values = {"deadline_calendar": "named", "calendar_id": split.id}
        for minutes, moment in (
            (181, "2026-03-02 13:01"),
            (187, "2026-03-02 13:07"),
            (421, "2026-03-03 08:01"),
            (7 * 60 + 8 * 60 * 4 + 59, "2026-03-09 08:59"),
        ):
            self.assertEqual(self._due(f"{minutes} minutes", **values), moment)
