"""How often a repeated activity is done (BPMN 2.0.2, 13.3.6 and 13.3.7)."""

from .errors import ConditionError
from .marking import ENOUGH, LOOP, Scope
from .questions import Again, Enough, HowMany

PROBE = -1  # the number of a loop that has not begun


def planned(ctx, node, token):
    """How many instances there are to be, as far as it is known at the beginning."""
    if not node.loop:
        return 1
    if node.loop == "standard":
        return int(not node.test_before or _begins(ctx, node, token))
    number = node.number
    if not _is_number(number):
        number = ctx.ask(HowMany(node.id, number), token)
    if not _is_number(number) or number < 0:
        error = ConditionError(f"not a number of instances: {number!r}", node.id)
        error.values = {"node": node.id, "reason": error.reason}
        raise error
    return number


def _begins(ctx, node, token):
    """The test before the first round, which sees a loopCounter of 0."""
    ctx.scopes[PROBE] = Scope(PROBE, node.id, token.scope, token.id, LOOP)
    try:
        return _goes_on(ctx, node, token._replace(scope=PROBE, counter=0), 0)
    finally:
        del ctx.scopes[PROBE]


def after_instance(ctx, node, token):
    """An instance's work is done: count it, and ask what is asked after each.

    When an answer fails, nothing was counted.
    """
    before = ctx.scopes[token.scope]
    if before.kind != LOOP:
        return
    after = before._replace(done=before.done + 1)
    ctx.scopes[after.id] = after
    try:
        ctx.scopes[after.id] = _judged(ctx, node, token, after)
    except BaseException:
        ctx.scopes[after.id] = before
        raise


def _judged(ctx, node, token, scope):
    if scope.phase:
        return scope
    if node.loop == "standard":
        again = _goes_on(ctx, node, token, scope.begun)
        return scope._replace(total=scope.begun + 1) if again else scope
    if node.loop_condition is None:
        return scope
    enough = ctx.ask(Enough(node.id, node.loop_condition), token)
    return scope._replace(phase=ENOUGH) if enough else scope


def _goes_on(ctx, node, token, rounds):
    """Whether a standard loop has another round. Without condition and maximum it
    has one round: nobody could ever leave it."""
    if node.maximum and rounds >= node.maximum:
        return False
    if node.loop_condition is None:
        return bool(node.maximum) or not rounds
    return bool(ctx.ask(Again(node.id, node.loop_condition), token))


def _is_number(value):
    return isinstance(value, int) and not isinstance(value, bool)
