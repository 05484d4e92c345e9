"""How much a template may do: steps, output, time. Bounds of files stand with them."""

import time

from .errors import TemplateError

MOST_SOURCE = 5_000_000  # characters of one text with placeholders
MOST_STEPS = 200_000  # turns of loops and fields read, all together
MOST_OUTPUT = 10_000_000  # characters
MOST_SECONDS = 20
MOST_TEXT = 1_000_000  # characters of one value
MOST_NUMBER = 10**15
MOST_TURNS = 10_000  # of range()
MOST_PIXELS = 30_000_000  # of a picture when it is unpacked


class Budget:
    """What is left for one document; whatever goes beyond raises ``TemplateError``."""

    def __init__(self, steps=MOST_STEPS, output=MOST_OUTPUT, seconds=MOST_SECONDS):
        self.steps = steps
        self.output = output
        self.end = time.monotonic() + seconds

    def step(self, count=1):
        self.steps -= count
        if self.steps < 0:
            raise TemplateError("too_much_work")
        if time.monotonic() > self.end:
            raise TemplateError("too_slow")

    def use(self, length):
        self.output -= length
        if self.output < 0:
            raise TemplateError("too_long_output")
        if time.monotonic() > self.end:
            raise TemplateError("too_slow")


def short_enough(length):
    """Refuse a text of that many characters when it is too long for one value."""
    if length > MOST_TEXT:
        raise TemplateError("too_large")


def checked_number(value):
    """The number itself, unless it is beyond what a document can need."""
    if isinstance(value, (int, float)) and not -MOST_NUMBER <= value <= MOST_NUMBER:
        raise TemplateError("too_large")
    return value
