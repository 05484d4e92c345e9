"""How numbers, dates and yes or no are written in a language."""

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from .values import Amount

MOST_DECIMALS = 6  # of a number that says nothing of its own


@dataclass(frozen=True)
class Formats:
    """``language``: two letters; ``grouping``: sizes of the groups before the decimal
    point, the last one repeated; ``date``, ``time``: as for ``strftime``."""

    language: str = "en"
    decimal_point: str = "."
    thousands: str = ","
    grouping: tuple = (3,)
    date: str = "%m/%d/%Y"
    time: str = "%H:%M"
    yes: str = "Yes"
    no: str = "No"

    def number(self, value, digits=None):
        """A number with its groups; without digits as many decimals as it has."""
        number = exact(value, MOST_DECIMALS if digits is None else digits)
        sign, text = ("-", f"{-number:f}") if number < 0 else ("", f"{number:f}")
        whole, _point, part = text.partition(".")
        if digits is None:
            part = part.rstrip("0")
        whole = self._grouped(whole)
        return f"{sign}{whole}{self.decimal_point}{part}" if part else sign + whole

    def _grouped(self, whole):
        groups, sizes = [], [size for size in self.grouping if size > 0]
        while sizes and len(whole) > sizes[0]:
            groups.insert(0, whole[-sizes[0] :])
            whole = whole[: -sizes[0]]
            sizes = sizes[1:] or sizes
        return self.thousands.join([whole, *groups])

    def money(self, value):
        """An amount with its currency's sign."""
        if not isinstance(value, Amount) or not value.currency:
            return self.number(value, 2)
        text = self.number(value, value.digits)
        sign = value.currency.symbol or value.currency.code
        return (
            f"{sign}\N{NO-BREAK SPACE}{text}"
            if value.currency.before
            else (f"{text}\N{NO-BREAK SPACE}{sign}")
        )

    def moment(self, value):
        """A date, or a date with its time."""
        if isinstance(value, datetime):
            return value.strftime(f"{self.date} {self.time}")
        return value.strftime(self.date)


def exact(value, digits=None):
    """The number as it is written, rounded half up."""
    number = Decimal(str(float(value)) if isinstance(value, float) else str(value))
    if digits is None:
        return number
    return number.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
