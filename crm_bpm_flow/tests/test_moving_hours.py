from datetime import datetime

from psycopg2 import IntegrityError

from odoo.fields import Command
from odoo.tools import mute_logger

from .common import FlowCase, task
from .process_words import wait


class TestMovingHours(FlowCase):
    """Working time that changes moves what is counted in it, after the commit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = cls._calendar("Office", 8, 17)
        cls.early = cls._calendar("Early", 5, 10)
        cls.env.company.resource_calendar_id = cls.office

    @classmethod
    def _calendar(cls, name, begin, finish):
        hours = [
            {"name": "x", "dayofweek": str(day), "hour_from": begin, "hour_to": finish}
            for day in range(5)
        ]
        return cls.env["resource.calendar"].create(
            {
                "name": name,
                "tz": "UTC",
                "attendance_ids": [Command.clear(), *map(Command.create, hours)],
            }
        )

    def _case(self, calendar="company", **values):
        flow = self.flow(
            "Hours",
            call=task(
                self.worker, None, None, "9 hours", deadline_calendar=calendar, **values
            ),
        )
        case = self.start(flow)
        self.assertEqual(self._due(case), "2026-03-03 09:00")
        return case

    def _due(self, case):
        return case.open_task_ids.date_deadline.strftime("%Y-%m-%d %H:%M")

    def _expect(self, case, due, calendar="Office"):
        self.run_due()
        self.assertEqual(self._due(case), due)
        row = case.log_ids.sorted("seq")[-1]
        self.assertIn(f"the working time “{calendar}” changed", row.message)

    def _holiday(self, **values):
        return self.env["resource.calendar.leaves"].create(
            {
                "name": "Women's day",
                "date_from": datetime(2026, 3, 3, 0, 0),
                "date_to": datetime(2026, 3, 3, 23, 59),
                **values,
            }
        )

    def test_a_holiday_comes_moves_and_goes(self):
        case = self._case()
        day = self._holiday(calendar_id=self.office.id)
        self._expect(case, "2026-03-04 09:00")
        day.date_to = datetime(2026, 3, 4, 23, 59)
        self._expect(case, "2026-03-05 09:00")
        day.unlink()
        self._expect(case, "2026-03-03 09:00")

    def test_a_holiday_of_everybody(self):
        case = self._case()
        self._holiday()
        self._expect(case, "2026-03-04 09:00")

    def test_a_person_s_own_leave_moves_nothing(self):
        case = self._case()
        resource = self.env["resource.resource"].create({"name": "Worker"})
        self._holiday(resource_id=resource.id, calendar_id=self.office.id)
        self.assertFalse(self.office.bpm_changes)
        self.run_due()
        self.assertEqual(self._due(case), "2026-03-03 09:00")

    def test_other_hours(self):
        case = self._case()
        self.office.attendance_ids.write({"hour_to": 20})
        self._expect(case, "2026-03-02 18:00")
        self.office.attendance_ids.filtered(lambda a: a.dayofweek == "0").unlink()
        self._expect(case, "2026-03-03 17:00")
        self.office.tz = "Asia/Tokyo"
        self.run_due()
        self.assertNotEqual(self._due(case), "2026-03-03 17:00")

    def test_another_calendar_of_the_company(self):
        case = self._case()
        self.env.company.resource_calendar_id = self.early
        self._expect(case, "2026-03-04 08:00", "Early")

    def test_another_calendar_of_the_worker(self):
        case = self._case("worker")
        resource = self.env["resource.resource"].create(
            {"name": "W", "user_id": self.worker.id, "calendar_id": self.early.id}
        )
        self._expect(case, "2026-03-04 08:00", "Early")
        resource.calendar_id = self.office
        self._expect(case, "2026-03-03 09:00")

    def test_a_named_calendar_and_its_wait(self):
        named = {"deadline_calendar": "named", "calendar_id": self.office.id}
        case = self.start(self.flow(pause=wait("9 hours", **named)))
        self.clock.tick(3600)
        self._holiday(calendar_id=self.office.id)
        self.run_due()
        due = case.job_ids.date_due.strftime("%Y-%m-%d %H:%M")
        self.assertEqual(due, "2026-03-04 09:00", "from when the wait began")

    def test_the_scheduler_is_woken_only_where_it_matters(self):
        self._case()
        with self.wakes() as moments:
            self._holiday(calendar_id=self.office.id)
        self.assertEqual(moments, [self.at("2026-03-02 09:00")])
        self.run_due()
        self.assertFalse(self.office.bpm_changes)

    def test_a_calendar_that_a_process_names_is_not_deleted(self):
        named = {"deadline_calendar": "named", "calendar_id": self.early.id}
        self.flow(call=task(self.worker, within="1 hours", **named))
        with mute_logger("odoo.sql_db"), self.refused(IntegrityError):
            self.early.unlink()
            self.env.flush_all()
