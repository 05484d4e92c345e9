"""When an approval is decided: pure arithmetic over votes, no tokens."""

from typing import NamedTuple

# What an approver decides; the first two agree.
APPROVED, REMARKS, REJECTED, RETURNED = "approved", "remarks", "rejected", "returned"
DECISIONS = (APPROVED, REMARKS, REJECTED, RETURNED)
AGREED = (APPROVED, REMARKS)
RULES = ("one", "all", "majority", "count", "share")


class Rule(NamedTuple):
    """How many have to agree.

    :param kind: one of ``RULES``
    :param number: of ``count`` so many, of ``share`` so many percent
    :param is_strict: one rejection ends it, however many may still agree
    """

    kind: str
    number: int = 0
    is_strict: bool = False


def needed(rule, total):
    """How many of ``total`` approvers have to agree; never more than there are."""
    wanted = {
        "one": 1,
        "all": total,
        "majority": total // 2 + 1,
        "count": rule.number,
        # Rounded up: a share of two thirds of four is three.
        "share": -(-total * rule.number // 100),
    }[rule.kind]
    return min(max(wanted, 1), max(total, 1))


def verdict(rule, votes, waiting):
    """What the approval has come to, as early as it can be known.

    :param votes: decisions that were taken, in their order
    :param waiting: how many approvers have still to decide
    :return: one of ``DECISIONS``; None while it is open
    """
    votes = list(votes)
    if RETURNED in votes:
        return RETURNED
    if rule.is_strict and REJECTED in votes:
        return REJECTED
    agreed = sum(vote in AGREED for vote in votes)
    least = needed(rule, len(votes) + waiting)
    if agreed >= least:
        return REMARKS if REMARKS in votes else APPROVED
    return REJECTED if agreed + waiting < least else None
