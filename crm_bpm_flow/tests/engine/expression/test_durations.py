import unittest
from datetime import date, datetime, timezone

from engine.expression import (
    Duration,
    ExpressionError,
    duration_text,
    parse_cycle,
    parse_duration,
)
from engine.expression.cycles import parse_moment
from engine.expression.moments import read_duration

BEYOND = "9999-12-31T23:00-05:00"


def moment(text):
    return datetime.fromisoformat(text)


class TestText(unittest.TestCase):
    def test_reads_as_what_it_was(self):
        for text in ("P1DT2H", "PT10M", "P9D", "PT0S", "PT1.5S", "-P1DT30M"):
            self.assertEqual(duration_text(read_duration(text)), text)


class TestDuration(unittest.TestCase):
    def test_read(self):
        for text, expected in (
            ("P1DT2H", Duration(0, 1, 7200)),
            ("PT10M", Duration(0, 0, 600)),
            ("P1M2W", Duration(1, 14, 0)),
            ("P1Y2M3DT4H5M6S", Duration(14, 3, 14706)),
            (" PT0.5S ", Duration(0, 0, 0.5)),
            ("PT1,5H", Duration(0, 0, 5400)),
            ("P0.5D", Duration(0, 0, 43200)),
            ("P1.5W", Duration(0, 10, 43200)),
            ("-P1D", Duration(0, 1, 0, True)),
            ("+PT0S", Duration()),
        ):
            with self.subTest(text=text):
                self.assertEqual(parse_duration(text), expected)
        self.assertTrue(parse_duration("PT0S").is_zero)

    def test_refused(self):
        for text in (
            *("", "P", "PT", "P1DT", "1D", "P1H", "PT1D", "P1S", "PD", "P1.5M", "P-1D"),
            *("p1d", "P1D2H", "PT1H1D", "P1M1Y", "tomorrow", "P99999Y", "P999999999D"),
            *("P" + "1" * 5000 + "D", "PT" + "1" * 5000 + "S", "P1DT2H;"),
        ):
            with self.subTest(text=text[:20]):
                with self.assertRaises(ExpressionError) as caught:
                    parse_duration(text)
                self.assertEqual(caught.exception.code, "bad_duration")

    def test_months_keep_the_end_of_the_month(self):
        for start, text, times, end in (
            ("2026-01-31", "P1M", 1, "2026-02-28"),
            ("2024-01-31", "P1M", 1, "2024-02-29"),
            ("2026-01-31", "P1M", 2, "2026-03-31"),
            ("2024-02-29", "P1Y", 1, "2025-02-28"),
            ("2026-03-31", "-P1M", 1, "2026-02-28"),
            ("2026-12-15", "P1M", 1, "2027-01-15"),
            ("2026-01-30", "P1M1D", 1, "2026-03-01"),
            ("2026-01-15T10:00", "P13M", 1, "2027-02-15T10:00"),
            ("2026-01-15T10:00", "-P1DT1H", 2, "2026-01-13T08:00"),
        ):
            with self.subTest(start=start, text=text):
                added = parse_duration(text).added(moment(start), times)
                self.assertEqual(added, moment(end))
        self.assertEqual(parse_duration("P1M").added(date(2026, 1, 31)).day, 28)
        with self.assertRaises(ExpressionError):
            parse_duration("P999Y").added(datetime(9999, 1, 1))

    def test_moments(self):
        self.assertEqual(
            parse_moment("2026-01-31T10:00:00Z"), moment("2026-01-31T10:00")
        )
        self.assertEqual(parse_moment("2026-01-31"), moment("2026-01-31"))
        for text in (
            "",
            "soon",
            "2026-02-30",
            "2026-01-31T25:00",
            "9999-12-31T23:00-05:00",
        ):
            with self.subTest(text=text), self.assertRaises(ExpressionError):
                parse_moment(text)


