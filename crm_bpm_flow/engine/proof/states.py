"""Which markings are the same state: numbers of tokens and scopes do not matter."""

from ..marking import ARRIVED, LISTENING, ROOT, SPENT


def state_of(marking):
    """A value that is equal for markings that can go on in the same ways."""
    inside = {}
    for token in marking.tokens.values():
        inside.setdefault(token.scope, []).append(token)
    kept = {}
    for scope in marking.scopes.values():
        kept.setdefault(scope.token, []).append(scope)

    def tokens(scope):
        return tuple(sorted((_token(t) for t in inside.get(scope, ())), key=repr))

    def _token(token):
        scopes = tuple(
            sorted(
                (
                    (s.node, s.kind, s.total, s.begun, s.done, s.phase, tokens(s.id))
                    for s in kept.get(token.id, ())
                ),
                key=repr,
            )
        )
        place = (token.node, token.state, token.flow, token.outcome, token.waits)
        return (*place, bool(token.done), token.counter, scopes)

    done = tuple(sorted(d.node for d in marking.done.values()))
    return tokens(ROOT), done


def crowded(marking):
    """A node in which two tokens of one scope are at work, or None; at a join they wait
    for each other, each on a flow of its own. Marks of what a complex gateway has
    counted do no work."""
    seen = set()
    for token in marking.tokens.values():
        if token.counter or token.state in (LISTENING, SPENT):
            continue
        place = (token.scope, token.node, token.state == ARRIVED and token.flow)
        if place in seen:
            return token.node
        seen.add(place)
    return None
