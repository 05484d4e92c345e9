"""Which markings are the same state: numbers of tokens and scopes do not matter."""

from ..marking import ARRIVED, LISTENING, ROOT, SPENT


class States:
    """Numbers states: equal for markings that can go on in the same ways.

    What is alike in two of them has one number, so that a state is a short tuple of
    numbers: thousands of them are compared.
    """

    def __init__(self):
        self._numbers = {}

    def of(self, marking):
        inside, kept = {}, {}
        for token in marking.tokens.values():
            inside.setdefault(token.scope, []).append(token)
        for scope in marking.scopes.values():
            kept.setdefault(scope.token, []).append(scope)
        tokens = self._tokens(ROOT, inside, kept)
        if not marking.done:
            return tokens
        done = tuple(sorted(done.node for done in marking.done.values()))
        return self._number((tokens, done))

    def _tokens(self, scope, inside, kept):
        numbers = [self._token(token, inside, kept) for token in inside.get(scope, ())]
        numbers.sort()
        return self._number(tuple(numbers))

    def _token(self, token, inside, kept):
        scopes = ()
        if token.id in kept:
            rows = [
                (*(s.node, s.kind, s.total, s.begun, s.done, s.phase), inner)
                for s in kept[token.id]
                for inner in (self._tokens(s.id, inside, kept),)
            ]
            scopes = tuple(sorted(map(self._number, rows)))
        place = (token.node, token.state, token.flow, token.outcome, token.waits)
        return self._number((place, bool(token.done), token.counter, scopes))

    def _number(self, value):
        return self._numbers.setdefault(value, len(self._numbers))


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