class TestRepeat(unittest.TestCase):
    def times(self, text, anchor, count=9):
        cycle, found = parse_cycle(text), []
        now = anchor = moment(anchor)
        while len(found) < count:
            now = cycle.next_after(now, anchor)
            if now is None:
                break
            found.append(now.isoformat(timespec="minutes")[2:])
        return found

    def test_from_the_anchor(self):
        times = self.times("R3/PT10M", "2026-01-01T10:00")
        self.assertEqual(times, ["26-01-01T10:10", "26-01-01T10:20", "26-01-01T10:30"])
        self.assertEqual(self.times("R0/PT10M", "2026-01-01T10:00"), [])
        self.assertEqual(len(self.times("R/PT10M", "2026-01-01T10:00")), 9)
        self.assertEqual(len(self.times("R-1/PT10M", "2026-01-01T10:00")), 9)
        self.assertEqual(len(self.times("PT10M", "2026-01-01T10:00")), 9)

    def test_from_a_start(self):
        times = self.times("R2/2026-02-01T00:00:00Z/P1D", "2026-01-01T10:00")
        self.assertEqual(times, ["26-02-01T00:00", "26-02-02T00:00"])
        late = self.times("R/2026-02-01T00:00:00Z/P1D", "2026-05-05T10:00", 2)
        self.assertEqual(late, ["26-05-06T00:00", "26-05-07T00:00"])
        second = self.times("R2/2026-02-01T00:00/2026-02-01T06:00", "2026-01-01")
        self.assertEqual(second, ["26-02-01T00:00", "26-02-01T06:00"])

    def test_until_an_end(self):
        times = self.times("R/PT1H/2026-01-01T12:00", "2026-01-01T10:00")
        self.assertEqual(times, ["26-01-01T11:00", "26-01-01T12:00"])
        both = self.times("R/2026-01-02T00:00/P1D/2026-01-03T23:00", "2026-01-01")
        self.assertEqual(both, ["26-01-02T00:00", "26-01-03T00:00"])

    def test_months_come_back_to_the_31st(self):
        times = self.times("R3/P1M", "2026-01-31T08:00")
        self.assertEqual(times, ["26-02-28T08:00", "26-03-31T08:00", "26-04-30T08:00"])

    def test_far_away(self):
        cycle = parse_cycle("R/2000-01-01T00:00/PT1S")
        now = datetime(2026, 1, 1, 0, 0, 0, 500_000)
        self.assertEqual(cycle.next_after(now), datetime(2026, 1, 1, 0, 0, 1))
        cycle = parse_cycle("R/1000-01-31T00:00/P1M")
        self.assertEqual(cycle.next_after(now), datetime(2026, 1, 31))
        self.assertIsNone(cycle.next_after(datetime(9999, 12, 31, 1)))

    def test_refused(self):
        for text, code in (
            ("", "bad_cycle"),
            ("R3", "bad_cycle"),
            ("R3/", "bad_cycle"),
            ("R3/PT0S", "bad_cycle"),
            ("R3/-PT1H", "bad_cycle"),
            ("R3/PT", "bad_duration"),
            ("R3/soon/P1D", "bad_moment"),
            ("R/2026-01-02/2026-01-01", "bad_cycle"),
            ("R/P1D/P1D", "bad_cycle"),
            ("R/2026-01-01/P1D/2026-01-02/P1D", "bad_cycle"),
            ("${cycle}", "bad_cycle"),
        ):
            with self.subTest(text=text):
                with self.assertRaises(ExpressionError) as caught:
                    parse_cycle(text)
                self.assertEqual(caught.exception.code, code)


