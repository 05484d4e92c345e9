from odoo import models
from odoo.tools import format_datetime


class BpmFlowLogWords(models.Model):
    """The journal's rows as sentences, in the language of whoever reads them."""

    _inherit = "bpm.flow.log"

    def _sentence(self, data=None):
        """One plain sentence; kinds that are not known show their name.

        :param dict data: the row's own, with the names as its reader calls them
        """
        self.ensure_one()
        data = self.data or {} if data is None else data
        method = getattr(self, f"_say_{self.kind}", None)
        if method:
            return method(data, self.node_id.sudo().name or "")
        return dict(self._fields["kind"]._description_selection(self.env))[self.kind]

    # ------------------------------------------------------------------
    # Start and end
    # ------------------------------------------------------------------
    def _say_started(self, data, _step):
        version = data.get("version")
        if data.get("rule"):
            return self.env._(
                "Rule “%(rule)s” started version %(version)s%(because)s.",
                rule=data["rule"],
                version=version,
                because=self._because(data.get("values")),
            )
        if data.get("caller"):
            return self.env._(
                "The process “%(caller)s” started version %(version)s.",
                caller=data["caller"],
                version=version,
            )
        return self.env._("Version %s was started by hand.", version)

    def _because(self, values):
        """ " because source = Website": the values that decided."""
        facts = self._facts(values)
        return self.env._(" because %s", facts) if facts else ""

    def _say_ended(self, data, step):
        if data.get("how") == "cancelled":
            return self.env._("The case was cancelled.")
        if data.get("how") == "terminate":
            return self.env._("“%s” ended the case and all that was still open.", step)
        if step:
            return self.env._("The case ended: “%s”.", step)
        return self.env._("The case ended.")

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------
    def _say_opened(self, data, step):
        if data.get("deadline"):
            return self.env._(
                "“%(step)s” came to %(people)s, until %(deadline)s.",
                step=step,
                people=data.get("people"),
                deadline=self._moment(data["deadline"]),
            )
        return self.env._(
            "“%(step)s” came to %(people)s.", step=step, people=data.get("people")
        )

    def _say_finished(self, data, step):
        line = self.env._("“%s” was finished", step)
        if data.get("outcome"):
            line = self.env._(
                "“%(step)s” was finished: %(outcome)s",
                step=step,
                outcome=self._outcome_words(data),
            )
        if data.get("comment"):
            line = f"{line} ({data['comment']})"
        if data.get("late"):
            reason = data.get("delay_reason") or self.env._("no reason given")
            line = self.env._("%(line)s, late: %(reason)s", line=line, reason=reason)
        return f"{line}."

    def _outcome_words(self, data):
        """The outcome as its reader calls it; else as who finished did."""
        node = self.node_id.sudo()
        found = node.outcome_ids.filtered(lambda o: o.id == data.get("outcome_id"))
        return found.name or data["outcome"]

    def _say_withdrawn(self, _data, step):
        return self.env._("“%s” was withdrawn: the case needs it no more.", step)

    def _say_taken(self, data, step):
        return self.env._(
            "“%(step)s” was taken by %(people)s.", step=step, people=data["people"]
        )

    def _say_returned(self, data, step):
        return self.env._(
            "“%(step)s” was given back to %(people)s.", step=step, people=data["people"]
        )

    def _say_delegated(self, data, step):
        return self._handed(self.env._("“%s” was delegated", step), data)

    def _say_reassigned(self, data, step):
        return self._handed(self.env._("“%s” was reassigned", step), data)

    def _handed(self, line, data):
        line = self.env._(
            "%(line)s to %(people)s", line=line, people=data.get("people")
        )
        return f"{line} ({data['comment']})." if data.get("comment") else f"{line}."

    def _say_fallback(self, data, step):
        return self.env._(
            "Nobody was found for “%s”: it falls to the process's owner.", step
        )

    def _say_chosen(self, data, step):
        asked = [self._asked(question) for question in data.get("asked") or ()]
        line = self.env._("After “%(step)s”: %(way)s", step=step, way=data.get("way"))
        return f"{line} ({'; '.join(asked)})." if asked else f"{line}."

    def _asked(self, question):
        facts = self._facts(question.get("values"))
        verdict = (
            self.env._("fits") if question.get("holds") else self.env._("does not fit")
        )
        return (
            f"{question.get('way')}: {verdict}, {facts}"
            if facts
            else (f"{question.get('way')}: {verdict}")
        )

    # ------------------------------------------------------------------
    # Time and automatic steps
    # ------------------------------------------------------------------
    def _say_waiting(self, data, step):
        return self.env._(
            "“%(step)s” waits until %(until)s.",
            step=step,
            until=self._moment(data["until"]),
        )

    def _say_time(self, _data, step):
        return self.env._("“%s”: its time has come.", step)

    def _say_reminded(self, data, step):
        return self.env._(
            "Reminder of “%(step)s” to %(people)s.",
            people=data.get("people"),
            step=step,
        )

    def _say_escalated(self, data, step):
        people = data.get("people")
        if data.get("outcome"):
            return self.env._(
                "“%(step)s” is late and takes “%(outcome)s” by itself.",
                step=step,
                outcome=self._outcome_words(data),
            )
        if data.get("do") == "reassign":
            return self.env._(
                "“%(step)s” is late and is handed on to: %(people)s.",
                step=step,
                people=people,
            )
        return self.env._(
            "“%(step)s” is late; told: %(people)s.", step=step, people=people
        )

    def _say_delay_reason(self, data, step):
        return self.env._(
            "Why “%(step)s” is late: %(text)s", step=step, text=data.get("text")
        )

    def _say_action(self, data, step):
        node, code = self.node_id.sudo(), data.get("outcome")
        line = self.env._("“%s” was done", step)
        if code:
            found = node.outcome_ids.filtered(lambda o: o.code == code)
            line = self.env._(
                "“%(step)s” was done: %(outcome)s",
                step=step,
                outcome=found[:1].name or code,
            )
        actions = node._action_words()
        return f"{line} ({actions})." if actions else f"{line}."

    def _say_called(self, data, step):
        return self.env._(
            "“%(step)s” called %(flow)s.", step=step, flow=data.get("flow")
        )

    def _say_came_back(self, data, step):
        return self.env._(
            "%(flow)s came back to “%(step)s”.", step=step, flow=data.get("flow")
        )

    # ------------------------------------------------------------------
    # Repair
    # ------------------------------------------------------------------
    def _say_incident(self, data, step):
        if not step:
            return self.env._("Something failed: %s", data.get("error"))
        return self.env._(
            "“%(step)s” failed: %(error)s", step=step, error=data.get("error")
        )

    def _say_retried(self, _data, step):
        return (
            self.env._("“%s” was tried again.", step)
            if step
            else self.env._("Tried again.")
        )

    def _say_skipped(self, _data, step):
        return self.env._("“%s” was skipped.", step)

    def _say_moved(self, data, step):
        return self.env._(
            "The case was moved from “%(from)s” to “%(to)s”.",
            **{"from": data.get("from"), "to": step},
        )

    def _say_suspended(self, _data, _step):
        return self.env._("The case was suspended.")

    def _say_resumed(self, _data, _step):
        return self.env._("The case goes on.")

    def _say_variables(self, data, _step):
        facts = ", ".join(
            f"{name} = {self._plain(value)}"
            for name, value in (data.get("values") or {}).items()
        )
        return self.env._("Variables were set: %s.", facts)

    def _say_note(self, data, _step):
        return data.get("text") or ""

    # ------------------------------------------------------------------
    # Values
    # ------------------------------------------------------------------
    def _moment(self, text):
        """A moment as the reader writes it, in his zone."""
        zone = self.env.context.get("tz")
        return format_datetime(self.env, text, tz=zone, dt_format="short")

    def _facts(self, values):
        """ "Type = Lead, Tags = Claim": as the reader calls fields and choices."""
        way, model = self.env["bpm.flow.transition"], self.instance_id.sudo().res_model
        return ", ".join(
            f"{way._path_words(model, name)} = {self._field_value(model, name, value)}"
            for name, value in (values or {}).items()
        )

    def _field_value(self, model, name, value):
        field = model in self.env and self.env[model]._fields.get(name)
        if field and field.type == "boolean":
            return self.env._("yes") if value else self.env._("no")
        if field and field.type == "selection":
            value = dict(field._description_selection(self.env)).get(value, value)
        return self._plain(value)

    def _plain(self, value):
        if value is True:
            return self.env._("yes")
        if value in (False, None, ""):
            return self.env._("empty")
        return value
