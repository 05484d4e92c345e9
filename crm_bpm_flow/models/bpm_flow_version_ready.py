from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..bpmn import plain
from .ready_content import alive


class BpmFlowVersionReady(models.Model):
    """Ready steps become rows of a draft: from the list of steps, and from the map."""

    _inherit = "bpm.flow.version"

    def _ready_steps(self):
        """Those that fit this process, and that its owner may see."""
        if not self.env["bpm.flow.ready"].has_access("read"):
            return self.env["bpm.flow.ready"]
        fits = Domain("res_model", "in", (False, self.res_model))
        return self.env["bpm.flow.ready"].search(fits)

    def ready_sketches(self):
        """Ready steps as the map draws them, see ``bpm.flow.ready._sketch``.

        :raises AccessError: for whoever may not change the process
        """
        self.ensure_one()
        self.check_access("write")
        return [ready._sketch() for ready in self._ready_steps()]

    def editor_add_ready(self, ready_id, after_id=False):
        """Put a ready step behind another one, and into that one's way.

        :return: as ``editor_data``, with ``new_step``
        """
        self._check_editable()
        after, ready = self._own_step(after_id), self._ready(ready_id)
        content = ready._content()
        nodes = self._make_ready_steps(ready, content, after)
        entry = nodes[content["steps"][0]["key"]]
        after._insert_behind(entry)
        self._lead_on(entry, nodes, content)
        for node in nodes.values():
            self.node_ids._in_order(node, after)._number()
            after = node
        return {**self.editor_data(), "new_step": entry.id}

    def _ready(self, ready_id):
        ready = self._ready_steps().filtered(lambda r: r.id == ready_id)
        if not ready:
            raise UserError(self.env._("That ready step is not there any more."))
        return ready

    # ------------------------------------------------------------------
    # Rows
    # ------------------------------------------------------------------
    def _make_ready_steps(self, ready, content, after):
        """:return: {key: step}, with the ways between them"""
        nodes, inside = {}, {"parent_id": after.parent_id.id}
        for step in content["steps"]:
            holder = nodes.get(step["on"])
            given = {**inside, "attached_to_id": holder.id} if holder else inside
            nodes[step["key"]] = self._make_ready_step(ready, step["key"], **given)
        for one, code, other in content["ways"]:
            outcome = _outcome(nodes[one], code)
            nodes[one]._connect(nodes[other], outcome=outcome)
        return nodes

    def _make_ready_step(self, ready, key, **given):
        """The row of one of its steps; ``given`` says where it stands.

        What comes with the add-on is made in English and translated, so that each
        reads it in his language.
        """
        maker = self.with_context(lang="en_US") if ready.code else self
        content = ready.with_env(maker.env)._content()
        step = next(step for step in content["steps"] if step["key"] == key)
        model = maker.env["bpm.flow.node"]
        values = alive(model, step["values"])
        role = maker._ready_role(step["role"])
        node = model.create(
            {**values, "role_id": role.id, "version_id": self.id, **given}
        )
        ready._translate_rows(node)
        if step["actions"]:
            # Under sudo, as a copied step takes its actions over (``_copy_drawn``).
            actions = self.env["ir.actions.server"].sudo()
            actions.create(
                [
                    {**alive(actions, vals), "bpm_node_id": node.id}
                    for vals in step["actions"]
                ]
            )
        return node.with_env(self.env)

    def _ready_role(self, values):
        """The role of that name; made where the process has none."""
        roles = self.env["bpm.flow.role"]
        if not values:
            return roles
        found = self.role_ids.filtered(lambda r: r.name == values["name"])[:1]
        return found or roles.create({**alive(roles, values), "version_id": self.id})

    def _lead_on(self, entry, nodes, content):
        """What the first step led to is led to from where the ready ones end."""
        name, code = content["exit"]
        last = nodes[name]
        inner = {node.id for node in nodes.values()}
        ways = entry.outgoing_ids.filtered(lambda w: w.target_id.id not in inner)
        outcome = _outcome(last, code)
        if not ways:
            return
        if last != entry:
            target = ways[0].target_id
            ways.unlink()
            last._connect(target, outcome=outcome)
        elif outcome:
            ways[0].outcome_id = outcome
        else:
            entry._hand_plain_way_to_first_outcome()

    # ------------------------------------------------------------------
    # The map
    # ------------------------------------------------------------------
    def _make_ready_drawn(self, element, place):
        """The row of a new element that was drawn from a ready step.

        :param place: ``[id of the ready step, key]`` as it came over the network
        :return: a step; nothing where the element is something else by now
        """
        nothing = self.env["bpm.flow.node"]
        if not isinstance(place, (list, tuple)) or len(place) != 2:
            return nothing
        ready = self._ready_steps().filtered(lambda r: r.id == place[0])
        steps = (
            {step["key"]: step for step in ready._content()["steps"]} if ready else {}
        )
        step = steps.get(place[1])
        if not step or step["values"]["kind"] != element.kind:
            return nothing
        given = {"bpmn_id": element.id, "source": plain(element)}
        node = self._make_ready_step(ready, place[1], **given)
        if element.name and element.name != step["values"]["name"]:
            node.name = element.name
        return node


def _outcome(node, code):
    return node.outcome_ids.filtered(lambda o: o.code == code) if code else None
