"""How many examples the property tests look at.

The same ones each time, in a few seconds. ``BPM_EXAMPLES=20000 ./dev test
/crm_bpm_flow:TestWildProcesses`` looks at so many others; what fails is shown with the
smallest example that fails, and ``note`` says what was played.
"""

import os
import random

from hypothesis import HealthCheck, settings, strategies

MORE = int(os.environ.get("BPM_EXAMPLES") or 0)
# Chance: by numbers that hypothesis chooses one by one, so that it can look for smaller
# examples, or by a seed, which makes larger ones.
CHANCE = strategies.one_of(
    strategies.randoms(use_true_random=False),
    strategies.integers(0, 10**6).map(random.Random),
)


def examples(count):
    """A decorator for a test with ``@given``: so many of them."""
    return settings(
        max_examples=MORE or count,
        derandomize=not MORE,
        database=None,
        deadline=None,
        print_blob=bool(MORE),
        report_multiple_bugs=False,
        suppress_health_check=tuple(HealthCheck),
    )
