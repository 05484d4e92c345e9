from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

# What runs actions; a calculation that fails once fails again.
RETRIED_KINDS = ("task", "serviceTask", "sendTask", "businessRuleTask")
# Growing pauses between tries, in minutes; after the last one a person decides.
PAUSES = (1, 5, 30)
MOST_TRIES = 20
LONGEST = 60 * 24 * 30


class BpmFlowNodeRetry(models.Model):
    """How often a step that failed is tried again by itself, and after what pauses."""

    _inherit = "bpm.flow.node"

    retry = fields.Selection(
        [
            ("own", "After these pauses"),
            ("never", "It is not tried again: a person decides"),
        ],
        string="When it fails",
    )
    retry_pauses = fields.Char(
        string="Pauses in minutes",
        help="One for each try, for example 2, 10, 60.",
    )

    @api.constrains("retry", "retry_pauses")
    def _check_retry_pauses(self):
        for node in self.filtered(lambda n: n.retry == "own"):
            pauses = _read(node.retry_pauses)
            if not pauses:
                raise ValidationError(
                    self.env._(
                        "“%(step)s”: say after how many minutes it is tried again, one "
                        "number for each try, for example 2, 10, 60.",
                        step=node.name,
                    )
                )
            if len(pauses) > MOST_TRIES or max(pauses) > LONGEST or min(pauses) < 1:
                raise ValidationError(
                    self.env._(
                        "“%(step)s”: at most %(tries)s tries, each after 1 to "
                        "%(longest)s minutes.",
                        step=node.name,
                        tries=MOST_TRIES,
                        longest=LONGEST,
                    )
                )

    def _pauses(self):
        """Minutes before each further try; of no step at all, the usual ones."""
        if self.retry == "never":
            return ()
        return (self.retry == "own" and _read(self.retry_pauses)) or PAUSES

    def _next_try(self, attempt):
        """When it is tried after so many tries; ``False`` when a person has to act."""
        pauses = self._pauses()
        if attempt > len(pauses):
            return False
        return fields.Datetime.now() + timedelta(minutes=pauses[attempt - 1])

    def _what_words(self):
        words = super()._what_words()
        return "; ".join(part for part in (words, self._retry_words()) if part)

    def _retry_words(self):
        if self.kind not in RETRIED_KINDS or not self.retry:
            return ""
        if self.retry == "never":
            return self.env._("not tried again")
        pauses = ", ".join(str(pause) for pause in self._pauses())
        return self.env._("tried again after %s min", pauses)


def _read(text):
    """The numbers of a line; none at all where anything in it is no number."""
    parts = (text or "").replace(";", ",").replace(" ", ",").split(",")
    parts = [part for part in parts if part]
    if not all(part.isascii() and part.isdigit() for part in parts):
        return ()
    return tuple(int(part) for part in parts)