class TestCron(unittest.TestCase):
    def next(self, text, start, spring=False):
        found = parse_cycle(text, spring).next_after(moment(start))
        return found and found.isoformat()

    def test_next(self):
        for text, start, expected in (
            ("0 0/5 * * * ?", "2026-01-31T10:02", "2026-01-31T10:05:00"),
            ("0 0/5 * * * ?", "2026-01-31T10:05", "2026-01-31T10:10:00"),
            ("* * * * * ?", "2026-01-31T10:02", "2026-01-31T10:02:01"),
            ("0 0 9-17/4 * * ?", "2026-01-31T14:00", "2026-01-31T17:00:00"),
            ("0 30 8 ? * MON-FRI", "2026-01-30T09:00", "2026-02-02T08:30:00"),
            ("0 30 8 ? * 2-6", "2026-01-30T09:00", "2026-02-02T08:30:00"),
            ("0 0 0 ? * FRI-MON", "2026-01-27T09:00", "2026-01-30T00:00:00"),
            ("0 0 12 1 * ?", "2026-12-31T00:00", "2027-01-01T12:00:00"),
            ("0 0 12 29 2 ?", "2026-01-31T00:00", "2028-02-29T12:00:00"),
            ("0 0 0 L * ?", "2026-02-01T00:00", "2026-02-28T00:00:00"),
            ("0 0 0 L-3 * ?", "2026-02-01T00:00", "2026-02-25T00:00:00"),
            ("0 0 0 LW * ?", "2026-01-01T00:00", "2026-01-30T00:00:00"),
            ("0 0 0 15W * ?", "2026-02-01T00:00", "2026-02-16T00:00:00"),
            ("0 0 0 1W * ?", "2026-08-01T00:00", "2026-08-03T00:00:00"),
            ("0 0 0 31W * ?", "2026-02-01T00:00", "2026-03-31T00:00:00"),
            ("0 0 0 ? * 6L", "2026-01-01T00:00", "2026-01-30T00:00:00"),
            ("0 0 0 ? * 6#3", "2026-01-01T00:00", "2026-01-16T00:00:00"),
            ("0 0 0 ? * L", "2026-01-28T00:00", "2026-01-31T00:00:00"),
            ("0 0 0 1 JAN,JUN ?", "2026-01-31T00:00", "2026-06-01T00:00:00"),
            ("15,45 1,2 3 * * ? 2027", "2026-01-31T00:00", "2027-01-01T03:01:15"),
            ("@daily", "2026-01-31T10:00", "2026-02-01T00:00:00"),
            ("@weekly", "2026-01-30T10:00", "2026-02-01T00:00:00"),
            ("0 0 0 30 2 ?", "2026-01-31T00:00", None),
            ("0 0 0 1 1 ? 2020", "2026-01-31T00:00", None),
        ):
            with self.subTest(text=text, start=start):
                self.assertEqual(self.next(text, start), expected)

    def test_weekdays_of_camunda_8(self):
        for text, expected in (
            ("0 0 0 * * 1", "2026-02-02T00:00:00"),
            ("0 0 0 * * 7", "2026-02-01T00:00:00"),
            ("0 0 0 * * 0", "2026-02-01T00:00:00"),
            ("0 0 0 * * MON", "2026-02-02T00:00:00"),
        ):
            with self.subTest(text=text):
                self.assertEqual(self.next(text, "2026-01-31T10:00", True), expected)

    def test_zones_stay(self):
        there = datetime(2026, 1, 31, 10, tzinfo=timezone.utc)
        found = parse_cycle("0 0 12 * * ?").next_after(there)
        self.assertEqual(found, there.replace(hour=12))

    def test_refused(self):
        for text in (
            *("0 0 12 * *", "0 0 12 * * ? 2026 1", "60 * * * * ?", "* 61 * * * ?"),
            *("* * 24 * * ?", "0 0 0 0 * ?", "0 0 0 32 * ?", "0 0 0 1 13 ?"),
            *("0 0 0 ? * 8", "0 0 0 ? * XYZ", "0 0/0 * * * ?", "a b c d e f"),
            *("0 0 0 ? * 6#6", "0 -1 * * * ?", "0 1-2-3 * * * ?", "0 1/2/3 * * * ?"),
            *(
                "0 , * * * ?",
                "0 0 0 W * ?",
                "0 0 0 LL * ?",
                "0 " + "9" * 5000 + " * * * ?",
            ),
        ):
            with self.subTest(text=text[:30]):
                with self.assertRaises(ExpressionError) as caught:
                    parse_cycle(text)
                self.assertEqual(caught.exception.code, "bad_cycle")
