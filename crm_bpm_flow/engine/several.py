"""Events of several kinds in one element (BPMN 2.0.2, 10.5.5 "multiple" and "parallel
multiple"): the whole has the ways, each of its parts is one kind of event.

Whoever listens for the whole listens for its parts. What came of those that must all
come is kept with the token that listens (``Token.met``).
"""

from .behavior import Behavior
from .paths import BOUNDARY, START


class Part(Behavior):
    """One of the events that a whole waits for; played by its own behaviour as far as
    it is listened for, by the whole when it comes."""

    def __init__(self, inner):
        self.inner = inner
        self.awaits = inner.awaits
        self.is_supported = inner.is_supported
        self.is_armed = inner.awaits is not None

    def arm(self, ctx, node, token_id):
        self.inner.arm(ctx, node, token_id)

    def disarm(self, ctx, node, token_id):
        self.inner.disarm(ctx, node, token_id)

    def on_event(self, ctx, node, token, event):
        whole = ctx.graph.nodes[node.part_of]
        stays = may_come_again(whole) and self.inner.stays(event)
        token = _heard(ctx, whole, node, token, stays)
        if whole.needs_all:
            if not set(whole.parts) <= set(token.met):
                return
            token = _begin_anew(ctx, whole, token)
        whole.behavior.happened(ctx, whole, token)


def may_come_again(node):
    """Whether an event of this element may be heard more than once."""
    return node.kind in (BOUNDARY, START) and not node.interrupting


def whole_of(graph, node):
    """The element that an event belongs to: itself, unless it is a part."""
    return graph.nodes.get(node.part_of, node)


def _heard(ctx, whole, part, token, stays):
    """The part has come: it is awaited no more unless it stays, but remembered where
    others must come, too."""
    token = token if stays else ctx.heard(token, part.id)
    if whole.needs_all and part.id not in token.met:
        ctx.tokens[token.id] = token = token._replace(met=(*token.met, part.id))
    return token


def _begin_anew(ctx, whole, token):
    """All have come: the next time, all must come again. When one of them never will,
    the others are listened for in vain."""
    met = tuple(other for other in token.met if other not in whole.parts)
    ctx.tokens[token.id] = token = token._replace(met=met)
    if not set(whole.parts) <= set(token.waits):
        token = ctx.stop_listening(token, whole.parts)
    return token
