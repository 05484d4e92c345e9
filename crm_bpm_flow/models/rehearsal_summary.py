"""The report of a rehearsal as a checklist, in the language of its reader."""

from collections import Counter

from odoo import fields
from odoo.tools import format_datetime

from .const import DONE, FAILURE, GOAL, LIVE_STATES

# Names in one line of the checklist.
NAMED = 8


class Summary:
    """What all records of a rehearsal come to.

    :param results: list of what ``Slice.play`` returns for a record
    """

    def __init__(self, env, results):
        self.env = env
        self.results = results
        self.played = [r for r in results if "tasks" in r]
        self.tasks = [task for r in self.played for task in r["tasks"]]
        self.notices = [notice for r in self.played for notice in r["notices"]]
        self.breaks = [b for r in self.played for b in r["breaks"]]

    def moment(self, text):
        """A moment of the report as its reader writes it."""
        if not text:
            return ""
        moment = fields.Datetime.to_datetime(text)
        return format_datetime(self.env, moment, dt_format="short")

    def counts(self):
        """The head's figures: list of (number, words)."""
        ends = Counter(_end(r) for r in self.played)
        return [
            (len(self.results), self.env._("records")),
            (len(self.played), self.env._("would start")),
            (ends[GOAL], self.env._("reach the goal")),
            (ends[DONE] + ends[FAILURE], self.env._("end otherwise")),
            (ends["live"], self.env._("are still open")),
            (sum(bool(r["breaks"]) for r in self.played), self.env._("have faults")),
        ]

    def checklist(self):
        """Each line: {"title", "text", "is_good"}; is_good None: just to know."""
        access = [b["text"] for b in self.breaks if b["kind"] == "access"]
        faults = [b["text"] for b in self.breaks if b["kind"] != "access"]
        faults += [r["refused"] for r in self.results if r.get("refused")]
        return [
            self._starts(),
            self._tasks(),
            self._people(),
            self._deadlines(),
            self._notices(),
            self._asked(),
            self._line(self.env._("Breaks"), faults, self.env._("nothing fails")),
            self._line(
                self.env._("Access rights"),
                access,
                self.env._("everybody can open and fill in what his tasks are about"),
            ),
            self._log(),
        ]

    # ------------------------------------------------------------------
    # Lines
    # ------------------------------------------------------------------
    def _line(self, title, sentences, otherwise):
        """A line that is good when there is nothing to say."""
        lines = [
            sentence if count == 1 else f"{sentence} (×{count})"
            for sentence, count in Counter(sentences).most_common()
        ]
        more = len(lines) - NAMED
        lines = lines[:NAMED] + ([self.env._("and %s more", more)] if more > 0 else [])
        return {
            "title": title,
            "lines": lines or [otherwise],
            "is_good": not sentences,
        }

    def _fact(self, title, *lines):
        return {"title": title, "lines": [x for x in lines if x], "is_good": None}

    def _starts(self):
        by_rule = Counter(r["rules"][0] for r in self.played if r["rules"])
        by_hand = sum(not r["rules"] for r in self.played)
        lines = [f"{rule}: {count}" for rule, count in by_rule.most_common()]
        if by_hand:
            lines.append(self.env._("as if started by hand: %s", by_hand))
        left = len(self.results) - len(self.played)
        if left:
            lines.append(self.env._("not started: %s", left))
        return self._fact(self.env._("Starts"), *lines)

    def _tasks(self):
        steps = Counter(task["step"] for task in self.tasks)
        lines = [f"{step}: {count}" for step, count in steps.most_common(NAMED)]
        return self._fact(
            self.env._("Tasks"), *(lines or [self.env._("no task for anybody")])
        )

    def _people(self):
        people = Counter(name for task in self.tasks for name in task["people"] if name)
        lines = [f"{name}: {count}" for name, count in people.most_common(NAMED)]
        return self._fact(
            self.env._("Responsible people"), *(lines or [self.env._("nobody")])
        )

    def _deadlines(self):
        late = [task for task in self.tasks if task["late"]]
        without = sum(not task["deadline"] for task in self.tasks)
        lines = [
            self.env._("late: %(step)s", step=step) + (f" (×{n})" if n > 1 else "")
            for step, n in Counter(task["step"] for task in late).most_common(NAMED)
        ]
        if not late:
            lines = [self.env._("nothing is late")]
        if without:
            lines.append(self.env._("tasks without a deadline: %s", without))
        kinds = Counter(row["kind"] for r in self.played for row in r["log"])
        if kinds["reminded"]:
            lines.append(self.env._("reminders: %s", kinds["reminded"]))
        if kinds["escalated"]:
            lines.append(self.env._("escalations: %s", kinds["escalated"]))
        title = self.env._("Deadlines")
        return {"title": title, "lines": lines, "is_good": not late}

    def _notices(self):
        words = {
            "mail": self.env._("mails and messages"),
            "sms": self.env._("text messages"),
            "webhook": self.env._("web calls"),
        }
        kinds = Counter(notice["kind"] for notice in self.notices)
        lines = [f"{words.get(kind, kind)}: {n}" for kind, n in kinds.items()]
        return self._fact(
            self.env._("Notices"), *(lines or [self.env._("nobody is told anything")])
        )

    def _asked(self):
        """Files, documents and fields: what there is, and what people must still do."""
        files = [name for r in self.played for name in r["files"]]
        missing = Counter(
            (task["step"], line) for task in self.tasks for line in task["missing"]
        )
        lines = [
            self.env._("“%(step)s” asks: %(what)s", step=step, what=line)
            + (f" (×{n})" if n > 1 else "")
            for (step, line), n in missing.most_common(NAMED)
        ]
        lines += [self.env._("made: %s", name) for name in files[:NAMED]]
        return self._fact(
            self.env._("Files and documents"), *(lines or [self.env._("none")])
        )

    def _log(self):
        rows = sum(len(r["log"]) for r in self.played)
        return self._fact(
            self.env._("Journal"), self.env._("%s rows, with each record below", rows)
        )

    # ------------------------------------------------------------------
    # Words of one record
    # ------------------------------------------------------------------
    def end(self, told):
        """How a case, played or real, stands."""
        state, result = told["end"]["state"], told["end"]["result"]
        if state in LIVE_STATES:
            return self.env._("open at: %s", told["waits"] or "…")
        if result == GOAL:
            return self.env._("goal reached")
        if result == FAILURE:
            return self.env._("goal not reached")
        return self.env._("ended")

    def sides(self, result):
        """Steps as the draft plays them beside those of the published version: list of
        (task or None, earlier task or None), in the order of both."""
        left, right = (
            list(result["tasks"]),
            list((result["before"] or {}).get("tasks", ())),
        )
        rows = []
        for task in left:
            place = next(
                (n for n, old in enumerate(right) if old["element"] == task["element"]),
                None,
            )
            if place is None:
                rows.append((task, None))
                continue
            rows += [(None, old) for old in right[:place]]
            rows.append((task, right[place]))
            right = right[place + 1 :]
        return rows + [(None, old) for old in right]


def _end(result):
    if result["end"]["state"] in LIVE_STATES:
        return "live"
    return result["end"]["result"] or DONE
