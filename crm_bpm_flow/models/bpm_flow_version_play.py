from odoo import models
from odoo.exceptions import UserError

from ..engine import GraphError
from ..tools.variables import check_variables
from .play import Play

# As many clicks as a person makes; more come over the network only.
MAX_CLICKS = 300


class BpmFlowVersionPlay(models.Model):
    """A case that is only imagined, played through by clicks."""

    _inherit = "bpm.flow.version"

    def play(self, res_id, clicks=(), values=None):
        """Where a case on a record comes to when these things happen; nothing is done.

        Conditions are looked at on the record as it is now, with the user's own rights.
        Nothing is written, no action runs, nobody is told.

        :param int res_id: a record of the process's target
        :param list clicks: keys of ``options`` that were chosen one after the other
        :param dict values: values that the case begins with
        :return: dict: ``clicks``, those that were possible; ``options``: what may
            happen next, ``{"key", "element", "step", "icon", "label", "what"}``;
            ``here``: {BPMN id: "here" or "failed"}; ``walked`` and ``ways``: {BPMN id:
            how often}; ``values``: what the case knows; ``story``: ``[{"label",
            "lines": [{"element", "text", "tone": "", "failed" or "end"}]}]``, a part
            for the beginning and for each click; ``is_ended``
        :raises AccessError: for whoever may not change the process or read the record
        :raises UserError: without a record, and for steps that make no process yet
        """
        self.ensure_one()
        self.check_access("write")
        record = self._trying_scope(res_id, values).record
        try:
            values = check_variables(values)
        except ValueError as error:
            raise UserError(self.env._("These are no values: %s", error)) from error
        try:
            play = Play(self, record, values)
        except GraphError as error:
            raise UserError(
                self.env._("This cannot be played yet: look at what the check finds.")
            ) from error
        clicks = play.run([str(key) for key in clicks][:MAX_CLICKS])
        return self._played(play, clicks)

    def _played(self, play, clicks):
        marking = play.marking
        here = {token.node: "here" for token in marking.standing()}
        failed = {token.id: token.node for token in marking.failed()}
        here.update(dict.fromkeys([*failed.values(), *play.mistaken()], "failed"))
        return {
            "clicks": clicks,
            "options": [] if play.is_endless else play.options(),
            "here": here,
            "walked": dict(marking.walked),
            "ways": dict(marking.ways),
            "values": play.case.variables,
            "story": play.story,
            "is_ended": marking.is_ended,
        }

    def play_names(self):
        """Names of values that the process itself mentions, to begin a play with.

        :return: ``{"names": [name], "model": what a record is of}``
        :raises AccessError: for whoever may not change the process
        """
        self.ensure_one()
        self.check_access("write")
        return {"names": self._named_values(), "model": self.res_model}
