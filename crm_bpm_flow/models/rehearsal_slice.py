"""Some records are played one behind the other, in one transaction."""

from time import monotonic

from psycopg2 import OperationalError

from odoo.exceptions import UserError

from .rehearsal_answers import Answers
from .rehearsal_play import Play
from .rehearsal_told import Told, earlier_told

SECONDS = 8


class Slice:
    """A few records of a rehearsal.

    :param version: the draft, in the environment of whoever rehearses; its cursor is
        rolled back by the caller
    :param stage: the ``Stage`` that the caller stands on
    :param how, pace: see ``Answers`` and ``Play``
    :param play_all: also records that no start rule fits
    """

    def __init__(self, version, stage, how, pace, play_all):
        self.version = version
        self.env = version.env
        self.flow = version.flow_id
        self.stage = stage
        self.how = how
        self.pace = pace
        self.play_all = play_all

    def play(self, ids, turns):
        """Play these records.

        :param dict turns: {step: answers given so far}; grows
        :return: a result for each record that there was time for, at least one
        """
        begun, ends = self.stage.moment, monotonic() + SECONDS
        self.version._put_on(self.stage)
        self.rules = self.flow.start_ids.filtered("active")
        answers = Answers(self.flow.sudo(), self.how, turns)
        results = []
        for record in self.env[self.flow.res_model].browse(ids):
            self.stage.moment = begun
            results.append(self._play_one(record, answers))
            if monotonic() > ends:
                break
        return results

    def _play_one(self, record, answers):
        if not record.exists() or not record.has_access("read"):
            return {"id": record.id, "name": "", "gone": True}
        told = Told(self.env, self.stage, record)
        rules, why_not = self._starts(record)
        earlier = self._earlier(record)
        found = {
            "id": record.id,
            "name": record.display_name,
            "rules": rules.mapped("name"),
            "why_not": why_not,
            "before": earlier_told(earlier) if earlier else False,
            "started": bool(rules or self.play_all or not self.rules),
        }
        if not found["started"]:
            return found
        play = Play(self.env, self.stage, answers, self.pace, told)
        try:
            with self.env.cr.savepoint():
                play.run(self.flow, record, rules[:1], earlier)
                found.update(told.result())
        except OperationalError:  # somebody has the record in his hands
            found["busy"] = True
        except UserError as error:
            found["refused"] = str(error)
        self.env.invalidate_all(flush=False)
        return found

    def _starts(self, record):
        """(start rules that fit the record now, sentences why the others do not)"""
        fitting, sentences = self.rules.browse(), []
        for start in self.rules:
            if record.filtered_domain(start._effective_domain()):
                fitting += start
                continue
            failed = [
                f"{check['label']} {check['asks']}"
                for check in start.try_on(record.id)["checks"]
                if not check["holds"]
            ]
            sentences.append(
                self.env._(
                    "“%(rule)s” does not fit: %(why)s",
                    rule=start.name,
                    why=", ".join(failed),
                )
            )
        return fitting, sentences

    def _earlier(self, record):
        """The newest real case on the record, as far as the user may see it."""
        domain = [
            ("flow_id", "=", self.flow.id),
            ("res_model", "=", record._name),
            ("res_id", "=", record.id),
            ("parent_id", "=", False),
            ("version_id.number", ">", 0),
        ]
        cases = self.env["bpm.flow.instance"]
        return cases.search(domain, limit=1, order="id desc").sudo()
