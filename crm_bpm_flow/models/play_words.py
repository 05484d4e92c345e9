"""What happens in an imagined case and why, in plain sentences."""

from ..engine.decisions import DecisionError
from ..engine.expression import ExpressionError
from .play_people import PlayPeople


class PlayWords:
    def __init__(self, case, version):
        self.case = case
        self.env = case.env
        self.version = version
        self.model = version.res_model
        self.people = PlayPeople(case, version)

    def node(self, bpmn_id):
        return self.case.version_id._node(bpmn_id)

    # ------------------------------------------------------------------
    # What may be clicked
    # ------------------------------------------------------------------
    def option(self, marking, event):
        """``{"element", "step", "icon", "label", "what"}`` of a possible event."""
        element = self._element(marking, event)
        node = self.node(element)
        return {
            "element": element,
            "step": node.name or "",
            "icon": node._icon() if node else "fa-play",
            "label": self._act(event, node),
            "what": type(event).__name__,
        }

    def label(self, marking, event):
        """The click itself in the story: "Call: Reached"."""
        node = self.node(self._element(marking, event))
        step, act = node.name or "", self._act(event, node)
        return f"{step}: {act}" if step else act

    def _element(self, marking, event):
        """Where a click is shown: what is begun or comes, else where the token is."""
        named = getattr(event, "node", None)
        if named or type(event).__name__ == "Started":
            return named or ""
        return marking.tokens[event.token].node

    def _act(self, event, node):
        say = getattr(self, f"_act_{type(event).__name__}", None)
        return say(event, node) if say else self.env._("It happens")

    def _act_Started(self, _event, _node):
        return self.env._("Begin here")

    def _act_TaskDone(self, event, node):
        return self._outcome(node, event.outcome) or self.env._("Finished")

    def _act_JobDone(self, event, node):
        return self._outcome(node, event.outcome) or self.env._("Done")

    def _act_CallReturned(self, event, node):
        return self._outcome(node, event.outcome) or self.env._("It comes back")

    def _act_ErrorThrown(self, event, _node):
        if event.code:
            return self.env._("It fails: %s", event.code)
        return self.env._("It fails")

    def _act_TimerDue(self, _event, _node):
        return self.env._("Its time comes")

    def _act_Caught(self, _event, node):
        return {
            "message": self.env._("The message comes"),
            "signal": self.env._("The signal comes"),
            "conditional": self.env._("It becomes so"),
        }.get(self._heard(node), self.env._("It happens"))

    def _heard(self, node):
        return "message" if node.kind == "receiveTask" else node.event

    def _act_Begun(self, _event, _node):
        return self.env._("Begin it")

    def _act_Finished(self, _event, _node):
        return self.env._("All is done")

    def _act_Skipped(self, event, _node):
        if event.flow:
            way = self.case.version_id._way(event.flow)
            return self.env._("Go on: %s", way.name or way.target_id.name)
        return self.env._("Go on without it")

    def _outcome(self, node, code):
        found = node.outcome_ids.filtered(lambda o: o.code == code)
        return found[:1].name or code or ""

    # ------------------------------------------------------------------
    # What happened
    # ------------------------------------------------------------------
    def lines(self, effect, evaluator):
        """Lines ``{"element", "text", "tone"}`` of an effect; none of most."""
        say = getattr(self, f"_say_{type(effect).__name__}", None)
        if say is None:
            return []
        node = self.node(effect.node) if effect.node else self.node("")
        told = say(effect, node, evaluator)
        told = [told] if isinstance(told, str) else told
        tone = {"Incident": "failed", "Ended": "end"}.get(type(effect).__name__, "")
        return [
            {"element": effect.node or "", "text": text, "tone": tone}
            for text in told
            if text
        ]

    def _say_Passed(self, _effect, node, _evaluator):
        if node.kind == "startEvent":
            return self.env._("It begins: “%s”.", node.name)
        return ""

    def _say_OpenTask(self, _effect, node, _evaluator):
        who = node._people_words(self.people.line)
        who = who or self.env._("the process's owner")
        line = self.env._("“%(step)s” comes to %(people)s", step=node.name, people=who)
        deadline = node._delay_words()
        if deadline:
            line = self.env._("%(line)s, time: %(time)s", line=line, time=deadline)
        return f"{line}."

    def _say_CloseTask(self, _effect, node, _evaluator):
        return self.env._("“%s” is taken back.", node.name)

    def _say_ArmTimer(self, _effect, node, _evaluator):
        return self.env._(
            "“%(step)s” waits for its time: %(time)s.",
            step=node.name,
            time=node._delay_words() or self.env._("not said yet"),
        )

    def _say_WaitFor(self, _effect, node, _evaluator):
        what = node._what_words()
        if not what or not node._tells_wait():
            return ""
        return self.env._("“%(step)s” %(waits)s.", step=node.name, waits=what)

    def _say_RunAction(self, _effect, node, _evaluator):
        names = ", ".join(node.sudo().action_ids.sorted().mapped("name"))
        if names:
            return self.env._(
                "“%(step)s” would do now: %(actions)s. Nothing is done here.",
                step=node.name,
                actions=names,
            )
        if node._decides() or node.script:
            return ""
        return self.env._("“%s” has nothing to do and goes on at once.", node.name)

    def _say_CallProcess(self, _effect, node, _evaluator):
        called = node.called_flow_id.name or node.called_code or ""
        return self.env._(
            "“%(step)s” would call the process “%(flow)s”.", step=node.name, flow=called
        )

    def _say_Throw(self, effect, node, _evaluator):
        name = node.event_name or node.name
        if effect.kind == "signal":
            return self.env._("The signal “%s” would be sent.", name)
        return self.env._("The message “%s” would be sent.", name)

    def _say_Escalate(self, _effect, node, _evaluator):
        return self.env._(
            "“%s” would tell the process that called this one.", node.name
        )

    def _say_Incident(self, effect, node, _evaluator):
        return node._fault_sentence(effect.code, effect.message_args)

    def _say_Ended(self, effect, node, _evaluator):
        if effect.how == "terminate":
            return self.env._(
                "“%s” ends the case and all that was still open.", node.name
            )
        line = self.env._("The case ends")
        if node.name:
            line = self.env._("The case ends: “%s”", node.name)
        if node.result:
            results = dict(node._fields["result"]._description_selection(self.env))
            line = f"{line} ({results[node.result]})"
        return f"{line}."

    def endless(self):
        return self.env._(
            "It goes round and round without ever waiting. It was stopped."
        )

    # ------------------------------------------------------------------
    # Why
    # ------------------------------------------------------------------
    def _say_Chose(self, effect, node, evaluator):
        """Each condition that was asked, with the values that decided; the way."""
        asked = evaluator.told(self.case, [*effect.tried, effect.flow])
        lines = [self._asked(question) for question in asked]
        way = self.case.version_id._way(effect.flow)
        if len(node.outgoing_ids) > 1:
            target = way.target_id.name
            lines.append(
                self.env._(
                    "After “%(step)s”, %(way)s: to “%(target)s”.",
                    step=node.name,
                    way=way._label(),
                    target=target,
                )
            )
        return lines

    def _asked(self, question):
        way = self.env["bpm.flow.transition"].browse(question["way_id"])
        told = {
            "condition": ", ".join(way._condition_parts()),
            "facts": self._facts(question["values"]) or self.env._("nothing is known"),
        }
        if question["holds"]:
            return self.env._("“%(condition)s” is true: %(facts)s.", **told)
        return self.env._("“%(condition)s” is not true: %(facts)s.", **told)

    def _facts(self, values):
        """ "Expected revenue = 40", as the reader calls fields and choices."""
        ways, log = self.env["bpm.flow.transition"], self.env["bpm.flow.log"]
        return ", ".join(
            f"{ways._path_words(self.model, name)} = "
            f"{log._field_value(self.model, name, value)}"
            for name, value in values.items()
        )

    # ------------------------------------------------------------------
    # Values
    # ------------------------------------------------------------------
    def calculated(self, node, values):
        return self.env._(
            "“%(step)s” calculates: %(values)s.",
            step=node.name,
            values=self._facts(values),
        )

    def decided(self, node, data):
        """As the journal says it."""
        return self.env["bpm.flow.log"]._say_decided(
            {**data, "inputs": self._inputs(data)}, node.name
        )

    def _inputs(self, data):
        """The journal looks for the case's model; here the labels are known."""
        formulas = self.env["bpm.flow.formula"]
        return [
            {
                **row,
                "label": row["label"] or formulas._words(row["formula"], self.model),
            }
            for row in data["inputs"]
        ]

    def mistake(self, node, error):
        if isinstance(error, ExpressionError):
            error = self.env["bpm.flow.formula"]._sentence(error)
        elif isinstance(error, DecisionError):
            error = self.env["bpm.flow.decision"]._sentence(error, node.decision_id)
        return self.env._(
            "“%(step)s” cannot be calculated: %(error)s", step=node.name, error=error
        )

    def ripe(self, node, kind):
        if kind == "milestone":
            return self.env._("“%s” may not be done any more.", node.name)
        return self.env._("What “%s” waits for is so already.", node.name)
