from datetime import date

from odoo.fields import Command

from .common import FlowCase, task
from .process_words import limit, wait


class TestClocks(FlowCase):
    """Clock changes, short months, calendars without hours, several time zones.

    In Brussels the clocks go forward on 29 March 2026 (02:00 is 03:00) and back on
    25 October (03:00 is 02:00 once more).
    """

    def _calendar(self, zone="Europe/Brussels", hours=True):
        rows = [
            {"name": "x", "dayofweek": str(day), "hour_from": 8, "hour_to": 17}
            for day in range(7)
        ]
        return self.env["resource.calendar"].create(
            {
                "name": zone,
                "tz": zone,
                "attendance_ids": [
                    Command.clear(),
                    *map(Command.create, rows if hours else []),
                ],
            }
        )

    def _due(self, moment, **values):
        """The moment of a wait that begins at ``moment``."""
        self.clock.move_to(self.at(moment))
        flow = self.flow(restart_guard="none", pause=wait(**values))
        due = self.start(flow).job_ids.date_due
        return due.strftime("%Y-%m-%d %H:%M")

    def _named(self, calendar):
        return {"deadline_calendar": "named", "calendar_id": calendar.id}

    # ------------------------------------------------------------------
    # Clock changes
    # ------------------------------------------------------------------
    def test_a_length_of_time_is_that_long_whatever_the_clocks_do(self):
        due = self._due("2026-03-28 20:00", duration="12 hours")
        self.assertEqual(due, "2026-03-29 08:00")
        due = self._due("2026-10-24 20:00", timer_kind="duration", timer_text="PT12H")
        self.assertEqual(due, "2026-10-25 08:00")

    def test_working_days_keep_the_hour_on_the_wall(self):
        named = self._named(self._calendar())
        due = self._due("2026-03-28 14:00", duration="1 days", **named)
        self.assertEqual(due, "2026-03-29 13:00", "15:00 in Brussels on both days")
        due = self._due("2026-10-24 13:00", duration="1 days", **named)
        self.assertEqual(due, "2026-10-25 14:00")

    def test_working_hours_are_counted_by_the_hours_on_the_wall(self):
        named = self._named(self._calendar())
        due = self._due("2026-03-28 15:00", duration="2 hours", **named)
        self.assertEqual(due, "2026-03-29 07:00", "an hour today, one from 8:00")

    def test_a_cron_line_in_the_hour_that_is_not_there_and_the_one_twice(self):
        self.env.company.resource_calendar_id = self._calendar()
        cron = {"timer_kind": "cycle", "timer_text": "0 30 2 * * ?"}
        self.assertEqual(self._due("2026-03-28 12:00", **cron), "2026-03-29 01:30")
        self.assertEqual(self._due("2026-10-24 12:00", **cron), "2026-10-25 01:30")
        self.assertEqual(self._due("2026-10-25 01:31", **cron), "2026-10-26 01:30")

    # ------------------------------------------------------------------
    # Months without a 31st
    # ------------------------------------------------------------------
    def test_a_month_after_the_31st_is_the_last_day_and_then_the_31st_again(self):
        self.clock.move_to(self.at("2026-01-31 09:00"))
        flow = self.flow(
            call=task(self.worker, then="end"),
            monthly=limit(
                "call",
                then="remind",
                interrupting=False,
                timer_kind="cycle",
                timer_text="R/P1M",
            ),
            remind=task(self.mate),
        )
        case = self.start(flow)
        moments = []
        for _month in range(3):
            job = case.job_ids
            moments.append(job.date_due.strftime("%m-%d"))
            self.clock.move_to(job.date_due)
            self.run_due(minutes=1)
        self.assertEqual(moments, ["02-28", "03-31", "04-30"])

    # ------------------------------------------------------------------
    # Calendars
    # ------------------------------------------------------------------
    def test_a_calendar_without_hours_counts_as_the_clock(self):
        named = self._named(self._calendar(hours=False))
        for duration, due in (
            ("2 hours", "2026-03-02 11:00"),
            ("3 days", "2026-03-05 09:00"),
        ):
            found = self._due("2026-03-02 09:00", duration=duration, **named)
            self.assertEqual(found, due)

    # ------------------------------------------------------------------
    # Several time zones
    # ------------------------------------------------------------------
    def test_each_company_has_its_own_day(self):
        self.env.company.resource_calendar_id = self._calendar("America/New_York")
        self.second_company.resource_calendar_id = self._calendar("Asia/Tokyo")
        flow = self.flow(
            company_id=False,
            call=task(
                self.worker | self.foreigner,
                deadline_from="field",
                deadline_field="date_deadline",
            ),
        )
        here, there = self.leads(2)
        (here | there).date_deadline = date(2026, 3, 10)
        there.company_id = self.second_company
        here.company_id = self.env.company
        dues = [
            self.start(flow, lead).open_task_ids.date_deadline for lead in (here, there)
        ]
        self.assertEqual(
            [due.strftime("%m-%d %H:%M") for due in dues],
            ["03-11 03:59", "03-10 14:59"],
            "the end of the day in New York, and in Tokyo",
        )
