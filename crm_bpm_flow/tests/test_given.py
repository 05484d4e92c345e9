from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from odoo.exceptions import UserError

from .common import FlowCase, end, task
from .process_words import by_variable

SAID = {
    "day": (date(2026, 3, 10), "2026-03-10"),
    "moment": (datetime(2026, 3, 10, 9, 30), "2026-03-10 09:30:00"),
    "there": (
        datetime(2026, 3, 10, 9, 30, tzinfo=timezone(timedelta(hours=2))),
        "2026-03-10 07:30:00",
    ),
    "length": (timedelta(days=1, hours=2), "P1DT2H"),
    "price": (Decimal("1.25"), 1.25),
    "count": (Decimal("3"), 3),
    "inside": ([{"day": date(2026, 3, 10)}], [{"day": "2026-03-10"}]),
}


class TestGiven(FlowCase):
    """What callers give: values of any kind, and records by their ids."""

    def setUp(self):
        super().setUp()
        self.process = self.flow(
            call=task(self.worker, then="size"),
            size=by_variable(([("count", ">", 2)], "many"), otherwise="few"),
            many=task(self.worker, then="goal"),
            few=task(self.worker, then="goal"),
            goal=end(),
        )

    def _values(self, number):
        return {name: pair[number] for name, pair in SAID.items()}

    def test_days_moments_and_decimal_numbers_are_kept_as_formulas_write_them(self):
        case = self.start(self.process, **self._values(0))
        self.assertEqual(case.variables, self._values(1))
        case.open_task_ids.with_user(self.worker).complete(values=self._values(0))
        self.env.invalidate_all()
        self.assertEqual(case.variables, self._values(1))
        self.assertEqual(case.open_task_ids.node_id.bpmn_id, "many")

    def test_what_no_text_can_say_is_refused(self):
        case = self.start(self.process)
        for value in (object(), b"x", {1}, self.lead, Decimal("NaN"), Decimal("1e999")):
            with self.assertRaises(UserError):
                case.with_user(self.owner).set_variables({"value": value})

    def test_a_record_by_its_id(self):
        case = self.process.start(self.lead.id)
        self.assertEqual(case.res_id, self.lead.id)
        cases = self.env["bpm.flow.instance"]
        with self.assertRaisesRegex(UserError, "No case waits"):
            cases.send_message("Paid", instance_ids=case.id)
        self.assertEqual(self.env["bpm.flow.log"].verify(case.id), [])

    def test_what_names_no_record_is_refused_in_a_sentence(self):
        case = self.start(self.process)
        cases, log = self.env["bpm.flow.instance"], self.env["bpm.flow.log"]
        for value in (None, True, "abc", ["abc"], [None], -1, 1.5, 2**40, {}):
            for act in (
                self.process.start,
                log.verify,
                lambda ids: cases.send_message("Paid", instance_ids=ids or ["x"]),
                case.with_user(self.owner).migrate,
                case.open_task_ids.with_user(self.worker).delegate,
            ):
                with self.subTest(value=value), self.assertRaises(UserError):
                    act(value)
