import unittest

from scenario import Story
from told_at_end import ToldAtEnd
from told_events import ToldEvents


class TestSignalEvents(ToldEvents, Story):
    told = "signal"


class TestSignalEnds(ToldAtEnd, unittest.TestCase):
    told = "signal"
