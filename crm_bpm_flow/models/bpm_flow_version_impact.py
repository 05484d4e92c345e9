from babel.numbers import format_decimal

from odoo import models
from odoo.tools import babel_locale_parse

from ..tools.rings import rings_through
from .bpm_flow_start import TIME_TRIGGERS
from .bpm_flow_start_forecast import Patience
from .start_links import Links

# Starts a day, or within a week, that somebody should hear of before.
MANY = 100


class BpmFlowVersionImpact(models.Model):
    """Before it is switched on: how much would start, and what starts what."""

    _inherit = "bpm.flow.version"

    def impact(self):
        """What publishing this version sets going.

        :return: ``{"is_quiet": whether nobody has to look, "starts": [{"name",
            "lines": [sentence]}], "rings": [sentence], "notes": [sentence]}``
        :raises AccessError: for whoever may not change the process
        """
        self.ensure_one()
        self.check_access("write")
        starts, is_loud, patience = [], False, Patience()
        for start in self.flow_id.start_ids.filtered("active"):
            figures = start._forecast(patience)
            is_loud |= _is_loud(figures)
            starts.append(
                {"name": start.name, "lines": self._start_lines(start, figures)}
            )
        links = Links(self)
        rings = rings_through(links.itself(), links.following)
        words = [self._ring_line(links, ring) for ring in rings]
        return {
            "is_quiet": not (is_loud or rings),
            "starts": starts,
            "rings": words,
            "notes": self._opaque_lines(links),
        }

    def _start_lines(self, start, figures):
        """Sentences about one start rule."""
        lines = []
        count = figures["matching"]
        if count is None:
            lines.append(self.env._("How many records fit now cannot be counted."))
        elif start.trigger in TIME_TRIGGERS:
            lines.append(
                self.env._(
                    "%(count)s records fit its condition; for %(soon)s of them the "
                    "moment comes within a week.",
                    count=count,
                    soon=figures["soon"] if figures["soon"] is not None else "…",
                )
            )
        elif start.trigger == "on_create":
            lines.append(
                self.env._(
                    "%s existing records fit. They are there already: publishing "
                    "starts nothing for them.",
                    count,
                )
            )
        else:
            lines.append(
                self.env._(
                    "%s existing records fit now. They start when such a change comes, "
                    "not by publishing.",
                    count,
                )
            )
        lines.append(self._history_line(figures))
        if figures.get("is_guess"):
            lines.append(
                self.env._(
                    "There are too many records to count them all: some of these "
                    "figures are guessed from a part of them."
                )
            )
        return lines

    def _history_line(self, figures):
        if figures["daily"] is None:
            return self.env._("How many a day it would be is not known from history.")
        sentence = self.env._(
            "By the last 30 days: about %(daily)s starts a day, at most %(busiest)s.",
            daily=_rounded(self.env, figures["daily"]),
            busiest=figures["busiest"],
        )
        if figures["is_least"]:
            sentence = self.env._(
                "By the last 30 days: at least %(daily)s starts a day, on one day "
                "%(busiest)s. A record that changes several times counts once here.",
                daily=_rounded(self.env, figures["daily"]),
                busiest=figures["busiest"],
            )
        return sentence

    def _ring_line(self, links, ring):
        names = [links.name(element) for element in [*ring, ring[0]]]
        return self.env._(
            "It can start itself again, without a person in between: %s.",
            " → ".join(f"“{name}”" for name in names),
        )

    def _opaque_lines(self, links):
        names = links.opaque()
        if not names:
            return []
        return [
            self.env._(
                "What the code of %s changes cannot be looked into.",
                ", ".join(f"“{name}”" for name in names),
            )
        ]

    def action_publish_wizard(self):
        """A first version about which there is nothing to say is published at once."""
        action = super().action_publish_wizard()
        if self.flow_id.version_id or not self.impact()["is_quiet"]:
            return action
        self.action_publish()
        return True


def _is_loud(figures):
    return any((figures[name] or 0) > MANY for name in ("daily", "busiest", "soon"))


def _rounded(env, number):
    rounded = round(number) if number >= 10 else round(number, 1)
    return format_decimal(rounded, locale=babel_locale_parse(env.lang))
