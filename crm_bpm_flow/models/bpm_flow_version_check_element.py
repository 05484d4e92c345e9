from odoo import models

from .bpm_flow_version_check import ERROR, WARNING


class BpmFlowVersionCheckElement(models.Model):
    """What the checker says about the less common elements and about formulas."""

    _inherit = "bpm.flow.version"

    def _check_node(self, node):
        found = super()._check_node(node)
        if node.kind == "manualTask":
            found += self._check_people(node)
        if node.event == "conditional" and not (
            node.condition or node.condition_domain not in (False, "", "[]")
        ):
            message = self.env._("“%s”: say what it waits for.", node.name)
            found.append(self._at(node, ERROR, "no_condition", message))
        found += self._check_record_condition(node)
        if node.kind == "scriptTask" and not (
            node.script or node.action_ids or node.source
        ):
            message = self.env._("“%s” calculates nothing yet.", node.name)
            found.append(self._at(node, WARNING, "no_script", message))
        return found + self._check_formulas(node)

    def _check_record_condition(self, node):
        """What waits for the record, or begins with those that fit, needs a value."""
        if not node.condition_domain:
            return []
        ways = self.env["bpm.flow.transition"]
        fields = ways._valueless_words(self.res_model, node.condition_domain)
        if not fields:
            return []
        message = self.env._(
            "“%(step)s”: no value is chosen for %(fields)s, so no record fits.",
            step=node.name,
            fields=fields,
        )
        return [self._at(node, ERROR, "no_value", message)]

    def _check_formulas(self, node):
        formulas = self.env["bpm.flow.formula"]
        mistakes = [
            formulas._mistake(text, self.res_model)
            for text in node._formulas().values()
        ]
        texts = [node.script, *node._value_texts()]
        mistakes += [
            formulas._mistake(text, self.res_model, script=True)
            for text in filter(None, texts)
        ]
        found = []
        for mistake in filter(None, mistakes):
            message = self.env._(
                "A formula of “%(step)s” cannot be used: %(error)s",
                step=node.name,
                error=formulas._sentence(mistake),
            )
            found.append(self._at(node, ERROR, "formula", message))
        return found

    def _structure_sentence(self, item, name):
        """See ``engine.checks_elements`` for the codes and their values."""
        return self._element_sentence(item, name) or super()._structure_sentence(
            item, name
        )

    def _element_sentence(self, item, name):
        texts = {k: v for k, v in item.args.items() if isinstance(v, str)}
        names = dict(
            self.node_ids.mapped(lambda n: (n.bpmn_id, n.name)) if texts else ()
        )
        told = {key: names.get(value, value) for key, value in texts.items()}
        sentences = {
            "no_way_there": self.env._(
                "A way after “%s” leads to or from a step that no way may touch.", name
            ),
            "event_gateway_target": self.env._(
                "“%s” may lead to waits only: for a time, a message, a signal or a "
                "change.",
                name,
            ),
            "complex_never": self.env._(
                "“%s” never goes on: its condition holds for no number of ways that "
                "have come.",
                name,
            ),
            "complex_count": self.env._(
                "“%s” waits for more ways than come to it, or for none.", name
            ),
            "error_uncaught": self.env._(
                "Nobody in this process goes on after the failure “%s”.", name
            ),
            "not_one_of_several": self.env._(
                "“%s” waits for several events, and one of them cannot be among them.",
                name,
            ),
            "must_interrupt": self.env._(
                "After “%s” its step cannot stay open: it has failed.", name
            ),
            **self._activity_sentences(name),
            **self._scope_sentences(name, told),
        }
        limits = self._limit_sentences(name)
        if item.code in limits:
            node = self.node_ids.filtered(lambda n: n.bpmn_id == item.element)
            return None if node.event == "timer" else limits[item.code]
        return sentences.get(item.code)

    def _limit_sentences(self, name):
        """Of what is put on a step and is no time limit."""
        return {
            "boundary_without_flow": self.env._("“%s” leads nowhere yet.", name),
            "loose_boundary": self.env._("“%s” belongs to no step that waits.", name),
        }

    def _activity_sentences(self, name):
        return {
            "no_number": self.env._(
                "“%s” is repeated: say for each of what, or how often.", name
            ),
            "loop_once": self.env._(
                "“%s” is repeated, but nothing says how long: it is done once.", name
            ),
            "no_activity": self.env._(
                "“%s” is no task: it cannot be repeated, wait for its turn or depend "
                "on a formula.",
                name,
            ),
            "no_handler": self.env._("“%s”: say which step undoes it.", name),
        }

    def _scope_sentences(self, name, told):
        return {
            "ad_hoc_event": self.env._(
                "“%s” cannot be among steps in any order: they have no start or end.",
                name,
            ),
            "ad_hoc_empty": self.env._("“%s” has no step to begin.", name),
            "event_sub_start": self.env._(
                "“%s” needs one start, with what it is started by.", name
            ),
            "triggered_start": self.env._(
                "“%s” is inside a sub-process and cannot wait for anything.", name
            ),
            "link_without_target": self.env._(
                "No link “%(link)s” is there to go on after “%(step)s”.",
                step=name,
                link=told.get("link", ""),
            ),
            "link_without_source": self.env._(
                "Nothing leads to the link “%(link)s” of “%(step)s”.",
                step=name,
                link=told.get("link", ""),
            ),
            "nothing_to_undo": self.env._(
                "“%(step)s” undoes “%(activity)s”, which has nothing that undoes it.",
                step=name,
                activity=told.get("activity", ""),
            ),
            "cancel_outside": self.env._(
                "“%s” belongs in a sub-process of the kind “all or nothing”.", name
            ),
            "cancel_uncaught": self.env._(
                "“%(step)s” cancels “%(sub)s”, which says no way for that.",
                step=name,
                sub=told.get("step", ""),
            ),
        }
