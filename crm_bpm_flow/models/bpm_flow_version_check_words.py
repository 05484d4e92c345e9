from odoo import models


class BpmFlowVersionCheckWords(models.Model):
    """What the engine's checks find in a graph, in sentences."""

    _inherit = "bpm.flow.version"

    def _scope_sentence(self, item):
        """What concerns the whole process, or one of its sub-processes by its name."""
        if item.code not in ("no_start", "no_end", "several_starts"):
            return None
        node = self.node_ids.filtered(lambda n: n.bpmn_id == item.element)
        place = node.parent_id if item.code == "several_starts" else node
        if not place:
            return {
                "no_start": self.env._("There is no start."),
                "no_end": self.env._(
                    "There is no end: the case could never be finished."
                ),
                "several_starts": self.env._(
                    "There is more than one start: by hand a case begins with the "
                    "first, unless another one is chosen."
                ),
            }.get(item.code)
        return {
            "no_start": self.env._("In “%s” there is no start.", place.name),
            "no_end": self.env._(
                "In “%s” there is no end: it could never be finished.", place.name
            ),
            "several_starts": self.env._(
                "In “%s” there is more than one start.", place.name
            ),
        }.get(item.code)

    def _structure_sentence(self, item, name):
        sentences = {
            "unreachable": self.env._("“%s” can never be reached.", name),
            "dead_end": self.env._("“%s” has no way out.", name),
            "no_default": self.env._(
                "After “%s” all conditions may fail. Say where it goes otherwise.", name
            ),
            "outcome_without_flow": self.env._(
                "An outcome of “%s” leads nowhere yet.", name
            ),
            "auto_loop": self.env._(
                "“%s” is part of a loop in which nobody is waited for.", name
            ),
            "join_never": self.env._(
                "“%s” may wait for ever: not every branch always comes.", name
            ),
            "boundary_without_flow": self.env._(
                "The time limit “%s” leads nowhere yet.", name
            ),
            "unsupported": self.env._("“%s” cannot be run yet.", name),
            "crossing": self.env._(
                "A way after “%s” leads out of its sub-process, or into another one.",
                name,
            ),
            "wrong_way": self.env._(
                "A way after “%s” leads where none can: out of an end, or into a start "
                "or a time limit.",
                name,
            ),
            "loose_boundary": self.env._(
                "The time limit “%s” belongs to no step that waits.", name
            ),
        }
        known = self._scope_sentence(item) or sentences.get(item.code)
        return known or self.env._(
            "“%(step)s” cannot stay as it is (%(code)s).", step=name, code=item.code
        )
