from scenario import Story
from told_events import ToldEvents


class TestSignalEvents(ToldEvents, Story):
    told = "signal"
