from odoo import models


class BpmFlowLogEvents(models.Model):
    """Sentences about messages, signals, conditions and turns."""

    _inherit = "bpm.flow.log"

    def _say_waiting(self, data, step):
        if not data.get("kind"):
            return super()._say_waiting(data, step)
        return self.env._(
            "At “%(step)s” the case waits for “%(name)s”.", step=step, name=data["for"]
        )

    def _say_migrated(self, data, _step):
        line = self.env._(
            "The case went over from version %(old)s to version %(new)s.",
            old=data.get("from"),
            new=data.get("to"),
        )
        became = [
            self.env._("“%(old)s” is “%(new)s” there.", old=old, new=new)
            for old, new in data.get("became") or ()
        ]
        return " ".join([line, *became])

    def _say_thrown(self, data, step):
        return self.env._(
            "“%(step)s” sent “%(name)s”.", step=step, name=data.get("name") or step
        )

    def _say_caught(self, data, step):
        return self.env._(
            "“%(name)s” came to “%(step)s”.", step=step, name=data.get("name") or step
        )

    def _say_begun(self, _data, step):
        return self.env._("“%s” was begun by hand.", step)

    def _say_closed(self, _data, step):
        return self.env._("“%s” was said to be complete.", step)

    def _say_added(self, _data, step):
        return self.env._("“%s” is done once more than planned.", step)
