from scenario import Story
from told_events import ToldEvents


class TestMessageEvents(ToldEvents, Story):
    told = "message"
