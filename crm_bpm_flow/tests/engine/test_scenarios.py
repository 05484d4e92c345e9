"""Scenarios as plain data: every ``scenarios/*.json`` is played as a story. ::

    {
        "about": "one sentence",
        "diagram": ["(start) -> [Call: yes, no] -> <x>", ...],    see drawing.py
        "nodes": {"Call": {"loop": "parallel", "number": 2}},     what is not drawn
        "truths": {"rich": true},                                 what conditions are
        "steps": [
            {"open": ["Call"]},
            {"do": "complete", "at": "Call", "with": ["yes"], "open": ["Offer"]},
            {"let": {"rich": false}, "do": "complete", "at": "Offer", "ended": "won"}
        ]
    }

``do`` is what happens, a method of ``scenario.Case``: complete, ran, returned, due,
catch, throw, escalate, acquired, add, begin, finish, retry, skip, move, cancel. What is
expected after a step: ``open``, ``timers``, ``waits``, ``actions``, ``calls``,
``sections`` (names, sorted), ``failed`` {name: code}, ``walked`` {name: how often, of
those named}, ``ended`` (the last node; null while it runs).
"""

import json
from pathlib import Path

from scenario import Story

FOLDER = Path(__file__).parent / "scenarios"
NAMES = ("open", "timers", "waits", "actions", "calls", "sections", "failed")


class TestStories(Story):
    def test_all(self):
        for path in sorted(FOLDER.glob("*.json")):
            with self.subTest(scenario=path.stem):
                self.play_scenario(json.loads(path.read_text(encoding="utf-8")))

    def play_scenario(self, data):
        truths = data.get("truths", {})
        case = self.play("\n".join(data["diagram"]), data.get("nodes"), **truths)
        for number, step in enumerate(data["steps"], 1):
            case.let(**step.get("let", {}))
            if "do" in step:
                args = [step["at"]] if "at" in step else []
                getattr(case, step["do"])(*args, *step.get("with", []))
            with self.subTest(step=number, **step):
                self.compare(case, step)

    def compare(self, case, step):
        for name in NAMES:
            if name in step:
                self.assertEqual(getattr(case, name), step[name], name)
        for name, times in step.get("walked", {}).items():
            self.assertEqual(case.walked.get(name, 0), times, name)
        ended = case.ended[0] if case.ended else None
        self.assertEqual(ended, step.get("ended"))
