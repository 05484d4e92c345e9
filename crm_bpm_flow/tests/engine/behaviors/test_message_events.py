import unittest

from scenario import Story
from told_at_end import ToldAtEnd
from told_events import ToldEvents


class TestMessageEvents(ToldEvents, Story):
    told = "message"


class TestMessageEnds(ToldAtEnd, unittest.TestCase):
    told = "message"
